"""References as a sheet shows them: what Excel shortens, and one number over several actions."""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from jobs.plan.tables import Cell, Day, SheetRow

TEN: Final = 10
LONGEST_SECTION: Final = 24


def shown(rows: Sequence[SheetRow], at: int) -> tuple[dict[str, str], list[str]]:
    """Return the reference of each row by its place, and the places where Excel had shortened it.

    1.1 that stands after 1.9 is 1.10. A date, which Excel makes of 1-2, is no reference.
    """
    found: dict[str, str] = {}
    mended = []
    met: set[str] = set()
    before = ""
    own = [_plain(row.cells[at]) for row in rows]
    for row, said, after in zip(rows, own, [*own, ""][1:], strict=True):
        longer = _lengthened(before, said) if said and said != before else ""
        is_new = bool(longer) and longer not in met
        # 1.1 again, or 1.1 between 1.9 and 1.11
        if is_new and (said in met or after == _following(longer)):
            mended.append(row.place)
        else:
            longer = said
        found[row.place] = longer
        met.add(longer)
        before = longer or before
    return found, mended


def _plain(cell: Cell) -> str:
    if isinstance(cell, Day):
        return ""
    said = " ".join(cell.split())
    return said.rstrip(".") if re.fullmatch(r"[\w.]*\d\.", said) else said


def _following(said: str) -> str:
    """Return the number after another: 1.11 after 1.10."""
    match = re.fullmatch(r"(.*\D)(\d+)", said)
    return f"{match[1]}{int(match[2]) + 1}" if match else ""


def _lengthened(before: str, said: str) -> str:
    """Return 1.10 for a 1.1 that stands after 1.9, or a 1.2 after 1.19; else nothing."""
    last, now = re.fullmatch(r"(.*\D)(\d+)", before), re.fullmatch(r"(.*\D)(\d+)", said)
    if not last or not now or last[1] != now[1] or "." not in said:
        return ""
    follows = int(last[2]) + 1
    return f"{now[1]}{follows}" if str(follows).rstrip("0") == now[2] and follows % TEN == 0 else ""


def over_several(references: Mapping[str, str], sections: Mapping[str, str]) -> dict[str, int]:
    """Return the references that stand over neighbouring rows and nowhere else, with how many.

    Rows of two sections are no neighbours: their numbers begin anew.
    """
    runs: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    before = ("", "")
    for place, each in references.items():
        said, section = each.lower(), sections.get(place, "")
        if said:
            counts[said] += 1
            runs[said] += (said, section) != before
        before = (said, section)
    return {said: number for said, number in counts.items() if number > 1 and runs[said] == 1}


def parted(references: Mapping[str, str], several: Mapping[str, int]) -> dict[str, str]:
    """Return references that are each one row's: 1 over two rows is 1 and 1 (2)."""
    so_far: Counter[str] = Counter()
    own: dict[str, str] = {}
    for place, said in references.items():
        so_far[said.lower()] += 1
        number = so_far[said.lower()]
        is_later = said.lower() in several and number > 1
        own[place] = f"{said} ({number})" if is_later else said
    return own


def short_of(section: str) -> str:
    """Return how a section is called before its numbers: "Priority 2" of "Priority 2: Leaving"."""
    return re.split(r"(?<!\s)\s*[:–—]\s*|\s-\s", section)[0].strip()[:LONGEST_SECTION]  # noqa: RUF001


def group_of(reference: str) -> str:
    """Return the number that a reference shares with others: "1 (2)" is of 1."""
    return re.sub(r" \(\d+\)$", "", reference)


def made(sheet: str, paragraph: str, values: Mapping[str, object], kind: str = "") -> str:
    """Return the reference of a row that has none: its sheet, its paragraph, and its words."""
    said = str(values.get("title") or values.get("text") or "")
    plain = " ".join(re.sub(r"\W+", " ", said.lower()).split())
    mark = hashlib.sha256(f"{kind}|{plain}".encode()).hexdigest()[:8]
    parts = [_slug(sheet)[:16], _slug(paragraph)[:8], mark]
    return "-".join(filter(None, parts))


def _slug(said: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", said.lower())


_PARAGRAPHS: Final = re.compile(r"(?i)^(?:paragraphs?|paras?|section)\.?\s*")
_BETWEEN: Final = re.compile(r"[;,\n&]|\band\b")


def named_in(text: str) -> list[str]:
    """Return the paragraphs, or references, that a cell names: "paras 19 and 23; 31d"."""
    found = (_PARAGRAPHS.sub("", part.strip()) for part in _BETWEEN.split(text))
    return [part for part in found if re.fullmatch(r"(?=[\w.-]*\d)[\w.-]+", part)]
