"""`live-audit backup` and `live-audit restore`."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.capital import listed
from bot.cli.account import typed_here
from bot.cli.speak import fail, now_here, settings_or_fail

if TYPE_CHECKING:
    from db.backup import Contents

# What is counted when a backup is made or put back, and how it is called.
COUNTED: Final = {
    "action": "actions",
    "live_audit": "live audits",
    "person": "people",
    "event": "events",
}
PROBLEMS: Final = {
    "no_database": "There is no database at {where}, so there is nothing to back up.",
    "other_version": "The database at {where} is of another version of live-audit. Back it up with "
    "that version, or run `live-audit migrate` first.",
    "empty": "The database at {where} is empty, so no backup was made. Is DATABASE_URL right?",
    "file_exists": "{where} is there already. Give the backup another name.",
    "no_folder": "There is no folder {where}.",
    "no_file": "There is no file {where}.",
    "broken_off": "The copy was broken off: {where}. Nothing is kept of it. Make room on the disk "
    "if it is full, and try again.",
    "differs": "The copy of the table {where} is not what was read, so it was thrown away. "
    "Look whether the disk is full or failing, and try again.",
    "no_backup": "{where} is not a backup of live-audit.",
    "damaged": "{where} is damaged, so nothing was restored. Take an older backup.",
    "not_empty": "The database at {where} holds data already, so nothing was restored. Stop the "
    "bot, move that database away (for SQLite: bot.db, bot.db-wal and bot.db-shm), and try again.",
}


def backup(
    file: Annotated[Path, typer.Argument(help="The file to make: it must not be there yet.")],
) -> None:
    """Copy the whole database into one file, while the bot runs, and check the copy."""
    from db.backup import back_up

    told = _contents(lambda url: back_up(url, file))
    typer.echo(f"Backed up {told} to {file}. Every row was compared.")
    typer.echo("Keep .env as well, in another place: the tokens and CASE_KEY are not in a backup.")


def restore(
    file: Annotated[Path, typer.Argument(help="A backup, of this version or an older one.")],
) -> None:
    """Put a backup into an empty database. Stop the bot first."""
    from db.backup import restore as put_back

    told = _contents(lambda url: put_back(file, url, typed_here(), now_here()))
    typer.echo(f"Restored {told} from {file}. Every row was compared.")
    typer.echo("A message that was sent after the backup was made may be sent again.")


def _contents(copy: "Callable[[str], Contents]") -> str:
    """Copy from or to the council's database; return what was copied, counted in words."""
    from db.backup import BackupError
    from db.migrate import MigrationError

    try:
        contents = copy(settings_or_fail().database_url.get_secret_value())
    except BackupError as error:
        fail(PROBLEMS[error.problem].format(where=error.where))
    except MigrationError as error:
        fail(str(error))
    return listed([f"{contents[table].rows} {words}" for table, words in COUNTED.items()])
