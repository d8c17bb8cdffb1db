"""`live-audit people …`: who works here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.cli.account import typed_here, typed_work
from bot.cli.speak import (
    content_or_fail,
    database_or_fail,
    fail,
    now_here,
    say_handed_back,
    settings_or_fail,
)
from bot.vocabulary import count

if TYPE_CHECKING:
    from db.people.roster import RosterEntry, RosterOutcome
    from jobs.people.roster_result import Roster

MOST_PROBLEMS: Final = 50

app = typer.Typer(help="Who works here: the roster.", no_args_is_help=True)


@dataclass(frozen=True)
class RosterWish:
    """A roster and what is to be done with it; whoever `is_asked` next types no options."""

    file: Path
    apply: bool = False
    left_on: str = ""
    columns: Sequence[str] = ()
    rows: Sequence[str] = ()
    is_asked: bool = False


@app.command("import")
def import_roster(
    roster: Annotated[Path, typer.Argument(help="The roster, an Excel or CSV file.")],
    apply: Annotated[bool, typer.Option("--apply", help="Do it; without, only show it.")] = False,
    left_on: Annotated[
        str, typer.Option(help="The last day of those who have a place here and are not in it.")
    ] = "",
    columns: Annotated[
        list[str] | None, typer.Option("--map", help="'Reports to=line manager', 'Chief=nothing'.")
    ] = None,
    rows: Annotated[
        list[str] | None,
        typer.Option("--set", help="What a row has: 'a@council.example: start=1 Sep 2026'."),
    ] = None,
) -> None:
    """Show what a roster would change; with --apply, change it. Rows that are wrong come back.

    Nobody is ever taken off for not being in the file: they are named, and asked about.
    """
    take_roster(RosterWish(roster, apply, left_on, columns or (), rows or ()))


def take_roster(wish: RosterWish) -> None:
    """Show what a roster would change, or change it; end where none of it can be read."""
    from bot.cli.roster_table import ask_about, console, show
    from db.people.roster import called, managers, take

    with database_or_fail() as database:
        here = managers(database), called(database)
        found = _read(wish.file, here, wish.columns, wish.rows)
        _refuse_problems(found, wish.file)
        if found.back and wish.left_on:
            fail("--left-on needs every row: put right those that are handed back first.")
        out, how = console(), "" if wish.is_asked else "Add --apply to do it."
        at = now_here() if wish.apply else None
        outcome = take(database, found.entries, at=at, by=typed_here())
        show(outcome, out, found, how=None if wish.apply else how)
        if wish.left_on:
            gone = _leaving(outcome, wish.left_on)
            outcome = take(database, gone, at=at, by=typed_here())
            show(outcome, out, how=None if wish.apply else how)
        elif outcome.missing and not found.back:
            ask_about(outcome.missing, out)
        if found.back:
            _hand_back(found, wish)


def _refuse_problems(found: "Roster", roster: Path) -> None:
    """End where nothing of a file can be imported."""
    if found.problems and not found.entries:
        wrong = count(len(found.problems), "problem")
        fail(*_listed(found), f"Nothing was imported: {wrong} in {roster}.")


def _hand_back(found: "Roster", wish: RosterWish) -> None:
    """Say what is wrong with which rows; once the others are in, write these to a file."""
    from bot.people.roster_words import reason_words
    from bot.plan.problem_words import BACK
    from jobs.people.roster_back import handed_back

    for line in _listed(found):
        typer.echo(line)
    if not wish.apply:
        rows = count(len(found.back), "row")
        way = "Put them right in the file or with --set; --apply imports the others"
        if wish.is_asked:
            way = "Put them right in the file; to import it now takes the others"
        typer.echo(f"{rows} not taken. {way} and hands these back.")
        return
    path = Path(f"{wish.file.stem} - handed back.xlsx")
    path.write_bytes(handed_back(found, reason_words, BACK))
    say_handed_back(len(found.back), path)


@app.command("account")
def bind_account(
    email: Annotated[str, typer.Argument(help="The person's e-mail, as on the roster.")],
    slack_id: Annotated[str, typer.Argument(help="The id of their new account, such as U0123AB.")],
) -> None:
    """Make another Slack account somebody's, in the place of the one they had."""
    from db.people.accounts import bind
    from db.people.queries import by_email

    if not re.fullmatch(r"[UW][A-Z0-9]{2,19}", slack_id):
        fail(f"{slack_id} is no member id. It stands in their Slack profile: U0123AB")
    with database_or_fail() as database, database.begin() as session:
        person = by_email(session, email.strip().lower())
        if person is None:
            fail(f"Nobody has the e-mail {email}.")
        bind(typed_work(session), person, slack_id)
        typer.echo(f"{slack_id} is {person.name}'s account now.")


def _listed(found: "Roster") -> list[str]:
    from bot.people.roster_words import problem_words

    more = len(found.problems) - MOST_PROBLEMS
    told = list(map(problem_words, found.problems[:MOST_PROBLEMS]))
    return [*told, f"and {more} more"] if more > 0 else told


def _leaving(outcome: "RosterOutcome", left_on: str) -> "list[RosterEntry]":
    """Return those who are missing with a last day."""
    from bot.people.roster_words import error_words
    from db.people.roster import RosterEntry
    from jobs.people.roster_cells import day
    from jobs.plan.problems import CellProblemError

    try:
        last = day(left_on)
    except CellProblemError as error:
        fail(f"--left-on: {error_words(error)}. Write it like this: --left-on 2026-11-30")
    return [RosterEntry(one.email, {"ends_on": last}) for one in outcome.missing]


def _read(
    path: Path,
    here: tuple[dict[str, str | None], dict[str, str]],
    columns: Sequence[str],
    rows: Sequence[str],
) -> "Roster":
    from jobs.people.roster import read
    from jobs.people.roster_choices import choices_of

    content = content_or_fail(path, "Give the name of a file: roster.xlsx")
    return read(content, *here, choices_of(columns, rows), settings_or_fail().own)
