"""A draw's request as it is kept once the days away that it was made with are too old."""

from dataclasses import replace
from datetime import date
from typing import Final

from jobs.rules.draw.model import DrawRequest

WITHOUT_DAYS: Final = '"days_let_go":true'  # in the JSON of one that is kept without them


def last_days_away(request: DrawRequest) -> tuple[date, ...]:
    """Return the last day of each of somebody's stretches of days away."""
    people = (*request.auditors, *request.practitioners)
    return tuple(last for person in people for _, last in person.away)


def days_away_told(request: DrawRequest) -> int:
    """Return how often it tells when somebody was away, or that they took nothing new for that."""
    finishes = sum(person.finish_only for person in request.practitioners)
    return finishes + len(last_days_away(request))


def without_days_away(request: DrawRequest) -> DrawRequest:
    """Return the request without days away, which says that it had some."""
    return replace(
        request,
        auditors=tuple(replace(one, away=()) for one in request.auditors),
        practitioners=tuple(
            replace(one, away=(), finish_only=False) for one in request.practitioners
        ),
        days_let_go=True,
    )
