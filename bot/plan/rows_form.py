"""The forms in which rows are put right, and in which what is gone from a file is dropped."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from bot.plan.forms_view import PlanQuestion
from bot.plan.problem_words import why_words
from bot.slack.blocks import (
    Block,
    aside,
    bold,
    checkboxes,
    field_,
    lines,
    modal,
    option,
    plain,
    select,
    shortened,
    text_input,
)
from bot.slack.filled import Filled
from bot.slack.forms import asked_again
from bot.slack.view_state import carried
from db.models import Action, Status
from db.plan.known import reference_of
from jobs.plan.columns import BY_NAME
from jobs.plan.importing import Preview
from jobs.plan.problems import PlanProblem
from jobs.plan.tables import words

MOST_ROWS: Final = 12  # of a form; what is put right makes room for the next
LONGEST: Final = 400
LONGEST_TITLE: Final = 80
TITLE: Final = "Put rows right"
NOT_TAKEN: Final = "Nothing was taken yet: what can't be used has its reason above it."
_WRONG: Final = "wrong "  # before the name of a field, for what is said above it
REASON_LENGTH: Final = 400
MOST_GONE: Final = 10  # boxes of one field, in Slack
_STATUSES: Final = tuple(each for each in Status if each != Status.SIGNED_OFF)


def put_right(preview: Preview, asked: PlanQuestion) -> dict[str, Any]:
    """Return the form that asks of each row handed back for what is right, as far as it fits."""
    rows = _rows(preview)
    blocks: list[Block] = [
        aside("What you write here goes into the import; your file stays as it is."),
    ]
    for name, problem in rows:
        blocks += _asked_of(preview, problem, name)
    more = len(preview.problems) - len(rows)
    if more > 0:
        blocks.append(aside(f"{more} more follow once these are answered."))
    return modal("plan_rows", TITLE, "Look again", carried(asdict(asked)), blocks)


def _rows(preview: Preview) -> list[tuple[str, PlanProblem]]:
    """Return what is asked in one form, each with the name of its field there."""
    found = [one for one in preview.problems if one.field and not one.is_whole][:MOST_ROWS]
    return [(f"row {number}", problem) for number, problem in enumerate(found)]


def _asked_of(preview: Preview, problem: PlanProblem, name: str) -> Iterator[Block]:
    column = BY_NAME[problem.field]
    titled = "" if problem.field == "title" else _cell(preview, problem, "title")
    place = f"{problem.place}, “{shortened(titled, LONGEST_TITLE)}”" if titled else problem.place
    yield lines([bold(f"{place}: "), shortened(why_words(problem.why), LONGEST)])
    said = _stands(preview, problem)
    if problem.field == "status":
        options = [option(str(each).capitalize(), str(each)) for each in _STATUSES]
        asked = select("Which status is it?", options)
    else:
        asked = text_input(LONGEST, initial=said, example=column.example)
    yield field_(name, column.label.capitalize(), asked, optional=True)


def _stands(preview: Preview, problem: PlanProblem) -> str:
    """Return what the form has in a field before anybody writes in it."""
    # What is left as it is says nothing of whether a row is an action that is here.
    return "" if problem.why.kind in {"likely", "same"} else _cell(preview, problem, problem.field)


def _cell(preview: Preview, problem: PlanProblem, field: str) -> str:
    """Return what a cell of the row holds now; nothing of what must not be kept."""
    found = next((b for b in preview.back if b.row.place == problem.place), None)
    layout = preview.book.layouts[problem.table]
    at = layout.columns.get(field)
    if found is None or at is None or field in found.hides or at >= len(found.row.cells):
        return ""
    return " ".join(words(found.row.cells[at]).split())[:LONGEST]


def written(preview: Preview, given: Filled) -> list[tuple[str, PlanProblem, str]]:
    """Return what was written in the form and did not stand there: its field, what it is about."""
    found = [
        (name, problem, " ".join(given.text(name).split())) for name, problem in _rows(preview)
    ]
    return [each for each in found if each[2] and each[2] != _stands(preview, each[1])]


def again(view: Mapping[str, Any], problems: Mapping[str, str]) -> dict[str, Any]:
    """Return the form as it was filled in, with what cannot be used said at each field."""
    made = asked_again(view, NOT_TAKEN if problems else "", str(view["private_metadata"]))
    blocks: list[Block] = []
    for block in made["blocks"]:
        name = str(block.get("block_id"))
        if name in problems:
            said = lines([bold(problems[name])])
            blocks.append(said | {"block_id": f"{_WRONG}{name}"})
        if not name.startswith(_WRONG):
            blocks.append(block)
    return {**made, "blocks": blocks}


def what_is_gone(actions: Sequence[Action], asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form that asks which actions, gone from their file, are to be dropped."""
    blocks: list[Block] = [
        lines(["These are not in the file any more. They stay unless you tick them."])
    ]
    for start in range(0, len(actions), MOST_GONE):
        options = [
            option(f"{reference_of(each)} {each.title}", str(each.id))
            for each in actions[start : start + MOST_GONE]
        ]
        blocks.append(field_(f"gone {start}", "Drop", checkboxes(options), optional=True))
    reason = text_input(REASON_LENGTH, initial="It is not in the plan any more.")
    blocks.append(field_("why", "Why?", reason))
    made = modal("plan_gone", "Not in the file", "Drop what I ticked", carried(asked), blocks)
    return made | {"close": plain("Keep all")}
