"""What a plan's file would change: nothing is deleted, and what people changed here stays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from db.models import Action, Due, Person, PlanItem, Status
from db.models.action import FINISHED_STATUSES
from db.plan import history, shapes
from db.plan import queries as plan
from db.plan.identity import ActionRow, plain, recognise
from db.plan.known import ACTION, reference_of

Value = str | Due | None
HERE = "here:"  # before the reference of an action that is here, as against a file's
ITEM_FIELDS = ("kind", "paragraph", "text", "theme", "source")
NO_TEXTS = frozenset(
    {"owner_as_given", "status", "rag_override"}
)  # they are compared by rules of their own


@dataclass(frozen=True)
class DueGiven:
    """A due date as a file gives it: the date where there is one, and the words it came in.

    `original` is the date that this one took the place of, where the same words name it.
    """

    due: Due
    said: str = ""
    original: date | None = None


@dataclass(frozen=True)
class PlanEntry:
    """One row of a plan. `values` has only what the file says, by the names of a row's fields.

    An action has `due` (with the words it came in), and `owner_id` or `owner_as_given`. `links` are
    references of what it answers, is answered by, or stands under; `about` has the paragraphs of a
    report that it names.
    """

    place: str
    kind: str
    reference: str
    values: Mapping[str, object]
    links: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    links_of: str = ""  # the kind of what `links` names, where the file's heading says it
    paragraph: str = ""  # of an action: where in the report it stands itself
    notes: tuple[str, ...] = ()
    is_made: bool = False  # the file has no reference for it; this one only tells rows apart
    is_told: bool = False  # whoever imports wrote its reference, so that it is not asked about
    table: int = 0
    group: str = ""  # the number that several rows of the file share

    @property
    def due(self) -> DueGiven | None:
        """Return the due date, where the file says something of it."""
        given = self.values.get("due")
        return given if isinstance(given, DueGiven) else None


@dataclass(frozen=True)
class PlanChange:
    """One field: what it is and what the file has. A person is shown by name."""

    field: str
    old: Value
    new: Value


@dataclass(frozen=True)
class ImportStep:
    """What becomes of one action or one thing a review says.

    `sets` are the columns to write, `kept` is what the file has otherwise and people have changed
    here, `answers` and `under` are references it is newly linked to.
    """

    reference: str
    kind: str
    number: int | None = None
    entry: PlanEntry | None = None
    sets: Mapping[str, object] = field(default_factory=dict)
    changes: tuple[PlanChange, ...] = ()
    kept: tuple[PlanChange, ...] = ()
    answers: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    is_finished: bool = False  # here, and by the file too: its date stays

    @property
    def is_new(self) -> bool:
        """Say whether it is not here yet."""
        return self.number is None

    @property
    def is_change(self) -> bool:
        """Say whether it is here and becomes different."""
        return not self.is_new and bool(self.changes or self.answers or self.under or self.notes)


@dataclass(frozen=True)
class ImportOutcome:
    """What a file would do: a step for each row, and for each action another row links.

    `likely` and `other` are rows about which somebody must say whether they are an action here, by
    their reference: rows with much the same words, and rows whose reference is another's.
    """

    steps: tuple[ImportStep, ...] = ()
    likely: Mapping[str, Action] = field(default_factory=dict)
    other: Mapping[str, Action] = field(default_factory=dict)
    people: Mapping[int, str] = field(default_factory=dict)  # names, for showing what is new

    @property
    def new(self) -> list[ImportStep]:
        """Return what is not here yet."""
        return [step for step in self.steps if step.is_new]

    @property
    def changed(self) -> list[ImportStep]:
        """Return what becomes different."""
        return [step for step in self.steps if step.is_change]

    @property
    def unchanged(self) -> list[ImportStep]:
        """Return what stays as it is."""
        return [step for step in self.steps if not step.is_new and not step.is_change]

    @property
    def kept(self) -> list[ImportStep]:
        """Return what the file has otherwise and people have changed here."""
        return [step for step in self.steps if step.kept]

    @property
    def is_nothing(self) -> bool:
        """Say whether there is nothing to do."""
        return not self.new and not self.changed


def compare(
    session: Session, entries: Sequence[PlanEntry], *, is_same_plan: bool = False
) -> ImportOutcome:
    """Return what these entries would do; the actions among them are locked until the end."""
    return _Comparison(session, entries, is_same_plan=is_same_plan).outcome()


class _Comparison:
    def __init__(
        self, session: Session, entries: Sequence[PlanEntry], *, is_same_plan: bool
    ) -> None:
        self._session = session
        query = select(Action).options(joinedload(Action.owner)).with_for_update(of=Action)
        rows = session.scalars(query.order_by(Action.id)).all()
        of_actions = [_row(entry) for entry in entries if entry.kind == ACTION]
        in_files = [action for action in rows if not action.is_from_audit]
        plans = shapes.actions_of_each(session)
        found = recognise(of_actions, in_files, plans, is_same_plan=is_same_plan)
        self._found = found
        asked = found.likely.keys() | found.other.keys()
        self._entries = [entry for entry in entries if entry.reference not in asked]
        self._here = {reference_of(action): action for action in rows}
        items = select(PlanItem).order_by(PlanItem.id).with_for_update()
        self._items = {item.reference: item for item in session.scalars(items)}
        self._touched = history.touched(session, [action.id for action in rows])
        self._said = history.notes(session) if any(entry.notes for entry in entries) else {}
        self._people = {each.id: each.name for each in session.scalars(select(Person))}
        self._moving = {
            reference_of(action)
            for reference, action in found.actions.items()
            if reference.lower() != reference_of(action).lower()
        }

    def outcome(self) -> ImportOutcome:
        steps = {self._key(entry): self._step(entry) for entry in self._entries}
        for action, item in self._new_answers():
            here = self._here.get(action.removeprefix(HERE))
            step = steps.get(action)
            if step is None and here is not None:
                step = ImportStep(reference_of(here), ACTION, here.id)
            if step is not None:
                steps[action] = replace(step, answers=(*step.answers, item))
        for lower, upper in self._new_places():
            steps[lower] = replace(steps[lower], under=(*steps[lower].under, upper))
        found = self._found
        return ImportOutcome(tuple(steps.values()), found.likely, found.other, self._people)

    def _key(self, entry: PlanEntry) -> str:
        """Return by what a row is told apart: as its action goes here, or as the file has it."""
        action = self._found.actions.get(entry.reference) if entry.kind == ACTION else None
        return f"{HERE}{reference_of(action)}" if action is not None else entry.reference

    def _step(self, entry: PlanEntry) -> ImportStep:
        if entry.kind == ACTION:
            action = self._found.actions.get(entry.reference)
            here = self._here.get(entry.reference)
            if action is None and here is not None and here.is_from_audit:
                # It is in no file, whatever has its reference there.
                return ImportStep(entry.reference, ACTION, here.id, entry)
            if action is None:
                return ImportStep(entry.reference, ACTION, None, entry, notes=entry.notes)
            return self._of_action(entry, action)
        item = self._items.get(entry.reference)
        return (
            _of_item(entry, item) if item else ImportStep(entry.reference, entry.kind, None, entry)
        )

    def _of_action(self, entry: PlanEntry, action: Action) -> ImportStep:
        found = [
            *self._reference(entry, action),
            *_texts(entry, action),
            *self._owner(entry, action),
            *self._deputy(entry, action),
            *_due(entry, action),
            *_status(entry, action),
            *_standing(entry, action),
        ]
        touched = self._touched.get(action.id, frozenset())
        mine = [one for one in found if not touched & one.sets.keys()]
        is_reopened = any("status" in one.sets for one in mine)
        is_finished = action.status in FINISHED_STATUSES and not is_reopened
        if is_finished:
            mine = [one for one in mine if one.change.field != "due"]
        said = self._said.get(action.id, "")
        return ImportStep(
            reference_of(action),
            ACTION,
            action.id,
            entry,
            sets={name: value for one in mine for name, value in one.sets.items()},
            changes=tuple(one.change for one in mine),
            kept=tuple(one.change for one in found if one not in mine),
            notes=tuple(note for note in entry.notes if plain(note) not in said),
            is_finished=is_finished,
        )

    def _reference(self, entry: PlanEntry, action: Action) -> Iterable["_Difference"]:
        """Take over another number of the plan's, unless an action that keeps it has it here."""
        new = entry.reference
        is_taken = new in self._here and new not in self._moving
        if entry.is_made or new.startswith("#") or is_taken or new == action.reference:
            return
        if new.lower() != reference_of(action).lower():
            old = action.reference or ""
            yield _Difference(PlanChange("reference", old, new), {"reference": new})

    def _owner(self, entry: PlanEntry, action: Action) -> Iterable["_Difference"]:
        wanted, words = entry.values.get("owner_id"), entry.values.get("owner_as_given")
        old = action.owner.name if action.owner else action.owner_as_given
        if isinstance(wanted, int) and wanted != action.owner_id:
            sets = {"owner_id": wanted, "owner_as_given": ""}
            yield _Difference(PlanChange("owner", old, self._people[wanted]), sets)
        elif words and action.owner_id is None and words != action.owner_as_given:
            yield _Difference(PlanChange("owner", old, str(words)), {"owner_as_given": words})

    def _deputy(self, entry: PlanEntry, action: Action) -> Iterable["_Difference"]:
        wanted = entry.values.get("deputy_id")
        if isinstance(wanted, int) and wanted not in {action.deputy_id, action.owner_id}:
            old = self._people[action.deputy_id] if action.deputy_id else ""
            change = PlanChange("deputy_id", old, self._people[wanted])
            yield _Difference(change, {"deputy_id": wanted})

    def _new_answers(self) -> Iterable[tuple[str, str]]:
        known, parted = plan.pairs(self._session), plan.parted(self._session)
        for action, item in self._pairs():
            pair = (action.removeprefix(HERE), item)
            is_known = action.startswith(HERE) and (pair in known or pair in parted)
            if not is_known:
                yield action, item

    def _pairs(self) -> Iterable[tuple[str, str]]:
        """Return which row or action answers which item, by the keys of the former."""
        keys = {entry.reference: self._key(entry) for entry in self._entries}
        kinds = {entry.reference: entry.kind for entry in self._entries}
        kinds |= dict.fromkeys(self._here.keys() - kinds.keys(), ACTION)
        pairs: dict[tuple[str, str], None] = {}
        for entry in self._entries:
            for link in entry.links:
                if entry.kind == ACTION:
                    pairs[keys[entry.reference], link] = None
                elif kinds.get(link) == ACTION:
                    pairs[keys.get(link, f"{HERE}{link}"), entry.reference] = None
        return list(pairs)

    def _new_places(self) -> Iterable[tuple[str, str]]:
        known = plan.places(self._session)
        actions = self._here.keys() | {
            entry.reference for entry in self._entries if entry.kind == ACTION
        }
        for entry in self._entries:
            for link in dict.fromkeys(entry.links):
                is_place = entry.kind != ACTION and link not in actions
                if is_place and (entry.reference, link) not in known:
                    yield entry.reference, link


