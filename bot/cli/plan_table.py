"""What an import of a plan would do, on the terminal: columns, new, changed, kept, problems."""

from collections.abc import Iterator, Mapping
from typing import Final

from rich.console import Console
from rich.table import Table

from bot.plan.words import FIELD_NAMES, change_words, counted, value_words
from db.plan.importing import ImportOutcome, ImportStep
from jobs.plan.columns import BY_NAME
from jobs.plan.headings import Layout
from jobs.plan.importing import Preview, kind_words

MOST_SHOWN: Final = 200


def console() -> Console:
    """Return where tables are printed: as wide as the terminal, 100 where there is none."""
    out = Console(highlight=False, markup=False)
    return out if out.is_terminal else Console(highlight=False, markup=False, width=100)


def show_columns(layouts: tuple[Layout, ...], out: Console) -> None:
    """Print what each sheet's rows are, and which column is taken for which field."""
    for layout in layouts:
        out.print(
            f"“{layout.table.name}”: {len(layout.table.rows)} rows, {kind_words(layout.kind)}"
        )
        for name, at in sorted(layout.columns.items(), key=lambda found: found[1]):
            out.print(f"  Column “{layout.table.headings[at]}” → {BY_NAME[name].label}")
        if layout.unused:
            out.print(f"  Not read: {', '.join(layout.unused)}")


def show(preview: Preview, out: Console) -> None:
    """Print what would be new, what would change, what is kept, and every problem by its row."""
    for note in preview.notes:
        out.print(note)
    if preview.problems:
        out.print(_problems(preview))
        return
    outcome = preview.outcome
    if not outcome.is_nothing or outcome.kept:
        out.print(_table(outcome))
    out.print(summary(outcome))


def summary(outcome: ImportOutcome) -> str:
    """Return how many are new, how many change and how many stay as they are."""
    if outcome.is_nothing:
        return f"Nothing to change: {len(outcome.unchanged)} rows are here as the file has them."
    return (
        f"{counted(outcome.new)} new, {len(outcome.changed)} changed, "
        f"{len(outcome.unchanged)} unchanged."
    )


def _problems(preview: Preview) -> Table:
    table = Table("where", "problem")
    for problem in preview.problems[:MOST_SHOWN]:
        table.add_row(problem.place, problem.text)
    more = len(preview.problems) - MOST_SHOWN
    if more > 0:
        table.add_row("", f"and {more} more")
    return table


def _table(outcome: ImportOutcome) -> Table:
    table = Table("reference", "field", "is", "becomes")
    rows = [row for step in outcome.steps for row in _rows(step)]
    for row in rows[:MOST_SHOWN]:
        table.add_row(*row)
    if len(rows) > MOST_SHOWN:
        table.add_row("", "", "", f"and {len(rows) - MOST_SHOWN} more lines")
    return table


def _rows(step: ImportStep) -> Iterator[tuple[str, str, str, str]]:
    reference = step.reference
    if step.is_new and step.entry is not None:
        values: Mapping[str, object] = step.entry.values
        yield reference, step.kind, "", str(values.get("title") or values.get("text") or "")
        reference = ""
    for change in step.changes:
        yield reference, FIELD_NAMES[change.field], *change_words(change)
        reference = ""
    for name, added in (("answers", step.answers), ("stands under", step.under)):
        if added:
            yield reference, name, "", "; ".join(added)
            reference = ""
    for change in step.kept:
        kept = f"kept: changed here since (file: {value_words(change.new)})"
        yield reference, FIELD_NAMES[change.field], value_words(change.old), kept
        reference = ""
