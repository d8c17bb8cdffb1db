"""Writes down what a plan's file changes: all of it or nothing, each change with its event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from db.actions import importing, operations
from db.actions.importing import ImportRun
from db.context import WorkContext
from db.errors import RefusedError
from db.guard.kinds import Kind
from db.history import Changes, put
from db.models import Action, Due, ItemLink, PlanEvent, PlanItem, Status
from db.models.event_kinds import EventKind, PlanEventKind
from db.plan import queries as plan
from db.plan.importing import ITEM_FIELDS, DueGiven, ImportOutcome, ImportStep, PlanEntry
from db.plan.known import ACTION, reference_of


@dataclass(frozen=True)
class Taken:
    """The numbers of the actions that an import put into each person's hands, by their id."""

    given: Mapping[int, Sequence[int]]
    numbers: Mapping[str, int]  # of every action, by what its row went by


def carry_out(session: Session, outcome: ImportOutcome, run: ImportRun) -> Taken:
    """Write down what an outcome says, in the session's one transaction."""
    try:
        writing = _Writing(session, run)
        given = writing.write(outcome)
        session.flush()
    except IntegrityError as error:
        raise RefusedError("plan.imported_meanwhile") from error
    return Taken(given, writing.numbers)


class _Writing:
    def __init__(self, session: Session, run: ImportRun) -> None:
        self._run = run
        self._session = session
        self._by = run.by
        self._at = run.at
        # What may be about a child was shown before it was imported.
        self._ctx = WorkContext(session, run.by, run.at, own=run.own, sure=frozenset(Kind))
        rows = session.scalars(select(Action).order_by(Action.id)).all()
        self._actions = {reference_of(action): action for action in rows}
        self._numbered = {action.id: action for action in rows}
        self._items = {item.reference: item for item in session.scalars(select(PlanItem))}
        self.numbers: dict[str, int] = {}

    def write(self, outcome: ImportOutcome) -> Mapping[int, Sequence[int]]:
        self._make_way(outcome)
        written = [self._action(step) for step in outcome.steps if step.kind == ACTION]
        for step in outcome.steps:
            if step.kind != ACTION:
                self._item(step)
        self._session.flush()
        for step in outcome.steps:
            self._link(step)
        given: dict[int, list[int]] = {}
        for action in filter(None, written):
            if action.owner_id is not None:
                given.setdefault(action.owner_id, []).append(action.id)
        return given

    def _make_way(self, outcome: ImportOutcome) -> None:
        """Take away the references that are to be others, so that two rows may change places."""
        moving = [step for step in outcome.steps if "reference" in step.sets]
        actions = [
            self._numbered[step.number]
            for step in moving
            if step.number is not None and step.kind == ACTION
        ]
        before = [action.reference for action in actions]
        for action in actions:
            action.reference = None
        self._session.flush()
        for action, reference in zip(actions, before, strict=True):
            # What it was is what its history tells.
            set_committed_value(action, "reference", reference)

    def _action(self, step: ImportStep) -> Action | None:
        """Write an action; return it where somebody was given it."""
        answers: Changes = {"answers": [[], list(step.answers)]} if step.answers else {}
        if step.is_new and step.entry is not None:
            action = self._new_action(step.entry)
            note = "\n\n".join(step.notes)
            event = operations.start(self._ctx, action, EventKind.IMPORTED, note)
            event.changes = {**event.changes, **answers}
            self._session.add(event)
            self._session.flush()
            self._actions[step.reference] = action
            self.numbers[step.entry.reference] = action.id
            return action
        if step.entry is not None:
            self.numbers[step.entry.reference] = step.number or 0
        if not step.is_change:
            return None
        action = self._numbered[step.number or 0]
        run = replace(self._run, note="\n\n".join(step.notes))
        importing.update(action, step.sets, answers, run)
        return action if "owner_id" in step.sets else None

    def _new_action(self, entry: PlanEntry) -> Action:
        given = entry.due or DueGiven(Due())
        values = {name: value for name, value in entry.values.items() if name != "due"}
        due = given.due
        action = Action(
            reference=None if entry.is_made else entry.reference,
            due_on=due.day,
            due_precision=due.precision,
            due_as_given=given.said,
            created_at=self._at,
            created_by_id=self._by.id if self._by else None,
            **{"status": Status.NOT_STARTED, "original_due_on": due.day, **values},
        )
        if due.day is not None and action.original_due_on != due.day:
            action.moves.append(importing.moved_before(action, self._run))
        return action

    def _item(self, step: ImportStep) -> None:
        under = {"under": [[], list(step.under)]} if step.under else {}
        if step.is_new and step.entry is not None:
            entry = step.entry
            item = PlanItem(
                reference=step.reference, kind=entry.kind, added_at=self._at, **entry.values
            )
            self._session.add(item)
            self._session.flush()
            self._items[step.reference] = item
            changes = {name: [None, getattr(item, name)] for name in ITEM_FIELDS}
        elif step.is_change:
            item = self._items[step.reference]
            changes = put(item, step.sets)
        else:
            return
        event = PlanEvent(
            item_id=item.id, person=self._by, at=self._at, kind=PlanEventKind.IMPORTED
        )
        event.changes = {**changes, **under}
        self._session.add(event)

    def _link(self, step: ImportStep) -> None:
        for reference in step.answers:
            here = self._numbered.get(step.number or 0)
            action, item = here or self._actions[step.reference], self._items[reference]
            plan.join(self._session, action, item, self._by, self._at)
        for reference in step.under:
            lower, upper = self._items[step.reference], self._items[reference]
            self._session.add(ItemLink(item_id=lower.id, under_id=upper.id))
