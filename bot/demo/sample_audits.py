"""The sample council's year of live audits: drawn by the engine month by month, then lived.

Who was free, how it went and what they said comes from a fixed seed: the same day and roster give
the same history. Nobody is sent anything.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final

from db.audits import queries as audits
from db.models import AuditRound, LiveAudit, Outcome, Person, RoundState
from db.outbox import reminders
from db.session import Database, Session
from jobs.audits import moderating, settings
from jobs.audits.drawing import draw_month
from jobs.rules import audit_month
from jobs.rules.audit_rules import AuditRules, grades
from jobs.rules.working_days import Calendar

MONTHS: Final = 12
SEED: Final = 2020
AN_AUDIT_IN: Final = 10  # one of so many is not held
DISAGREES_IN: Final = 8
CHANGED_IN: Final = 12
THEMES: Final = 5
USUAL: Final = ("leave", "sickness", "workload", "case closed")
# Of Ofsted's four grades, best first: how often each is given, at the year's start and its end.
WEIGHTS: Final = ((4, 32, 51, 13), (13, 57, 26, 4))
# Months in which every other audit is not held, and why; and who was not seen for months at last.
HARD_MONTHS: Final = {8: "leave"}
UNSEEN: Final = {"Practitioner 2, MASH": "workload", "Practitioner 3, Disability": "sickness"}
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
THREE: Final = time(15)


def load_audits(database: Database, calendar: Calendar, now: Callable[[], datetime]) -> int:
    """Seat every team manager as an auditor and fill the year before this month.

    Does nothing where any month has been drawn. Returns how many audits there are then.
    """
    with database.begin() as session:
        if audits.latest_rounds(session, limit=1):
            return 0
        _seat_managers(session, now())
        year = _year_before(now().date())
        return sum(_lived(session, month, calendar, now(), year) for month in year)


def _year_before(today: date) -> list[date]:
    months = [audit_month.previous_month(today)]
    while len(months) < MONTHS:
        months.append(audit_month.previous_month(months[-1]))
    return months[::-1]


def _seat_managers(session: Session, at: datetime) -> None:
    everybody = reminders.roster(session)
    managers = {person.manager_id for person in everybody}
    for person in everybody:
        if person.team_id is not None and person.id in managers and person.works_here(at.date()):
            audits.seat(session, person, None, at)


def _lived(
    session: Session, month: date, calendar: Calendar, now: datetime, year: Sequence[date]
) -> int:
    """Draw a month as it was drawn then, and let everything happen that happened by now."""
    rules = settings.rules_of(session)
    drawn_at = _at(audit_month.dates(month, rules, calendar).draw_on, NINE)
    round_ = draw_month(session, month, None, drawn_at, calendar).round
    if round_ is None:
        return 0
    listed = audits.of_round(session, round_.id)
    chance, place = Random(f"{SEED} {month}"), year.index(month)
    life = _Life(rules, round_, calendar, now, _moderators(session), chance, place)
    life.publish(listed)
    for audit in listed:
        life.live(audit)
    round_.state, round_.closed_at = RoundState.CLOSED, life.latest(round_.moderate_by)
    session.flush()
    return len(listed)


def _moderators(session: Session) -> list[Person]:
    everybody = reminders.roster(session)
    return [one for one in everybody if any(role in one.role.lower() for role in MODERATORS)]


@dataclass(frozen=True)
class _Life:
    """How the audits of one month went."""

    rules: AuditRules
    round: AuditRound
    calendar: Calendar
    now: datetime
    moderators: Sequence[Person]
    chance: Random
    place: int  # of the month in the year, from 0

    def publish(self, listed: Sequence[LiveAudit]) -> None:
        """Let the pairs know on the day the month opens."""
        at = _at(self.round.opens_on, NINE)
        self.round.state, self.round.published_at = RoundState.PUBLISHED, at
        for audit in listed:
            audit.publish(None, at)

    def live(self, audit: LiveAudit) -> None:
        """Let an audit be held, or not."""
        opened = _at(self.round.opens_on, NINE) + timedelta(hours=2)
        missed = self._why_not(audit)
        if missed or audit.proposed_on is None:
            audit.not_held(audit.practitioner, opened, missed or USUAL[0])
            return
        audit.book(audit.auditor, opened, audit.proposed_on)
        audit.hold(audit.auditor, self.latest(audit.proposed_on), self._outcome())
        audit.needs_moderation = moderating.needs_moderation(self.rules, audit, self.round.month)
        reflected = self.latest(self.calendar.shift(audit.proposed_on, 2))
        words = self.chance.choice(REFLECTIONS)
        agrees = not self._one_in(DISAGREES_IN)
        audit.reflect(audit.practitioner, reflected, words, agrees=agrees)
        self._moderate(audit)
        audit.close(self.latest(self.round.moderate_by))

    def _why_not(self, audit: LiveAudit) -> str:
        """Return why an audit is not held; empty for most."""
        hard = HARD_MONTHS.get(self.round.month.month)
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
        return Outcome(
            grade=self._grade(),
            themes=themes,
            strengths={themes[0]: self.chance.randint(1, 3)},
            areas={themes[-1]: self.chance.randint(1, 3)},
        )

    def _grade(self) -> str | None:
        scale = grades(self.rules)
        if not scale:
            return None
        first, last = WEIGHTS
        gone = self.place / (MONTHS - 1)
        weights = [one + (two - one) * gone for one, two in zip(first, last, strict=True)]
        return self.chance.choices(scale, weights if len(scale) == len(first) else None)[0]

    def _moderate(self, audit: LiveAudit) -> None:
        able = [person for person in self.moderators if audit.may_moderate(person)]
        if not audit.needs_moderation or not able:
            return
        moderator = able[audit.serial % len(able)]
        scale = grades(self.rules)
        better = self._better(audit, scale) if self._one_in(CHANGED_IN) else None
        audit.moderate(
            moderator,
            self.latest(self.round.moderate_by),
            upheld=better is None,
            grade=better,
            why=WHY_CHANGED if better else "",
        )

    def _better(self, audit: LiveAudit, scale: Sequence[str]) -> str | None:
        """Return Good for what was graded one lower, and nothing for the rest."""
        return scale[1] if len(scale) == len(WEIGHTS[0]) and audit.grade == scale[2] else None

    def _one_in(self, number: int) -> bool:
        return self.chance.randrange(number) == 0


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, UTC)
