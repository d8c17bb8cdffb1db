"""What the reading of a plan's rows goes by: what is known, what was chosen, and its tables."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from db import privacy
from db.guard.kinds import Kind
from db.guard.own import NOTHING_OWN, CouncilsOwn
from db.plan.importing import DueGiven, PlanEntry
from db.plan.known import Colleague, KnownPlan
from jobs.plan import cells, dates, old_dates, owners
from jobs.plan.columns import BY_NAME
from jobs.plan.dates import ColumnOfDates, beside
from jobs.plan.headings import Layout
from jobs.plan.marks import marked
from jobs.plan.problems import HandedBack, PlanNote, PlanProblem, Why
from jobs.plan.tables import Cell, PassedOver, SheetRow
from jobs.rules.working_days import Calendar

_MARKED: Final = frozenset({"status", "rag"})
_A_NUMBER: Final = re.compile(r"\d{1,3}(?:\.\d{1,2})?")  # as of a row, in which nobody is named


@dataclass(frozen=True)
class ReadingWishes:
    """What whoever imports chose: where the plan is from, and whether owners may come later.

    `corrected` has for a place what they wrote instead of a field's cell, and `left_out` the places
    of rows that they leave out. `is_same_plan` says that rows whose words are quite other than
    those here under the same reference are those actions all the same, `is_other_plan` that no row
    is an action of the plan that has its number here. `mark` stands before the numbers of a plan
    that is told apart so. `own` is what the guard on free text knows as the council's.
    """

    source: str = ""
    owners_later: bool = False
    corrected: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    is_same_plan: bool = False
    is_other_plan: bool = False
    mark: str = ""
    own: CouncilsOwn = NOTHING_OWN


@dataclass
class ReadingRun:
    """One pass through a plan, gathering what is right and what is wrong on the way."""

    known: KnownPlan
    wishes: ReadingWishes
    today: date
    calendar: Calendar
    entries: list[PlanEntry] = field(default_factory=list)
    problems: list[PlanProblem] = field(default_factory=list)
    notes: list[PlanNote] = field(default_factory=list)
    passed: list[PassedOver] = field(default_factory=list)
    met: set[str] = field(default_factory=set)  # references of all rows, wrong ones too
    apart: dict[str, str] = field(default_factory=dict)  # bare numbers, with the plan's mark
    back: dict[tuple[int, str], HandedBack] = field(default_factory=dict)
    rows: dict[tuple[int, str], SheetRow] = field(default_factory=dict)
    unsure: dict[tuple[int, str], set[Kind]] = field(default_factory=dict)  # of what was asked
    _guarded: dict[tuple[str, bool], tuple[Sequence[Kind], Sequence[Kind]]] = field(
        default_factory=dict
    )
    _owners: dict[str, Sequence[Colleague] | owners.OwnerError] = field(default_factory=dict)

    def guarded(self, said: str, *, is_about: bool) -> tuple[Sequence[Kind], Sequence[Kind]]:
        """Return what must not be kept of a text, and what may be about a child; each text once.

        `is_about` says that its column is about documents, whose dates are of nobody.
        """
        if _A_NUMBER.fullmatch(said) and not self.wishes.own.case_numbers:
            return (), ()
        if (said, is_about) not in self._guarded:
            found = list(privacy.look(said, self.today, self.wishes.own))
            refused = [each.kind for each in found if not each.is_question]
            unsure = [each.kind for each in found if each.is_question]
            if unsure:
                plain = old_dates.without(said, about_documents=is_about)
                left = {each.kind for each in privacy.look(plain, self.today, self.wishes.own)}
                unsure = [kind for kind in unsure if kind in left]
            self._guarded[said, is_about] = refused, unsure
        return self._guarded[said, is_about]

    def owners_called(self, said: str) -> Sequence[Colleague]:
        """Return who is meant by an owner's cell, each cell's words once. Raises OwnerError."""
        if said not in self._owners:
            try:
                self._owners[said] = owners.find_all(said, self.known.roster)
            except owners.OwnerError as error:
                self._owners[said] = error
        found = self._owners[said]
        if isinstance(found, owners.OwnerError):
            raise found
        return found

    def unlinked(self, place: str, heading: str) -> None:
        """Note a cell of links that names no reference outright."""
        self.notes.append(PlanNote("unlinked", {"place": place, "heading": heading}))

    def entry_wrong(self, entry: PlanEntry, why: Why) -> None:
        """Note what is wrong with a row once all are read; it is handed back."""
        self.problems.append(PlanProblem(entry.place, why, entry.table))
        self.hand_back(entry.table, self.rows[entry.table, entry.place], why)

    def hand_back(self, number: int, row: SheetRow, reason: Why, hides: str = "") -> None:
        """Keep a row back, with the reason why."""
        before = self.back.get((number, row.place)) or HandedBack(number, row, ())
        hidden = before.hides | ({hides} if hides else set())
        self.back[number, row.place] = replace(
            before, reasons=(*before.reasons, reason), hides=frozenset(hidden)
        )


@dataclass
class TableReading:
    """A table while its rows are read: their references, and how its dates stand."""

    reader: ReadingRun
    layout: Layout
    number: int
    references: Mapping[str, str] = field(default_factory=dict)
    _dates: dict[int, ColumnOfDates] = field(default_factory=dict)
    _due: dict[tuple[int, Cell], DueGiven | None] = field(default_factory=dict)

    def wrong(self, row: SheetRow, why: Why, said: str = "") -> None:
        """Note a problem of one field; its row is handed back."""
        self.reader.problems.append(PlanProblem(row.place, why, self.number, said=said))
        self.reader.hand_back(self.number, row, why)

    def hidden(self, row: SheetRow, name: str, kinds: Sequence[Kind]) -> None:
        """Note what must not be kept; the cell is not repeated anywhere."""
        why = Why("personal", name, {"kinds": tuple(kinds)})
        self.reader.problems.append(PlanProblem(row.place, why, self.number))
        self.reader.hand_back(self.number, row, why, hides=name)

    def asked(self, row: SheetRow, name: str, unsure: Sequence[Kind]) -> None:
        """Note what may be about a child, for whoever imports to look at."""
        self.reader.unsure.setdefault((self.number, row.place), set()).update(unsure)
        facts = {"place": row.place, "field": BY_NAME[name].label, "kinds": tuple(unsure)}
        self.reader.notes.append(PlanNote("about_a_child", facts))

    def corrected(self, row: SheetRow, name: str) -> str | None:
        """Return what was written instead of a cell, if anything was."""
        return self.reader.wishes.corrected.get(row.place, {}).get(name)

    def cell(self, row: SheetRow, name: str) -> Cell:
        """Return the cell of a field; what whoever imports wrote instead counts.

        Where each state has a column of its own, it is what stands over the one that is marked.
        """
        corrected = self.corrected(row, name)
        if corrected is not None:
            return corrected
        at = self.layout.columns.get(name)
        if at is None:
            return ""
        if name in _MARKED and (more := self.layout.also.get(name)):
            return marked(self.layout.table.headings, row, (at, *more))
        return row.cells[at]

    def is_told(self, row: SheetRow) -> bool:
        """Say whether whoever imports said what reference a row has, or that it is another's."""
        wishes = self.reader.wishes
        is_other = bool(wishes.mark) and wishes.is_other_plan
        return is_other or self.corrected(row, "reference") is not None

    def dates_of(self, name: str) -> ColumnOfDates:
        """Return how the dates of a field stand in this table."""
        return self.dates_of_column(self.layout.columns.get(name, -1))

    def due_in(self, at: int, cell: Cell) -> DueGiven | None:
        """Return the date of a cell in a column, each once. Raises CellProblemError."""
        if (at, cell) not in self._due:
            asked = self.dates_of_column(at)
            self._due[at, cell] = dates.due(cell, cells.text(cell), asked)
        return self._due[at, cell]

    def dates_of_column(self, at: int) -> ColumnOfDates:
        """Return how the dates of a column stand, as the whole of it proves."""
        if at not in self._dates:
            plain = ColumnOfDates(
                self.reader.today, self.reader.calendar, is_1904=self.layout.table.is_1904
            )
            cells = self.layout.cells(at) if at >= 0 else []
            others = (cell for row in self.layout.table.rows for cell in row.cells)
            self._dates[at] = beside(cells, others, plain)
        return self._dates[at]
