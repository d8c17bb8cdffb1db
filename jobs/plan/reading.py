"""Reads the rows of laid-out tables into entries, or into all that is wrong with them."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from db import privacy
from db.guard.kinds import Kind
from db.models.action import TITLE_LENGTH, Due
from db.plan.importing import DueGiven, PlanEntry
from db.plan.known import ACTION, KnownPlan
from jobs.plan import cells, owners
from jobs.plan.columns import BY_NAME, FINDING, KINDS, TEXTS
from jobs.plan.headings import Layout, references_in
from jobs.plan.tables import Cell, SheetRow, words
from jobs.rules.working_days import Calendar


def _called(kinds: Iterable[Kind]) -> str:
    return ", ".join(kind.value.replace("_", " ") for kind in kinds)


@dataclass(frozen=True)
class PlanProblem:
    """Something that keeps a plan from being imported, and where it stands."""

    place: str
    text: str
    field: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


@dataclass(frozen=True)
class ReadingWishes:
    """What whoever imports chose: where the plan is from, and whether owners may come later."""

    source: str = ""
    owners_later: bool = False


@dataclass(frozen=True)
class PlanReading:
    """What was read: entries that may be imported if, and only if, there are no problems."""

    entries: tuple[PlanEntry, ...]
    problems: tuple[PlanProblem, ...]
    notes: tuple[str, ...] = ()


@dataclass
class PlanReader:
    """One pass through a plan, gathering problems on the way."""

    known: KnownPlan
    wishes: ReadingWishes
    today: date
    calendar: Calendar
    entries: list[PlanEntry] = field(default_factory=list)
    problems: list[PlanProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    met: set[str] = field(default_factory=set)  # references of all rows, wrong ones too

    def read(self, layouts: Iterable[Layout]) -> PlanReading:
        """Read every row of every table."""
        for layout in layouts:
            for row in layout.table.rows:
                found = _Row(self, layout, row).entry()
                if found is not None:
                    self.entries.append(found)
        self._refuse_twice()
        entries = self._linked()
        return PlanReading(tuple(entries), tuple(self.problems), tuple(self.notes))

    def wrong(self, place: str, name: str, what: str) -> None:
        """Note a problem of one field, with a right example."""
        column = BY_NAME[name]
        example = f" Write it like this: {column.example}." if column.example else ""
        self.problems.append(PlanProblem(place, f"{column.label}: {what}.{example}", name))

    def _refuse_twice(self) -> None:
        met: dict[str, PlanEntry] = {}
        for entry in self.entries:
            first = met.setdefault(entry.reference.lower(), entry)
            if first is not entry:
                what = f"{entry.reference!r} is there already, in {first.place}"
                self.wrong(entry.place, "reference", what)
            else:
                self._refuse_other(entry)

    def _refuse_other(self, entry: PlanEntry) -> None:
        here = self.known.kind_of(entry.reference)
        if here is None and entry.reference.startswith("#"):
            self.wrong(entry.place, "reference", f"{entry.reference!r} is no action's number here")
        elif here is not None and (here == ACTION) != (entry.kind == ACTION):
            what = "an action" if here == ACTION else "something a review says"
            self.wrong(entry.place, "reference", f"{entry.reference!r} is {what} in the bot")

    def _linked(self) -> list[PlanEntry]:
        proper = dict(self.known.proper)
        proper |= {entry.reference.lower(): entry.reference for entry in self.entries}
        kinds = {ref: self.known.kinds[name] for ref, name in self.known.proper.items()}
        kinds |= {entry.reference.lower(): entry.kind for entry in self.entries}
        return [self._links(entry, kinds, proper) for entry in self.entries]

    def _links(
        self, entry: PlanEntry, kinds: Mapping[str, str], proper: Mapping[str, str]
    ) -> PlanEntry:
        kept = []
        for name in entry.links:
            kind = kinds.get(name.lower())
            if kind is None and name.lower() not in self.met:
                self.wrong(entry.place, "links", f"names {name!r}, which is no reference here")
            elif kind == ACTION == entry.kind:
                what = f"names {name!r}, which is an action; an action answers what a review says"
                self.wrong(entry.place, "links", what)
            elif kind is not None and name.lower() != entry.reference.lower():
                kept.append(proper[name.lower()])
        return replace(entry, links=tuple(kept))


@dataclass
class _Row:
    """One row on its way to an entry; after any problem there is none."""

    reader: PlanReader
    layout: Layout
    row: SheetRow
    is_wrong: bool = False

    def entry(self) -> PlanEntry | None:
        kind = self._kind()
        values = self._action_values() if kind == ACTION else self._item_values()
        reference = self._reference(kind, values)
        self.reader.met.add(reference.lower())
        links = self._links()
        note = self._text("text") if kind == ACTION and self._has("title") else ""
        if kind and not self.is_wrong and not (values.get("title") or values.get("text")):
            self._wrong("title" if kind == ACTION else "text", "is empty")
        if self.is_wrong:
            return None
        return PlanEntry(self.row.place, kind, reference, values, links, note)

    def _wrong(self, name: str, what: str) -> None:
        self.reader.wrong(self.row.place, name, what)
        self.is_wrong = True

    def _has(self, name: str) -> bool:
        return name in self.layout.columns and bool(words(self._cell(name)))

    def _cell(self, name: str) -> Cell:
        at = self.layout.columns.get(name)
        return "" if at is None else self.row.cells[at]

    def _read(self, name: str, reader: Callable[[Cell], object]) -> object:
        try:
            return reader(self._cell(name))
        except ValueError as error:
            self._wrong(name, str(error))
            return None

    def _text(self, name: str) -> str:
        """Return a field's words once they have passed the guard; nothing else is ever kept."""
        said = self._read(name, cells.title if name == "title" else cells.text)
        found = said if isinstance(said, str) else ""
        most = BY_NAME[name].length
        if len(found) > most:
            self._wrong(name, f"has {len(found)} characters; {most} are the most")
        return found if self._passes(name, found) else ""

    def _passes(self, name: str, said: str) -> bool:
        found = list(privacy.look(said, self.reader.today))
        refused = [finding.kind for finding in found if not finding.is_question]
        label, place = BY_NAME[name].label, self.row.place
        if refused:
            what = f"looks like it holds personal data ({_called(refused)}): take it out"
            self.is_wrong = True
            self.reader.problems.append(PlanProblem(place, f"{label}: {what}.", name))
        elif found:
            kinds = _called([finding.kind for finding in found])
            what = f"may be about a child or a family ({kinds}): look at it before you import it"
            self.reader.notes.append(f"{place}: {label}: {what}.")
        return not refused

    def _kind(self) -> str:
        said = self._read("kind", cells.kind)
        found = said if isinstance(said, str) else self.layout.kind
        if found in KINDS and found != FINDING:
            return found
        place = self.layout.table.name
        self._wrong("kind", f"is missing, and the name “{place}” does not say what its rows are")
        return ""

    def _action_values(self) -> dict[str, object]:
        title = self._text("title") or self._text("text")
        found: dict[str, object] = {
            "title": " ".join(title.split()),
            "source": self._source(),
            **{column.attribute: self._text(column.name) for column in TEXTS},
            "status": self._read("status", cells.status),
            "register": self._read("register", cells.register),
            "due": self._due(),
        }
        if len(title) > TITLE_LENGTH and not self.is_wrong:
            self._wrong("title", f"has {len(title)} characters; {TITLE_LENGTH} are the most")
        return {name: value for name, value in (found | self._owner()).items() if value}

    def _item_values(self) -> dict[str, object]:
        found = {
            "text": self._text("text") or self._text("title"),
            "paragraph": self._text("paragraph"),
            "theme": self._text("theme"),
            "source": self._text("source"),
        }
        return {name: value for name, value in found.items() if value}

    def _source(self) -> str:
        """Return where an action is from: "Peer review report, paragraph 38"."""
        paragraph = self._text("paragraph")
        said = self._text("source") or (self.reader.wishes.source if paragraph else "")
        if not paragraph or f"paragraph {paragraph}" in said:
            return said
        return f"{said}, paragraph {paragraph}" if said else f"Paragraph {paragraph}"

    def _due(self) -> DueGiven | None:
        reader = self.reader
        found = self._read("due", lambda cell: cells.due(cell, reader.today, reader.calendar))
        if not isinstance(found, DueGiven):
            return None
        return found if self._passes("due", _undated(found)) else None

    def _owner(self) -> dict[str, object]:
        said = self._read("owner", cells.text)
        if not isinstance(said, str) or not said:
            return {}
        known, reference = self.reader.known, words(self._cell("reference"))
        holder = known.holder(reference)
        if holder is not None and holder.goes_by(said):
            return {"owner_id": holder.person_id} if holder.person_id else {"owner_as_given": said}
        try:
            return {"owner_id": owners.find(said, known.people).id}
        except owners.OwnerError as error:
            may_wait = owners.is_nobody(said) or self.reader.wishes.owners_later
            if may_wait:
                return {"owner_as_given": said[:200]} if self._passes("owner", said) else {}
            self._owner_wrong(str(error), said)
            return {}

    def _owner_wrong(self, what: str, said: str) -> None:
        if self._passes("owner", re.sub(r"[^@\s]+@[^@\s]+", "", said)):
            self._wrong("owner", what)

    def _links(self) -> tuple[str, ...]:
        said = self._text("links")
        found = references_in(said)
        kinds = {name.lower() for name in self.reader.known.kinds}
        looks = [name for name in found if name.lower() in kinds or re.search(r"\d", name)]
        if said and not found and not self.is_wrong:
            heading = self.layout.heading("links")
            self.reader.notes.append(
                f"{self.row.place}: “{heading}” names no reference outright, so nothing is linked."
            )
        return tuple(found) if looks or len(found) == 1 else ()

    def _reference(self, kind: str, values: Mapping[str, object]) -> str:
        given = self._text("reference")
        if given or self.is_wrong:
            return self.reader.known.reference(given)
        return made_reference(self.layout.table.name, self._text("paragraph"), values, kind)


def made_reference(sheet: str, paragraph: str, values: Mapping[str, object], kind: str = "") -> str:
    """Return the reference of a row that has none: its sheet, its paragraph, and its words.

    The same row has the same one next time, wherever it then stands in the sheet. A row whose
    words are changed is another row.
    """
    said = str(values.get("title") or values.get("text") or "")
    plain = " ".join(re.sub(r"\W+", " ", said.lower()).split())
    mark = hashlib.sha256(f"{kind}|{plain}".encode()).hexdigest()[:8]
    parts = [_slug(sheet)[:16], _slug(paragraph)[:8], mark]
    return "-".join(filter(None, parts))


def _slug(said: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", said.lower())


def _undated(found: DueGiven) -> str:
    return "" if found.due != Due() else found.said


def order(entries: Sequence[PlanEntry]) -> list[PlanEntry]:
    """Return the entries as they are written down: each kind as the file has it, actions first."""
    return sorted(entries, key=lambda entry: entry.kind != ACTION)
