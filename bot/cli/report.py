"""`live-audit report` and `live-audit pack`."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.cli.account import typed_work
from bot.cli.speak import (
    database_or_fail,
    fail,
    month_or_fail,
    now_here,
    settings_or_fail,
    written_or_fail,
)

if TYPE_CHECKING:
    from db.session import Session
    from jobs.report.assemble import ReportScope
    from jobs.report.audience import Audience

T = TypeVar("T")

Quarter = Annotated[bool, typer.Option("--quarter", help="On a quarter of the financial year.")]
Month = Annotated[str, typer.Option("--month", help="A month, such as 2026-11; else this one.")]
Whom = Annotated[str, typer.Option("--for", help="officers or scrutiny.")]
Folder = Annotated[Path, typer.Option("--out", help="The folder for the two files.")]
Zip = Annotated[Path, typer.Option("--out", help="The file, such as pack.zip.")]


def report(
    out: Folder = Path(), quarter: Quarter = False, month: Month = "", audience: Whom = "officers"
) -> None:
    """Write the committee's report as a document and a workbook."""
    from bot.report.files import files
    from jobs.report.assemble import facts_of
    from jobs.report.versions import version

    whom = _audience(audience)
    facts = _read(facts_of, "report", quarter=quarter, month=month)
    for made in files(version(facts, whom)):
        _write(out / made.filename, made.content)


def pack(out: Zip) -> None:
    """Write all that an inspector is handed into one zip file with an index."""
    from bot.report.pack import pack as zipped
    from jobs.report.packing import packed
    from jobs.report.readings import of_pack

    found = _read(packed, "pack", quarter=True, month="")
    _write(out, zipped(found, of_pack(found)).content)


def _read(
    read: "Callable[[Session, ReportScope], T]", what: str, *, quarter: bool, month: str
) -> T:
    from bot.main import council_of
    from db.council_events import exported
    from jobs.report.assemble import ReportScope
    from jobs.rules.periods import MONTH, QUARTER, Period

    council, at = council_of(settings_or_fail()), now_here()
    today = council.day_of(at)
    period = Period.of(
        month_or_fail(month, "2026-11") if month else today, QUARTER if quarter else MONTH
    )
    if period.first > today:
        fail(f"{period.name} has not begun yet. Write the month like this: {today:%Y-%m}")
    asked = ReportScope(period, today, at, council)
    with database_or_fail() as database:
        with database.begin() as session:
            exported(typed_work(session, at), what, period=period.slug)
        with database.read() as session:
            return read(session, asked)


def _audience(name: str) -> "Audience":
    from jobs.report.audience import Audience

    try:
        return Audience(name.lower())
    except ValueError:
        fail(f"“{name}” is nobody a report is for. Write it like this: --for scrutiny")


def _write(path: Path, content: bytes) -> None:
    with written_or_fail(path) as aside:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(content)
    typer.echo(f"Written: {path}")
