"""`live-audit retention` and `live-audit redact`: what is kept no longer."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.cli.account import typed_here, typed_work
from bot.cli.erased_words import KINDS
from bot.cli.speak import erasing_or_fail, fail, now_here, refuse_under_hold, settings_or_fail

if TYPE_CHECKING:
    from db.retention import DueForErasure

FEWEST: Final = 4  # characters that are looked for


def retention(
    apply: Annotated[bool, typer.Option("--apply", help="Erase; without, only show.")] = False,
) -> None:
    """Show what is older than its period; with --apply, erase it. The bot does so once a day."""
    from bot.main import periods_of
    from jobs import retention as kept

    periods, now = periods_of(settings_or_fail()), now_here()
    with erasing_or_fail() as database:
        if apply:
            found = kept.erase_all(database, periods, now, typed_here())
        else:
            with database.read() as session:
                found = kept.due(session, periods, now)
    for each in found:
        typer.echo(f"{each.rows} {KINDS[each.kind]}, kept {each.months} months")
        for line in _of_people(each):
            typer.echo(f"  {line}")
    typer.echo("Erased." if apply else "Nothing was erased. Add --apply to do it.")


def _of_people(found: "DueForErasure") -> Iterator[str]:
    """Say from which day somebody's period runs where the roster does not, and who is left out."""
    if found.closed:
        yield f"{found.closed} of them by the day their Slack account was closed: not on the roster"
    if found.held:
        yield f"not {found.held} more who still hold something open: give it to somebody first"
    if found.undated:
        yield (
            f"not {found.undated} more whose Slack account is closed, without a last day: import a "
            "roster that has it"
        )


def redact() -> None:
    """Take words that should never have been written out of every text; asks which."""
    from db.people.forgetting import redact as take_out

    refuse_under_hold()
    words = str(typer.prompt("The words to remove (not shown)", hide_input=True)).strip()
    if len(words) < FEWEST:
        fail(f"Give {FEWEST} characters at least, or half the texts would lose them.")
    with erasing_or_fail() as database:
        with database.begin() as session:
            count = take_out(typed_work(session), words)
            session.rollback()  # nobody waits while the question stands
        if not count:
            typer.echo("They stand nowhere.")
            return
        typer.confirm(f"They stand in {count} texts. Put “[removed]” there?", abort=True)
        with database.begin() as session:
            take_out(typed_work(session), words)
    typer.echo("Removed. Backups made before still have them.")