def _row(entry: PlanEntry) -> ActionRow:
    owner = entry.values.get("owner_id")
    return ActionRow(
        entry.reference,
        str(entry.values.get("title", "")),
        entry.is_made,
        entry.is_told,
        str(entry.values.get("theme", "")),
        owner if isinstance(owner, int) else None,
        entry.due.due.day if entry.due else None,
        entry.group,
        entry.values.get("status") in FINISHED_STATUSES,
    )


@dataclass(frozen=True)
class _Difference:
    """What the file has otherwise: as it is told, and the columns it would set."""

    change: PlanChange
    sets: Mapping[str, object]


def _texts(entry: PlanEntry, action: Action) -> Iterable[_Difference]:
    for name, new in entry.values.items():
        if not isinstance(new, str) or name in NO_TEXTS:
            continue
        old = str(getattr(action, name))
        if new and not _same(old, new):
            yield _Difference(PlanChange(name, old, new), {name: new})


def _due(entry: PlanEntry, action: Action) -> Iterable[_Difference]:
    if entry.due is None:
        return
    due, said = entry.due.due, entry.due.said
    if due.day is not None and due != action.due:
        sets = {"due_on": due.day, "due_precision": due.precision, "due_as_given": said}
        yield _Difference(PlanChange("due", action.due, due), sets)
    elif due.day is None and action.due_on is None and said != action.due_as_given:
        yield _Difference(PlanChange("due", action.due_as_given, said), {"due_as_given": said})


