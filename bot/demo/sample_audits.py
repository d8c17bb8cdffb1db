"""The sample council's year of live audits: drawn by the engine month by month, then lived.

Who was free, how it went and what they said comes from a fixed seed: the same day and roster give
the same history. Nobody is sent anything.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from random import Random
from typing import Final

from db.audits import auditor_pool, booking, changes, sample
from db.audits import queries as audits
from db.audits.changes import Outcome, Verdict
from db.audits.sample import NewLine
from db.context import ChangeContext, WorkContext
from db.models import AuditMonth, FamilyAsked, LiveAudit, Meeting, MonthState, Person
from db.outbox import reminders
from db.session import Database, Session
from jobs.audits import moderating, re_audits, settings
from jobs.audits.drawing import draw_month
from jobs.audits.month import DRAW_LATE_BY
from jobs.audits.plan import NotDrawn
from jobs.context import Council, CouncilContext
from jobs.rules import months
from jobs.rules.audit_month import month_dates
from jobs.rules.audit_rules import AuditRules, scale_on
from jobs.rules.grade_scales import GradeScale
from jobs.rules.working_days import Calendar

MONTHS: Final = 12
SEED: Final = 2020
AN_AUDIT_IN: Final = 10  # one of so many is not held
DISAGREES_IN: Final = 8
CHANGED_IN: Final = 12
THEMES: Final = 5
AWAY_IN: Final = 9  # one audit of so many is held without the practitioner
UNMET_IN: Final = 4
UNBOOKED_IN: Final = 4  # of the month that runs, one audit of so many
UNWRITTEN_IN: Final = 4
SILENT_IN: Final = 3  # practitioners who have not reflected yet
FAMILIES: Final = (5, 1, 3)  # how often they were asked, declined, and were not asked
USUAL: Final = ("leave", "sickness", "workload", "case closed")
# Of Ofsted's four grades, best first: how often each is given, at the year's start and its end.
WEIGHTS: Final = ((4, 32, 51, 13), (13, 57, 26, 4))
# Months in which every other audit is not held, and why; and who was not seen for months at last.
HARD_MONTHS: Final = {8: "leave"}
UNSEEN: Final = {"Daniel Oyelaran": "workload", "Lewis Arkwright": "sickness"}
UNSEEN_MONTHS: Final = 4
REFLECTIONS: Final = (
    "I see more clearly now what the plan has to say about who does what.",
    "A fair look at the work. I will bring the chronology up to date first.",
    "It helped to talk the case through with somebody from another team.",
    "I would have liked more time for the recording; the practice is as described.",
)
WHY_CHANGED: Final = "The strengths that the auditor lists carry a better grade."
MODERATORS: Final = ("head of service", "quality assurance")
NINE: Final = time(9)
TEN: Final = time(10)
THREE: Final = time(15)
RESERVE_OF: Final = 1  # one in so many practitioners has a second line
A_WEEK: Final = 7


def load_audits(database: Database, calendar: Calendar, now: Callable[[], datetime]) -> int:
    """Seat every team manager as an auditor and fill the year before this month.

    Does nothing where any month has been drawn. Returns how many audits there are then.
    """
    with database.begin() as session:
        if audits.latest_months(session, limit=1):
            return 0
        _seat_managers(session, now())
        year = _year_before(now().date())
        this = months.first_of(now().date())
        for month in (*year, this, months.next_month(this)):
            _give_sheet(session, month, now())
        return sum(_lived(session, month, calendar, now(), year) for month in year)


def load_this_month(database: Database, calendar: Calendar, now: Callable[[], datetime]) -> int:
    """Let this month go on as far as it has come, where it is too late for the bot to draw it.

    Returns how many audits it has.
    """
    month = months.first_of(now().date())
    with database.begin() as session:
        dates = month_dates(month, settings.rules_of(session), calendar)
        is_late = now().date() > calendar.shift(dates.opens_on, DRAW_LATE_BY)
        if not is_late or audits.month_for(session, month) is not None:
            return 0
        life = _published(session, month, calendar, now(), MONTHS - 1)
        if life is None:
            return 0
        for audit in life.listed:
            life.go_on(audit)
        return len(life.listed)


def _year_before(today: date) -> list[date]:
    year = [months.previous_month(today)]
    while len(year) < MONTHS:
        year.append(months.previous_month(year[-1]))
    return year[::-1]


def _seat_managers(session: Session, at: datetime) -> None:
    everybody = reminders.roster(session)
    managers = {person.manager_id for person in everybody}
    for person in everybody:
        if person.team_id is not None and person.id in managers and person.works_here(at.date()):
            auditor_pool.add_auditor(WorkContext(session, None, at), person)


def _give_sheet(session: Session, month: date, now: datetime) -> None:
    """Give a month its sample of cases: a line for each practitioner, and some more as a reserve.

    There is nothing of a case in it but the number of its line.
    """
    chance = Random(f"{SEED} sheet {month}")
    days = (month, months.next_month(month) - timedelta(days=1))
    here = {one.id for day in days for one in auditor_pool.practitioners(session, day)}
    people = sorted(here)
    holders = [*people, *chance.sample(people, len(people) // RESERVE_OF)]
    chance.shuffle(holders)
    lines = [NewLine(number, holder) for number, holder in enumerate(holders, start=1)]
    at = min(_at(month - timedelta(days=A_WEEK), NINE), now)
    sample.take(WorkContext(session, None, at), month, lines)


def _lived(
    session: Session, month: date, calendar: Calendar, now: datetime, year: Sequence[date]
) -> int:
    """Draw a month as it was drawn then, and let everything happen that happened by now."""
    life = _published(session, month, calendar, now, year.index(month))
    if life is None:
        return 0
    for audit in life.listed:
        life.live(audit)
    life.close()
    session.flush()
    return len(life.listed)


def _published(
    session: Session, month: date, calendar: Calendar, now: datetime, place: int
) -> "_Life | None":
    """Draw a month as it was drawn then, and publish it; None where it could not be drawn."""
    rules = settings.rules_of(session)
    drawn_at = _at(month_dates(month, rules, calendar).draw_on, NINE)
    ctx = CouncilContext(session, None, drawn_at, Council(calendar))
    drawn = draw_month(ctx, month)
    if isinstance(drawn, NotDrawn):
        return None
    chance, asked = Random(f"{SEED} {month}"), _moderators(session)
    life = _Life(session, rules, drawn.audit_month, calendar, now, asked, chance, place)
    life.publish()
    return life


def _moderators(session: Session) -> list[Person]:
    everybody = reminders.roster(session)
    return [one for one in everybody if any(role in one.role.lower() for role in MODERATORS)]


@dataclass(frozen=True)
class _Life:
    """How the audits of one month went."""

    session: Session
    rules: AuditRules
    audit_month: AuditMonth
    calendar: Calendar
    now: datetime
    moderators: Sequence[Person]
    chance: Random
    place: int  # of the month in the year, from 0

    @cached_property
    def listed(self) -> Sequence[LiveAudit]:
        """Return the audits of the month."""
        return audits.of_month(self.session, self.audit_month.id)

    def publish(self) -> None:
        """Let the pairs know on the day the month opens."""
        at = _at(self.audit_month.opens_on, NINE)
        self.audit_month.state, self.audit_month.published_at = MonthState.PUBLISHED, at
        for audit in self.listed:
            changes.publish(WorkContext(self.session, None, at), audit)

    def live(self, audit: LiveAudit) -> None:
        """Let an audit be held, or not."""
        opened = _at(self.audit_month.opens_on, NINE) + timedelta(hours=2)
        missed = self._why_not(audit)
        if missed or audit.proposed_on is None:
            ctx = self._by(audit.practitioner, opened)
            changes.not_held(ctx, audit, missed or USUAL[0])
            return
        meeting = Meeting(audit.proposed_on, TEN)
        booking.book(self._by(audit.auditor, opened), audit, meeting)
        held = self._by(audit.auditor, self.latest(audit.proposed_on))
        event = changes.hold(held, audit, self._outcome())
        re_audits.settle(held, audit, self.rules)
        is_needed = moderating.needs_moderation(self.rules, audit, self.audit_month.month)
        changes.also(event, audit, {"needs_moderation": is_needed})
        reflected = self.latest(self.calendar.shift(audit.proposed_on, 2))
        words = self.chance.choice(REFLECTIONS)
        agrees = not self._one_in(DISAGREES_IN)
        changes.reflect(self._by(audit.practitioner, reflected), audit, words, agrees=agrees)
        self._moderate(audit)
        closed = self.latest(self.audit_month.moderate_by)
        changes.close(WorkContext(self.session, None, closed), audit)

    def go_on(self, audit: LiveAudit) -> None:
        """Let an audit of the month that runs be booked, and held where its day is over.

        Some nobody has booked yet, and some that are over nobody has written up.
        """
        opened = _at(self.audit_month.opens_on, NINE) + timedelta(hours=2)
        day = audit.proposed_on
        if day is None or self._one_in(UNBOOKED_IN):
            return
        booking.book(self._by(audit.auditor, opened), audit, Meeting(day, TEN))
        if day >= self.now.date() or self._one_in(UNWRITTEN_IN):
            return
        held = self._by(audit.auditor, self.latest(day))
        event = changes.hold(held, audit, self._outcome())
        re_audits.settle(held, audit, self.rules)
        is_needed = moderating.needs_moderation(self.rules, audit, self.audit_month.month)
        changes.also(event, audit, {"needs_moderation": is_needed})
        if not self._one_in(SILENT_IN):
            reflected = self._by(audit.practitioner, self.latest(self.calendar.shift(day, 2)))
            changes.reflect(reflected, audit, self.chance.choice(REFLECTIONS), agrees=True)

    def close(self) -> None:
        """Close the month."""
        closed_at = self.latest(self.audit_month.moderate_by)
        self.audit_month.state, self.audit_month.closed_at = MonthState.CLOSED, closed_at

    def _by(self, person: Person, at: datetime) -> ChangeContext:
        return ChangeContext(self.session, person, at)

    def _why_not(self, audit: LiveAudit) -> str:
        """Return why an audit is not held; empty for most."""
        hard = HARD_MONTHS.get(self.audit_month.month.month)
        if audit.practitioner.name in UNSEEN and self.place >= MONTHS - UNSEEN_MONTHS:
            return UNSEEN[audit.practitioner.name]
        if hard and self._one_in(2):
            return hard
        return self.chance.choice(USUAL) if self._one_in(AN_AUDIT_IN) else ""

    def latest(self, day: date) -> datetime:
        """Return three o'clock on a day, or now if that has not come."""
        return min(_at(day, THREE), self.now)

    def _outcome(self) -> Outcome:
        number = min(THEMES, len(self.rules.themes))
        themes = tuple(sorted(self.chance.sample(self.rules.themes, number)))
        strong = self.chance.randint(1, len(themes) - 1)
        grade = self._grade()
        return Outcome(
            grade=grade,
            strengths=themes[:strong],
            areas=themes[strong:],
            practitioner_there=not self._one_in(AWAY_IN),
            family_asked=self.chance.choices(tuple(FamilyAsked), FAMILIES)[0],
            standards_met=grade not in self.scale.alarming and not self._one_in(UNMET_IN),
        )

    @property
    def scale(self) -> GradeScale:
        """Return the grades of the month."""
        return scale_on(self.rules, self.audit_month.month)

    def _grade(self) -> str | None:
        scale = self.scale.labels
        if not scale:
            return None
        first, last = WEIGHTS
        gone = self.place / (MONTHS - 1)
        weights = [one + (two - one) * gone for one, two in zip(first, last, strict=True)]
        return self.chance.choices(scale, weights if len(scale) == len(first) else None)[0]

    def _moderate(self, audit: LiveAudit) -> None:
        able = [person for person in self.moderators if moderating.may_be_asked(person, audit)]
        if not audit.needs_moderation or not able:
            return
        moderator = able[audit.serial % len(able)]
        scale = self.scale.labels
        better = self._better(audit, scale) if self._one_in(CHANGED_IN) else None
        at = self.latest(self.audit_month.moderate_by)
        changes.choose_moderator(WorkContext(self.session, None, at), audit, moderator.id)
        verdict = Verdict(better is None, better, WHY_CHANGED if better else "")
        changes.moderate(self._by(moderator, at), audit, verdict)
        re_audits.settle(self._by(moderator, at), audit, self.rules)

    def _better(self, audit: LiveAudit, scale: Sequence[str]) -> str | None:
        """Return Good for what was graded one lower, and nothing for the rest."""
        return scale[1] if len(scale) == len(WEIGHTS[0]) and audit.grade == scale[2] else None

    def _one_in(self, number: int) -> bool:
        return self.chance.randrange(number) == 0


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, UTC)
