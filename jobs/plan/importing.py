"""Takes a plan in: what its files would do, shown first; and then doing exactly that."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from db import privacy
from db.actions.importing import ImportRun
from db.context import ChangeContext
from db.days import day_of
from db.guard import passes
from db.guard.kinds import Kind
from db.guard.own import NOTHING_OWN, CouncilsOwn
from db.models import Action, MessageName, Person
from db.outbox import queries as outbox
from db.people import queries as people
from db.plan import importing, shapes
from db.plan import writing as plan_writing
from db.plan.identity import plain
from db.plan.importing import ImportOutcome, PlanEntry
from db.plan.known import known
from db.plan.shapes import ChangedBy, ShapeGiven, TableMemory
from db.session import Session
from jobs.plan import apart
from jobs.plan.beside import plans_in
from jobs.plan.choosing import ColumnQuestion
from jobs.plan.columns import BY_NAME, FINDING
from jobs.plan.files import grids
from jobs.plan.heading_names import normal
from jobs.plan.headings import Layout, layout_of, tables_in
from jobs.plan.own_shape import SECTION
from jobs.plan.problems import HandedBack, PlanNote, PlanProblem, Why, same_or_not
from jobs.plan.reading import order, read_plan
from jobs.plan.reading_context import ReadingRun, ReadingWishes
from jobs.plan.tables import Grid, PassedOver, PlanFile, SheetTable, UnreadableFileError
from jobs.rules.working_days import Calendar


@dataclass(frozen=True)
class Choices:
    """What whoever imports chose instead of the guesses, by the table's number from 0.

    `columns` says for a field which column it is in, or None for no column at all. `remembered` has
    what was chosen for a table with the same headings the last time, which holds until it is chosen
    otherwise.
    """

    kinds: Mapping[int, str] = field(default_factory=dict)
    columns: Mapping[int, Mapping[str, int | None]] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()  # tables that are not to be imported
    wishes: ReadingWishes = field(default_factory=ReadingWishes)
    remembered: Mapping[tuple[str, ...], TableMemory] = field(default_factory=dict)


@dataclass(frozen=True)
class PlanBook:
    """The tables of some files as they are laid out, and what was passed over."""

    layouts: tuple[Layout, ...]
    passed: tuple[PassedOver, ...]
    digest: str
    left_out: frozenset[int] = frozenset()
    name: str = ""


@dataclass(frozen=True)
class Preview:
    """What an import would do: what is right is imported, and the rest is handed back with why.

    With a problem of a whole table nothing is imported, because it is not known what that holds.
    """

    book: PlanBook
    outcome: ImportOutcome
    problems: tuple[PlanProblem, ...]
    notes: tuple[PlanNote, ...] = ()
    passed: tuple[PassedOver, ...] = ()
    back: tuple[HandedBack, ...] = ()
    gone: tuple[Action, ...] = ()
    own: CouncilsOwn = NOTHING_OWN
    sure: frozenset[Kind] = frozenset()  # what may be about a child in the rows, or a name

    @property
    def mark(self) -> str:
        """Return what is the same as long as the import would do the same."""
        return hashlib.sha256(repr(self.outcome.steps).encode()).hexdigest()[:12]

    @property
    def is_blocked(self) -> bool:
        """Say whether nothing can be imported: something about a whole table is to be answered."""
        return any(problem.is_whole for problem in self.problems)


def opened(files: Sequence[PlanFile], choices: Choices) -> PlanBook:
    """Read the files and lay their tables out, as guessed or chosen. Raises UnreadableFileError."""
    laid = grids(files)
    found = [(grid, plans_in(grid)) for grid in laid]
    if not any(each for _, each in found):  # the only table may be on a sheet called "List"
        found = [(grid, tables_in(grid)) for grid in laid]
    tables = [table for _, each in found for table in each]
    if not tables:
        raise UnreadableFileError("plan.no_headings")
    layouts = tuple(_laid_out(at, table, choices) for at, table in enumerate(tables))
    passed = [one for grid, each in found if not each for one in _nothing_in(grid)]
    name = files[0].stem if files else ""
    return PlanBook(layouts, tuple(passed), digest(files), choices.left_out, name)


def _nothing_in(grid: Grid) -> Iterator[PassedOver]:
    hidden = [one for one in grid.passed if one.kind == "hidden_sheet"]
    yield from hidden
    if grid.rows and not hidden:
        yield PassedOver("sheet", grid.name)


def digest(files: Sequence[PlanFile]) -> str:
    """Return what is the same only for the same files."""
    made = hashlib.sha256()
    for file in files:
        made.update(hashlib.sha256(file.content).digest())
    return made.hexdigest()[:24]


def _laid_out(at: int, table: SheetTable, choices: Choices) -> Layout:
    kind = choices.kinds.get(at, "")
    guessed = layout_of(table, kind)
    memory = _remembered(table, choices)
    if not guessed.kind and memory.kind:
        guessed = layout_of(table, memory.kind)
    if kind and kind != FINDING:  # what was chosen for all rows is not asked of each
        guessed = replace(
            guessed, columns={n: c for n, c in guessed.columns.items() if n != "kind"}
        )
    now = choices.columns.get(at, {})
    before = {
        name: column
        for name, column in memory.chosen.items()
        if name in BY_NAME and (column is None or column not in now.values())
    }
    chosen = {**before, **now}
    taken = {column for column in chosen.values() if column is not None}
    kept = {n: c for n, c in guessed.columns.items() if n not in chosen and c not in taken}
    also = {
        name: tuple(c for c in columns if c not in taken)
        for name, columns in guessed.also.items()
        if name not in chosen
    }
    return replace(
        guessed,
        columns=kept | {n: c for n, c in chosen.items() if c is not None},
        also=also,
        questions=_still_asked(guessed, chosen),
        settled=frozenset(chosen),
        is_remembered=bool(before) and at not in choices.columns,
    )


def _remembered(table: SheetTable, choices: Choices) -> TableMemory:
    """Return what a table with these headings was before, whatever month stands in them."""
    own = [normal(each) for each in table.headings]
    found = (
        memory
        for headings, memory in choices.remembered.items()
        if [normal(each) for each in headings] == own
    )
    return next(found, TableMemory("", {}))


def _still_asked(guessed: Layout, chosen: Mapping[str, int | None]) -> tuple[ColumnQuestion, ...]:
    """Return what is not answered by what was chosen: a column of its own, or none at all."""
    taken = set(chosen.values())
    return tuple(
        one
        for one in guessed.questions
        if one.field not in chosen and not (one.columns and taken.issuperset(one.columns))
    )


def columns_chosen(
    layouts: Sequence[Layout], said: Sequence[str]
) -> dict[int, dict[str, int | None]]:
    """Read "Lead officer=owner" or "RAG=nothing", in any order. Raises UnreadableFileError.

    What is named outright stands: no choice takes away what another gives.
    """
    named: dict[int, dict[str, int | None]] = {}
    freed: dict[int, dict[str, int | None]] = {}
    for each in said:
        for at, column, name in _one_chosen(layouts, each):
            held = [n for n, c in layouts[at].columns.items() if c == column and n != name]
            freed.setdefault(at, {}).update(dict.fromkeys(held))
            before = named.get(at, {}).get(name)
            if before not in {None, column}:
                raise _chosen_twice(layouts[at], name, before, column)
            if name:
                named.setdefault(at, {})[name] = column
    return {at: freed.get(at, {}) | named.get(at, {}) for at in sorted(freed.keys() | named.keys())}


def _chosen_twice(layout: Layout, name: str, *columns: int | None) -> UnreadableFileError:
    one, other = (layout.table.headings[at] for at in columns if at is not None)
    return UnreadableFileError("plan.field_twice", field=BY_NAME[name].label, one=one, other=other)


def _one_chosen(layouts: Sequence[Layout], said: str) -> Iterator[tuple[int, int, str]]:
    heading, _, word = (part.strip() for part in said.rpartition("="))
    name = word.lower() if word.lower() in BY_NAME else _field_called(word)
    found = [
        (at, column)
        for at, layout in enumerate(layouts)
        for column, each in enumerate(layout.table.headings)
        if normal(each) == normal(heading)
    ]
    if not found or name is None:
        raise _wrong_choice(layouts, heading, word, is_heading=bool(found))
    for at, column in found:
        yield at, column, name


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
    run = ReadingRun(known(session, today), wishes, today, calendar)
    is_named_after_somebody = _is_named_after_somebody(run, book)
    entries = read_plan(run, book.layouts, book.left_out)
    seen = Preview(
        book,
        ImportOutcome(),
        tuple(run.problems),
        tuple(run.notes),
        (*book.passed, *run.passed),
        own=wishes.own,
    )
    if is_named_after_somebody:
        return replace(seen, problems=(PlanProblem("", Why("personal_name"), is_whole=True),))
    if seen.is_blocked:
        return seen
    if not entries and not seen.problems:
        place = book.layouts[0].table.headed_at
        return replace(seen, problems=(PlanProblem(place, Why("no_rows"), is_whole=True),))
    outcome = importing.compare(session, order(entries), is_same_plan=wishes.is_same_plan)
    if not wishes.mark and (again := _kept_apart(run, book, outcome)):
        return preview(session, book, again, today, calendar)
    asked = _asked(run, entries, outcome)
    here = {step.number for step in outcome.steps if step.number}
    asked_of = {action.id for action in (*outcome.likely.values(), *outcome.other.values())}
    gone = [one for one in shapes.gone(session, here) if one.id not in asked_of]
    return replace(
        seen,
        outcome=outcome,
        problems=(*seen.problems, *asked),
        back=tuple(run.back.values()),
        gone=tuple(gone),
        sure=_unsure(run, outcome),
    )


def _kept_apart(run: ReadingRun, book: PlanBook, outcome: ImportOutcome) -> ReadingWishes | None:
    """Return how to read a plan whose numbers another has; None where they are its own."""
    if run.wishes.is_same_plan:
        return None
    if before := apart.mark_here(outcome, run.known):
        return replace(run.wishes, mark=before, is_other_plan=False)
    if run.wishes.is_other_plan:
        return replace(run.wishes, mark=apart.new_mark(book.name, run.known))
    return None


_ITS_NAMES: Final = (-1, "")  # where no row stands


def _unsure(run: ReadingRun, outcome: ImportOutcome) -> frozenset[Kind]:
    """Return of which kinds whoever imports says that they are no child's."""
    entries = [step.entry for step in outcome.steps if step.entry]
    places = [_ITS_NAMES, *((one.table, one.place) for one in entries)] if entries else []
    return frozenset(kind for place in places for kind in run.unsure.get(place, ()))


