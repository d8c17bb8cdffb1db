"""`live-audit access`: who can see what, and why, for whoever reviews it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from bot.cli.speak import database_or_fail

if TYPE_CHECKING:
    from db.people.access import Seer


def access() -> None:
    """List who sees more than their own and their team's work, and where that comes from."""
    from rich.console import Console
    from rich.table import Table

    from db.people.access import channels, seers

    today = datetime.now(UTC).date()
    table = Table("who", "sees", "because")
    with database_or_fail() as database, database.read() as session:
        for seer in seers(session, today):
            for sees, because in _rights(seer):
                table.add_row(f"{seer.person.name} ({seer.person.email})", sees, because)
        for channel, maker in channels(session):
            table.add_row(f"channel {channel}", "counts alone", f"subscribed by {maker.name}")
    Console(highlight=False).print(table)
    typer.echo(f"As of {today:%a} {today.day} {today:%b %Y}. What each may do: docs/permissions.md")


def _rights(seer: "Seer") -> Iterator[tuple[str, str]]:
    if seer.is_lead:
        yield "every action, every count, the plans of audits", "LEADS in the settings"
    if seer.is_admin:
        yield "every action, and what cannot be delivered", "ADMINS in the settings"
    if seer.below:
        people = "1 person" if seer.below == 1 else f"{seer.below} people"
        yield f"the work and the grades of {people} in their line", "the roster"
