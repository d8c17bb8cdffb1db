"""What an import of a plan would do, on the terminal: columns, new, changed, kept, problems."""

from collections.abc import Iterator
from typing import Final

from rich.console import Console
from rich.table import Table

from bot.plan.notes import note_words
from bot.plan.problem_words import place_words, why_words
from bot.plan.stored import stored_words
from bot.plan.words import FIELD_NAMES, change_words, kind_words, outcome_words, value_words
from db.plan.importing import ImportOutcome, ImportStep
from db.plan.known import reference_of
from jobs.plan.columns import BY_NAME
from jobs.plan.headings import Layout
from jobs.plan.importing import Preview
from jobs.plan.sums import sums

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
    """Print what will be stored, what changes, what is kept, and what is handed back with why."""
    outcome = preview.outcome
    if outcome.new:
        out.print(_stored(outcome))
    if outcome.changed or outcome.kept:
        out.print(_changes(outcome))
    if preview.gone:
        out.print(_gone(preview))
    if preview.problems:
        out.print(_problems(preview))
    for note in sums(preview):
        out.print(f"• {note_words(note)}")
    if outcome.steps:
        out.print(summary(outcome))


def summary(outcome: ImportOutcome) -> str:
    """Return how many are new, how many change and how many stay as they are."""
    if outcome.is_nothing:
        return f"Nothing to change: {len(outcome.unchanged)} rows are here as the file has them."
    return f"{outcome_words(outcome)}."


def _problems(preview: Preview) -> Table:
    table = Table("where", "problem")
    for problem in preview.problems[:MOST_SHOWN]:
        table.add_row(place_words(problem), why_words(problem.why))
    more = len(preview.problems) - MOST_SHOWN
    if more > 0:
        table.add_row("", f"and {more} more")
    return table


def _stored(outcome: ImportOutcome) -> Table:
    table = Table("reference", "kind", "what", "owner", "due", "status", "besides")
    for step in outcome.new[:MOST_SHOWN]:
        shown = stored_words(step, outcome.people)
        table.add_row(
            shown.reference, step.kind, shown.title, shown.owner, shown.due, shown.status,
            "\n".join(shown.besides),
        )  # fmt: skip
    more = len(outcome.new) - MOST_SHOWN
    if more > 0:
        table.add_row("", "", f"and {more} more: --table writes all of them", "", "", "", "")
    return table


def _gone(preview: Preview) -> Table:
    table = Table("reference", "not in the file any more")
    for action in preview.gone[:MOST_SHOWN]:
        table.add_row(reference_of(action), action.title)
    return table


def _changes(outcome: ImportOutcome) -> Table:
    table = Table("reference", "field", "is", "becomes")
    rows = [row for step in outcome.steps for row in _rows(step)]
    for row in rows[:MOST_SHOWN]:
        table.add_row(*row)
    if len(rows) > MOST_SHOWN:
        table.add_row("", "", "", f"and {len(rows) - MOST_SHOWN} more lines")
    return table


def _rows(step: ImportStep) -> Iterator[tuple[str, str, str, str]]:
    reference = step.reference
    if step.is_new:
        return
    for change in step.changes:
        yield reference, FIELD_NAMES[change.field], *change_words(change)
        reference = ""
    for name, added in (("answers", step.answers), ("stands under", step.under)):
        if added:
            yield reference, name, "", "; ".join(added)
            reference = ""
    for note in step.notes:
        yield reference, "note", "", note
        reference = ""
    for change in step.kept:
        kept = f"kept: changed here since (file: {value_words(change.new)})"
        yield reference, FIELD_NAMES[change.field], value_words(change.old), kept
        reference = ""