def _is_named_after_somebody(run: ReadingRun, book: PlanBook) -> bool:
    """Say whether the name of a file or sheet, which is kept with it, may not be kept."""
    names = dict.fromkeys((book.name, *(layout.table.name for layout in book.layouts)))
    for name in names:
        if unsure := run.guarded(name, is_about=False)[1]:
            facts = {"place": name, "field": "name", "kinds": tuple(unsure)}
            run.notes.append(PlanNote("about_a_child", facts))
            run.unsure.setdefault(_ITS_NAMES, set()).update(unsure)
    return any(run.guarded(name, is_about=False)[0] for name in names)


def _asked(
    run: ReadingRun, entries: Sequence[PlanEntry], outcome: ImportOutcome
) -> list[PlanProblem]:
    """Hand back the rows about which somebody must say whether they are an action here."""
    found = []
    for entry in entries:
        action = outcome.likely.get(entry.reference) or outcome.other.get(entry.reference)
        if action is None:
            continue
        is_same = plain(str(entry.values.get("title", ""))) == plain(action.title)
        alike = "same" if is_same else "likely"
        kind = "other" if entry.reference in outcome.other else alike
        why = same_or_not(kind, entry.reference, action)
        found.append(PlanProblem(entry.place, why, entry.table))
        run.hand_back(entry.table, run.rows[entry.table, entry.place], why)
    return found


