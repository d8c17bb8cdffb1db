"""Lets recurring actions come round again: one open occurrence at a time, never a pile.

Nothing here asks whether a date falls today: each look asks what has come round and is not there
yet, so that after an outage there is one occurrence, and no more.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from db.actions import dependencies
from db.actions.operations import UNDO_FOR
from db.actions.ordering import pass_over
from db.actions.ordering import repeat as set_recurrence
from db.context import ChangeContext
from db.days import day_in
from db.errors import RefusedError
from db.models import Action, Due, Event, Status
from db.models.action import FROM_COMPLETION, FROM_DATE
from db.session import Database, Session
from jobs.context import Council
from jobs.rules.deadlines import Precision
from jobs.rules.errors import UnreadableError
from jobs.rules.months import A_DAY
from jobs.rules.recurrence import Recurrence
from jobs.rules.recurrence_words import read_recurrence
from jobs.rules.working_days import Calendar

LEAD_WORKING_DAYS: Final = 20  # before the first reminder, and long enough to be planned for
SETTLED: Final = 2 * UNDO_FOR  # so that what is being undone is not followed at that very moment
COPIED: Final = (
    "register",
    "audit_id",
    "title",
    "source",
    "source_link",
    "theme",
    "phase",
    "success_measure",
    "owner_id",
    "deputy_id",
    "signer_id",
    "created_by_id",
    "recurrence",
    "recurs_from",
)


@dataclass(frozen=True)
class Coming:
    """What comes after an occurrence: its date, what is passed over, and whether it is time."""

    due: Due | None = None
    passed: tuple[date, ...] = ()
    is_time: bool = False


def create_next_occurrences(
    database: Database, now: Callable[[], datetime], council: Council
) -> int:
    """Write down each occurrence whose time has come; return how many are new."""
    at = now()
    with database.read() as session:
        waiting = [
            number for number in dependencies.returning(session) if _acts(session, number, at)
        ]
        due = [number for number in waiting if _has_work(session, number, at, council)]
    made = 0
    for number in due:
        with database.begin() as session:
            made += _come_round(session, number, at, council)
    return made


def repeat(
    ctx: ChangeContext, action: Action, words: str, *, from_completion: bool = False
) -> Event:
    """Let an action come round as `words` say, counted from its due date or from when it is done.

    Without words it never does. Raises RefusedError for words that name no one rule, and for a
    rule without a first date.
    """
    if not words:
        return set_recurrence(ctx, action, "", action.recurs_from)
    try:
        found = read_recurrence(words)
    except UnreadableError as error:
        raise RefusedError(error.kind, "repeats", **error.facts) from error
    if from_completion:
        if not found.is_plain:
            raise RefusedError("ordering.from_completion", "repeats", number=action.number)
        return set_recurrence(ctx, action, str(found), FROM_COMPLETION)
    if action.due_on is None:
        raise RefusedError("ordering.no_date_to_count_from", "repeats", number=action.number)
    by_the_month = action.due_precision == Precision.MONTH
    counted = found.counted_from(action.due_on, by_the_month=by_the_month)
    return set_recurrence(ctx, action, str(counted), FROM_DATE)


def coming(action: Action, today: date, calendar: Calendar) -> Coming:
    """Return what comes after an occurrence, as things stand on `today`.

    From completion: counted from the day it was done, at once. By date: the first date that is
    still to come, 20 working days ahead; those that came while it was open are passed over.
    """
    rule = Recurrence.parse(action.recurrence)
    done_on = day_in(action, action.done_at) if action.is_done else None
    if action.recurs_from == FROM_COMPLETION:
        return _after_completion(rule, done_on, today, calendar)
    anchor = max(filter(None, (rule.start, action.original_due_on)))
    after = max(anchor, done_on or today, today - A_DAY)
    found = rule.next_after(after, calendar)
    passed_until = found - A_DAY if found and done_on else after
    passed = tuple(rule.between(anchor, passed_until, calendar))
    if found is None:
        return Coming(passed=passed)
    is_near = calendar.between(today, found) <= LEAD_WORKING_DAYS
    precision = Precision.MONTH if rule.is_by_the_month else Precision.DAY
    return Coming(Due(found, precision), passed, is_time=done_on is not None and is_near)


def _after_completion(
    rule: Recurrence, done_on: date | None, today: date, calendar: Calendar
) -> Coming:
    if done_on is None:
        return Coming()
    counted = rule.counted_from(done_on, by_the_month=False)
    found = counted.next_after(max(done_on, today - A_DAY), calendar)
    return Coming(Due.on(found), is_time=True) if found else Coming()


def _acts(session: Session, number: int, at: datetime) -> bool:
    action = session.get_one(Action, number)
    return action.is_open or (action.done_at is not None and at - action.done_at > SETTLED)


def _has_work(session: Session, number: int, at: datetime, council: Council) -> bool:
    action = session.get_one(Action, number)
    expected = coming(action, council.day_of(at), council.calendar)
    return expected.is_time or bool(_unrecorded(session, action, expected))


def _unrecorded(session: Session, action: Action, expected: Coming) -> Sequence[date]:
    if not expected.passed:
        return ()
    known = dependencies.passed_over(session, action)
    return [day for day in expected.passed if day.isoformat() not in known]


def _come_round(session: Session, number: int, at: datetime, council: Council) -> bool:
    """Look again, now that nobody else can, and write down what is to be written."""
    action = dependencies.lock_returning(session, number)
    if action is None or not _acts(session, number, at):
        return False
    expected = coming(action, council.day_of(at), council.calendar)
    passed = _unrecorded(session, action, expected)
    if passed:
        pass_over(action, at, passed)
    if expected.due is None or not expected.is_time:
        return False
    return dependencies.add_following(session, _copy(action, expected.due, at), at)


def _copy(former: Action, due: Due, at: datetime) -> Action:
    """Return the next occurrence: the same work in the same hands, with nothing of its history."""
    return Action(
        **{name: getattr(former, name) for name in COPIED},
        due_on=due.day,
        original_due_on=due.day,
        due_precision=due.precision,
        due_known_since=day_in(former, at),
        status=Status.NOT_STARTED,
        created_at=at,
        previous_id=former.id,
    )
