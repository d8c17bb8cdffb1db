"""Parts the words of a cell from the web address that opens when they are pressed.

Of evidence and of progress the address is part of what they say; anywhere else it is a note, and
neither part of a title nor of a number, an owner or a date.
"""

import re
from dataclasses import replace
from typing import Final

from db.patterns import pattern
from jobs.plan.headings import Layout
from jobs.plan.tables import Cell, SheetRow

# Fields whose words hold no address.
_ALONE: Final = (
    *("title", "reference", "owner", "deputy", "due", "original", "completed", "status", "rag"),
    *("theme", "phase", "kind", "paragraph", "links", "register"),
)
_LINKED: Final = pattern(r"(?P<words>.*\S)\s+(?P<address>https?://\S+)", re.DOTALL)


def without_addresses(row: SheetRow, layout: Layout) -> SheetRow:
    """Return a row whose addresses stand beside the words that they were the links of."""
    alone = {layout.columns[name] for name in _ALONE if name in layout.columns}
    alone |= {at for name in _ALONE for at in layout.also.get(name, ())}
    kept: list[Cell] = list(row.cells)
    found = []
    for at in sorted(alone):
        cell = kept[at] if at < len(kept) else ""
        linked = _LINKED.fullmatch(cell) if isinstance(cell, str) else None
        if linked:
            kept[at] = linked["words"]
            found.append(linked["address"])
    if not found:
        return row
    return replace(row, cells=tuple(kept), addresses=tuple(dict.fromkeys(found)))
