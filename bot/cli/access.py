"""`live-audit access`: who can see what, and why, for whoever reviews it."""

from collections.abc import Iterator
from datetime import datetime
from textwrap import fill
from typing import TYPE_CHECKING, Final

import typer

from bot.cli.erased_words import when
from bot.cli.speak import database_or_fail, today_here

if TYPE_CHECKING:
    from db.people.access import Seer

WIDEST: Final = 500  # of a line of the table in a file, where it is as long as it has to be
WIDTH: Final = 100  # of a line of what leads and administrators may


def access() -> None:
    """List who sees more than their own and their team's work, and where that comes from."""
    from rich.console import Console
    from rich.table import Column, Table

    from db.people.access import channels, note_channels, seers

    today = today_here()
    # A name and an address that are cut cannot be signed for.
    table = Table(*(Column(head, overflow="fold") for head in ("who", "sees", "because")))
    with database_or_fail() as database, database.read() as session:
        for seer in seers(session, today):
            for sees, because in _rights(seer):
                table.add_row(f"{seer.person.name} ({seer.person.email})", sees, because)
        for channel, maker in channels(session):
            table.add_row(f"channel {channel}", "counts alone", f"subscribed by {maker.name}")
        for channel, team in note_channels(session, today):
            table.add_row(f"channel {channel}", "learning notes", f"the channel of {team.name}")
    out = Console(highlight=False)
    if not out.is_terminal:
        out.width = WIDEST
    out.print(table)
    for line in _posts():
        typer.echo(line)
    typer.echo(
        f"As of {today:%a} {today.day} {today:%b %Y}. What each may do, and what not where the "
        "work is their own: docs/permissions.md"
    )


def _since(setting: str, at: datetime | None) -> str:
    return f"{setting} in the settings" + (f", since {when(at)}" if at else "")


def _rights(seer: "Seer") -> Iterator[tuple[str, str]]:
    from bot.vocabulary import count, our

    if seer.is_lead:
        yield "everything that leads may: below", _since("LEADS", seer.lead_since)
    if seer.is_admin:
        yield "everything that administrators may: below", _since("ADMINS", seer.admin_since)
    if seer.below:
        yield f"the work and the grades of {_people(seer.below)} in their line", "the roster"
    if seer.stands_in_for:
        whose = f"the actions of {_people(seer.stands_in_for)}"
        yield f"{whose}, but not what came from {our.live_audits}", "they are their deputy"
    if seer.deputy_of:
        yield count(seer.deputy_of, "action"), "named as deputy"
    if seer.signs:
        yield count(seer.signs, "action"), "asked or named to sign off"
    yield from _in_audits(seer)


def _in_audits(seer: "Seer") -> Iterator[tuple[str, str]]:
    from bot.vocabulary import count, our

    if seer.audits:
        yield f"{count(seer.audits, our.live_audit)}: below", f"they are the {our.auditor}"
    if seer.moderates:
        moderated = count(seer.moderates, our.live_audit)
        yield f"{moderated} by a code: below", f"asked to be {our.moderator:a}"


def _posts() -> Iterator[str]:
    from bot.people.rights_words import rights_in_audits, rights_of
    from bot.vocabulary import our
    from db.permission_rules import Role

    for post, who in ((Role.LEAD, f"{our.leads:C}"), (Role.ADMIN, "Administrators")):
        yield f"{who} may,"
        for line in rights_of(post):
            yield fill(line, WIDTH, initial_indent="  ", subsequent_indent="    ")
    yield "  and they are told what cannot be delivered."
    yield f"By what somebody is to {our.live_audit:a},"
    for line in rights_in_audits():
        yield fill(line, WIDTH, initial_indent="  ", subsequent_indent="    ")


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"
