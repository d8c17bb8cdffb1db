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
    person_picker,
    plain,
    select,
    shortened,
    text_input,
)
from bot.slack.filled import Filled
from bot.slack.view_state import carried
from db.models import Action, Status
from db.plan.known import reference_of
from jobs.plan.columns import BY_NAME
from jobs.plan.importing import Preview
from jobs.plan.problems import PlanProblem
from jobs.plan.tables import words

MOST_ROWS: Final = 12  # of a form; what is put right makes room for the next
LONGEST: Final = 400
REASON_LENGTH: Final = 400
MOST_GONE: Final = 10  # boxes of one field, in Slack
_STATUSES: Final = tuple(each for each in Status if each != Status.SIGNED_OFF)


def put_right(preview: Preview, asked: PlanQuestion) -> dict[str, Any]:
    """Return the form that asks of each row handed back for what is right, as far as it fits."""
    rows = [one for one in preview.problems if one.field and not one.is_whole][:MOST_ROWS]
    blocks: list[Block] = [
        aside("What you write here goes into the import; your file stays as it is."),
    ]
    for number, problem in enumerate(rows):
        blocks += _asked_of(preview, problem, number)
    more = len(preview.problems) - len(rows)
    if more > 0:
        blocks.append(aside(f"{more} more follow once these are answered."))
    return modal("plan_rows", "Put rows right", "Look again", carried(asdict(asked)), blocks)


def _asked_of(preview: Preview, problem: PlanProblem, number: int) -> Iterator[Block]:
    column = BY_NAME[problem.field]
    yield lines([bold(f"{problem.place}: "), shortened(why_words(problem.why), LONGEST)])
    name = f"row {number}"
    # What is left as it is says nothing of whether a row is an action that is here.
    said = "" if problem.why.kind == "likely" else _cell(preview, problem)
    if problem.field == "status":
        options = [option(str(each).capitalize(), str(each)) for each in _STATUSES]
        asked = select("Which status is it?", options)
    elif problem.field == "owner":
        asked = person_picker()
    else:
        asked = text_input(LONGEST, initial=said, example=column.example)
    yield field_(name, column.label.capitalize(), asked, optional=True)


def _cell(preview: Preview, problem: PlanProblem) -> str:
    """Return what the cell holds now, for correcting; nothing of what must not be kept."""
    found = next((b for b in preview.back if b.row.place == problem.place), None)
    layout = preview.book.layouts[problem.table]
    at = layout.columns.get(problem.field)
    if found is None or at is None or problem.field in found.hides or at >= len(found.row.cells):
        return ""
    return words(found.row.cells[at])[:LONGEST]


def corrected(
    problems: Sequence[PlanProblem], given: Filled, owners: Mapping[str, str]
) -> tuple[dict[str, dict[str, str]], list[tuple[PlanProblem, str]]]:
    """Return what was written by place and field, and the answers that can be remembered.

    `owners` has the e-mail address, or the name, of whoever was picked.
    """
    written: dict[str, dict[str, str]] = {}
    answers = []
    rows = [one for one in problems if one.field and not one.is_whole][:MOST_ROWS]
    for number, problem in enumerate(rows):
        said = given.text(f"row {number}").strip()
        if not said:
            continue
        if problem.field in {"owner", "status"} and problem.said:
            answers.append((problem, said))
        written.setdefault(problem.place, {})[problem.field] = owners.get(said, said)
    return written, answers


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
