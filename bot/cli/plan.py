"""`live-audit import` and `live-audit export`: the improvement plan, in and out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.account import typed_work
from bot.cli.speak import (
    content_or_fail,
    database_or_fail,
    fail,
    now_here,
    say_handed_back,
    settings_or_fail,
    today_here,
    written_or_fail,
)
from bot.vocabulary import count

if TYPE_CHECKING:
    from db.plan.shapes import TableMemory
    from db.session import Database, Session
    from jobs.plan.importing import PlanBook, Preview
    from jobs.plan.reading_context import ReadingWishes
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
    leave_out: Annotated[
        list[str] | None, typer.Option("--leave-out", help="A sheet that is not imported.")
    ] = None,
    same_plan: Annotated[
        bool, typer.Option("--same-plan", help="Reworded rows are the actions of their numbers.")
    ] = False,
    other_plan: Annotated[
        bool,
        typer.Option("--other-plan", help="Rows are no actions of the plan with their numbers."),
    ] = False,
    owner: Annotated[
        list[str] | None,
        typer.Option("--owner", help='Whom words mean: "J Birch=j.birch@council.example".'),
    ] = None,
    table: Annotated[
        Path | None, typer.Option("--table", help="Write all that would be stored: rows.xlsx.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing: do it.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what it would do.")] = False,
) -> None:
    """Show what a plan would store, ask, take in what is right, and hand back the rest."""
    from jobs.plan.reading_context import ReadingWishes

    if same_plan and other_plan:
        fail("It is the same plan or another: give --same-plan or --other-plan.")
    wishes = ReadingWishes(source, owners_later, is_same_plan=same_plan, is_other_plan=other_plan)
    wanted = _Wanted(kind, tuple(column or ()), tuple(leave_out or ()), wishes)
    given = _files(files)
    with database_or_fail() as database:
        book = _agreed_columns(database, given, wanted, asks=not yes and not dry_run)
        reading = _Reading(book, wishes, tuple(owner or ()))
        shown = _shown(database, reading, table)
        if dry_run:
            return
        if not yes and not shown.outcome.is_nothing and not _agreed("Import it?"):
            fail(SHOW_ONLY)
        _carry_out(database, reading, shown)
        _hand_back(shown, files[0])


def _agreed_columns(
    database: "Database", given: "list[PlanFile]", wanted: "_Wanted", *, asks: bool
) -> "PlanBook":
    """Show which column is what, and ask whether that is right."""
    from bot.cli.plan_table import console, show_columns

    book = _opened(given, replace(wanted, before=_chosen_before(database)))
    show_columns(book.layouts, console())
    if asks and not _agreed("Are these the right columns?"):
        fail(f'{SHOW_ONLY} Say which column is what: --map "Lead officer=owner"')
    return book


def _shown(database: "Database", reading: "_Reading", table: Path | None) -> "Preview":
    """Show what would be stored, also as a file; end where nothing of it may be."""
    from bot.cli.plan_table import console, show

    shown = _looked(database, reading)
    show(shown, console())
    if table is not None:
        _write_table(shown, table)
    _refuse_problems(shown)
    return shown


def export_plan(
    file: Annotated[Path, typer.Argument(help="Where to write it: plan.xlsx, .csv or .docx.")],
) -> None:
    """Write the plan to a file, in columns that can be imported again."""
    from db.council_events import exported
    from jobs.plan.docx_export import docx
    from jobs.plan.exporting import csv_text, xlsx

    writers: Mapping[str, Callable[[Session], bytes]]
    writers = {".xlsx": xlsx, ".csv": csv_text, ".docx": docx}
    writer = writers.get(file.suffix.lower())
    if writer is None:
        fail(f"{file} has an ending that I cannot write. Name it like this: plan.xlsx")
    with database_or_fail() as database, database.begin() as session:
        exported(typed_work(session), "plan")
        written = writer(session)
    with written_or_fail(file, "Name another: plan.xlsx") as aside:
        aside.write_bytes(written)
    typer.echo(f"The plan is in {file}. It can be changed there and imported again.")


def _files(paths: Sequence[Path]) -> "list[PlanFile]":
    from jobs.plan.tables import PlanFile

    instead = "Give a file's name: plan.xlsx"
    return [PlanFile(path.name, content_or_fail(path, instead)) for path in paths]


@dataclass(frozen=True)
class _Wanted:
    """What was said on the command line of how a file is to be read."""

    kind: str
    columns: tuple[str, ...]
    leave_out: tuple[str, ...]
    wishes: "ReadingWishes"
    before: "Mapping[tuple[str, ...], TableMemory]" = field(default_factory=dict)


@dataclass(frozen=True)
class _Reading:
    """A file whose columns are agreed, and whom its words were said to mean."""

    book: "PlanBook"
    wishes: "ReadingWishes"
    owners: tuple[str, ...]


def _opened(files: "list[PlanFile]", wanted: _Wanted) -> "PlanBook":
    from jobs.plan.columns import KINDS
    from jobs.plan.importing import Choices, columns_chosen, opened

    kind = wanted.kind
    if kind and kind not in KINDS:
        fail(f"“{kind}” is no kind; they are {', '.join(KINDS)}. Write: --kind tip")
    as_before = Choices(wishes=wanted.wishes, remembered=wanted.before)
    book = opened(files, as_before)
    out = frozenset(_left_out(book, wanted.leave_out))
    kinds = dict.fromkeys(range(len(book.layouts)), kind) if kind else {}
    as_before = replace(as_before, kinds=kinds, left_out=out)
    book = opened(files, as_before)
    if not wanted.columns:
        return book
    chosen = columns_chosen(book.layouts, wanted.columns)
    return opened(files, replace(as_before, columns=chosen))


def _chosen_before(database: "Database") -> "Mapping[tuple[str, ...], TableMemory]":
    from db.plan import shapes

    with database.read() as session:
        return shapes.remembered(session)


def _left_out(book: "PlanBook", names: Sequence[str]) -> Iterator[int]:
    tables = [layout.table.name for layout in book.layouts]
    for name in names:
        found = [at for at, each in enumerate(tables) if each.lower() == name.strip().lower()]
        if not found:
            fail(f"There is no sheet “{name}”; they are {', '.join(tables)}.")
        yield from found


def _agreed(question: str) -> bool:
    try:
        return typer.confirm(question)
    except typer.Abort:
        typer.echo()
        return False


def _refuse_problems(shown: "Preview") -> None:
    """End where nothing of a file can be imported, and say what helps."""
    has_right = bool(shown.outcome.steps)
    if not shown.problems or (has_right and not shown.is_blocked):
        return
    owners = {problem.field for problem in shown.problems} == {"owner"}
    hint = ["--owners-later imports it without these owners and keeps the words."] if owners else []
    fail(f"{SHOW_ONLY} {count(len(shown.problems), 'problem')} to put right.", *hint)


def _hand_back(shown: "Preview", file: Path) -> None:
    """Write the rows that were not imported to a file beside whoever imports, with the reasons."""
    from bot.plan.problem_words import BACK, why_words
    from jobs.plan.handing_back import handed_back

    if not shown.back:
        return
    path = Path(f"{file.stem} - handed back.xlsx")
    path.write_bytes(handed_back(shown, why_words, BACK))
    say_handed_back(len(shown.back), path)


def _write_table(shown: "Preview", path: Path) -> None:
    from bot.plan.preview_file import preview_file

    with written_or_fail(path, "Name another: rows.xlsx") as aside:
        aside.write_bytes(preview_file(shown))


def _remember(session: "Session", said: Sequence[str]) -> None:
    """Remember whom words mean: "J Birch=j.birch@council.example"."""
    from db.people import queries as people
    from db.plan import answers
    from jobs.plan.owners import key

    for each in said:
        words, _, address = (part.strip() for part in each.rpartition("="))
        person = people.by_email(session, address.lower())
        if person is None or not words:
            fail(f"“{each}” names nobody on the roster. Write: J Birch=j.birch@council.example")
        given = answers.AnswerGiven("owner", key(words), person_id=person.id)
        answers.remember(session, given, now_here())


def _looked(database: "Database", reading: "_Reading") -> "Preview":
    """Return what would be stored; nothing is, not even whom words mean."""
    with database.begin() as session:
        shown = _preview(session, reading)
        session.expunge_all()
        session.rollback()
    return shown


def _carry_out(database: "Database", reading: "_Reading", shown: "Preview") -> None:
    from db.council_events import imported
    from jobs.plan.importing import carry_out

    if shown.outcome.is_nothing:
        return
    with database.begin() as session:
        now = _preview(session, reading)
        if now.mark != shown.mark:
            fail("Something here changed meanwhile, so nothing was imported. Start it again.")
        at = now_here()
        carry_out(session, now, None, at, settings_or_fail().calendar)
        imported(typed_work(session, at), "plan", len(now.outcome.steps))
    typer.echo("Imported.")


def _preview(session: "Session", reading: "_Reading") -> "Preview":
    from jobs.plan.importing import preview

    settings = settings_or_fail()
    known = replace(reading.wishes, own=settings.own)
    _remember(session, reading.owners)
    return preview(session, reading.book, known, today_here(), settings.calendar)
