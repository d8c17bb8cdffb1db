"""`live-audit people …`: who works here."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.cli.speak import database_or_fail, fail

if TYPE_CHECKING:
    from db.people.roster import RosterEntry, RosterOutcome
    from jobs.people.roster import Roster

MOST_PROBLEMS: Final = 50

app = typer.Typer(help="Who works here: the roster.", no_args_is_help=True)


@app.callback()
def people() -> None:
    """Who works here: the roster."""


@app.command("import")
def import_roster(
    roster: Annotated[Path, typer.Argument(help="The roster, an Excel or CSV file.")],
    apply: Annotated[bool, typer.Option("--apply", help="Do it; without, only show it.")] = False,
    left_on: Annotated[
        str, typer.Option(help="The last day of those who have a place here and are not in it.")
    ] = "",
) -> None:
    """Show what a roster would change; with --apply, change it.

    Nobody is ever taken off for not being in the file: they are named, and asked about.
    """
    from bot.cli.roster_table import ask_about, console, show
    from db.people.roster import called, managers, take

    with database_or_fail() as database:
        found = _read(roster, managers(database), called(database))
        if found.problems:
            count = len(found.problems)
            fail(
                *map(str, found.problems[:MOST_PROBLEMS]),
                *_and_more(count),
                f"Nothing was imported: {count} problem{'s' if count > 1 else ''} in {roster}.",
            )
        out = console()
        at = datetime.now(UTC) if apply else None
        outcome = take(database, found.entries, at=at)
        show(outcome, found, done=apply, console=out)
        if left_on:
            gone = _leaving(outcome, left_on)
            outcome = take(database, gone, at=at)
            show(outcome, done=apply, console=out)
        elif outcome.missing:
            ask_about(outcome.missing, out)


@app.command("account")
def bind_account(
    email: Annotated[str, typer.Argument(help="The person's e-mail, as on the roster.")],
    slack_id: Annotated[str, typer.Argument(help="The id of their new account, such as U0123AB.")],
) -> None:
    """Make another Slack account somebody's, in the place of the one they had."""
    from bot.refusals import refusal_words
    from db.context import WorkContext
    from db.errors import RefusedError
    from db.people.accounts import bind
    from db.people.queries import by_email

    if not re.fullmatch(r"[UW][A-Z0-9]{2,19}", slack_id):
        fail(f"{slack_id} is no member id. It stands in their Slack profile: U0123AB")
    with database_or_fail() as database, database.begin() as session:
        person = by_email(session, email.strip().lower())
        if person is None:
            fail(f"Nobody has the e-mail {email}.")
        try:
            bind(WorkContext(session, None, datetime.now(UTC)), person, slack_id)
        except RefusedError as error:
            fail(refusal_words(error))
        typer.echo(f"{slack_id} is {person.name}'s account now.")


def _and_more(count: int) -> list[str]:
    more = count - MOST_PROBLEMS
    return [f"and {more} more"] if more > 0 else []


def _leaving(outcome: "RosterOutcome", left_on: str) -> "list[RosterEntry]":
    """Return those who are missing with a last day."""
    from db.people.roster import RosterEntry
    from jobs.people.roster_cells import day

    try:
        last = day(left_on)
    except ValueError as error:
        fail(f"--left-on: {error}. Write it like this: --left-on 2026-11-30")
    return [RosterEntry(one.email, {"ends_on": last}) for one in outcome.missing]


def _read(path: Path, known: dict[str, str | None], names: dict[str, str]) -> "Roster":
    from jobs.people.roster import read

    try:
        return read(path.read_bytes(), known, names)
    except OSError as error:
        fail(f"{path} cannot be read: {error.strerror}. Give the name of a file: roster.xlsx")
