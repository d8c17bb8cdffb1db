"""A second opinion on the days offered: who is at work, and nobody twice in a day."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from jobs.rules.draw.answers import Diary
from jobs.rules.draw.check_rules import Rulebook
from jobs.rules.draw.model import DrawRequest
from jobs.rules.draw.sheet import Ids


def day_problems(
    request: DrawRequest,
    pairs: Iterable[Ids],
    diary: Diary,
    booked: Mapping[Ids, date] | None = None,
) -> tuple[str, ...]:
    """Return what is wrong with the days of a plan, a sentence each; nothing if they are right."""
    booked = booked or {}
    book = Rulebook(request)
    offered = {(offer.auditor, offer.practitioner): offer.day for offer in diary.offers}
    unplaced = {(audit.auditor, audit.practitioner) for audit in diary.unplaced}
    if sorted([*offered, *unplaced]) != sorted(set(pairs)):
        return ("The days are for other audits than the plan's.",)
    loose = {ids: day for ids, day in offered.items() if ids not in booked}
    return (
        *_not_at_work(book, loose),
        *_twice_in_a_day(offered, loose),
        *_moved(offered, booked),
        *_could_be_placed(book, offered, unplaced),
    )


def _not_at_work(book: Rulebook, loose: Mapping[Ids, date]) -> Iterator[str]:
    for ids, day in loose.items():
        if day not in _both_at_work(book, ids):
            yield f"{ids[0]} and {ids[1]} are not both at work on {day}."


def _twice_in_a_day(offered: Mapping[Ids, date], loose: Mapping[Ids, date]) -> Iterator[str]:
    audits = Counter((person, day) for ids, day in offered.items() for person in ids)
    for ids, day in loose.items():
        if any(audits[person, day] > 1 for person in ids):
            yield f"Somebody has another audit on {day}, the day of {ids[0]} and {ids[1]}."


def _moved(offered: Mapping[Ids, date], booked: Mapping[Ids, date]) -> Iterator[str]:
    for ids, day in booked.items():
        if ids in offered and offered[ids] != day:
            yield f"{ids[0]} and {ids[1]} had booked {day}."


def _could_be_placed(
    book: Rulebook, offered: Mapping[Ids, date], unplaced: Iterable[Ids]
) -> Iterator[str]:
    busy = {(person, day) for ids, day in offered.items() for person in ids}
    for ids in unplaced:
        if any(not busy & {(ids[0], day), (ids[1], day)} for day in _both_at_work(book, ids)):
            yield f"{ids[0]} and {ids[1]} have a day that suits both."


def _both_at_work(book: Rulebook, ids: Ids) -> frozenset[date]:
    both = book.worked(book.auditors[ids[0]]) & book.worked(book.everybody[ids[1]])
    return both & book.coming