def shape_of(shown: Preview, today: date) -> ShapeGiven:
    """Return the shape of what was imported: its tables, and its rows as they go here.

    Words of a heading that must not be kept are left out of it.
    """

    def may_be_kept(said: str) -> bool:
        return all(each.is_question for each in privacy.look(said, today, shown.own))

    steps = {
        (step.entry.table, step.entry.place): step for step in shown.outcome.steps if step.entry
    }
    sections = {
        one.place: one.words
        for one in shown.passed
        if one.kind == SECTION and may_be_kept(one.words)
    }
    tables = []
    for number, layout in enumerate(shown.book.layouts):
        rows = []
        for row in layout.table.rows:
            step = steps.get((number, row.place))
            if step is not None and step.entry is not None:
                rows.append([step.kind, step.entry.reference])
            elif row.place in sections:
                rows.append([SECTION, sections[row.place]])
        if any(kind != SECTION for kind, _ in rows):
            tables.append(
                {
                    "name": layout.table.name,
                    "kind": layout.kind,
                    "headings": [
                        each if may_be_kept(each) else "" for each in layout.table.headings
                    ],
                    "columns": dict(layout.columns),
                    "chosen": {name: layout.columns.get(name) for name in sorted(layout.settled)},
                    "rows": rows,
                }
            )
    return ShapeGiven(shown.book.name, tables)


def carry_out(
    session: Session, shown: Preview, by: Person | None, at: datetime, calendar: Calendar
) -> None:
    """Do what was shown, and tell those who were given something: one message for each."""
    run = ImportRun(by, at, calendar.between, own=shown.own)
    taken = plan_writing.carry_out(session, shown.outcome, run)
    if by is not None:
        passes.record(ChangeContext(session, by, at), shown.sure)
    shapes.keep(session, shape_of(shown, day_of(session, at)), taken.numbers, ChangedBy(by, at))
    for person in people.named(session, taken.given).values():
        if by is None or person.id != by.id:
            numbers = list(taken.given[person.id])
            about = {"actions": numbers, "by": by.id if by else None}
            key = f"{MessageName.IMPORTED}:{numbers[0]}:{at.isoformat()}:{person.id}"
            outbox.add(
                session, outbox.NewMessage(key, person, MessageName.IMPORTED, about=about, at=at)
            )
