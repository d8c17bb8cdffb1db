"""What `verify` says of each erasure: when, by whom, of which class and how much."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from db.chain.erasing import Logged

KINDS: Final[Mapping[str, str]] = {
    "messages": "messages sent, and which reminder was in which",
    "absences": "days away",
    "draw": "stretches of days away that a month's draw was made with",
    "leaver": "people who have left, made nobody in particular",
    "redaction": "texts from which words were taken out",
    "draft": "plans of a month that nobody was told of",
    "downgrade": "what an older version has no table for",
}
NO_ACCOUNT: Final = "by the bot, or before accounts were written down"


def erased_lines(log: "Sequence[Logged]") -> Iterator[str]:
    """Yield a line for each redaction and each person forgotten, and one for each class besides."""
    if log:
        yield "\nErased, of which nothing is kept but this:"
    rest: dict[tuple[str, str], list[Logged]] = {}
    for one in log:
        if one.by and one.kind in {"leaver", "redaction"}:
            yield f"  {when(one.at)}, by {one.by} at the server: {_one(one)}"
        else:
            rest.setdefault((one.kind, one.by), []).append(one)
    for (kind, by), some in rest.items():
        who = f"by {by} at the server" if by else NO_ACCOUNT
        rows, times = sum(one.rows for one in some), len(some)
        often = how_often(times, some[-1].at)
        yield f"  {KINDS.get(kind, kind)}, {who}: {rows:,} rows, {often}"


def _one(one: "Logged") -> str:
    from bot.vocabulary import count

    rows = count(one.rows, "row")
    if one.person_id:
        return f"Former colleague {one.person_id}, of somebody who had left, in {rows}"
    return f"words, in {rows}"


def how_often(times: int, last: datetime) -> str:
    """Return how often something was done, and when it was done last."""
    return f"{times:,} times, the last on {when(last)}" if times > 1 else f"on {when(last)}"


def when(at: datetime) -> str:
    """Return a time as `verify` writes it."""
    return f"{at:%a} {at.day} {at:%b %Y} at {at:%H:%M} UTC"
