"""Reads one row of a plan into an entry, or into all that is wrong with it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Final

from db.models import Status
from db.models.action import TITLE_LENGTH, Due
from db.plan.importing import DueGiven, PlanEntry
from db.plan.known import ACTION
from jobs.plan import cells, owners, references, statuses
from jobs.plan.columns import BY_NAME, FINDING, KINDS, TEXTS, kind_of_sheet
from jobs.plan.headings import references_in
from jobs.plan.problems import CellProblemError, Why
from jobs.plan.reading_context import TableReading
from jobs.plan.references import named_in
from jobs.plan.tables import Cell, SheetRow, words
from jobs.rules.rag import Level

OWNER_LENGTH: Final = 200
LINES_OF_NOTE: Final = 2_000
# Columns in which a date is of a document, unless something beside it speaks of a person.
ABOUT_DOCUMENTS: Final = frozenset(
    {"measure", "source", "evidence", "progress", "text", "recommendation", "due", "original"}
)
NOON: Final = time(12)


@dataclass
class PlanRow:
    """One row on its way to an entry; after any problem there is none."""

    table: TableReading
    row: SheetRow
    is_wrong: bool = False
    notes: list[str] = field(default_factory=list)

    def entry(self) -> PlanEntry | None:
        """Return what the row says, or None where something of it is wrong."""
        kind = self._kind()
        values = self._action_values() if kind == ACTION else self._item_values()
        given = self.table.references.get(self.row.place, "")
        self._read("reference", cells.reference)
        if len(given) > BY_NAME["reference"].length:
            self._too_long("reference", given, 40)
        given = given if self._passes("reference", given) else ""
        known = self.table.reader.known
        reference = known.reference(given) if given else self._made(kind, values)
        self.table.reader.met.add(reference.lower())
        links = self._links()
        self.notes += [each for each in self.row.addresses if self._passes("evidence", each)]
        if kind and not self.is_wrong and not (values.get("title") or values.get("text")):
            self._wrong(Why("empty", "title" if kind == ACTION else "text"))
        if self.is_wrong:
            return None
        return PlanEntry(
            self.row.place,
            kind,
            reference,
            values,
            links,
            self._about(),
            kind_of_sheet(self.table.layout.heading("links")),
            cells.text(self._cell("paragraph")) if kind == ACTION else "",
            tuple(dict.fromkeys(self.notes)),
            is_made=not given,
            is_told=self.table.is_told(self.row),
            table=self.table.number,
            group=references.group_of(given) if given.lower() != given else given,
        )

    def _made(self, kind: str, values: Mapping[str, object]) -> str:
        sheet = self.table.layout.table.name
        return references.made(sheet, self._text("paragraph"), values, kind)

    def _wrong(self, why: Why, said: str = "") -> None:
        self.table.wrong(self.row, why, said)
        self.is_wrong = True

    def _too_long(self, name: str, said: str, most: int) -> None:
        self._wrong(Why("too_long", name, {"length": len(said), "most": most}))

    def _has(self, name: str) -> bool:
        return bool(words(self._cell(name)))

    def _cell(self, name: str) -> Cell:
        return self.table.cell(self.row, name)

    def _further(self, name: str) -> Iterator[tuple[str, Cell]]:
        """Yield the cells of a field with their headings, the first column's before the others'."""
        layout = self.table.layout
        if name in layout.columns:
            yield layout.heading(name), self._cell(name)
        for at in layout.also.get(name, ()):
            yield layout.table.headings[at], self.row.cells[at]

    def _read(self, name: str, reader: Callable[[Cell], object]) -> object:
        try:
            return reader(self._cell(name))
        except CellProblemError as error:
            self._wrong(error.of(name))
            return None

    def _text(self, name: str) -> str:
        """Return a field's words once they have passed the guard; nothing else is ever kept."""
        if self._cell(name) == "":
            return ""
        said = self._read(name, cells.title if name == "title" else cells.text)
        found = said if isinstance(said, str) else ""
        most = BY_NAME[name].length
        if not self._passes(name, found):
            return ""
        if len(found) > most and name in SHORTENED and len(found) <= LINES_OF_NOTE:
            self.notes.append(found)
            return cells.shortened(found, most)
        if len(found) > most:
            self._too_long(name, found, most)
        return found

    def _passes(self, name: str, said: str) -> bool:
        if not said:
            return True
        refused, asked = self.table.reader.guarded(said, is_about=name in ABOUT_DOCUMENTS)
        if refused:
            self.is_wrong = True
            self.table.hidden(self.row, name, refused)
        elif asked:
            self.table.asked(self.row, name, asked)
        return not refused

    def _kind(self) -> str:
        said = self._read("kind", cells.kind)
        found = said if isinstance(said, str) else self.table.layout.kind
        if found in KINDS and found != FINDING:
            return found
        self._wrong(Why("no_kind", "kind", {"table": self.table.layout.table.name}))
        return ""

    def _action_values(self) -> dict[str, object]:
        title = self._text("title")
        if not title:
            title = self._text("text")
        elif self._has("text"):
            self.notes.append(self._text("text"))
        due = self._due()
        found: dict[str, object] = {
            "title": cells.shortened(" ".join(title.split()), TITLE_LENGTH),
            "source": self._source(),
            **{column.attribute: self._text(column.name) for column in TEXTS},
            **self._standing(),
            "register": self._read("register", cells.register),
            "due": due,
            "original_due_on": self._original(due),
        }
        self._note_further("evidence")
        self._under(found)
        found |= self._owners()
        self._progress()
        return {name: value for name, value in found.items() if value}

    def _item_values(self) -> dict[str, object]:
        found = {
            "text": self._text("text") or self._text("title"),
            "paragraph": self._text("paragraph"),
            "theme": self._text("theme"),
            "source": self._text("source") or self.table.reader.wishes.source,
        }
        return {name: value for name, value in found.items() if value}

    def _source(self) -> str:
        """Return where an action is from: "Peer review report, paragraph 38"."""
        paragraph = self._text("paragraph")
        said = self._text("source") or (self.table.reader.wishes.source if paragraph else "")
        if not paragraph or f"paragraph {paragraph}" in said:
            return said
        return f"{said}, paragraph {paragraph}" if said else f"Paragraph {paragraph}"

    def _under(self, found: dict[str, object]) -> None:
        """Let the section, and what the action answers, be its theme or phase, or else a note."""
        section = self.row.section
        if section and not statuses.is_of_place(section) and self._passes("theme", section):
            is_phase = re.match(r"(?i)phase|stage|wave|tranche", section)
            name = "phase" if is_phase else "theme"
            if not found.get(name):
                found[name] = cells.shortened(section, BY_NAME[name].length)
        said = self._text("recommendation")
        if said and len(said) <= BY_NAME["theme"].length and not found.get("theme"):
            found["theme"] = " ".join(said.split())
        elif said:
            self.notes.append(f"{self.table.layout.heading('recommendation')}: {said}")
        self._note_further("recommendation")

    def _standing(self) -> dict[str, object]:
        """Return the status, when it was done, and the rating that the file states."""
        heading = self.table.layout.heading("status")
        status = self._status(heading) if self._has("status") else self._status_of_place()
        done = self._day("completed")
        if done is not None and done > self.table.reader.today:
            self._wrong(Why("to_come", "completed", {"day": done}))
        if done is not None and status is None and not self._has("status"):
            status = Status.DONE
        is_rating = status is None or "rag" in heading.lower()
        level = self._rating("rag") or (self._rating("status") if is_rating else None)
        open_ = status not in {Status.DONE, Status.DROPPED, Status.DEFERRED}
        at = datetime.combine(done, NOON, UTC) if done and status == Status.DONE else None
        if level == Level.COMPLETE:  # blue is complete to some and not begun to others
            level = None
            if open_:
                self.notes.append(self._rated_as())
        return {
            "status": status,
            "done_at": at,
            "rag_override": str(level) if level is not None and open_ else None,
        }

    def _status(self, heading: str) -> Status | None:
        said = self._read("status", cells.text)
        if not isinstance(said, str):
            return None
        said = said or statuses.not_applicable(words(self._cell("status")))
        if not said:
            return None
        answered = self.table.reader.known.answered_status(owners.key(said))
        if answered is not None:
            return answered
        try:
            return statuses.read(said, heading)
        except CellProblemError as error:
            self._wrong(error.of("status"), said)
            return None

    def _status_of_place(self) -> Status | None:
        """Return what the heading above a row, or else its sheet, says of all rows below it."""
        for said in (self.row.section, self.table.layout.table.name):
            answered = self.table.reader.known.answered_status(owners.key(said)) if said else None
            corrected = self.table.corrected(self.row, "status")
            if answered is not None or corrected is not None:
                return answered
            try:
                found = statuses.of_place(said)
            except CellProblemError as error:
                self._wrong(error.of("status"), said)
                return None
            if found is not None:
                return found
        return None

    def _rating(self, name: str) -> Level | None:
        said = self._read(name, cells.text)
        if not isinstance(said, str) or not said:
            return None
        found = statuses.rating(said)
        if name == "rag" and (found is None or statuses.beside_rating(said)):
            self.notes.append(f"{self.table.layout.heading(name)}: {said}")
        return found

    def _rated_as(self) -> str:
        """Return the rating as the file has it, under its heading."""
        name = "rag" if statuses.rating(cells.text(self._cell("rag"))) else "status"
        return f"{self.table.layout.heading(name)}: {cells.text(self._cell(name))}"

    def _day(self, name: str) -> date | None:
        try:
            found = self.table.due_in(self.table.layout.columns.get(name, -1), self._cell(name))
            return found.due.day if found else None
        except CellProblemError as error:
            self._wrong(error.of(name))
            return None

    def _due(self) -> DueGiven | None:
        """Return the date that holds: the last one that was revised, or else the first."""
        for at in [
            self.table.layout.columns.get("due", -1),
            *self.table.layout.also.get("due", ()),
        ]:
            cell = self._cell("due") if at == self.table.layout.columns.get("due") else self._at(at)
            found = self._due_of(cell, at)
            if found is not None:
                return found
        return self._due_of(self._cell("original"), self.table.layout.columns.get("original", -1))

    def _at(self, at: int) -> Cell:
        return self.row.cells[at] if at >= 0 else ""

    def _due_of(self, cell: Cell, at: int) -> DueGiven | None:
        try:
            found = self.table.due_in(at, cell)
        except CellProblemError as error:
            self._wrong(error.of("due"))
            return None
        if found is None or not self._passes("due", "" if found.due != Due() else found.said):
            return None
        return found

    def _original(self, due: DueGiven | None) -> date | None:
        """Return the date an action had first, where the file names another than the one now."""
        if due is None or due.due.day is None:
            return None
        first = self._day("original") or due.original
        return first if first != due.due.day else None

    def _owners(self) -> dict[str, object]:
        found = self._owner()
        second = [text for _, cell in self._further("deputy") if (text := cells.text(cell))]
        for said in second:
            self._second(said, found)
        return found

    def _owner(self) -> dict[str, object]:
        said = self._read("owner", cells.text)
        if not isinstance(said, str) or not said:
            return {}
        known = self.table.reader.known
        holder = known.holder(self.table.references.get(self.row.place, ""))
        if holder is not None and holder.goes_by(said):
            return {"owner_id": holder.person_id} if holder.person_id else {"owner_as_given": said}
        try:
            people = self.table.reader.owners_called(said)
        except owners.OwnerError as error:
            return self._unknown_owner(error, said)
        for other in people[2:]:
            self.notes.append(f"{self.table.layout.heading('owner')}: {other.name}")
        found: dict[str, object] = {"owner_id": people[0].id}
        return found | ({"deputy_id": people[1].id} if len(people) > 1 else {})

    def _unknown_owner(self, error: owners.OwnerError, said: str) -> dict[str, object]:
        if owners.is_nobody(said) or self.table.reader.wishes.owners_later:
            said = " ".join(said.split())
            return {"owner_as_given": said[:OWNER_LENGTH]} if self._passes("owner", said) else {}
        if self._passes("owner", re.sub(r"(?<![^@\s])[^@\s]+@[^@\s]+", "", said)):
            self._wrong(error.of("owner"), said)
        return {}

    def _second(self, said: str, found: dict[str, object]) -> None:
        """Name a second owner beside the accountable one; words that nobody goes by are a note."""
        if owners.is_nobody(said):
            return
        try:
            people = owners.find_all(said, self.table.reader.known.roster)
        except owners.OwnerError:
            if self._passes("deputy", said):
                self.notes.append(f"{self.table.layout.heading('deputy')}: {said}")
            return
        for one in people:
            if one.id == found.get("owner_id"):
                continue
            if "deputy_id" in found and found["deputy_id"] != one.id:
                self.notes.append(f"{self.table.layout.heading('deputy')}: {one.name}")
            else:
                found["deputy_id"] = one.id

    def _note_further(self, name: str) -> None:
        """Keep as notes what further columns of a field hold, after the first one's."""
        for heading, cell in list(self._further(name))[1:]:
            said = cells.text(cell)
            if said and self._passes(name, said):
                self.notes.append(f"{heading}: {said}")

    def _progress(self) -> None:
        """Keep what is told of progress as notes, each with its heading where there are several."""
        told = list(self._further("progress"))
        for heading, cell in told:
            try:
                said = cells.text(cell)
            except CellProblemError as error:
                self._wrong(error.of("progress"))
                continue
            if not said or not self._passes("progress", said):
                continue
            if len(said) > LINES_OF_NOTE:
                self._too_long("progress", said, LINES_OF_NOTE)
            is_dated = bool(re.search(r"\d", heading)) or len(told) > 1
            self.notes.append(f"{heading}: {said}" if is_dated else said)

    def _links(self) -> tuple[str, ...]:
        said = self._text("links")
        apart = self.table.reader.apart
        found = [apart.get(name.lower(), name) for name in references_in(said)]
        here = self.table.reader.known.proper
        looks = [name for name in found if name.lower() in here or re.search(r"\d", name)]
        if said and not found and not self.is_wrong:
            self.table.reader.unlinked(self.row.place, self.table.layout.heading("links"))
        return tuple(found) if looks or len(found) == 1 else ()

    def _about(self) -> tuple[str, ...]:
        """Return the paragraphs of a report that the row names, in any of its columns for them."""
        said = (cells.text(cell) for _, cell in self._further("about"))
        return tuple(name for each in said for name in named_in(each))


SHORTENED: Final = frozenset({"title", "theme", "phase", "evidence", "source"})
