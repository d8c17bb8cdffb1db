"""Closing the loop: from a finding to an action, done, signed off, and looked at again."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from db.days import day_of
from db.digest import loop
from db.digest.loop import Passage
from db.digest.scope import DigestScope
from db.models import Status
from db.session import Session
from jobs.digest.values import Loop, LoopStep
from jobs.rules.working_days import Calendar


@dataclass(frozen=True)
class Span:
    """When something came to a step, and when it was through; None while it is there."""

    start: date
    end: date | None


@dataclass(frozen=True)
class Way:
    """The spans of every step, measured by one calendar up to one day."""

    today: date
    calendar: Calendar

    def step(self, name: str, spans: Sequence[Span]) -> LoopStep:
        """Return how long a step took at the median, and how long the longest has waited."""
        took = [self._days(one.start, one.end) for one in spans if one.end]
        waits = [self._days(one.start, self.today) for one in spans if not one.end]
        return LoopStep(
            name=name,
            of=len(spans),
            through=len(took),
            median=round(median(took)) if took else None,
            stuck=len(waits),
            longest=max(waits, default=None),
        )

    def _days(self, start: date, end: date) -> int:
        return max(self.calendar.between(start, end), 0)


def loop_of(session: Session, scope: DigestScope, today: date, calendar: Calendar) -> Loop:
    """Return how long each step takes, and what is stuck where; steps nothing came to are left out.

    Findings that nothing answers belong to nobody, so only the whole council's loop counts them.
    """
    found = loop.findings(session, scope)
    passages = loop.passages(session, scope)
    spans: Mapping[str, Sequence[Span]] = {
        "answered": [_span(session, *one) for one in found],
        "done": [
            _span(session, one.added_at, one.done_at) for one in passages if not _came_done(one)
        ],
        "signed off": [
            _span(session, one.done_at or one.added_at, one.signed_off_at)
            for one in passages
            if one.done_at or _came_done(one)
        ],
        "re-audited": list(_looks(session, scope, passages)),
    }
    way = Way(today, calendar)
    return Loop(tuple(way.step(name, each) for name, each in spans.items() if each))


def _came_done(passage: Passage) -> bool:
    """Say whether it was done when it came: it awaits its sign-off since then."""
    return passage.status == Status.DONE and passage.done_at is None


def _looks(session: Session, scope: DigestScope, passages: Sequence[Passage]) -> Iterator[Span]:
    """Yield for each action signed off, and of a theme, when that theme was looked at after it."""
    answered, looks = loop.themes(session, scope), loop.looks(session)
    for one in passages:
        own = {one.theme.lower()} if one.theme else set()
        themes = own | answered.get(one.id, frozenset())
        if one.signed_off_at and themes:
            after = (_first_after(looks.get(theme, ()), one.signed_off_at) for theme in themes)
            yield _span(session, one.signed_off_at, min(filter(None, after), default=None))


def _first_after(times: Sequence[datetime], instant: datetime) -> datetime | None:
    place = bisect_right(times, instant)
    return times[place] if place < len(times) else None


def _span(session: Session, start: datetime, end: datetime | None) -> Span:
    return Span(day_of(session, start), day_of(session, end) if end else None)
