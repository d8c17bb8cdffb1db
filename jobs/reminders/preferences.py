"""What somebody may choose about their own mornings, and what the council leaves them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from db.errors import RefusedError
from db.models import Person
from db.people import mornings
from db.people.mornings import MorningChoice
from jobs.context import Council, RequestContext
from jobs.digest import subscriptions
from jobs.digest.subscriptions import Often
from jobs.rules.levels import Level
from jobs.rules.schedule import Hours

HALF_AN_HOUR: Final = timedelta(minutes=30)
ANY_DAY: Final = datetime(2026, 1, 1)  # noqa: DTZ001  (a time of day is counted on, of no zone)


@dataclass(frozen=True)
class Preferences:
    """How much somebody wants to hear, from which hour, on which weekdays, and which digest."""

    level: Level
    at: time
    days: frozenset[int]
    digest: Often | None


def present(ctx: RequestContext) -> Preferences:
    """Return how whoever asks has it now."""
    person, council = ctx.person, ctx.council
    return Preferences(
        council.levels.of(person.morning_level),
        hour_of(person, council),
        person.mornings,
        subscriptions.own_digest(ctx.session, person),
    )


def hour_of(person: Person, council: Council) -> time:
    """Return from which time somebody gets their morning."""
    hours = Hours(person.day_starts, person.day_ends, person.weekdays)
    return hours.first_hearing(person.morning_at or council.remind_at)


def hours_for(person: Person, council: Council) -> Sequence[time]:
    """Return the times somebody may choose: each half hour of their working day."""
    at, ends = ANY_DAY.combine(ANY_DAY, person.day_starts), person.day_ends
    found = {hour_of(person, council)}
    while at.time() < ends and at.date() == ANY_DAY.date():
        found.add(at.time())
        at += HALF_AN_HOUR
    return sorted(found)


def choose(ctx: RequestContext, wanted: Preferences) -> None:
    """Keep what somebody chose; raises RefusedError for what the council does not leave them."""
    person, council = ctx.person, ctx.council
    if wanted.level not in council.levels.choices:
        raise RefusedError("reminders.too_quiet", about="level", least=council.levels.quietest)
    if not wanted.days & person.weekdays:
        raise RefusedError("reminders.no_morning", about="days")
    mornings.choose(
        ctx,
        MorningChoice(
            None if wanted.level is council.levels.usual else wanted.level,
            None if wanted.at == council.remind_at else wanted.at,
            frozenset() if wanted.days >= person.weekdays else wanted.days,
        ),
    )
    subscriptions.choose_own_digest(ctx, wanted.digest, wanted.at)
