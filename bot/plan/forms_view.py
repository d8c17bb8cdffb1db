"""The forms of the plan: which column is what, and which action answers a gap."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from bot.slack.blocks import (
    MOST_OPTIONS,
    Block,
    bold,
    checkboxes,
    field_,
    lines,
    modal,
    more_button,
    option,
    row,
    saying,
    select,
    shortened,
    text_input,
)
from bot.slack.carried import made_of, read
from bot.slack.forms import window
from bot.slack.shown_view import require_as_shown
from bot.slack.view_state import carried
from db.models import Action, PlanItem
from db.plan.known import ACTION
from jobs.plan.columns import COLUMNS, KINDS, PlanColumn, belongs
from jobs.plan.headings import Layout

LEAVE_OUT: Final = "out"
USUAL: Final = frozenset({"reference", "title", "owner", "due", "status"})
MOST_SAMPLED: Final = 2  # cells shown of a column beside its heading
OPTION_LENGTH: Final = 70
SOURCE_LENGTH: Final = 160


@dataclass(frozen=True)
class PlanQuestion:
    """Which preview a form of columns belongs to: its message, its table, and what was chosen."""

    channel: str
    ts: str
    table: int
    handed: Mapping[str, Any]

    @classmethod
    def read(cls, view: Mapping[str, Any]) -> "PlanQuestion":
        """Return what a submitted form carries."""
        require_as_shown(view)
        return made_of(cls, read(view.get("private_metadata")))


def waiting() -> dict[str, Any]:
    """Return the view that is shown while the file is fetched."""
    return window("Columns", saying("Looking at the file …"))


def columns(layout: Layout, asked: PlanQuestion, *, is_whole: bool = False) -> dict[str, Any]:
    """Return the form in which each field is given its column, as guessed at first.

    Of actions the usual fields stand alone until somebody wants more, and those that are not sure.
    """
    unsure = {one.field for one in layout.questions} - layout.settled
    is_whole = is_whole or layout.kind not in {ACTION, ""} or "title" not in layout.columns
    fields = [
        each
        for each in COLUMNS
        if belongs(each, layout.kind) and (is_whole or each.name in {*USUAL, *unsure})
    ]
    headings = [
        option(_with_sample(layout, name or f"Column {at + 1}", at), str(at))
        for at, name in enumerate(layout.table.headings)
    ]
    blocks = [
        lines([bold(f"{layout.table.name}: "), "which column is what?"]),
        field_("rows", "What are its rows?", _kind_picker(layout.kind)),
        *(_picker(each, headings, layout.columns.get(each.name)) for each in fields),
        *(_besides(asked) if is_whole else [row("more", more_button("plan_more"))]),
    ]
    return modal("plan_columns", "Columns", "Look again", carried(asdict(asked)), blocks)


def _picker(field: PlanColumn, headings: Sequence[Block], column: int | None) -> Block:
    chosen = "" if column is None else str(column)
    picker = select("Choose a column", headings, chosen)
    return field_(field.name, field.label.capitalize(), picker, optional=True)


def _besides(asked: PlanQuestion) -> list[Block]:
    """Ask where the plan is from, and what becomes of owners whom nobody knows."""
    source = text_input(
        SOURCE_LENGTH, initial=str(asked.handed.get("s") or ""), example="Peer review report"
    )
    options = [option("People I can't find: leave without an owner, and keep the name", "later")]
    later = checkboxes(options, ["later"] if asked.handed.get("o") else ())
    return [
        field_("from", "Where is the plan from?", source, optional=True),
        field_("later", "Owners", later, optional=True),
    ]


def _kind_picker(kind: str) -> Block:
    options = [option(words.capitalize(), name) for name, words in KINDS.items()]
    options.append(option("Leave this sheet out", LEAVE_OUT))
    return select("Choose", options, kind)


def _with_sample(layout: Layout, name: str, at: int) -> str:
    """Return a heading with what stands below it: "Date (31/03/2027, 30/04/2027)"."""
    said = [
        cell if isinstance(cell, str) else f"{cell.day:%d/%m/%Y}"
        for cell in layout.cells(at)[:MOST_SAMPLED]
    ]
    sample = ", ".join(" ".join(each.split()) for each in said)
    told = f"{name} ({sample}" if sample else name
    return shortened(told, OPTION_LENGTH - 1) + (")" if sample else "")


def which_action(item: PlanItem, rows: Sequence[Action]) -> list[Block]:
    """Ask which action answers what a review says."""
    words = "Which action answers it?"
    if len(rows) <= MOST_OPTIONS:
        options = [option(f"{action.called} {action.title}", str(action.id)) for action in rows]
        asked = field_("action", words, select("Choose an action", options))
    else:
        hint = "Its number, for example 12."
        asked = field_("action", words, text_input(10, example="12"), hint=hint)
    return [lines([bold(f"{item.reference} "), item.text]), asked]