def _status(entry: PlanEntry, action: Action) -> Iterable[_Difference]:
    new = entry.values.get("status")
    if not isinstance(new, Status) or new == action.status:
        return
    if new == Status.DONE and action.status in FINISHED_STATUSES:
        return
    yield _Difference(PlanChange("status", str(action.status), str(new)), {"status": new})


def _standing(entry: PlanEntry, action: Action) -> Iterable[_Difference]:
    """Take over a rating that the file states, and the first date where none is on record."""
    level = entry.values.get("rag_override")
    if level and level != action.rag_override and action.status not in FINISHED_STATUSES:
        change = PlanChange("rag_override", action.rag_override or "", str(level))
        yield _Difference(change, {"rag_override": level})
    original = entry.values.get("original_due_on")
    here = action.original_due_on
    is_first = here in {None, action.due_on} and original != here
    if isinstance(original, date) and is_first and not action.times_moved:
        change = PlanChange("original_due_on", Due.on(here) if here else None, Due.on(original))
        yield _Difference(change, {"original_due_on": original})


def _of_item(entry: PlanEntry, item: PlanItem) -> ImportStep:
    wanted = {"kind": entry.kind, **entry.values}
    fields = {
        name: wanted[name]
        for name in ITEM_FIELDS
        if wanted.get(name) and not _same(getattr(item, name), str(wanted[name]))
    }
    changes = tuple(PlanChange(n, getattr(item, n), str(new)) for n, new in fields.items())
    return ImportStep(entry.reference, entry.kind, item.id, entry, sets=fields, changes=changes)


def _same(old: str, new: str) -> bool:
    return " ".join(old.split()) == " ".join(new.split())
