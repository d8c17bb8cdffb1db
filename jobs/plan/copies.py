"""Finds what stands on two sheets of a file: word for word, or as it was another month."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from db.plan.identity import plain
from db.plan.known import ACTION
from jobs.plan.headings import Layout
from jobs.plan.problems import PlanProblem, Why
from jobs.plan.sifting import SiftedRows
from jobs.plan.tables import PassedOver, SheetRow, words

MOSTLY: Final = 0.6
_TOLD: Final = ("reference", "title", "owner", "due", "status")
_KNOWN_BY: Final = 3  # of these: what an action is the same by, although it has moved on

Told = tuple[str, ...]


def without(
    layouts: Sequence[Layout], sifted: Sequence[SiftedRows], left_out: Collection[int]
) -> list[SiftedRows]:
    """Return the rows without those that stand on a sheet before word for word, which are named."""
    met: dict[Told, tuple[int, Mapping[str, str]]] = {}
    kept: list[SiftedRows] = []
    for number, (layout, found) in enumerate(zip(layouts, sifted, strict=True)):
        rows, passed = [], list(found.passed)
        for row in found.rows:
            said = _told(layout, row)
            is_told = bool(said[1]) and any(said[2:4]) and number not in left_out
            is_told = is_told and layout.kind == ACTION
            own = (number, _all_of(layout, row))
            first, before = met.setdefault(said, own) if is_told else own
            if first != number and not _says_more(own[1], before):
                passed.append(PassedOver("copy", row.place))
            else:
                rows.append(row)
        kept.append(replace(found, rows=rows, passed=passed))
    return kept


def asked(
    layouts: Sequence[Layout], sifted: Sequence[SiftedRows], left_out: Collection[int]
) -> Iterator[PlanProblem]:
    """Yield a question for each sheet that has the actions of one before it with other dates."""
    before: list[tuple[str, set[Told]]] = []
    for number, (layout, found) in enumerate(zip(layouts, sifted, strict=True)):
        if layout.kind != ACTION or number in left_out:
            continue
        every = (_told(layout, row)[:_KNOWN_BY] for row in found.rows)
        own = {said for said in every if all(said)}
        name = layout.table.name
        for other, theirs in before:
            both = len(own & theirs)
            if both and both >= MOSTLY * min(len(own), len(theirs)):
                why = Why("same_as_sheet", "", {"count": both, "sheet": other, "own": name})
                yield PlanProblem(layout.table.headed_at, why, number, is_whole=True)
        before.append((name, own))


def _all_of(layout: Layout, row: SheetRow) -> Mapping[str, str]:
    return {name: plain(words(row.cells[at])) for name, at in layout.columns.items()}


def _says_more(said: Mapping[str, str], before: Mapping[str, str]) -> bool:
    """Say whether anything that is read of a row is not said of it before."""
    return any(text and text != before.get(name, "") for name, text in said.items())


def _told(layout: Layout, row: SheetRow) -> Told:
    columns = (layout.columns.get(name, -1) for name in _TOLD)
    return tuple(plain(words(row.cells[at])) if at >= 0 else "" for at in columns)
