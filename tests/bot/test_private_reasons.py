"""Why somebody cannot, needs longer, is away or passes something on is told to whoever may know.

Every reason is given in every way in which one can be given, from the list and in free words. Then
people of every role come in by every entrance, read all that was written to them, and are handed
every file: what they may not know of stands nowhere.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from typing import Final

import pytest
from sqlalchemy import select

from bot.delivery.message_kind import RenderJob
from bot.delivery.render import answer_of
from bot.registry import ACTIONS
from bot.report.sections import sections
from db.actions.roles import may_see
from db.audits import rules as audit_rules
from db.models import Action, LiveAudit, Message, Person
from db.outbox import queries as outbox
from db.permissions import Permission, may
from db.session import Session
from jobs.audits import changing, correcting, extending
from jobs.handover import handovers
from jobs.report.assemble import ReportScope, facts_of
from jobs.report.audience import Audience
from jobs.report.versions import version
from jobs.rules.periods import MONTH, Period
from tests.bot.entrances import Entrance, Target
from tests.bot.way_in import WayIn
from tests.bot.withheld import ENTRANCES, EVERYBODY, TRIED, Withheld, few, is_tried
from tests.bot.withheld_council import (
    MEMBER,
    NO_ACTION,
    NO_AUDIT,
    OUTSIDER,
    as_drawn,
    cards,
    filled,
    shown_otherwise,
    targets,
)
from tests.contexts import COUNCIL, asking, by_itself
from tests.db.audits.months import drawn, me
from tests.kept import kept
from tests.people import NOW, TODAY, Council

LISTED: Final = ("long-term sickness", "maternity", "panic attacks")  # the last is a council's own
FREE: Final = ("stress", "bereavement", "a scan", "long-term sickness", "maternity")
JANUARY: Final = date(2027, 1, 1)
SOON, LATE = date(2027, 2, 2), date(2027, 6, 1)

Knows = Callable[[Session, Person], bool]


@dataclass(frozen=True)
class Reason:
    """What somebody wrote, what it is about, and who may read it."""

    words: str
    target: Target
    knows: Knows


@dataclass
class Private:
    """A council in which people gave reasons."""

    council: Council
    reasons: list[Reason] = field(default_factory=list)
    chose: dict[str, set[int]] = field(default_factory=dict)

    def free(self) -> str:
        """Return a reason in free words that nobody gave yet."""
        number = len(self.reasons)
        return f"{FREE[number % len(FREE)]} since May zq{number:02}"

    def audit(
        self, audit: LiveAudit, author: Person, does: Callable[..., object], *, of_register: bool
    ) -> None:
        """Let somebody give a reason, which those above them may read, and for more the leads."""
        words, by = self.free(), author.id
        does(asking(author, NOW), audit, words)

        def knows(session: Session, person: Person) -> bool:
            wrote = session.get_one(Person, by)
            is_lead = of_register and may(person, Permission.SEE_MONTH)
            return is_lead or person.id == by or person.manages(wrote)

        self.reasons.append(Reason(words, replace(NO_AUDIT, number=audit.id), knows))
        if audit.not_held_reason in LISTED:  # of the list, nobody reads it who did not choose it
            self.chose.setdefault(audit.not_held_reason, set()).add(by)

    def action(self, number: int, author: Person, typed: str) -> None:
        """Let somebody type why, which is for those who may see the action."""
        words = self.free()
        request = ACTIONS.parse(typed.format(number, f"because {words}"), "/action")
        request.run(asking(author, NOW))
        self.reasons.append(
            Reason(
                words,
                replace(NO_ACTION, number=number),
                lambda session, person: may_see(person, session.get_one(Action, number)),
            )
        )

    def told(self, words: str, target: Target, *people: Person) -> None:
        """Note what only these may read."""
        numbers = {one.id for one in people}
        self.reasons.append(Reason(words, target, lambda _, person: person.id in numbers))

    def betrayed(self, session: Session, role: str, said: str) -> list[str]:
        """Return what somebody of a role may not read, and reads."""
        person = me(session, self.council[role])
        for one in self.reasons:
            if one.words in said and one.knows(session, person):
                said = said.replace(one.words, "")
        chosen = [one for one in LISTED if person.id not in self.chose[one]]
        return [one for one in (*chosen, *(each.words for each in self.reasons)) if one in said]


def reasons_given(council: Council) -> Private:
    """Let people give a reason in every way there is."""
    made = Private(kept(council, filled))
    with council.database.begin() as session:
        audit_rules.change(by_itself(session, NOW), {"not_held_reasons": list(LISTED)})
        me(session, council[MEMBER]).on_roster = True  # somebody above whom there is nobody
    pairs = [(council.other_manager, council.practitioner)] * 10
    numbers = drawn(council, *pairs, (council.other_manager, council[MEMBER]), month=JANUARY)
    shown_otherwise(council)
    mine = [council.action(council.practitioner, f"Settle the rota {n}") for n in range(5)]
    with council.database.begin() as session:
        as_drawn(session)
        _of_audits(made, [session.get_one(LiveAudit, number) for number in numbers], session)
        _of_actions(made, mine, session)
        _handed_over(made, session)
    with council.database.begin() as session:
        # What the list has is no secret; what it had, somebody has given.
        audit_rules.change(by_itself(session, NOW), {"not_held_reasons": ["workload"]})
        cards(session)
        found = {(each.of_audit, each.number): each for each, _ in targets(session)}
        made.reasons[:] = [
            replace(one, target=found[one.target.of_audit, one.target.number])
            for one in made.reasons
        ]
    return made


def _of_audits(made: Private, audits: Sequence[LiveAudit], session: Session) -> None:
    council = made.council
    first, second, third = LISTED
    auditor, practitioner, manager, lead, alone = (
        me(session, one)
        for one in (
            council.other_manager, council.practitioner, council.manager, council.director,
            council[MEMBER],
        )
    )  # fmt: skip

    def cannot(reason: str) -> Callable[..., object]:
        return lambda ctx, audit, words: changing.cannot(ctx, audit, reason, words)

    def asks(until: date) -> Callable[..., object]:
        return lambda ctx, audit, words: extending.ask_extension(ctx, audit, until, words, "away")

    def exempt(ctx: object, audit: LiveAudit, words: str) -> object:
        return changing.exempt(ctx, audit, second, words)  # type: ignore[arg-type]

    def gives(ctx: object, audit: LiveAudit, words: str) -> object:
        return extending.give(ctx, audit, SOON, words)  # type: ignore[arg-type]

    for number, author, does in (
        (0, practitioner, cannot(first)),
        (1, auditor, cannot(second)),
        (2, manager, cannot(third)),
        (3, practitioner, asks(SOON)),
        (4, practitioner, asks(LATE)),
        (5, auditor, asks(SOON)),
        (6, practitioner, cannot(first)),
        (6, auditor, correcting.reopen),
        (10, alone, asks(SOON)),
    ):
        made.audit(audits[number], author, does, of_register=False)
        session.flush()
    for number, author, does in (
        (7, manager, gives),
        (8, lead, exempt),
        (9, lead, exempt),
        (9, lead, correcting.reopen),
    ):
        made.audit(audits[number], author, does, of_register=True)
        session.flush()


def _of_actions(made: Private, numbers: Sequence[int], session: Session) -> None:
    owner, manager = me(session, made.council.practitioner), me(session, made.council.manager)
    for number, (author, typed) in zip(
        numbers,
        (
            (owner, "move {} to 18 Dec {}"),
            (manager, "put off {} until 1 Feb {}"),
            (owner, "not mine {} {}"),
            (manager, "drop {} {}"),
            (owner, "note {} {}"),
        ),
        strict=True,
    ):
        made.action(number, author, typed)
        session.flush()


def _handed_over(made: Private, session: Session) -> None:
    council = made.council
    giver, taker, manager = (
        me(session, one) for one in (council.practitioner, council[OUTSIDER], council.manager)
    )
    offered = made.free()
    offer = handovers.offer(asking(manager, NOW), giver, taker, offered)
    target = replace(NO_ACTION, number=offer.items[0].subject_id)
    made.told(offered, target, giver, taker, manager)
    refused = made.free()
    handovers.refuse(asking(taker, NOW), offer, offer.items[:1], refused)
    made.told(refused, target, giver, taker, manager)


@pytest.fixture
def private(council: Council) -> Private:
    return reasons_given(council)


def cells(private: Private) -> Iterator[tuple[Entrance, str, Target]]:
    """Yield who comes in where and about what; most often where the most is told."""
    about = [one.target for one in private.reasons]
    for place, entrance in enumerate(ENTRANCES):
        tried = list(product(filter(entrance.is_about, about), EVERYBODY))
        tells = entrance.name in ("/audit show 7", "/action show 12", "/audit about me")
        if tells or is_tried(place):
            for target, role in few(tried, place, len(tried) // 5 if tells else TRIED):
                yield entrance, role, target


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)  # the answers, not the rows
def test_no_entrance_tells_a_reason_to_whoever_may_not_know_it(
    private: Private, monkeypatch: pytest.MonkeyPatch
) -> None:
    way = WayIn(private.council.database, COUNCIL)
    way.keep_replies(monkeypatch)
    withheld = Withheld(private.council, way)
    betrayed, read = [], set()
    for entrance, role, target in cells(private):
        said = repr(withheld.answer(entrance, role, target).said)
        read |= {one.words for one in private.reasons if one.words in said}
        with private.council.database.read() as session:
            if wrong := private.betrayed(session, role, said):
                betrayed.append((entrance.name, role, wrong, said))
    assert not betrayed, [*(one[:3] for one in betrayed), betrayed[0]]
    assert len(read) > len(private.reasons) / 2  # whoever may know of it does read it


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_no_message_and_no_report_tells_one_to_whoever_may_not_know_it(
    private: Private,
) -> None:
    read = 0
    with private.council.database.begin() as session:
        roles = {one.id: role for role, one in private.council.people.items()}
        for number in session.scalars(select(Message.id).where(Message.done_at.is_(None))).all():
            message = outbox.find(session, number)
            if message.person is None or message.person.id not in roles:
                continue
            job = RenderJob(asking(message.person, NOW), message)
            told = repr(answer_of(job))
            wrong = private.betrayed(session, roles[message.person.id], told)
            assert not wrong, (message.kind, message.about, told)
            read += 1
        assert read > len(private.reasons)
        for audience in Audience:
            assert not reported(private, session, audience)


def reported(private: Private, session: Session, audience: Audience) -> list[str]:
    """Return what a report tells that its readers may not know."""
    asked = ReportScope(Period.of(JANUARY, MONTH), TODAY, NOW, COUNCIL)
    told = repr(sections(version(facts_of(session, asked), audience)))
    for one in private.reasons:  # why an action moves is for officers to read
        if not one.target.of_audit and audience is Audience.OFFICERS:
            told = told.replace(one.words, "")
    return [one for one in (*LISTED, *(each.words for each in private.reasons)) if one in told]
