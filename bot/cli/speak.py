"""How the commands speak: answers on standard output, what is wrong on standard error."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from bot.settings import Settings
    from db.errors import RefusedError
    from db.session import Database

MIGRATE_FIRST = "The database is not what this version needs. Run `live-audit migrate` first."


def use_own_words() -> None:
    """Know what this council calls things before a command says any of it.

    What cannot be read is left to whoever reads all settings, and says what is wrong with them.
    """
    from bot.environment import kept
    from bot.vocabulary import VocabularyError, our, parse_vocabulary

    with suppress(OSError, UnicodeDecodeError, VocabularyError):
        our.use(parse_vocabulary(kept("vocabulary")))


def fail(*sentences: str) -> NoReturn:
    """Say what is wrong and end with exit code 1."""
    for sentence in sentences:
        typer.echo(sentence, err=True)
    raise typer.Exit(1)


def say_handed_back(count: int, path: Path) -> None:
    """Say how many rows of a file were not imported, and where they are with the reasons."""
    were, them, each = ("row was", "it", "it") if count == 1 else ("rows were", "them", "each")
    typer.echo(
        f"{count} {were} not imported. The file {path} has {them} with the reason beside {each}: "
        f"put {them} right there, and import it."
    )


def refuse(error: "RefusedError") -> NoReturn:
    """Say why something was refused and end."""
    from bot.refusals import refusal_words

    fail(refusal_words(error))


def content_or_fail(path: Path, instead: str) -> bytes:
    """Return what is in a file, or say that it cannot be read and what to give instead, and end."""
    try:
        return path.read_bytes()
    except OSError as error:
        fail(f"{path} cannot be read: {error.strerror}. {instead}")


@contextmanager
def written_or_fail(path: Path, instead: str = "") -> Iterator[Path]:
    """Give the file to write into; then it takes its place, so that nobody reads half of one.

    Where it cannot be written, that is said, with what to give instead, and the command ends.
    """
    aside = path.with_name(f"{path.name}.new")
    try:
        yield aside
        aside.replace(path)
    except OSError as error:
        fail(f"{path} cannot be written: {error.strerror}. {instead}".rstrip())


def month_or_fail(text: str, example: str) -> date:
    """Return the first day of a month written like the example, or say so and end."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        fail(f"“{text}” is not a month. Write it like this: {example}")


def now_here() -> datetime:
    """Return the time in UTC by the clock that the bot goes by: what is written here, it tells."""
    from bot.clock import clock

    return clock(settings_or_fail().clock_url)()


def today_here() -> date:
    """Return the date at the council."""
    return now_here().astimezone(settings_or_fail().time_zone).date()


def settings_or_fail(*, needs_tokens: bool = False) -> "Settings":
    """Return the settings, or say everything that is wrong with them and end.

    Only what speaks with Slack needs its tokens.
    """
    from bot.settings import ConfigError, read

    try:
        return read(needs_tokens=needs_tokens)
    except ConfigError as error:
        fail(*error.problems, "The settings come from the environment or from a file named .env.")


def refuse_old_tables(url: str) -> None:
    """End, saying why, unless the database at `url` is reachable and up to date."""
    from db.migrate import MigrationError, is_current

    try:
        if not is_current(url):
            fail(MIGRATE_FIRST)
    except MigrationError as error:
        fail(str(error))


@contextmanager
def database_or_fail() -> Iterator["Database"]:
    """Open the database that the settings name, or end, saying why it cannot be used.

    What is refused while it is open ends the command too, with the reason.
    """
    from db.errors import RefusedError
    from db.session import connect

    settings = settings_or_fail()
    url = settings.database_url.get_secret_value()
    refuse_old_tables(url)
    with closing(connect(url, settings.time_zone)) as database:
        try:
            yield database
        except RefusedError as error:
            refuse(error)


def refuse_under_hold() -> None:
    """End, saying why, while there is a legal hold: whatever erases asks this first."""
    from db.errors import RefusedError

    if settings_or_fail().legal_hold:
        refuse(RefusedError("retention.hold"))


@contextmanager
def erasing_or_fail() -> Iterator["Database"]:
    """Open it for a block that erases; afterwards nothing of that is left in its files either."""
    with database_or_fail() as database:
        yield database
        if not database.scrub():
            typer.echo(
                "The database is in use: its files may still hold what was erased, until the bot "
                "has tidied them, once a day, or this command was given again.",
                err=True,
            )
