"""Reads the rows of laid-out tables into entries, and hands back what is not right with why."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from db.plan.importing import PlanEntry
from db.plan.known import ACTION
from jobs.plan import copies, references
from jobs.plan.addresses import without_addresses
from jobs.plan.headings import Layout
from jobs.plan.linking import linked
from jobs.plan.problems import PlanNote, PlanProblem, Why, of_another_kind
from jobs.plan.reading_context import ReadingRun, TableReading
from jobs.plan.row_reading import PlanRow
from jobs.plan.sifting import SiftedRows, sift
from jobs.plan.tables import PassedOver, SheetRow

SAMPLES: Final = 3


def read_plan(
    run: ReadingRun, layouts: Sequence[Layout], left_out: Collection[int] = ()
) -> list[PlanEntry]:
    """Read every row of every table that says what is to be done, but for those left out.

    Return what may be imported; what is handed back, passed over or to be noticed is the run's.
    """
    every = [_unlinked(sift(layout), layout) for layout in layouts]
    sifted = copies.without(layouts, every, left_out)
    run.problems += copies.asked(layouts, sifted, left_out)
    named = _references(run, layouts, sifted)
    for number, (layout, found) in enumerate(zip(layouts, sifted, strict=True)):
        if number in left_out:
            run.passed.append(PassedOver("sheet_left_out", layout.table.name))
            continue
        run.passed += [*layout.table.passed, *found.passed]
        if not _is_whole(run, number, layout, layouts):
            continue
        if layout.is_remembered:
            run.notes.append(PlanNote("remembered", {"table": layout.table.name}))
        table = TableReading(run, layout, number, named[number])
        _note_dates(run, table)
        for row in found.unsure:
            table.wrong(row, Why("may_be_heading", "title"))
        for row in found.rows:
            _read_row(run, table, row)
    _refuse_twice(run)
    entries = linked(run)
    back = {(each.table, each.row.place) for each in run.back.values()}
    return [entry for entry in entries if (entry.table, entry.place) not in back]


def _unlinked(found: SiftedRows, layout: Layout) -> SiftedRows:
    rows = [without_addresses(row, layout) for row in found.rows]
    return replace(found, rows=rows)


def _read_row(run: ReadingRun, table: TableReading, row: SheetRow) -> None:
    if row.place in run.wishes.left_out:
        run.passed.append(PassedOver("left_out", row.place))
        return
    run.rows[table.number, row.place] = row
    if _is_too_long(run, table, row):
        return
    found = PlanRow(table, row).entry()
    if found is not None:
        run.entries.append(found)


def _is_too_long(run: ReadingRun, table: TableReading, row: SheetRow) -> bool:
    """Refuse a line of text with more cells than there are headings: a comma stands unquoted."""
    headings = table.layout.table.headings
    while headings and not headings[-1]:
        headings = headings[:-1]
    beyond = [at for at in range(len(headings), len(row.cells)) if row.cells[at] != ""]
    if not beyond and not _is_longer_than_most(table, row):
        return False
    # Excel saves the headings' own line as wide as the others.
    if row.given > max(len(headings), table.layout.table.width):
        table.wrong(row, Why("other_length", "", {"cells": row.given, "width": len(headings)}))
        return True
    run.passed.append(PassedOver("beyond", row.place, str(len(headings))))
    return False


def _is_longer_than_most(table: TableReading, row: SheetRow) -> bool:
    """Say whether a line has more cells, empty ones too, than its headings and most lines have."""
    own = table.layout.table
    return row.given > max(own.width, own.usual) > 0


def _is_whole(run: ReadingRun, number: int, layout: Layout, layouts: Sequence[Layout]) -> bool:
    """Say whether a table can be read; ask what is not sure of it, or pass over what is no plan."""
    asked = [one for one in layout.questions if one.field not in layout.settled]
    has_others = any("title" in other.columns for other in layouts if other is not layout)
    if any(one.field == "title" for one in asked) and (has_others or not layout.table.rows):
        run.passed.append(PassedOver("no_title", layout.table.name))
        return False
    for one in asked:
        why = _question(layout, one.field, one.columns)
        run.problems.append(PlanProblem(layout.table.headed_at, why, number, is_whole=True))
    return not asked


def _question(layout: Layout, name: str, columns: Sequence[int]) -> Why:
    """Return what is asked of a field whose column is not sure, with samples of each column."""
    headings = layout.table.headings
    shown = [(headings[at], layout.cells(at)[:SAMPLES]) for at in columns]
    heading = headings[columns[0]] if columns else next(iter(headings))
    return Why("which_column", name, {"columns": shown, "heading": heading})


def _note_dates(run: ReadingRun, table: TableReading) -> None:
    for name in ("due", "original", "completed"):
        if name in table.layout.columns and table.dates_of(name).is_month_first:
            run.notes.append(PlanNote("month_first", {"heading": table.layout.heading(name)}))


def _references(
    run: ReadingRun, layouts: Sequence[Layout], sifted: Sequence[SiftedRows]
) -> list[dict[str, str]]:
    """Return the reference of each row of each table, as people see them."""
    named: list[dict[str, str]] = []
    sections = [{row.place: row.section for row in found.rows} for found in sifted]
    for layout, found, under in zip(layouts, sifted, sections, strict=True):
        at = layout.columns.get("reference")
        if at is None:
            named.append({})
            continue
        shown, mended = references.shown(found.rows, at)
        if mended:
            run.notes.append(PlanNote("lengthened", {"places": mended}))
        several = references.over_several(shown, under)
        if several:
            run.notes.append(PlanNote("over_several", {"references": _as_shown(several, shown)}))
        named.append(references.parted(shown, several))
    kept = [
        {at: said for at, said in under.items() if not run.guarded(said, is_about=False)[0]}
        for under in sections
    ]
    return _as_written(run, _marked(run, layouts, _told_apart(layouts, named, kept)), sifted)


def _marked(
    run: ReadingRun, layouts: Sequence[Layout], named: Sequence[dict[str, str]]
) -> list[dict[str, str]]:
    """Return the references of actions with the mark of their plan before them, if it has one."""
    mark = run.wishes.mark
    if not mark:
        return list(named)
    numbers = {
        said
        for layout, table in zip(layouts, named, strict=True)
        for said in table.values()
        if said and layout.kind == ACTION and not said.lower().startswith(f"{mark.lower()} ")
    }
    run.apart |= {said.lower(): f"{mark} {said}" for said in numbers}
    if numbers:
        run.notes.append(PlanNote("apart", {"mark": mark, "number": min(numbers)}))
    return [
        {place: run.apart.get(said.lower(), said) for place, said in table.items()}
        if layout.kind == ACTION
        else table
        for layout, table in zip(layouts, named, strict=True)
    ]


def _as_written(
    run: ReadingRun, named: Sequence[dict[str, str]], sifted: Sequence[SiftedRows]
) -> list[dict[str, str]]:
    """Return the references with those that whoever imports wrote in the place of others."""
    found = []
    for table, rows in zip(named, sifted, strict=True):
        places = (row.place for row in rows.rows)
        written = {at: run.wishes.corrected.get(at, {}).get("reference", "") for at in places}
        found.append(table | {at: said.strip() for at, said in written.items() if said.strip()})
    return found


def _as_shown(several: Mapping[str, int], shown: Mapping[str, str]) -> dict[str, int]:
    """Return the references that stand over several rows as their first row has them."""
    first = {said.lower(): said for said in reversed(list(shown.values()))}
    return {first[said]: number for said, number in several.items()}


def _told_apart(
    layouts: Sequence[Layout],
    named: Sequence[dict[str, str]],
    sections: Sequence[Mapping[str, str]],
) -> list[dict[str, str]]:
    """Put the section or the sheet before numbers that begin anew in each of them."""
    many = len([one for one in named if one]) > 1
    counts = Counter(said.lower() for table in named for said in table.values() if said)
    if not any(number > 1 for number in counts.values()):
        return list(named)
    found = []
    for layout, table, under in zip(layouts, named, sections, strict=True):
        others = [layout.table.name] if many else []
        marks = {p: references.short_of(under.get(p, "") or "".join(others)) for p in table}
        is_apart = len(set(marks.values())) > 1 or (many and "".join(marks.values()))
        found.append(
            {
                place: f"{marks[place]} {said}".strip()
                if is_apart and said and counts[said.lower()] > 1
                else said
                for place, said in table.items()
            }
        )
    return found


def _refuse_twice(run: ReadingRun) -> None:
    met: dict[str, PlanEntry] = {}
    for at, entry in enumerate(run.entries):
        first = met.setdefault(entry.reference.lower(), entry)
        if first is not entry and entry.is_made and entry.kind == ACTION:
            run.entries[at] = replace(entry, reference=f"{entry.reference} {entry.place}")
        elif first is not entry:
            facts = {"text": entry.reference, "place": first.place}
            run.entry_wrong(entry, Why("there_already", "reference", facts))
        elif why := of_another_kind(run.known, entry.reference, entry.kind):
            run.entry_wrong(entry, why)


def order(entries: Sequence[PlanEntry]) -> list[PlanEntry]:
    """Return the entries as they are written down: each kind as the file has it, actions first."""
    return sorted(entries, key=lambda entry: entry.kind != ACTION)
