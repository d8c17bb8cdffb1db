"""What a plan's columns may be: each field with what people call it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

ACTION: Final = "action"
FINDING: Final = "finding"  # a sheet of strengths and areas, told apart row by row
KINDS: Final[Mapping[str, str]] = {
    ACTION: "actions",
    FINDING: "findings",
    "strength": "strengths",
    "area": "areas for consideration",
    "tip": "top tips",
    "kloe": "key lines of enquiry",
    "priority": "priorities",
    "mechanism": "mechanisms",
}


@dataclass(frozen=True)
class PlanField:
    """A field: its name and label; its other names in any sheet, or one of actions, or others."""

    name: str
    label: str
    also: tuple[str, ...] = ()
    of_actions: tuple[str, ...] = ()
    of_others: tuple[str, ...] = ()
    only_actions: bool = False


FIELDS: Final = (
    PlanField(
        "reference",
        "reference",
        ("ref", "ref no", "reference number", "id", "no", "number", "item", "#"),
        ("action ref", "action no", "action number", "action id", "action reference"),
        ("finding ref", "tip ref", "item ref"),
    ),
    PlanField(
        "paragraph", "paragraph", ("para", "paragraph number", "para no", "report paragraph")
    ),
    PlanField("kind", "kind", ("type", "class", "classification")),
    PlanField(
        "title",
        "title",
        ("what", "summary"),
        (
            *("action", "actions", "action title", "action required", "actions required"),
            *("task", "activity", "recommendation", "improvement action", "key action"),
            *("what will we do", "what we will do", "what is to be done", "description of action"),
            "description",
        ),
        ("mechanism", "name"),
    ),
    PlanField(
        "text",
        "words of the report",
        ("quote", "text", "wording", "words", "detail", "details"),
        (),
        (
            *("finding", "findings", "description", "top tip", "tip", "kloe", "strength"),
            *("key line of enquiry", "line of enquiry", "area for consideration"),
            *("area for development", "what the report says"),
        ),
    ),
    PlanField("source", "source", ("report", "where from", "origin", "review", "source report")),
    PlanField(
        "owner",
        "owner",
        (),
        (
            *("lead", "lead officer", "named lead", "action owner", "owner as given"),
            *("responsible", "responsible officer", "responsible person", "responsible lead"),
            *("accountable officer", "by whom", "who", "assigned to", "officer"),
            *("owner email", "lead email", "person responsible", "lead responsible"),
        ),
        only_actions=True,
    ),
    PlanField(
        "due",
        "due date",
        (),
        (
            *("due", "date due", "due as given", "deadline", "by when", "when", "timescale"),
            *("timescales", "time frame", "timeframe", "target date", "target", "end date"),
            *("completion date", "complete by", "target completion date", "date for completion"),
        ),
        only_actions=True,
    ),
    PlanField(
        "status",
        "status",
        (),
        ("action status", "current status", "status at report", "state", "progress status"),
        only_actions=True,
    ),
    PlanField(
        "theme",
        "theme",
        ("category", "workstream", "work stream", "strand", "theme inferred", "priority area"),
        ("area", "objective"),
    ),
    PlanField("phase", "phase", (), ("stage", "wave"), only_actions=True),
    PlanField(
        "measure",
        "success measure",
        (),
        (
            *("measure", "success measures", "measure of success", "measures of success"),
            *("success looks like", "what success looks like", "what will success look like"),
            *("success criteria", "outcome", "outcomes", "intended outcome", "impact", "kpi"),
            *("how will we know", "intended impact"),
        ),
        only_actions=True,
    ),
    PlanField(
        "links",
        "answers, or is answered by",
        ("links", "linked to", "links to", "related to", "answers", "answered by", "under"),
        ("addresses", "finding", "findings", "top tip", "top tips", "kloe", "finding reference"),
        (
            *("action answering it", "action answering it inferred", "action", "actions"),
            "actions answering it",
        ),
    ),
)
BY_NAME: Final[Mapping[str, PlanField]] = {field.name: field for field in FIELDS}

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


def normal(heading: str) -> str:
    """Return a heading for comparing: small letters, figures and single blanks."""
    plain = re.sub(r"\(.*?\)", " ", heading.lower().replace("e-mail", "email"))
    return " ".join(re.sub(r"[^a-z0-9#]+", " ", plain).split())


def kind_of_sheet(name: str) -> str:
    """Return what the rows of a sheet are, by its name; empty where that does not say."""
    plain = normal(name)
    return next((kind for kind, pattern in _SHEETS if re.search(pattern, plain)), "")


def belongs(field: PlanField, kind: str) -> bool:
    """Say whether rows of this kind have that field."""
    return kind in {ACTION, ""} or not field.only_actions


def names_of(field: PlanField, kind: str) -> frozenset[str]:
    """Return every normalised name of a field in a sheet of this kind ("" where it is unknown)."""
    names = [field.name, field.label, *field.also]
    if kind in {ACTION, ""}:
        names += field.of_actions
    if kind != ACTION:
        names += field.of_others
    if kind == "priority" and field.name == "text":
        names.append("priority")
    return frozenset(normal(name) or name for name in names)
