"""What a roster changes, as a table on the terminal."""

from datetime import date, time

from rich.console import Console
from rich.table import Table

from db.people.roster import RosterOutcome, Value
from jobs.people.roster_cells import WEEK

FIELD_NAMES = {
    "works": "working days",
    "day_starts": "hours from",
    "day_ends": "hours to",
    "starts_on": "start",
    "ends_on": "end",
    "manager": "line manager",
}


def show(outcome: RosterOutcome, *, done: bool, console: Console | None = None) -> None:
    """Print what became, or would become, different, and how many stay as they are."""
    out = console or Console(highlight=False)
    if outcome.added or outcome.changed:
        out.print(_table(outcome))
    out.print(_summary(outcome))
    if not done and (outcome.added or outcome.changed):
        out.print("Nothing was changed yet. Add --apply to do it.")


def _table(outcome: RosterOutcome) -> Table:
    table = Table("person", "field", "is", "becomes")
    for email in outcome.added:
        table.add_row(email, "", "", "added")
    for person in outcome.changed:
        for number, change in enumerate(person.changes):
            table.add_row(
                "" if number else person.email,
                FIELD_NAMES.get(change.field, change.field),
                _told(change.field, change.old),
                _told(change.field, change.new),
            )
    return table


def _summary(outcome: RosterOutcome) -> str:
    return (
        f"{len(outcome.added)} added, {len(outcome.changed)} changed, "
        f"{len(outcome.unchanged)} unchanged, {len(outcome.not_mentioned)} not mentioned."
    )


def _told(field: str, value: Value) -> str:
    if field == "works":
        return " ".join(WEEK[int(day) - 1][:3] for day in str(value))
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return value or "none"
