"""`live-audit calendar`."""

from pathlib import Path
from typing import Annotated, Final

import typer

from bot.cli.speak import database_or_fail, fail, settings_or_fail

EVERYBODY_MAY_READ: Final = 0o644  # a web server hands it to those who subscribe; it names nobody


def calendar(
    out: Annotated[Path, typer.Option("--out", help="The file, such as scrutiny.ics.")],
) -> None:
    """Write who looks at performance and when, for 12 months, as a file for calendars."""
    from bot.audits.calendar_file import looks_file
    from bot.clock import clock
    from db.audits import rules
    from db.days import day_of
    from jobs.audits.scrutiny import coming_year

    settings = settings_or_fail()
    at = clock(settings.clock_url)()
    with database_or_fail() as database, database.read() as session:
        found = coming_year(session, day_of(session, at), settings.calendar)
        made = looks_file(found, at, rules.changed_at(session))
    try:
        # Written aside and then moved: whoever subscribes to the folder never reads half a file.
        aside = out.with_name(f"{out.name}.new")
        aside.write_bytes(made.content)
        aside.chmod(EVERYBODY_MAY_READ)
        aside.replace(out)
    except OSError as error:
        fail(f"{out} cannot be written: {error.strerror}.")
    typer.echo(f"Written: {out}")
