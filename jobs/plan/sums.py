"""Counts what an import would do, in a way that a slip shows before anything is stored."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from db.models import Due, Status
from db.plan.importing import ImportStep, PlanEntry
from db.plan.known import ACTION
from jobs.plan.headings import Layout
from jobs.plan.importing import Preview
from jobs.plan.looks import look_of
from jobs.plan.problems import PlanNote

MOSTLY: Final = 0.6


def sums(preview: Preview) -> list[PlanNote]:
    """Return what there is to notice of an import, each as a kind with its facts."""
    return [*_of_actions(preview), *preview.notes, *_not_read(preview), *_passed(preview)]


def _of_actions(preview: Preview) -> Iterator[PlanNote]:
    entries = [
        step.entry for step in preview.outcome.steps if step.entry and step.entry.kind == ACTION
    ]
    if entries:
        yield from _standing(preview, entries)
        yield from _counted(preview, entries)
    unknown = [problem for problem in preview.problems if problem.field == "owner"]
    after = (
        ("owner_unknown", unknown),
        ("handed_back", preview.back),
        ("kept", preview.outcome.kept),
        ("gone", preview.gone),
    )
    for kind, found in after:
        if found:
            yield _count(kind, found)


def _standing(preview: Preview, entries: Sequence[PlanEntry]) -> Iterator[PlanNote]:
    done = [entry for entry in entries if entry.values.get("status") == Status.DONE]
    none = [entry for entry in entries if entry.due is None or entry.due.due == Due()]
    owners = _owners(entries)
    facts = {"no_date": len(none), "no_owner": owners.facts["count"], "done": len(done)}
    if any(facts.values()):
        yield PlanNote("standing", facts)
    yield from _dates(preview, none)
    if owners.facts["said"]:
        yield owners


def _counted(preview: Preview, entries: Sequence[PlanEntry]) -> Iterator[PlanNote]:
    fields = {"moved": "original_due_on", "second": "deputy_id", "rated": "rag_override"}
    for kind, name in fields.items():
        found = [entry for entry in entries if name in entry.values]
        if found:
            yield _count(kind, found)
    noted = [step for step in preview.outcome.steps if step.notes]
    if noted:
        yield _count("noted", noted)


def _dates(preview: Preview, none: Sequence[PlanEntry]) -> Iterator[PlanNote]:
    said = Counter(" ".join(e.due.said.split()) for e in none if e.due is not None and e.due.said)
    tables = {entry.table for entry in none}
    without = [
        preview.book.layouts[number]
        for number in sorted(tables)
        if "due" not in preview.book.layouts[number].columns
    ]
    if without:
        columns = [name for layout in without for name in _date_columns(layout)]
        count = sum(entry.table in tables_of(preview, without) for entry in none)
        yield PlanNote("no_due_column", {"count": count, "date_columns": columns})
    if said:
        words_said = [text for text, _ in said.most_common(3)]
        yield PlanNote("due_in_words", {"count": sum(said.values()), "said": words_said})


def tables_of(preview: Preview, layouts: Sequence[Layout]) -> set[int]:
    """Return the numbers of some of the tables."""
    return {number for number, one in enumerate(preview.book.layouts) if one in layouts}


def _date_columns(layout: Layout) -> list[str]:
    """Return the headings of columns that hold dates and are not read."""
    return [
        heading
        for at, heading in enumerate(layout.table.headings)
        if heading and at not in layout.used and look_of(layout.cells(at))["certain"] >= MOSTLY
    ]


def _owners(entries: Sequence[PlanEntry]) -> PlanNote:
    none = [e for e in entries if "owner_id" not in e.values]
    said = Counter(str(e.values["owner_as_given"]) for e in none if "owner_as_given" in e.values)
    most = [text for text, _ in said.most_common(3)]
    return PlanNote("no_owner", {"count": len(none), "said": most})


def _count(kind: str, found: Sequence[object]) -> PlanNote:
    return PlanNote(kind, {"count": len(found)})


def _not_read(preview: Preview) -> Iterator[PlanNote]:
    for layout in preview.book.layouts:
        if layout.unused:
            facts = {"table": layout.table.name, "headings": layout.unused}
            yield PlanNote("not_read", facts)


def _passed(preview: Preview) -> Iterator[PlanNote]:
    """Yield what was passed over, each kind once, with where it stands."""
    kinds = dict.fromkeys(one.kind for one in preview.passed)
    for kind in kinds:
        found = [one for one in preview.passed if one.kind == kind]
        facts = {
            "count": len(found),
            "places": [one.place for one in found],
            "said": list(dict.fromkeys(one.words for one in found if one.words)),
        }
        yield PlanNote(f"passed.{kind}", facts)


def stored(step: ImportStep, name: str) -> object:
    """Return what will be stored of a row in one field, once the import is done."""
    values = step.entry.values if step.entry else {}
    return values.get(name)
