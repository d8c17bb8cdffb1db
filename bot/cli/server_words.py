"""What `verify` says of what was done by commands at the server, and under which account."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from bot.cli.erased_words import how_often

if TYPE_CHECKING:
    from db.council_events import TypedThere

KINDS: Final[Mapping[str, str]] = {
    "rules": "rules of live audits changed",
    "person": "people changed",
    "appointed": "leads or administrators appointed, or no more",
    "month": "a month of live audits",
    "sample": "a month's sample of cases",
    "exported": "taken out",
    "imported": "taken in",
    "restored": "a backup put back, with the head",
}


def typed_lines(typed: "Sequence[TypedThere]") -> Iterator[str]:
    """Yield a line for each kind of thing that was done, and each account."""
    if typed:
        yield "\nDone at the server, by commands or by its settings:"
    for one in typed:
        what = f": {one.what}" if one.what else ""
        often = how_often(one.times, one.at)
        yield f"  {KINDS.get(one.kind, one.kind)}{what}, by {one.by}, {often}"
