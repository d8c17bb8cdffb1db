"""What keeps a row or a table from being imported, and where it stands."""

from dataclasses import dataclass, field

from db.models import Action
from db.plan.known import ACTION, KnownPlan, reference_of
from jobs.plan.columns import BY_NAME
from jobs.plan.tables import SheetRow


@dataclass(frozen=True)
class PlanProblem:
    """Something that keeps a row from being imported, and where it stands.

    With `is_whole` it is about a whole table, of which nothing is imported. `said` is what the cell
    holds, where the answer can be remembered.
    """

    place: str
    text: str
    field: str = ""
    table: int = -1
    is_whole: bool = False
    said: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


@dataclass(frozen=True)
class HandedBack:
    """A row that is not imported, as the file has it, and why; `hides` are columns not repeated."""

    table: int
    row: SheetRow
    reasons: tuple[str, ...]
    hides: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PlanNote:
    """Something that whoever imports should know, as a kind with its facts."""

    kind: str
    facts: dict[str, object] = field(default_factory=dict)


def worded(name: str, what: str) -> str:
    """Return a problem of one field, with a right example."""
    column = BY_NAME[name]
    example = f" Write it like this: {column.example}." if column.example else ""
    return f"{column.label}: {what}.{example}"


def of_another_kind(known: KnownPlan, reference: str, kind: str) -> str:
    """Return what is wrong with a reference that is something else's here; empty if nothing."""
    here = known.kind_of(reference)
    if here is None and reference.startswith("#"):
        return f"{reference!r} is no action's number here"
    if here is not None and (here == ACTION) != (kind == ACTION):
        what = "an action" if here == ACTION else "something a review says"
        return f"{reference!r} is {what} in the bot"
    return ""


def same_or_not(kind: str, reference: str, action: Action) -> str:
    """Word what is asked of a row that may be an action that is here, or another."""
    here = f"{reference_of(action)} “{action.title[:80]}”"
    if kind == "other":
        return (
            f"reference: {reference!r} is {here} in the bot, in quite other words. If it is that "
            "action, say that this is the same plan (--same-plan); if not, give it another number."
        )
    return (
        f"title: is much like {here}, but not the same. If it is that action, write "
        f"{reference_of(action)} as its reference; if not, give it a reference of its own."
    )
