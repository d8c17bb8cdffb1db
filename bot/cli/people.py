"""`live-audit people …`: who works here."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.speak import database_or_fail, fail

if TYPE_CHECKING:
    from jobs.people.roster import Roster

app = typer.Typer(help="Who works here: the roster.", no_args_is_help=True)


@app.callback()
def people() -> None:
    """Who works here: the roster."""


@app.command("import")
def import_roster(
    roster: Annotated[Path, typer.Argument(help="The roster, a CSV file.")],
    apply: Annotated[bool, typer.Option("--apply", help="Do it; without, only show it.")] = False,
) -> None:
    """Show what a roster would change; with --apply, change it."""
    from bot.cli.roster_table import show
    from db.people.roster import managers, take

    with database_or_fail() as database:
        found = _read(roster, managers(database))
        if found.problems:
            count = len(found.problems)
            fail(
                *map(str, found.problems),
                f"Nothing was imported: {count} problem{'s' if count > 1 else ''} in {roster}.",
            )
        show(take(database, found.entries, for_real=apply), done=apply)


def _read(path: Path, known: dict[str, str | None]) -> "Roster":
    from jobs.people.roster import read

    try:
        return read(path.read_bytes(), known)
    except OSError as error:
        fail(f"{path} cannot be read: {error.strerror}. Give the name of a CSV file: roster.csv")
