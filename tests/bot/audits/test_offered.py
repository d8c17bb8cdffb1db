"""Whatever a screen or message about live audits offers is not refused, on any day of its month.

A month is lived through by chance: drawn, published, booked, held or forgotten, closed. On each day
people look at what they can look at, and each button that is offered to them is pressed.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Final

import pytest

from bot import registry
from bot.delivery.kinds import KINDS
from bot.delivery.message_kind import MessageKind, RenderJob
from bot.home.blocks import Choice
from bot.home.view import home_view
from db.audits import queries as audits
from db.audits import swaps
from db.audits.changes import Outcome, Verdict
from db.errors import RefusedError
from db.models import LiveAudit, Message, MessageName, Person
from db.permissions import Permission, may
from jobs.audits import booking, changing, extending, outcomes, proposals, swapping
from jobs.audits.booking import Asked
from jobs.audits.month import run_audit_months
from jobs.context import RequestContext
from tests.bot.offered import Press, buttons_in, refusal_of
from tests.contexts import COUNCIL, asking
from tests.jobs.audits.months import DECEMBER, DrawnMonth, month, on

__all__ = ["month"]

LIVES: Final = int(os.environ.get("MONTH_LIVES", "1"))
# From the draw over its first and last day and what may be written up late to after its close.
DAYS: Final = (
    on(date(2026, 11, 25)), on(date(2026, 12, 1)), on(date(2026, 12, 9), 15),
    on(date(2026, 12, 30)), on(date(2026, 12, 31), 19), on(date(2027, 1, 4)),
    on(date(2027, 1, 15)), on(date(2027, 1, 18)), on(date(2027, 2, 8)),
)  # fmt: skip
SOME: Final = 2
SENT: Final = frozenset({MessageName.AUDIT, MessageName.DAILY_DIGEST})
MONTH_NEWS: Final = ("drawn", "not drawn", "published", "closed")
LOOKED_AT: Final = (
    "",
    "month December",
    "plan",
    "calendar",
    "auditors",
    "files",
    "register December",
)


@dataclass
class Life:
    """A month of live audits as its people live it."""

    month: DrawnMonth
    chance: Random
    tried: set[str] = field(default_factory=set)

    def goes_on(self, at: datetime) -> None:
        """Let the bot do what is due by a time, and people something of what they could."""
        run_audit_months(self.month.database, lambda: at, COUNCIL)
        for number in [one.id for one in self.month.audits()]:
            with self.month.database.begin() as session, suppress(RefusedError):
                self._does(audits.several(session, [number])[number], at)

    def _does(self, audit: LiveAudit, at: datetime) -> None:
        auditor, practitioner = asking(audit.auditor, at), asking(audit.practitioner, at)
        days = list(proposals.offered_days(auditor, audit)) or [at.date()]
        meeting = Asked(self.chance.choice(days)).meeting(audit, booking.slot_of(auditor, audit))
        others = swaps.to_swap_with(auditor.session, audit, at.date())
        ways: list[Callable[[], object]] = [
            lambda: booking.book(auditor, audit, meeting),
            lambda: booking.suggest(practitioner, audit, meeting),
            lambda: outcomes.hold(auditor, audit, Outcome("Good"), []),
            lambda: changing.cannot(practitioner, audit, "workload", ""),
            lambda: extending.ask_extension(practitioner, audit, audit.due_on + timedelta(days=5)),
            lambda: swapping.ask_swap(auditor, audit, others[0]) if others else None,
            lambda: outcomes.reflect(practitioner, audit, "Fair.", agrees=False),
            lambda: None,
        ]
        if audit.moderator is not None:
            moderator = asking(audit.moderator, at)
            ways.append(lambda: outcomes.moderate(moderator, audit, Verdict(upheld=True)))
        self.chance.choice(ways)()

    def presses(self, at: datetime) -> None:
        """Let some of them, or everybody, press all that is offered to them that day."""
        people = [*self.month.council.people.values()]
        with self.month.database.begin() as session:
            for one in self.chance.sample(people, SOME if LIVES == 1 else len(people)):
                ctx = asking(session.get_one(Person, one.id), at)
                for place, press in self._offered(ctx):
                    refused = refusal_of(press, ctx)
                    assert not refused, (at, ctx.person.role, place, press, refused)
                    self.tried.add(press[0])

    def _offered(self, ctx: RequestContext) -> Iterator[tuple[str, Press]]:
        """Yield each button once, with a screen or message in which it stands."""
        known: dict[Press, str] = {}
        for place, show in self._screens(ctx):
            for press in buttons_in(_shown(show), "audit_"):
                known.setdefault(press, place)
        yield from ((place, press) for press, place in known.items())

    def _screens(self, ctx: RequestContext) -> Iterator[tuple[str, Callable[[], Any]]]:
        called = [one.reference for one in self.month.audits()]
        for words in (*LOOKED_AT, *(f"show {each}" for each in called)):
            yield f"/audit {words}", lambda w=words: registry.AUDITS.parse(w, "/audit").run(ctx)  # type: ignore[misc]
        yield "the Home", lambda: home_view(ctx, Choice())
        for kind in KINDS:
            for about in self._abouts(kind.name, ctx):
                yield f"{kind.name} {about}", lambda k=kind, a=about: _rendered(k, a, ctx)  # type: ignore[misc]

    def _abouts(self, name: MessageName, ctx: RequestContext) -> Iterator[Mapping[str, Any]]:
        """Yield what somebody was sent of audits, and what might be sent to them."""
        if name in SENT:
            sent = ctx.session.query(Message).filter_by(kind=name, person_id=ctx.person.id)
            yield from (one.about for one in sent)
        mine = [one.id for one in self.month.audits() if ctx.person in one.people]
        if name == MessageName.AUDIT_NUDGE and mine:
            yield {"audits": mine}
        elif name == MessageName.PAIR:
            known = audits.several(ctx.session, mine).values()
            yield from ({"audit": one.id, "people": [p.id for p in one.people]} for one in known)
        elif name == MessageName.AUDIT_MONTH and may(ctx.person, Permission.SEE_MONTH):
            about = {"round": self.month.round().id, "month": DECEMBER.isoformat()}
            yield from (about | {"event": event} for event in MONTH_NEWS)


def _rendered(kind: MessageKind[Any], about: Mapping[str, Any], ctx: RequestContext) -> Any:  # noqa: ANN401  (an answer, or none)
    job = RenderJob(ctx, Message(id=1, person=ctx.person, kind=kind.name, about=about))
    subject = kind.subject(job)
    if subject is None or not kind.is_still_true(subject, job):
        return None
    return kind.render(subject, job)


def _shown(show: Callable[[], Any]) -> object:
    with suppress(RefusedError):
        return show()
    return None


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("seed", range(LIVES))
def test_no_button_that_is_offered_is_refused_on_any_day_of_a_month(
    month: DrawnMonth, seed: int
) -> None:
    month.drawn()
    life = Life(month, Random(seed))
    for at in DAYS:
        life.goes_on(at)
        if LIVES > 1 or at.day % 2:
            life.presses(at)
    assert len(life.tried) > 15
