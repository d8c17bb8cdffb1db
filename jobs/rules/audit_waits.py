"""What a live audit waits for on a day, and since when; nothing once it is over."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class WaitsFor(StrEnum):
    """What is to happen next with a live audit."""

    PUBLISHING = "publishing"
    MORE_TIME = "more time"
    CASE = "case"
    BOOKING = "booking"
    ITS_DAY = "its day"
    WRITING_UP = "writing up"
    REFLECTION = "reflection"
    MODERATION = "moderation"


@dataclass(frozen=True)
class AuditDays:
    """The days on which something happened to an audit, or will; none where nothing has."""

    drawn: date
    published: date | None = None
    booked_for: date | None = None
    due: date | None = None
    written_up: date | None = None
    reflected: date | None = None
    more_time_asked: date | None = None  # where nobody has answered yet
    case_asked: date | None = None  # where it is not named yet
    is_recorded: bool = True  # what is over can still be written up


@dataclass(frozen=True)
class Wait:
    """What is waited for, and from which day on it has been possible."""

    what: WaitsFor
    since: date


def to_be_held(days: AuditDays, today: date) -> tuple[Wait, ...]:
    """Return all that an audit waits for that was not held yet: an answer and its case first."""
    if days.published is None:
        return (Wait(WaitsFor.PUBLISHING, days.drawn),)
    asked = ((WaitsFor.MORE_TIME, days.more_time_asked), (WaitsFor.CASE, days.case_asked))
    waits = [Wait(what, since) for what, since in asked if since is not None]
    if days.due is not None and days.due < today:  # no day can be booked any more
        return (*waits, *([forgotten(days, today)] if days.is_recorded else []))
    return (*waits, _to_its_day(days, days.published, today))


def _to_its_day(days: AuditDays, published: date, today: date) -> Wait:
    if days.booked_for is None:
        return Wait(WaitsFor.BOOKING, published)
    what = WaitsFor.WRITING_UP if days.booked_for < today else WaitsFor.ITS_DAY
    return Wait(what, days.booked_for)


def forgotten(days: AuditDays, today: date) -> Wait:
    """Return what an audit waits for on which nobody said a word before its month closed."""
    return Wait(WaitsFor.WRITING_UP, days.booked_for or days.due or today)


def written_up(days: AuditDays, today: date, *, needs_moderation: bool) -> Wait | None:
    """Return what an audit waits for that was held; None where it waits for nothing."""
    if days.reflected is None:
        return Wait(WaitsFor.REFLECTION, days.written_up or today)
    return Wait(WaitsFor.MODERATION, days.reflected) if needs_moderation else None
