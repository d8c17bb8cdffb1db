"""What keeps a row or a table from being imported, and where it stands: kinds with their facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from db.models import Action
from db.models.action import FINISHED_STATUSES
from db.plan.known import ACTION, KnownPlan, reference_of
from jobs.plan.tables import SheetRow

Facts = Mapping[str, object]


@dataclass(frozen=True)
class Why:
    """Why something is not imported: a kind with its facts, and the field that it is about."""

    kind: str
    about: str = ""
    facts: Facts = field(default_factory=dict)


class CellProblemError(ValueError):
    """A cell that cannot be read: a kind with its facts."""

    def __init__(self, kind: str, **facts: object) -> None:
        super().__init__(kind)
        self.kind, self.facts = kind, facts

    def of(self, name: str) -> Why:
        """Return it as what is wrong with a field."""
        return Why(self.kind, name, self.facts)


@dataclass(frozen=True)
class PlanProblem:
    """Something that keeps a row from being imported, and where it stands.

    With `is_whole` it is about a whole table, of which nothing is imported, or without a place of
    the names of the file and its sheets. `said` is what the cell holds, where the answer can be
    remembered.
    """

    place: str
    why: Why
    table: int = -1
    is_whole: bool = False
    said: str = ""

    @property
    def field(self) -> str:
        """Return the field that it is about; empty if none."""
        return self.why.about


@dataclass(frozen=True)
class HandedBack:
    """A row that is not imported, as the file has it, and why; `hides` are columns not repeated."""

    table: int
    row: SheetRow
    reasons: tuple[Why, ...]
    hides: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PlanNote:
    """Something that whoever imports should know, as a kind with its facts."""

    kind: str
    facts: Facts = field(default_factory=dict)


def of_another_kind(known: KnownPlan, reference: str, kind: str) -> Why | None:
    """Return what is wrong with a reference that is something else's here; None if nothing."""
    here = known.kind_of(reference)
    facts = {"text": reference}
    if here is None and reference.startswith("#"):
        return Why("no_such_number", "reference", facts)
    if here is not None and (here == ACTION) != (kind == ACTION):
        return Why("is_action" if here == ACTION else "is_said", "reference", facts)
    return None


def same_or_not(kind: str, reference: str, action: Action) -> Why:
    """Return what is asked of a row that may be an action that is here, or another."""
    facts = {
        "text": reference,
        "number": reference_of(action),
        "title": action.title,
        "standing": action.status if action.status in FINISHED_STATUSES else "",
    }
    return Why(kind, "reference", facts)


@dataclass(frozen=True)
class BackWords:
    """What stands in such a file besides what is its rows' own.

    `column` heads a column that has no heading, by its number.
    """

    why: str
    where: str
    taken_out: str
    column: str
