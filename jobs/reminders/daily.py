"""Decides who hears of which actions and live audits this morning, and writes it to the outbox.

Nothing here asks whether a step falls today: each look asks which step was reached last and who has
not heard it, so that a missed tick or a week's outage is made up by the next look.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, Final

from db.audits import auditor_pool
from db.chain.sealing import head
from db.days import day_of
from db.models import MessageName, MorningShare, Person
from db.outbox import mornings, processed_requests, reminders
from db.outbox import queries as outbox
from db.plan import drafts
from db.session import Database, Session
from jobs.actions.approvals import ApprovalReminders
from jobs.audits.month_reminders import MonthReminders
from jobs.audits.reminders import AuditReminders
from jobs.context import Council
from jobs.reminders.daily_digest import DailyDigest, Days, ReminderRun, Roster, Source
from jobs.reminders.due import ActionReminders
from jobs.reminders.hours import hears_on
from jobs.reminders.recipients import Recipients
from jobs.rules.levels import Level, may_wait, most_a_week
from jobs.rules.months import A_DAY
from jobs.rules.quiet import NO_LIMIT, Limits, first_of_week
from jobs.signoff.reminders import SignOffReminders

SEALED: Final = "sealed"
FIRST: Final = "first"  # nothing had reached its reader before: it says what the bot is
ALONE: Final = "alone"  # the morning comes for the head of the history and nothing else
HEAD_EVERY: Final = 7  # days, at the latest
AT_ONCE: Final = 200  # mornings in one transaction: on SQLite everybody else waits for it
SNOOZES_KEPT: Final = timedelta(days=92)  # a wish that nobody could be told of in a season
# What people are reminded of, in the order in which it is gathered.
SOURCES: Final[Sequence[Source]] = (
    ActionReminders(),
    ApprovalReminders(),
    MonthReminders(),
    AuditReminders(),
    SignOffReminders(),
)

Digests = Mapping[int, DailyDigest]  # by person


def enqueue_reminders(database: Database, now: Callable[[], datetime], council: Council) -> int:
    """Write one message for each person who may hear now and has steps to hear; count them.

    A person hears once a day at most: what is reached after that waits for their next working day.
    What quiet weeks, a spent budget or the days somebody chose hold back is not noted as heard, so
    the next message has it. What waits in the outbox for somebody's morning goes with it.
    """
    at, limits = now(), council.cadence.limits
    with database.read() as session:
        roster = {person.id: person for person in reminders.roster(session)}
        left = mornings.waiting(session)
        gone = [id_ for id_ in left if not roster[id_].is_reachable(roster[id_].day_of(at))]
        unserved = _not_served(session, _may_hear(roster, at, council))
        away = _away(session, set(unserved.values()))
        days = {id_: day for id_, day in unserved.items() if id_ not in away[day]}
        chased = _not_quiet(days, limits)
        recipients = {day: Recipients(roster, day, away[day]) for day in set(chased.values())}
        rules = (council.calendar, council.cadence)
        run = ReminderRun(session, *rules, roster, chased, recipients, council.registers)
        found = _with_what_waits(_pending(run), {id_: left[id_] for id_ in days if id_ in left})
        found = {**{id_: DailyDigest() for id_ in _without_a_head(run, found)}, **found}
        pending = _within_budget(_on_chosen_days(found, roster, days), run, days, council)
    if gone:
        with database.begin() as session:
            mornings.release(session, gone)
    return _write_each(database, pending, roster, days, at)


def forget_old(database: Database, before: datetime) -> None:
    """Delete the notes of requests that are older than any that Slack delivers again."""
    with database.begin() as session:
        processed_requests.forget(session, before)


def forget_lapsed(database: Database, now: datetime) -> None:
    """Delete what came to nothing: old wishes to put something off, files nobody imported."""
    with database.begin() as session:
        reminders.forget_snoozes(session, day_of(session, now) - SNOOZES_KEPT)
        drafts.forget_old(session, now)


def _may_hear(roster: Roster, at: datetime, council: Council) -> Days:
    days = {}
    for person in roster.values():
        day = hears_on(person, at, council)
        if day is not None:
            days[person.id] = day
    return days


def _not_served(session: Session, days: Days) -> Days:
    if not days:
        return {}
    keys = {key_of(person_id, day): person_id for person_id, day in days.items()}
    served = {keys[key] for key in outbox.known_keys(session, list(keys))}
    return {person_id: day for person_id, day in days.items() if person_id not in served}


def _not_quiet(days: Days, limits: Limits) -> Days:
    return {person_id: day for person_id, day in days.items() if not limits.quiet.cover(day)}


def _away(session: Session, days: Collection[date]) -> Mapping[date, frozenset[int]]:
    """Return who is on leave on each day; somebody who only takes nothing new is not."""
    if not days:
        return {}
    absences = auditor_pool.absences(session, min(days), max(days))
    return {
        day: frozenset(one.person_id for one in absences if one.covers(day) and not one.can_finish)
        for day in days
    }


def _with_what_waits(
    digests: Mapping[int, DailyDigest], shares: Mapping[int, frozenset[MorningShare]]
) -> Digests:
    """Add whoever gets a morning for what waits in the outbox alone."""
    told = {id_: DailyDigest(shares=waits) for id_, waits in shares.items()}
    return {
        **told,
        **{id_: replace(one, shares=shares.get(id_, frozenset())) for id_, one in digests.items()},
    }


def _without_a_head(run: ReminderRun, found: Digests) -> list[int]:
    """Return the administrators who were given no head of the history for a week.

    They get a morning for it alone, so that a history that is written anew shows within a week.
    """
    keys = {
        key_of(id_, day - number * A_DAY): id_
        for id_, day in run.days.items()
        if run.roster[id_].is_admin and id_ not in found
        for number in range(1, HEAD_EVERY)
    }
    given = {keys[key] for key in outbox.delivered_keys(run.session, list(keys))}
    owed = sorted(set(keys.values()) - given)
    return owed if owed and head(run.session).number else []


def _on_chosen_days(digests: Digests, roster: Roster, days: Days) -> Digests:
    """Leave out whoever wants no morning on this weekday, unless something cannot wait."""
    return {
        id_: one
        for id_, one in digests.items()
        if one.is_urgent or days[id_].weekday() in roster[id_].mornings
    }


def _within_budget(digests: Digests, run: ReminderRun, days: Days, council: Council) -> Digests:
    """Leave out whoever has heard enough this week, unless something cannot wait."""
    levels = {id_: council.levels.of(run.roster[id_].morning_level) for id_ in digests}
    patient = {
        id_: days[id_]
        for id_, one in digests.items()
        if most_a_week(levels[id_], council.cadence.limits.nag_budget) != NO_LIMIT
        and may_wait(levels[id_], is_urgent=one.is_urgent, has_news=bool(one.shares))
    }
    keys = {
        key_of(id_, first_of_week(day) + number * A_DAY): id_
        for id_, day in patient.items()
        for number in range((day - first_of_week(day)).days)
    }
    heard = Counter(keys[key] for key in outbox.delivered_keys(run.session, list(keys)))
    return {
        id_: one
        for id_, one in digests.items()
        if id_ not in patient or not _is_spent(heard[id_], levels[id_], council)
    }


def _is_spent(heard: int, level: Level, council: Council) -> bool:
    return Limits(most_a_week(level, council.cadence.limits.nag_budget)).is_spent(heard)


def _pending(run: ReminderRun) -> Mapping[int, DailyDigest]:
    """Return what each person has still to hear."""
    digests: defaultdict[int, DailyDigest] = defaultdict(DailyDigest)
    if not run.days:
        return digests
    for source in SOURCES:
        for reminder in source.pending(run):
            digests[reminder.person_id].add(source.name, reminder)
    return digests


def _write_each(
    database: Database, pending: Digests, roster: Roster, days: Days, at: datetime
) -> int:
    """Write everybody's message, some in each transaction; count those that are new."""
    # In the order of ids, so that two replicas wait for each other rather than deadlock.
    left_to_write, written = iter(sorted(pending)), 0
    while part := list(islice(left_to_write, AT_ONCE)):
        with database.begin() as session:
            waits, reached = mornings.waiting(session), outbox.ever_reached(session, part)
            for id_ in part:
                digest = replace(pending[id_], shares=waits.get(id_, frozenset()))
                first = {} if id_ in reached else {FIRST: True}
                about = {**_about(session, roster[id_], days[id_], digest), **first}
                key, kind = key_of(id_, days[id_]), MessageName.DAILY_DIGEST
                new = outbox.NewMessage(key, roster[id_], kind, about, at)
                written += _write(session, new, digest)
    return written


def _about(session: Session, person: Person, day: date, digest: DailyDigest) -> dict[str, Any]:
    """Return what the outbox keeps of somebody's morning."""
    about = digest.about(day, [source.name for source in SOURCES])
    if person.is_admin:  # as it was then: who rewrites the history cannot rewrite this
        last = head(session)
        alone = {} if digest.reminders or digest.shares else {ALONE: True}
        about[SEALED] = {"links": last.number, "head": last.hash, **alone}
    return about


def _write(session: Session, new: outbox.NewMessage, digest: DailyDigest) -> bool:
    """Write a person's message, unless another replica has; say whether it is new."""
    number = outbox.add(session, new)
    if number is None:
        return False
    if digest.shares:
        mornings.gather(session, number, new.person.id, new.at)
    for source in SOURCES:
        told = digest.reminders.get(source.name)
        if told:
            source.record(session, number, told)
    return True


def key_of(person_id: int, day: date) -> str:
    """Return the key of somebody's morning in the outbox."""
    return f"{MessageName.DAILY_DIGEST}:{person_id}:{day.isoformat()}"
