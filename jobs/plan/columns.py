"""The columns of a plan, each one object, and the kinds of its rows."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from db.days import day_in
from db.models import Action, PlanItem
from db.models.action import EVIDENCE_LENGTH, NOTE_LENGTH, TITLE_LENGTH
from db.plan.known import ACTION, reference_of
from jobs.plan.heading_names import normal, written
from jobs.rules.deadlines import Precision, spell_month
from jobs.rules.rag import COLOURS

CellValue = str | date
NARROW: Final = 16
FINDING: Final = "finding"  # a sheet of strengths and areas, told apart row by row
KIND_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    ACTION: ("action", "actions"),
    FINDING: ("finding", "findings"),
    "strength": ("strength", "strengths"),
    "tip": ("top tip", "top tips"),
    "area": ("area for consideration", "areas for consideration"),
    "kloe": ("key line of enquiry", "key lines of enquiry"),
    "priority": ("priority", "priorities"),
    "mechanism": ("mechanism", "mechanisms"),
}
KINDS: Final[Mapping[str, str]] = {kind: many for kind, (_, many) in KIND_WORDS.items()}


def nothing(_: object) -> str:
    """Return what stands in a column that such a row does not have."""
    return ""


def _owner(action: Action) -> str:
    return (action.owner.email or action.owner.name) if action.owner else action.owner_as_given


def _due(action: Action) -> CellValue:
    if action.due_on is None:
        return action.due_as_given
    if action.due_precision == Precision.MONTH:
        return spell_month(action.due_on).removeprefix("by the end of ")
    return action.due_on


def _original(action: Action) -> CellValue:
    original = action.original_due_on
    return original if original is not None and original != action.due_on else ""


_COLOUR_OF: Final = {str(level): colour for level, colour in COLOURS.items()}


@dataclass(frozen=True)
class PlanColumn:
    """A column of the plan, as every surface has it: one object, which all of them read.

    Where it is read in: its names in any sheet (`also`), in one of actions or in others, how long
    it may be and an example. Where it is written out: its heading and width, and what stands in
    it. In the bot: what the form to edit it asks, what the card says before it, and how wide it is
    in the report, in which what is not public is for officers alone. Empty or 0: not shown there.
    """

    name: str
    label: str
    also: tuple[str, ...] = ()
    of_actions: tuple[str, ...] = ()
    of_others: tuple[str, ...] = ()
    only_actions: bool = False
    attribute: str = ""  # of the row; its name unless said otherwise
    is_text: bool = False  # of an action: words that stand as they are
    length: int = NOTE_LENGTH
    example: str = ""
    heading: str = ""  # its label unless said otherwise
    width: int = NARROW
    from_action: Callable[[Action], CellValue] | None = None
    from_item: Callable[[PlanItem], CellValue] | None = None
    asked: str = ""
    asked_example: str = ""
    in_history: str = ""  # its label unless said otherwise
    is_long: bool = False
    on_card: str = ""
    report_width: int = 0
    is_public: bool = False

    def __post_init__(self) -> None:
        """Fill in what follows from its name and label."""
        object.__setattr__(self, "attribute", self.attribute or self.name)
        object.__setattr__(self, "heading", self.heading or self.label.capitalize())
        object.__setattr__(self, "in_history", self.in_history or self.label)

    def of(self, row: Action | PlanItem) -> CellValue:
        """Return what stands in it for an action, or for something a review says."""
        read = self.from_action if isinstance(row, Action) else self.from_item
        if read is not None:
            return read(row)  # type: ignore[arg-type]  # each reads its own
        return str(getattr(row, self.attribute, ""))


COLUMNS: Final = (
    PlanColumn(
        "reference",
        "reference",
        of_others=("finding ref", "tip ref", "item ref"),
        length=40,
        example="ACT-38",
        from_action=reference_of,
    ),
    PlanColumn(
        "kind",
        "kind",
        (
            *("type", "class", "classification", "strength area", "strength or area"),
            *("strength or area for development", "strength or area for improvement"),
        ),
        example="strength, area for consideration, top tip, key line of enquiry or action",
        from_action=lambda _: ACTION,
        from_item=lambda item: KIND_WORDS[item.kind][0],
    ),
    PlanColumn(
        "paragraph",
        "paragraph",
        ("para", "paragraph number", "para no", "report paragraph"),
        length=20,
        example="31a",
        from_action=nothing,
    ),
    PlanColumn(
        "title",
        "title",
        ("what", "summary"),
        of_others=("mechanism", "name"),
        length=TITLE_LENGTH,
        example="Finalise the Permanence Strategy",
        width=60,
        from_item=nothing,
        asked="What needs doing",
        asked_example="Finalise the strategy",
        in_history="what is to be done",
    ),
    PlanColumn(
        "text",
        "words of the report",
        ("quote", "text", "wording", "words", "detail", "details"),
        of_others=(
            *("finding", "findings", "description", "top tip", "tip", "kloe", "strength"),
            *("key line of enquiry", "line of enquiry", "area for consideration"),
            *("area for development", "what the report says", "what we found", "what was found"),
            *("what inspectors said", "what the inspectors said", "what did we find"),
            *("what the review says", "area for improvement", "area to improve"),
        ),
        example="the right children are coming into care",
        heading="Words",
        width=80,
        from_action=nothing,
    ),
    PlanColumn(
        "recommendation",
        "what it answers",
        only_actions=True,
        from_action=nothing,
    ),
    PlanColumn(
        "source",
        "source",
        ("report", "where from", "origin", "review", "source report", "source of action"),
        ("source document", "origin of action", "inspection", "audit", "audit title"),
        length=160,
        width=36,
        asked="Source",
        asked_example="Peer review, paragraph 38",
        on_card="From",
    ),
    PlanColumn(
        "owner",
        "owner",
        only_actions=True,
        example="team.manager@council.example, or their name or role as the roster has it",
        width=36,
        from_action=_owner,
    ),
    PlanColumn(
        "deputy",
        "second owner",
        only_actions=True,
        attribute="deputy_id",
        example="head.of.service@council.example",
        width=36,
        from_action=lambda action: (
            action.deputy.email or action.deputy.name if action.deputy else ""
        ),
        in_history="deputy",
    ),
    PlanColumn(
        "due",
        "due date",
        only_actions=True,
        example="31 March 2027",
        from_action=_due,
    ),
    PlanColumn(
        "original",
        "original due date",
        only_actions=True,
        attribute="original_due_on",
        example="30 September 2026",
        from_action=_original,
    ),
    PlanColumn(
        "status",
        "status",
        only_actions=True,
        example="not started, in progress, done, deferred or dropped",
    ),
    PlanColumn(
        "completed",
        "date completed",
        only_actions=True,
        attribute="done_at",
        example="31 March 2026",
        from_action=lambda action: day_in(action, action.done_at) or "",
    ),
    PlanColumn(
        "rag",
        "rating",
        only_actions=True,
        attribute="rag_override",
        example="red, amber or green",
        from_action=lambda action: _COLOUR_OF.get(action.rag_override or "", ""),
        in_history="RAG status",
    ),
    PlanColumn(
        "progress",
        "progress, kept as a note",
        only_actions=True,
        heading="Progress",
        from_action=nothing,
    ),
    PlanColumn(
        "evidence",
        "evidence",
        only_actions=True,
        is_text=True,
        length=EVIDENCE_LENGTH,
        width=36,
    ),
    PlanColumn(
        "theme",
        "theme",
        ("category", "workstream", "work stream", "strand", "theme inferred", "priority area"),
        is_text=True,
        length=120,
        asked="Theme",
        asked_example="Permanence",
        report_width=20,
        is_public=True,
    ),
    PlanColumn(
        "phase",
        "phase",
        (),
        ("stage", "wave", "phase of plan", "project phase", "tranche"),
        only_actions=True,
        is_text=True,
        length=120,
        asked="Phase",
    ),
    PlanColumn(
        "measure",
        "success measure",
        only_actions=True,
        attribute="success_measure",
        is_text=True,
        width=50,
        asked="Success looks like",
        in_history="what success looks like",
        is_long=True,
        on_card="Success looks like",
    ),
    PlanColumn(
        "register",
        "register",
        ("list", "action list", "plan or team"),
        only_actions=True,
        example="plan or team",
        from_action=lambda action: str(action.register),
        in_history="its register",
    ),
    PlanColumn(
        "about",
        "paragraphs that it answers",
        only_actions=True,
        example="31b; 31c",
        from_action=nothing,
    ),
    PlanColumn(
        "links",
        "answers, or is answered by",
        ("links", "linked to", "links to", "related to", "answers", "answered by", "under"),
        ("addresses", "finding", "findings", "top tip", "top tips", "kloe", "finding reference"),
        (
            *("action answering it", "action answering it inferred", "action", "actions"),
            *("actions answering it", "kloe", "kloe ref", "key line of enquiry", "line of enquiry"),
            *("finding", "findings", "related finding", "related findings", "finding reference"),
            *("answers finding", "key line of enquiry ref"),
        ),
        example="TIP-b; F-12",
        heading="Links",
    ),
)
BY_NAME: Final[Mapping[str, PlanColumn]] = {column.name: column for column in COLUMNS}
TEXTS: Final = tuple(column for column in COLUMNS if column.is_text)

_SHEETS: Final = (
    ("priority", r"council plan|priorit"),
    ("mechanism", r"mechanism"),
    ("tip", r"\btips?\b"),
    ("kloe", r"kloe|lines? of enquiry"),
    ("strength", r"strength(?!.*area)"),
    (FINDING, r"finding|strength"),
    ("area", r"areas? for|weakness"),
    (ACTION, r"action|recommendation|tracker|plan|board|improvement"),
)


def kind_of_sheet(name: str) -> str:
    """Return what the rows of a sheet are, by its name; empty where that does not say."""
    plain = normal(name)
    return next((kind for kind, pattern in _SHEETS if re.search(pattern, plain)), "")


def belongs(column: PlanColumn, kind: str) -> bool:
    """Say whether rows of this kind have that column."""
    return kind in {ACTION, ""} or not column.only_actions


@cache
def names_of(column: PlanColumn, kind: str) -> frozenset[str]:
    """Return every normalised name of a column in a sheet of this kind ("" where it is unknown)."""
    names = [column.name, column.label, *column.also, *written(f"{column.name}, any")]
    if kind in {ACTION, ""}:
        names += (*column.of_actions, *written(column.name), *written(f"{column.name}, revised"))
    if kind != ACTION:
        names += column.of_others
    if kind == "priority" and column.name == "text":
        names.append("priority")
    return frozenset(normal(name) or name for name in names)
