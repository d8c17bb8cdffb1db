"""`live-audit import` and `live-audit export`: the improvement plan, in and out."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.speak import database_or_fail, fail, settings_or_fail

if TYPE_CHECKING:
    from db.session import Database, Session
    from jobs.plan.importing import PlanBook, Preview
    from jobs.plan.reading import ReadingWishes
    from jobs.plan.tables import PlanFile

SHOW_ONLY = "Nothing was imported."


def import_plan(  # noqa: PLR0917  (options, all but the first given by name)
    files: Annotated[list[Path], typer.Argument(help="The plan: .xlsx, .csv or .docx.")],
    kind: Annotated[str, typer.Option(help="What all rows are: action, tip, area …")] = "",
    column: Annotated[
        list[str] | None,
        typer.Option("--map", help='A column and its field: "Lead officer=owner".'),
    ] = None,
    source: Annotated[str, typer.Option(help='Where it is from: "Peer review report".')] = "",
    owners_later: Annotated[
        bool, typer.Option("--owners-later", help="Keep unknown owners' words; no owner yet.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing: do it.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what it would do.")] = False,
) -> None:
    """Show what a plan would change, ask, and then take it in: all of it or nothing."""
    from bot.cli.plan_table import console, show, show_columns
    from jobs.plan.reading import ReadingWishes

    wishes = ReadingWishes(source, owners_later)
    book = _opened(_files(files), kind, column or [], wishes)
    out = console()
    show_columns(book.layouts, out)
    with database_or_fail() as database:
        asks = not yes and not dry_run
        if asks and not _agreed("Are these the right columns?"):
            fail(f'{SHOW_ONLY} Say which column is what: --map "Lead officer=owner"')
        shown = _looked(database, book, wishes)
        show(shown, out)
        _refuse_problems(shown)
        if dry_run or shown.outcome.is_nothing:
            return
        if asks and not _agreed("Import it?"):
            fail(SHOW_ONLY)
        _carry_out(database, book, wishes, shown)
    out.print("Imported.")


def export_plan(
    file: Annotated[Path, typer.Argument(help="Where to write it: plan.xlsx or plan.csv.")],
) -> None:
    """Write the plan to a file, in columns that can be imported again."""
    from jobs.plan.exporting import csv_text, xlsx

    writers: Mapping[str, Callable[[Session], bytes]] = {".xlsx": xlsx, ".csv": csv_text}
    writer = writers.get(file.suffix.lower())
    if writer is None:
        fail(f"{file} has an ending that I cannot write. Name it like this: plan.xlsx")
    with database_or_fail() as database, database.read() as session:
        written = writer(session)
    try:
        file.write_bytes(written)
    except OSError as error:
        fail(f"{file} cannot be written: {error.strerror}. Name another: plan.xlsx")
    typer.echo(f"The plan is in {file}. It can be changed there and imported again.")


def _files(paths: Sequence[Path]) -> "list[PlanFile]":
    from jobs.plan.tables import PlanFile

    try:
        return [PlanFile(path.name, path.read_bytes()) for path in paths]
    except OSError as error:
        fail(f"{error.filename} cannot be read: {error.strerror}. Give a file's name: plan.xlsx")


def _opened(
    files: "list[PlanFile]", kind: str, columns: Sequence[str], wishes: "ReadingWishes"
) -> "PlanBook":
    from bot.refusals import refusal_words
    from jobs.plan.columns import KINDS
    from jobs.plan.importing import Choices, opened
    from jobs.plan.tables import UnreadableFileError

    if kind and kind not in KINDS:
        fail(f"{kind!r} is no kind; they are {', '.join(KINDS)}. Write: --kind tip")
    try:
        book = opened(files, Choices(wishes=wishes))
        kinds = dict.fromkeys(range(len(book.layouts)), kind) if kind else {}
        book = opened(files, Choices(kinds, wishes=wishes))
        return opened(files, Choices(kinds, _chosen(book, columns), wishes)) if columns else book
    except UnreadableFileError as error:
        fail(refusal_words(error))


def _chosen(book: "PlanBook", columns: Sequence[str]) -> dict[int, dict[str, int | None]]:
    from jobs.plan.importing import column_chosen

    chosen: dict[int, dict[str, int | None]] = {}
    for said in columns:
        for at, fields in column_chosen(book.layouts, said).items():
            chosen.setdefault(at, {}).update(fields)
    return chosen


def _agreed(question: str) -> bool:
    try:
        return typer.confirm(question)
    except typer.Abort:
        typer.echo()
        return False


def _refuse_problems(shown: "Preview") -> None:
    count = len(shown.problems)
    if not count:
        return
    owners = {problem.field for problem in shown.problems} == {"owner"}
    hint = ["--owners-later imports it without these owners and keeps the words."] if owners else []
    fail(f"{SHOW_ONLY} {count} problem{'s' if count > 1 else ''} to put right.", *hint)


def _looked(database: "Database", book: "PlanBook", wishes: "ReadingWishes") -> "Preview":
    with database.begin() as session:
        return _preview(session, book, wishes)


def _carry_out(
    database: "Database", book: "PlanBook", wishes: "ReadingWishes", shown: "Preview"
) -> None:
    from jobs.plan.importing import carry_out

    with database.begin() as session:
        now = _preview(session, book, wishes)
        if now.mark != shown.mark:
            fail("Something here changed meanwhile, so nothing was imported. Start it again.")
        calendar = settings_or_fail().calendar
        carry_out(session, now, None, datetime.now(UTC), calendar)


def _preview(session: "Session", book: "PlanBook", wishes: "ReadingWishes") -> "Preview":
    from jobs.plan.importing import preview

    settings = settings_or_fail()
    today = datetime.now(settings.time_zone).date()
    return preview(session, book, wishes, today, settings.calendar)
