"""Several actions at once: what each line would add is shown before any is saved."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from bot.actions.phrases import date_words, numbers_words, owner_words
from bot.actions.view import ActionRenderContext, card
from bot.slack.blocks import (
    Answer,
    Block,
    aside,
    bold,
    bullets,
    button,
    faint,
    field_,
    lines,
    plain,
    row,
    runs,
    text_input,
)
from bot.slack.view_state import ViewState
from db.actions.operations import Draft
from db.models import Action

TEXT_LENGTH = 3000
EXAMPLE = "by Fri 4 Dec: Finalise the strategy"


@dataclass(frozen=True)
class Line:
    """One line: the action it would add, or what is wrong with it."""

    number: int
    draft: Draft | None = None
    after: tuple[int, ...] = ()
    problem: str = ""
    is_private: bool = False  # it holds what must never be kept, so it is not carried on
    twins: tuple[int, ...] = ()
    same_as: int | None = None


def carried(text: str) -> str:
    """Return the lines as a button carries them."""
    return json.dumps({"text": text}, ensure_ascii=False, separators=(",", ":"))


def preview(looked: Sequence[Line], text: str, context: ActionRenderContext) -> Answer:
    """Show what each line would add, with one button for all of them."""
    wrong = [line for line in looked if line.problem]
    tools = []
    if not wrong:
        tools.append(button(_add_all(looked), "several_add", {"text": text}, "primary"))
    if not any(line.is_private for line in looked):
        tools.append(button("Change", "several_change", {"text": text}))
    tools.append(button("Cancel", "date_cancel", {}))
    return Answer(
        f"{len(looked)} actions to look over",
        [*_looked(looked), row("several", *tools), aside(_small_print(wrong))],
    )


def form(
    text: str, looked: Sequence[Line], origin: ViewState, context: ActionRenderContext
) -> dict[str, Any]:
    """Return the form: the lines, and below them what they would add as they stand."""
    is_right = bool(looked) and not any(line.problem for line in looked)
    box = text_input(TEXT_LENGTH, lines=True, initial=text, example=EXAMPLE)
    hint = "“me: words” is yours; give the others to somebody afterwards."
    below = [*_looked(looked), aside(_small_print([line for line in looked if line.problem]))]
    return {
        "type": "modal",
        "callback_id": "form_several",
        "title": plain("Add several actions"),
        "submit": plain(_add_all(looked) if is_right else "Look them over"),
        "close": plain("Cancel"),
        "private_metadata": replace(origin, seen=mark(text) if is_right else "").metadata(),
        "blocks": [
            field_("lines", "One action a line", box, hint=hint),
            *(below if looked else []),
        ],
    }


def mark(text: str) -> str:
    """Return what tells whether lines are still those that were shown."""
    return sha256(text.encode()).hexdigest()[:16]


def added(made: Sequence[Action], context: ActionRenderContext) -> Answer:
    """Confirm several new actions."""
    said = f"Added {len(made)} actions: {numbers_words([action.id for action in made])}."
    shown = [card(action, context) for action in made]
    return Answer(said, [lines([said]), *shown])


def _add_all(looked: Sequence[Line]) -> str:
    return f"Add all {len(looked)}" if len(looked) > 1 else "Add it"


def _small_print(wrong: Sequence[Line]) -> str:
    if not wrong:
        return "Nothing is saved until you choose."
    if len(wrong) == 1:
        return f"Nothing can be saved before line {wrong[0].number} is put right."
    return f"Nothing can be saved before {len(wrong)} lines are put right."


def _looked(looked: Sequence[Line]) -> list[Block]:
    if not looked:
        return []
    what = "1 action" if len(looked) == 1 else f"{len(looked)} actions"
    return [lines([bold(f"{what}, line by line")]), bullets(*map(_row, looked))]


def _row(line: Line) -> list[Block | str]:
    if line.draft is None:
        return [bold(f"Line {line.number}: "), *runs(line.problem)]
    due = date_words(line.draft.due.day, line.draft.due.precision)
    facts = f" · {owner_words(line.draft.owner)} · {due}"
    if line.after:
        facts += f" · after {numbers_words(line.after)}"
    told: list[Block | str] = [f"{line.number} ", bold(line.draft.title), facts]
    if line.twins:
        told.append(faint(f" · looks like {numbers_words(line.twins)}"))
    elif line.same_as:
        told.append(faint(f" · looks like line {line.same_as}"))
    return told
