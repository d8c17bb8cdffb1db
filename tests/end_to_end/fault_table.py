"""The table of docs/faults.md: what became of a request under each fault of Slack's."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs" / "faults.md"


@dataclass(frozen=True)
class Fate:
    """What became of what somebody asked while something failed."""

    asked: str
    failing: str
    fault: str
    lost: int
    doubled: int
    told: str


def require_told(heading: str, fates: Sequence[Fate]) -> None:
    """Compare with what the page says under a heading; KEEP_FAULTS=1 writes it there instead."""
    made = _table(fates)
    page = DOCS.read_text("utf-8")
    before, _, rest = page.partition(f"\n### {heading}\n")
    _, separator, after = rest.partition("\n<!-- end -->\n")
    assert separator, f"{DOCS} has no part {heading!r} that ends in <!-- end -->"
    if os.environ.get("KEEP_FAULTS"):
        DOCS.write_text(f"{before}\n### {heading}\n\n{made}\n<!-- end -->\n{after}", "utf-8")
        return
    assert rest.partition("\n<!-- end -->\n")[0].strip() == made.strip()


def require_row(heading: str, fate: Fate) -> None:
    """Look for one fate among those that the page has under a heading; KEEP_FAULTS=1 adds it."""
    row = _table([fate]).splitlines()[-1]
    page = DOCS.read_text("utf-8")
    before, _, rest = page.partition(f"\n### {heading}\n")
    rows, separator, after = rest.partition("\n<!-- end -->\n")
    assert separator, f"{DOCS} has no part {heading!r} that ends in <!-- end -->"
    if os.environ.get("KEEP_FAULTS") and row not in rows:
        DOCS.write_text(f"{before}\n### {heading}\n{rows}\n{row}\n<!-- end -->\n{after}", "utf-8")
        return
    assert row in rows.splitlines()


def _table(fates: Iterable[Fate]) -> str:
    """Return a row for each fate, with the faults that all end in it."""
    faults: dict[tuple[str, str, int, int, str], list[str]] = {}
    for fate in fates:
        row = (fate.asked, fate.failing, fate.lost, fate.doubled, fate.told)
        faults.setdefault(row, []).append(fate.fault)
    rows = [
        "| Asked | What fails | Injected | Lost | Doubled | How it is told |",
        "|" + " --- |" * 6,
    ]
    for (asked, failing, lost, doubled, told), found in faults.items():
        injected = f"{len(found)}: {', '.join(found)}"
        rows.append(f"| {asked} | `{failing}` | {injected} | {lost} | {doubled} | {told} |")
    return "\n".join(rows)
