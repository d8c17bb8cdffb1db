"""Takes a plan in: what its files would do, shown first; and then doing exactly that."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from db import privacy
from db.models import MessageName, Person
from db.outbox import queries as outbox
from db.people import queries as people
from db.plan import importing
from db.plan import writing as plan_writing
from db.plan.importing import ImportOutcome
from db.plan.known import known
from db.session import Session
from jobs.plan.columns import BY_NAME, FINDING, KINDS
from jobs.plan.files import grids
from jobs.plan.headings import Layout, layout_of, table_in
from jobs.plan.reading import PlanProblem, PlanReader, ReadingWishes, order
from jobs.plan.tables import PlanFile, SheetTable, UnreadableFileError
from jobs.rules.working_days import Calendar


@dataclass(frozen=True)
class Choices:
    """What whoever imports chose instead of the guesses, by the table's number from 0.

    `columns` says for a field which column it is in, or None for no column at all.
    """

    kinds: Mapping[int, str] = field(default_factory=dict)
    columns: Mapping[int, Mapping[str, int | None]] = field(default_factory=dict)
    wishes: ReadingWishes = field(default_factory=ReadingWishes)


@dataclass(frozen=True)
class PlanBook:
    """The tables of some files as they are laid out, and what was passed over."""

    layouts: tuple[Layout, ...]
    skipped: tuple[str, ...]
    digest: str


@dataclass(frozen=True)
class Preview:
    """What an import would do. With any problem it would do nothing at all."""

    book: PlanBook
    outcome: ImportOutcome
    problems: tuple[PlanProblem, ...]
    notes: tuple[str, ...]

    @property
    def mark(self) -> str:
        """Return what is the same as long as the import would do the same."""
        return hashlib.sha256(repr(self.outcome).encode()).hexdigest()[:12]


def opened(files: Sequence[PlanFile], choices: Choices) -> PlanBook:
    """Read the files and lay their tables out, as guessed or chosen. Raises UnreadableFileError."""
    found = [(grid.name, table_in(grid)) for grid in grids(files)]
    tables = [table for _, table in found if table is not None]
    if not tables:
        raise UnreadableFileError("plan.no_headings")
    layouts = tuple(_laid_out(at, table, choices) for at, table in enumerate(tables))
    skipped = tuple(name for name, table in found if table is None)
    return PlanBook(layouts, skipped, digest(files))


def digest(files: Sequence[PlanFile]) -> str:
    """Return what is the same only for the same files."""
    made = hashlib.sha256()
    for file in files:
        made.update(hashlib.sha256(file.content).digest())
    return made.hexdigest()[:24]


def _laid_out(at: int, table: SheetTable, choices: Choices) -> Layout:
    kind = choices.kinds.get(at, "")
    guessed = layout_of(table, kind)
    if kind and kind != FINDING:  # what was chosen for all rows is not asked of each
        guessed = replace(
            guessed, columns={n: c for n, c in guessed.columns.items() if n != "kind"}
        )
    chosen = choices.columns.get(at, {})
    taken = {column for column in chosen.values() if column is not None}
    kept = {n: c for n, c in guessed.columns.items() if n not in chosen and c not in taken}
    return replace(guessed, columns=kept | {n: c for n, c in chosen.items() if c is not None})


def column_chosen(layouts: Sequence[Layout], said: str) -> dict[int, dict[str, int | None]]:
    """Read "Lead officer=owner" or "RAG=nothing". Raises UnreadableFileError in words."""
    heading, _, word = (part.strip() for part in said.rpartition("="))
    name = word.lower() if word.lower() in BY_NAME else _field_called(word)
    found = [
        (at, column)
        for at, layout in enumerate(layouts)
        for column, each in enumerate(layout.table.headings)
        if each.lower() == heading.lower()
    ]
    if not found or name is None:
        raise _wrong_choice(layouts, heading, word, is_heading=bool(found))
    chosen: dict[int, dict[str, int | None]] = {}
    for at, column in found:
        held = [n for n, c in layouts[at].columns.items() if c == column and n != name]
        chosen[at] = {**dict.fromkeys(held), **({name: column} if name else {})}
    return chosen


def _field_called(word: str) -> str | None:
    """Return the field of a label; empty for "nothing", None for what is no field."""
    if word.lower() in {"nothing", "-"}:
        return ""
    return next((name for name, field in BY_NAME.items() if field.label == word.lower()), None)


def _wrong_choice(
    layouts: Sequence[Layout], heading: str, word: str, *, is_heading: bool
) -> UnreadableFileError:
    if is_heading:
        return UnreadableFileError("plan.no_such_field", word=word, known=", ".join(BY_NAME))
    names = list(dict.fromkeys(name for each in layouts for name in each.table.headings if name))
    return UnreadableFileError(
        "plan.no_such_column", word=heading, known=", ".join(names), example=names[0]
    )


def preview(
    session: Session, book: PlanBook, wishes: ReadingWishes, today: date, calendar: Calendar
) -> Preview:
    """Return what a book would do to what is here now; nothing is changed."""
    reading = PlanReader(known(session, today), wishes, today, calendar).read(book.layouts)
    skipped = [f"“{name}” has no table that I know, and is left out." for name in book.skipped]
    notes = (*skipped, *reading.notes)
    if _is_named_after_somebody(book, today):
        what = "the name looks like it holds personal data: give it another name."
        return Preview(book, ImportOutcome(), (PlanProblem("The file or a sheet", what),), notes)
    if reading.problems:
        return Preview(book, ImportOutcome(), reading.problems, notes)
    if not reading.entries:
        problem = PlanProblem(
            book.layouts[0].table.headed_at, "there is no row below the headings."
        )
        return Preview(book, ImportOutcome(), (problem,), notes)
    outcome = importing.compare(session, order(reading.entries))
    return Preview(book, outcome, (), notes)


def _is_named_after_somebody(book: PlanBook, today: date) -> bool:
    """Say whether the name of a file or sheet, of which references are made, may not be kept."""
    names = [layout.table.name for layout in book.layouts]
    return any(not each.is_question for name in names for each in privacy.look(name, today))


def carry_out(
    session: Session, shown: Preview, by: Person | None, at: datetime, calendar: Calendar
) -> None:
    """Do what was shown, and tell those who were given something: one message for each."""
    taken = plan_writing.carry_out(session, shown.outcome, by, at, calendar.between)
    for person in people.named(session, taken.given).values():
        if by is None or person.id != by.id:
            numbers = list(taken.given[person.id])
            about = {"actions": numbers, "by": by.id if by else None}
            key = f"{MessageName.IMPORTED}:{numbers[0]}:{at.isoformat()}:{person.id}"
            outbox.add(
                session, outbox.NewMessage(key, person, MessageName.IMPORTED, about=about, at=at)
            )


def kind_words(kind: str) -> str:
    """Return what a table's rows are, in words."""
    return KINDS.get(kind, "not clear")
