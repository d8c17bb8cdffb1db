"""`live-audit calendar`."""

from pathlib import Path
from typing import Annotated, Final

import typer

from bot.cli.speak import database_or_fail, now_here, settings_or_fail, written_or_fail

EVERYBODY_MAY_READ: Final = 0o644  # a web server hands it to those who subscribe; it names nobody


def calendar(
    out: Annotated[Path, typer.Option("--out", help="The file, such as scrutiny.ics.")],
) -> None:
    """Write who looks at performance and when, for 12 months, as a file for calendars."""
    from bot.audits.calendar_file import looks_file
    from db.audits import rules
    from db.days import day_of
    from jobs.audits.scrutiny import coming_year

    at = now_here()
    with database_or_fail() as database, database.read() as session:
        found = coming_year(session, day_of(session, at), settings_or_fail().calendar)
        made = looks_file(found, at, rules.changed_at(session))
    with written_or_fail(out) as aside:
        aside.write_bytes(made.content)
        aside.chmod(EVERYBODY_MAY_READ)
    typer.echo(f"Written: {out}")
