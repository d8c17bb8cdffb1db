"""The source of the morning's reminders of actions: which step each has reached, and for whom."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Literal

from db.actions import queries as actions
from db.actions.roles import may_see
from db.models import Register
from db.outbox import reminders
from db.outbox.reminders import Heard, OpenAction, Snoozed
from db.session import Session
from jobs.reminders import recipients
from jobs.reminders.daily_digest import ESCALATED, HeardByOne, ReminderRun, Roster
from jobs.reminders.recipients import Recipients
from jobs.rules.escalation import RECIPIENTS, Policy, Step
from jobs.rules.quiet import roll_up_day
from jobs.rules.working_days import Calendar

# "covers": whoever answers for an owner who will be away on the due date; "asked": whoever put
# an action off and hears of it on the day they named, though nothing else would tell them.
Role = Literal[recipients.Role, "covers", "asked"]
AWAY_THEN: Final = "away"
ASKED_FOR: Final = "asked"


@dataclass(frozen=True)
class DueReminder(HeardByOne):
    """A step that somebody has not heard, and as what they hear it."""

    heard: Heard
    role: Role
    is_urgent: bool = False
    was_put_off: bool = False
    was_heard: bool = False  # of what was put off, which is told again
    is_escalated: bool = False  # it is not for them to see to

    def told(self) -> dict[str, object]:
        """Return it as the outbox keeps it."""
        heard = self.heard
        due = heard.due_on.isoformat()
        told = {"id": heard.action_id, "due": due, "step": heard.step, "as": self.role}
        return {**told, ESCALATED: True} if self.is_escalated else told


@dataclass(frozen=True)
class Steps:
    """Which step an action has reached, counted in the working days of whoever owns it."""

    policy: Policy
    calendar: Calendar
    roster: Roster

    def latest(self, action: OpenAction, today: date) -> Step | None:
        """Return the latest step of the policy that an action has reached, or None."""
        theirs = self.calendar_of(action.owner_id)
        return self.policy.latest_step(action.due_on, today, theirs, action.known_since)

    def snooze_ends(self, action: OpenAction) -> date:
        """Return the day from which nobody can put off hearing of an action any more."""
        return self.policy.first_late_day(action.due_on, self.calendar_of(action.owner_id))

    def horizon(self, today: date) -> date:
        """Return the latest due date for which any owner's action can have reached a step."""
        owners: list[int | None] = [None, *self.roster]
        calendars = {self.calendar_of(owner) for owner in owners}
        return max(self.policy.horizon(today, calendar) for calendar in calendars)

    def calendar_of(self, owner_id: int | None) -> Calendar:
        """Return the working days of an owner; those of the council, where nobody owns it."""
        if owner_id is None:
            return self.calendar
        return self.calendar.with_weekdays(self.roster[owner_id].weekdays)


class ActionReminders:
    """The steps of the chasing policy, what is due in somebody's leave, and what was put off."""

    name: Final = "actions"

    def pending(self, run: ReminderRun) -> Iterable[DueReminder]:
        """Return what those who may hear now have not heard, each action once, soonest first."""
        steps = Steps(run.cadence.policy, run.calendar, run.roster)
        latest = steps.horizon(max(run.days.values()))
        due = reminders.open_until(run.session, latest, run.roster, run.concerns)
        covered = reminders.due_while_away(run.session, min(run.days.values()))
        snoozes = reminders.snoozes(run.session)
        asleep = _asleep(snoozes, steps, run, [*due, *covered])
        found = [
            chased
            for chased in (*_reached(due, steps, run), *_covering(covered, run))
            if (chased.person_id, chased.heard.action_id) not in asleep
        ]
        reached = _for_those_who_may_see(found, [*due, *covered], run)
        woken = list(_woken(snoozes, steps, run))
        heard = reminders.heard_of(run.session, {one.heard.action_id for one in (*reached, *woken)})
        pending = [chased for chased in reached if chased.heard not in heard]
        told_again = [replace(one, was_heard=one.heard in heard) for one in woken]
        return _once_each([*pending, *told_again])

    def record(self, session: Session, message_id: int, told: Sequence[Any]) -> None:
        """Write down which steps somebody hears in a message; what they put off is awake again."""
        reminders.record(session, message_id, [one.heard for one in told if not one.was_heard])
        awake = [one.heard.action_id for one in told if one.was_put_off]
        if awake:
            reminders.wake(session, told[0].person_id, awake)


