"""Several actions at once: a form to choose them in, and a second one for what becomes of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.actions.phrases import date_words, numbers_words, owner_words
from bot.actions.view import ActionRenderContext, due_words
from bot.capital import from_to
from bot.slack.blocks import (
    OPTION_LENGTH,
    Answer,
    Block,
    aside,
    bold,
    bullets,
    button,
    checkboxes,
    date_picker,
    field_,
    lines,
    modal,
    option,
    person_picker,
    radio,
    row,
    text_input,
    turners,
)
from bot.slack.carried import made_of
from bot.slack.view_state import ViewState
from db.models import Action, Event
from db.models.action import NOTE_LENGTH, called
from db.models.event_kinds import EventKind

PAGE = 30
MOST_CHOSEN = 50
IN_A_GROUP = 10  # as many as Slack has in one group of boxes
MOST_REFUSED = 10
GIVE, MOVE, DONE = "give", "move", "done"
WHAT = {GIVE: "Give them to somebody", MOVE: "Move their due date", DONE: "Mark them done"}
_SUBMIT = {GIVE: "Give them", MOVE: "Move them", DONE: "Mark them done"}


@dataclass(frozen=True)
class BulkChoice:
    """What the forms carry: where they were opened, which list it is, and what was chosen."""

    origin: ViewState
    scope: Mapping[str, Any]
    start: int = 0
    chosen: Sequence[int] = field(default_factory=tuple)
    what: str = ""

    @classmethod
    def of(cls, state: ViewState) -> "BulkChoice":
        """Return what a form carries."""
        return made_of(cls, {**state.kept, "origin": replace(state, kept={})})

    def metadata(self) -> str:
        kept = {name: value for name, value in vars(self).items() if name != "origin"}
        return replace(self.origin, kept=kept).metadata()


def which(
    rows: Sequence[Action],
    total: int,
    about: BulkChoice,
    context: ActionRenderContext,
    problem: str = "",
) -> Block:
    """Return the form in which they are chosen, a page of the list at a time."""
    blocks = [lines([bold(problem)])] if problem else []
    if not rows:
        blocks.append(lines(["There is no open action in this list."]))
    blocks += _boxes(rows, about, context)
    elsewhere = set(about.chosen) - {action.id for action in rows}
    if elsewhere:
        blocks.append(aside(f"Chosen on other pages: {numbers_words(sorted(elsewhere))}"))
    pages = turners("choose", about.start, PAGE, total)
    if pages:
        blocks.append(row("choose-pages", *pages))
    choices = [option(words, what) for what, words in WHAT.items()]
    blocks.append(field_("what", "What do you want to do?", radio(choices, about.what)))
    return modal("choose_which", "Choose several", "Next", about.metadata(), blocks)


def doing(
    rows: Sequence[Action],
    about: BulkChoice,
    context: ActionRenderContext,
    typed: Mapping[str, str],
    problem: str,
) -> Block:
    """Return the form in which what was chosen is given, moved or closed, all or none of it."""
    said = lines([f"All {len(rows)} or none: if one is refused, nothing happens to the others."])
    above = [lines([bold(problem)]), said] if problem else [said]
    blocks = [*above, *_boxes(rows, about, context), *_FIELDS[about.what](typed)]
    what = about.what
    return modal("choose_do", WHAT[what], _SUBMIT[what], about.metadata(), blocks)


def _boxes(rows: Sequence[Action], about: BulkChoice, context: ActionRenderContext) -> list[Block]:
    groups = [rows[start : start + IN_A_GROUP] for start in range(0, len(rows), IN_A_GROUP)]
    made = []
    for number, group in enumerate(groups):
        first = number * IN_A_GROUP + 1
        label = f"{from_to(first, first + len(group) - 1)} of {len(rows)} actions"
        label = label if len(groups) > 1 else "Actions"
        made.append(_group((number, label), group, about, context))
    return made


def _group(
    which_one: tuple[int, str],
    rows: Sequence[Action],
    about: BulkChoice,
    context: ActionRenderContext,
) -> Block:
    number, label = which_one
    options = [_box(action, context) for action in rows]
    boxes = checkboxes(options, [str(chosen) for chosen in about.chosen])
    return field_(f"pick{number}", label, boxes, optional=True)


def _box(action: Action, context: ActionRenderContext) -> Block:
    owner, due = owner_words(action.owner), due_words(action, context)
    if len(owner) + len(due) > OPTION_LENGTH - len(" · "):  # its distance can be left out
        due = date_words(action.due_on, action.due_precision)
    facts = option(f"{owner} · {due}", "")["text"]
    return option(f"{action.called} {action.title}", str(action.id)) | {"description": facts}


def _give(typed: Mapping[str, str]) -> list[Block]:
    why = text_input(NOTE_LENGTH, initial=typed.get("why", ""), example="She leads on it now")
    return [
        field_("owner", "Who to?", person_picker(typed.get("owner"))),
        field_("why", "Why?", why, optional=True),
    ]


def _move(typed: Mapping[str, str]) -> list[Block]:
    picker = date_picker(typed.get("due", ""))
    why = text_input(NOTE_LENGTH, initial=typed.get("why", ""), example="The panel meets then")
    return [field_("due", "New due date", picker), field_("why", "Why are they moving?", why)]


def _done(typed: Mapping[str, str]) -> list[Block]:
    why = text_input(NOTE_LENGTH, initial=typed.get("why", ""), example="Minutes of the board")
    return [field_("why", "Evidence or a note", why, optional=True)]


_FIELDS = {GIVE: _give, MOVE: _move, DONE: _done}


def refused(problems: Mapping[int, str]) -> str:
    """Return why nothing happened, action by action, and the way out."""
    told = [
        words if f"#{number}" in words else f"{called(number)}: {words}"
        for number, words in list(problems.items())[:MOST_REFUSED]
    ]
    if len(problems) > MOST_REFUSED:
        told.append(f"and {len(problems) - MOST_REFUSED} more")
    out = "Nothing was changed. Untick what is refused, or ask somebody who may."
    return "\n".join([*told, out])


def done(made: Sequence[tuple[Action, Event]], what: str) -> Answer:
    """Confirm what became of all of them, with one button to undo it all."""
    count = f"{len(made)} actions" if len(made) > 1 else f"{made[0][0].called}"
    said = _DONE[what](count, made[0][0])
    rows: list[list[Block | str]] = [
        [f"{action.called} ", bold(action.title), _besides(action, event)] for action, event in made
    ]
    undo = button("Undo all", "choose_undo", {"events": [event.id for _, event in made]})
    blocks = [lines([bold(said)]), bullets(*rows), row("choose-undo", undo)]
    return Answer(f"{count}: done", blocks)


_DONE: Mapping[str, Callable[[str, Action], str]] = {
    GIVE: lambda count, action: f"{count} now with {owner_words(action.owner)}:",
    MOVE: lambda count, _: f"A new due date for {count}:",
    DONE: lambda count, _: f"✅ {count} done:",
}


def _besides(action: Action, event: Event) -> str:
    line = action.waiting_move
    if event.kind == EventKind.MOVE_ASKED and line is not None:
        return f" · {date_words(line.to_on, line.to_precision)} is waiting for approval"
    return f" · due {date_words(action.due_on, action.due_precision)}"


def undone(numbers: Sequence[int]) -> Answer:
    words = f"Undone. {numbers_words(numbers)} {'are' if len(numbers) > 1 else 'is'} as before."
    return Answer(words, [lines([words])])
