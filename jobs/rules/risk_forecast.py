"""Which open actions will probably miss their date: amber before the date, with the reason.

A rule that anybody can check by hand: four signs, each with points, and three points are a
forecast. What is weighed is the action's own record and that of its source, never a person's. What
the council's written rule calls at risk (near and silent for long, or moved twice) has three.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from jobs.rules.rag import times
from jobs.rules.working_days import Calendar

ENOUGH: Final = 3  # points
NEAR: Final = 10  # working days to the date
SILENT: Final = 10  # working days since anybody said anything
LONG_SILENT: Final = 20
OFTEN_MOVED: Final = 2
FEWEST_FINISHED: Final = 4  # of a source, before its record says anything
MORE_THAN_HALF: Final = 2


class DueRecord(NamedTuple):  # there are very many of them
    """An open action's record: its date, when a person last said something of it, its moves.

    Of `finished` actions of the same source that had a date, `late` were done after their first
    one.
    """

    due_on: date
    heard_on: date
    moves: int = 0
    late: int = 0
    finished: int = 0


def forecast(track: DueRecord, today: date, calendar: Calendar) -> str | None:
    """Return why an action will probably miss its date, or None where nothing points to it.

    For an action whose date has not passed; one that has is late, which is no forecast.
    """
    if not is_drifting(track, today, calendar):
        return None
    return ", ".join(_signs(track, today, calendar))


def is_drifting(track: DueRecord, today: date, calendar: Calendar) -> bool:
    """Say whether an action will probably miss its date, which has not passed."""
    return track.due_on >= today and points(track, today, calendar) >= ENOUGH


def points(track: DueRecord, today: date, calendar: Calendar) -> int:
    """Return how much points to drift, from 0 to 7.

    One point for a near date, one or two for silence, one for a move and three for several, one for
    the source.
    """
    silence = calendar.between(track.heard_on, today)
    return (
        (calendar.between(today, track.due_on) <= NEAR)
        + (silence >= SILENT)
        + (silence >= LONG_SILENT)
        + (ENOUGH if track.moves >= OFTEN_MOVED else track.moves)
        + _has_late_source(track)
    )


def _has_late_source(track: DueRecord) -> bool:
    return track.finished >= FEWEST_FINISHED and track.late * MORE_THAN_HALF > track.finished


def _signs(track: DueRecord, today: date, calendar: Calendar) -> list[str]:
    left = calendar.between(today, track.due_on)
    signs = [f"due in {working_days(left)}" if left > 0 else "due now"]
    silence = calendar.between(track.heard_on, today)
    if silence >= SILENT:
        signs.append(f"nothing heard for {working_days(silence)}")
    if track.moves:
        signs.append(f"moved {times(track.moves)}")
    if _has_late_source(track):
        signs.append(f"{track.late} of {track.finished} actions of its source were done late")
    return signs


def working_days(number: int) -> str:
    """Say how many working days, in words that fit one of them too."""
    return f"{number:,} working day{'' if abs(number) == 1 else 's'}"


@dataclass(frozen=True)
class ForecastOutcome:
    """How an action stands when its forecast is looked at again.

    `done_on` is the day on which it was done, `due_on` its date now, none where it has none any
    more; `is_dropped` says that nobody wants it any longer.
    """

    due_on: date | None
    done_on: date | None = None
    is_dropped: bool = False


def came_true(forecast_for: date, outcome: ForecastOutcome, today: date) -> bool | None:
    """Say whether an action drifted past the date it was forecast for; None while nobody knows.

    It drifted if it was not done by that date, or was given a later one before. What was dropped
    tells nothing; ask `is_void` of it.
    """
    if outcome.done_on is not None:
        return outcome.done_on > forecast_for
    if outcome.is_dropped:
        return None
    is_re_dated = outcome.due_on is None or outcome.due_on > forecast_for
    return True if is_re_dated or today > forecast_for else None


def is_void(outcome: ForecastOutcome) -> bool:
    """Say whether an action was dropped undone: its forecast counts for nothing."""
    return outcome.is_dropped and outcome.done_on is None