def _reached(due: Iterable[OpenAction], steps: Steps, run: ReminderRun) -> Iterator[DueReminder]:
    """Yield who of those who may hear now hears which step, heard before or not."""
    for action in due:
        for day, hears in run.recipients.items():
            step = steps.latest(action, day)
            asked = _asked(action, hears)
            if step and ("owner" in step.recipients or action.owner_id is None):
                urgent = run.cadence.policy.is_urgent(step)
                for person_id, role in asked.items():
                    if run.days.get(person_id) == day:
                        yield DueReminder(_heard(action, step.name, person_id), role, urgent)
            for person_id, role, name in _told_above(action, steps, run, day):
                if person_id not in asked and run.days.get(person_id) == day:
                    yield DueReminder(_heard(action, name, person_id), role, is_escalated=True)


def _asked(action: OpenAction, hears: Recipients) -> Mapping[int, Role]:
    """Return who sees to an action: the owner, or whoever does in their place."""
    return hears.of_action(action.owner_id, action.deputy_id, ("owner",))


def _told_above(
    action: OpenAction, steps: Steps, run: ReminderRun, day: date
) -> Iterator[tuple[int, Role, str]]:
    """Yield who hears a step besides, as it was at the beginning of the week, and for how long."""
    as_of = roll_up_day(day, run.calendar)
    step = steps.latest(action, as_of)
    waited = run.calendar.between(action.due_on, as_of)
    if step is None or not run.cadence.still_escalates(waited):
        return
    escalates = action.register in run.registers.escalation
    kinds = tuple(one for one in step.recipients if escalates or one != "lead")
    hears = run.recipients[day]
    for person_id, role in hears.of_action(action.owner_id, action.deputy_id, kinds).items():
        yield person_id, role, step.name


def _for_those_who_may_see(
    found: Sequence[DueReminder], among: Iterable[OpenAction], run: ReminderRun
) -> list[DueReminder]:
    """Leave out whoever may not know of what came from an audit."""
    numbers = {action.id for action in among if action.register == Register.AUDITS}
    private = actions.several(run.session, numbers) if numbers else {}
    return [
        one
        for one in found
        if one.heard.action_id not in private
        or may_see(run.roster[one.person_id], private[one.heard.action_id])
    ]


def _covering(covered: Iterable[OpenAction], run: ReminderRun) -> Iterator[DueReminder]:
    """Yield whoever answers for an owner who is away on the due date: a date never moves itself."""
    for action in covered:
        for day, hears in run.recipients.items():
            answering = hears.of(action.owner_id, ("manager",)) or hears.of(
                action.owner_id, ("lead",)
            )
            for person_id in answering:
                if run.days.get(person_id) == day <= action.due_on:
                    yield DueReminder(_heard(action, AWAY_THEN, person_id), "covers")


def _asleep(
    snoozes: Iterable[Snoozed], steps: Steps, run: ReminderRun, actions: Iterable[OpenAction]
) -> frozenset[tuple[int, int]]:
    """Return who has put off which action until after today, as far as that goes."""
    ends = {action.id: action for action in actions}
    return frozenset(
        (one.person_id, one.action_id)
        for one in snoozes
        if one.person_id in run.days
        and one.action_id in ends
        and run.days[one.person_id] < min(one.until, steps.snooze_ends(ends[one.action_id]))
    )


def _woken(snoozes: Iterable[Snoozed], steps: Steps, run: ReminderRun) -> Iterator[DueReminder]:
    """Yield what people put off until today or before, whatever step it is at."""
    due_again = [
        one for one in snoozes if one.person_id in run.days and one.until <= run.days[one.person_id]
    ]
    actions = reminders.numbered(run.session, {one.action_id for one in due_again})
    by_number = {action.id: action for action in actions}
    for one in due_again:
        action = by_number.get(one.action_id)
        if action is not None:
            yield _awake(action, one.person_id, steps, run)


def _awake(action: OpenAction, person_id: int, steps: Steps, run: ReminderRun) -> DueReminder:
    day = run.days[person_id]
    step = steps.latest(action, day)
    roles = run.recipients[day].of_action(action.owner_id, action.deputy_id, RECIPIENTS)
    heard = _heard(action, step.name if step else ASKED_FOR, person_id)
    # They asked to hear of it today, so it is no nagging.
    return DueReminder(heard, roles.get(person_id, "asked"), is_urgent=True, was_put_off=True)


def _once_each(chased: Iterable[DueReminder]) -> list[DueReminder]:
    """Return each action once for each person: a step before what else there is to say of it."""
    by_action: dict[tuple[int, int], DueReminder] = {}
    for one in chased:
        key = (one.person_id, one.heard.action_id)
        if key not in by_action:
            by_action[key] = one
        elif one.was_put_off:
            by_action[key] = replace(by_action[key], is_urgent=True, was_put_off=True)
    return sorted(by_action.values(), key=lambda one: (one.heard.due_on, one.heard.action_id))


def _heard(action: OpenAction, step: str, person_id: int) -> Heard:
    return Heard(action.id, action.due_on, step, person_id)
