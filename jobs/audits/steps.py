"""Which reminder a live audit has reached, for whom: to hold it, to reflect on it, to moderate it.

The council's rule: 3 working days before the day, on the day, and the day after ("did it
happen?"); then every 5 working days, with the line manager from the tenth on. The first is the
notice itself, when the month opens. Whoever names the case is asked on the morning the month
opens, 2 and 5 working days after, and with a lead 8 and 13 after; then it is shown and not told.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from db.audits.reminders import HeardAudit, WaitingAudit
from db.models import AuditState, LiveAudit, Person
from jobs.reminders.daily_digest import ESCALATED, HeardByOne
from jobs.reminders.recipients import Recipients
from jobs.rules.escalation import Policy, Step
from jobs.rules.quiet import Cadence, roll_up_day
from jobs.rules.working_days import Calendar

Role = Literal["auditor", "practitioner", "moderator", "chooser", "manager", "lead"]

EVERY: Final = 5
OPENED: Final = "opened "
NAMING_CASE: Final = "case "
OPENING: Final = Policy.of([Step(0, ("owner",))])
BOTH: Final = Policy.of([Step(-3, ("owner",)), Step(0, ("owner",))])
DID_IT_HAPPEN: Final = Policy.of(
    [Step(1, ("owner",)), Step(6, ("owner",)), Step(11, ("owner", "manager"))], EVERY
)
REFLECTING: Final = Policy.of(
    [Step(3, ("owner",)), Step(8, ("owner",)), Step(13, ("owner", "manager"))], EVERY
)
NAMING: Final = Policy.of(
    [
        Step(0, ("owner",)),
        Step(2, ("owner",)),
        Step(5, ("owner",)),
        Step(8, ("owner", "lead")),
        Step(13, ("owner", "lead")),
    ]
)
MODERATING: Final = Policy.of(
    [Step(-3, ("owner",)), Step(0, ("owner",)), Step(5, ("owner", "lead"))], EVERY
)


@dataclass(frozen=True)
class AuditStep(HeardByOne):
    """A step that somebody has not heard, and as what they hear it."""

    heard: HeardAudit
    role: Role
    is_urgent: bool = False
    is_escalated: bool = False

    def told(self) -> dict[str, object]:
        """Return it as the outbox keeps it."""
        heard = self.heard
        day = heard.due_on.isoformat()
        told = {"id": heard.audit_id, "due": day, "step": heard.step, "as": self.role}
        return {**told, ESCALATED: True} if self.is_escalated else told


@dataclass(frozen=True)
class _Asked:
    """Who is asked for what about an audit: one policy from one day on."""

    person_id: int
    role: Role
    policy: Policy
    day: date
    known_since: date | None = None
    what: str = ""
    never_before: bool = False  # for a day off: the working day after it, not the one before


@dataclass(frozen=True)
class AuditSteps:
    """The steps reached, each counted in the working days of whoever is asked."""

    calendar: Calendar
    roster: Mapping[int, Person]
    cadence: Cadence = field(default_factory=Cadence)

    def reached(
        self, waiting: Iterable[WaitingAudit], hears: Recipients, today: date
    ) -> Iterator[AuditStep]:
        """Yield the latest step of every audit for each person who hears it, heard or not."""
        for audit in waiting:
            for asked in _KINDS[_kind(audit)](audit):
                yield from self._heard_by(audit, asked, hears, today)

    def _heard_by(
        self, audit: WaitingAudit, asked: _Asked, hears: Recipients, today: date
    ) -> Iterator[AuditStep]:
        calendar = self.calendar.with_weekdays(self.roster[asked.person_id].weekdays)
        day = calendar.next_working(asked.day) if asked.never_before else asked.day
        step = asked.policy.latest_step(day, today, calendar, asked.known_since)
        if step is None:
            return
        seeing_to_it = hears.of_duty(asked.person_id)
        for person_id, recipient in seeing_to_it.items():
            role = asked.role if recipient == "owner" else recipient
            is_urgent = asked.what == OPENED or asked.policy.is_urgent(step)
            yield AuditStep(_heard(audit, asked, step, person_id), role, is_urgent)
        as_of = roll_up_day(today, self.calendar)
        late = asked.policy.latest_step(day, as_of, calendar, asked.known_since)
        if late is None or not self.cadence.still_escalates(calendar.between(day, as_of)):
            return
        for person_id, recipient in hears.of(asked.person_id, late.recipients).items():
            if person_id not in seeing_to_it and recipient != "owner":
                yield AuditStep(_heard(audit, asked, late, person_id), recipient, is_escalated=True)


def _heard(audit: WaitingAudit, asked: _Asked, step: Step, person_id: int) -> HeardAudit:
    return HeardAudit(audit.id, asked.day, f"{asked.what}{step.name}", person_id)


def opening(audit: LiveAudit, person: Person) -> HeardAudit:
    """Return the notice as heard, for somebody who was told of it in a message of its own."""
    return HeardAudit(audit.id, audit.audit_month.opens_on, f"{OPENED}0", person.id)


def _kind(audit: WaitingAudit) -> str:
    if audit.state != AuditState.HELD:
        return "hold"
    if audit.reflected_on is None:
        return "reflect"
    return "moderate" if audit.needs_moderation else "nothing"


def _hold(audit: WaitingAudit) -> Iterator[_Asked]:
    """Ask both before the day; the day after, the auditor, who alone can say what became of it."""
    holders = _practitioners(audit)
    roles: tuple[tuple[int, Role], ...] = (
        (audit.auditor_id, "auditor"),
        *((person_id, "practitioner") for person_id in holders),
    )
    for person_id, role in roles:
        yield _Asked(person_id, role, OPENING, audit.opens_on, what=OPENED, never_before=True)
    since = max(audit.opens_on, audit.since or audit.opens_on)
    yield _Asked(audit.auditor_id, "auditor", _AUDITOR, audit.day, since)
    for person_id in holders:
        yield _Asked(person_id, "practitioner", BOTH, audit.day, since)
    yield from _name(audit)


def _name(audit: WaitingAudit) -> Iterator[_Asked]:
    """Ask whoever names the case, from the day on which the pair were told of each other."""
    published = audit.published_on or audit.opens_on
    for person_id in audit.choosers:
        day = max(audit.opens_on, published)
        yield _Asked(person_id, "chooser", NAMING, day, what=NAMING_CASE, never_before=True)


def _practitioners(audit: WaitingAudit) -> tuple[int, ...]:
    second = audit.second_practitioner_id
    return (audit.practitioner_id,) if second is None else (audit.practitioner_id, second)


def _reflect(audit: WaitingAudit) -> Iterator[_Asked]:
    if audit.written_up_on is not None:
        for person_id in _practitioners(audit):
            day = audit.written_up_on
            yield _Asked(person_id, "practitioner", REFLECTING, day, what="reflect ")


def _moderate(audit: WaitingAudit) -> Iterator[_Asked]:
    if audit.moderator_id is not None and audit.reflected_on is not None:
        known, day = audit.reflected_on, audit.moderate_by
        yield _Asked(audit.moderator_id, "moderator", MODERATING, day, known, "moderate ")


def _nothing(_: WaitingAudit) -> Iterator[_Asked]:
    return iter(())


_AUDITOR: Final = Policy.of([*BOTH.steps, *DID_IT_HAPPEN.steps], EVERY)
_KINDS: Final[Mapping[str, Callable[[WaitingAudit], Iterator[_Asked]]]] = {
    "hold": _hold,
    "reflect": _reflect,
    "moderate": _moderate,
    "nothing": _nothing,
}


def policy_of(what: str, role: str) -> Policy:
    """Return the steps of what is wanted of an audit ("" is to hold it) for whoever hears them."""
    known = {"opened": OPENING, "case": NAMING, "reflect": REFLECTING, "moderate": MODERATING}
    return known.get(what) or (BOTH if role == "practitioner" else _AUDITOR)
