"""What is shown before an action is added: what each line would add, and likely duplicates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from bot.actions.phrases import date_words, numbers_words, owner_words
from bot.actions.render_context import action_context
from bot.actions.view import ActionRenderContext, card, undo_button
from bot.slack import sure
from bot.slack.again import NOTHING_YET, Offer
from bot.slack.blocks import (
    Answer,
    Block,
    aside,
    bold,
    bullets,
    button,
    cancel_button,
    checkboxes,
    faint,
    field_,
    lines,
    option,
    quote,
    row,
    runs,
)
from bot.slack.carried import written
from db.actions.due_dates import permission_to_date
from db.actions.operations import Draft
from db.models import Action, Event, Person
from db.permissions import may
from jobs.context import RequestContext

ANOTHER: Final = "another"
_LIKELY: Final = "This looks like one that's already there"


@dataclass(frozen=True)
class DraftLine:
    """One line: the action it would add, or what is wrong with it."""

    number: int
    draft: Draft | None = None
    after: tuple[int, ...] = ()
    problem: str = ""
    is_private: bool = False  # it holds what must never be kept, so it is not carried on
    twins: tuple[int, ...] = ()
    same_as: int | None = None
    left_out: tuple[str, ...] = ()


def carried(text: str) -> str:
    return written({"text": text})


def preview(looked: Sequence[DraftLine], text: str, left: Sequence[str] = ()) -> Answer:
    """Show what each line would add, with one button for all of them, and which are no action."""
    wrong = [line for line in looked if line.problem]
    tools = []
    if not wrong:
        tools.append(button(add_all_words(looked), "several_add", {"text": text}, "primary"))
    if not any(line.is_private for line in looked):
        tools.append(button("Change", "several_change", {"text": text}))
    tools.append(cancel_button())
    return Answer(
        f"{len(looked)} action{'' if len(looked) == 1 else 's'} to look over",
        [*_looked(looked), *_not_taken(left), row("several", *tools), aside(_small_print(wrong))],
        asks=True,
    )


def proposal(line: DraftLine, *tools: Block) -> Answer:
    """Show what words would add that were not said to be an action, and ask whether they are."""
    said = "Shall I add this?"
    shown = lines([bold(said)], _facts(line))
    return Answer(said, [shown, row("proposal", *tools), aside(NOTHING_YET)], asks=True)


def below_the_lines(looked: Sequence[DraftLine], left: Sequence[str]) -> list[Block]:
    """Return what a form shows below its lines: what they would add as they stand."""
    wrong = [line for line in looked if line.problem]
    return [*_looked(looked), *_not_taken(left), aside(_small_print(wrong))] if looked else []


def mark(text: str) -> str:
    """Return what tells whether lines are still those that were shown."""
    return sha256(text.encode()).hexdigest()[:16]


def added(made: Sequence[Action], context: ActionRenderContext) -> Answer:
    numbers = numbers_words([action.number for action in made])
    said = f"Added {len(made)} actions: {numbers}." if len(made) > 1 else f"Added {numbers}."
    shown = [card(action, context) for action in made]
    return Answer(said, [lines([said]), *shown])


def added_one(
    action: Action,
    event: Event,
    left_out: Sequence[str],
    person: Person,
    context: ActionRenderContext,
) -> Answer:
    """Confirm a new action, say what it lacks or what was left out, and offer both."""
    said = [f"Added {action.called}."]
    if action.owner and action.owner_id != event.person_id:
        said.append(f"I'll tell {action.owner.called}.")
    missing = [
        words
        for words, is_so in (("no owner", not action.owner), ("no date", not action.due_on))
        if is_so
    ]
    told = [lines([" ".join(said)]), card(action, context)]
    if missing:
        seen = "" if action.owner else " Until somebody owns it, every colleague can see it."
        told.append(aside(f"It has {' and '.join(missing)} yet.{seen}"))
    if event.note:
        told.append(quote(event.note))
    if left_out:
        told.append(aside(f"Left out: {', '.join(left_out)}."))
    offers = [*_missing(action, person), undo_button(event)]
    return Answer(f"Added {action.called}.", [*told, row(f"undo-{event.id}", *offers)])


def _missing(action: Action, person: Person) -> list[Block]:
    """Return the buttons that give a new action what it lacks, for whoever may."""
    value = {"n": action.id}
    made = []
    if action.owner is None:
        mine = Offer("It's mine", f"give {action.id} to me")
        made += [mine.button(0, "primary"), button("Choose", "action_give", value)]
    if action.due_on is None and may(person, permission_to_date(action), action.owner):
        made.append(button("Set a date", "action_move", value))
    return made


def add_all_words(looked: Sequence[DraftLine]) -> str:
    """Return what stands on the button that adds all the lines."""
    return f"Add all {len(looked)}" if len(looked) > 1 else "Add it"


def _small_print(wrong: Sequence[DraftLine]) -> str:
    if not wrong:
        return NOTHING_YET
    if len(wrong) == 1:
        return f"Nothing can be saved until line {wrong[0].number} is put right."
    return f"Nothing can be saved until {len(wrong)} lines are put right."


def _not_taken(left: Sequence[str]) -> list[Block]:
    return [aside(f"Not taken as actions: {' · '.join(left)}")] if left else []


def _looked(looked: Sequence[DraftLine]) -> list[Block]:
    if not looked:
        return []
    what = "1 action" if len(looked) == 1 else f"{len(looked)} actions"
    return [lines([bold(f"{what}, line by line")]), bullets(*map(_row, looked))]


def _row(line: DraftLine) -> list[Block | str]:
    if line.draft is None:
        return [bold(f"Line {line.number}: "), *runs(line.problem)]
    return [f"{line.number} ", *_facts(line)]


def _facts(line: DraftLine) -> list[Block | str]:
    """Return the action that a line would add, and what is to be said of it."""
    assert line.draft is not None
    due = date_words(line.draft.due.day, line.draft.due.precision)
    facts = f" · {owner_words(line.draft.owner)} · {due}"
    if line.after:
        facts += f" · after {numbers_words(line.after)}"
    told: list[Block | str] = [bold(line.draft.title), facts]
    if line.left_out:
        told.append(faint(f" · left out: {', '.join(line.left_out)}"))
    if line.twins:
        told.append(faint(f" · looks like {numbers_words(line.twins)}"))
    elif line.same_as:
        told.append(faint(f" · looks like line {line.same_as}"))
    return told


def is_it_another(
    likely: Sequence[Action], request: Mapping[str, Any], ctx: RequestContext
) -> Answer:
    """Show the likely duplicates and ask; the button that adds it carries the whole request."""
    add = sure.carrying(button("Add anyway", "twin_add", request), ctx.sure)
    return Answer(
        f"{_LIKELY}. Add it anyway?",
        [
            *_shown(likely, action_context(ctx, likely)),
            row(
                "twins",
                add,
                *(
                    button(f"Open {twin.called}", f"twin_open_{twin.id}", {"n": twin.id})
                    for twin in likely
                ),
                cancel_button(),
            ),
            aside(NOTHING_YET),
        ],
        asks=True,
    )


def beside_the_title(likely: Sequence[Action], context: ActionRenderContext) -> list[Block]:
    """Return what a form shows of the likely duplicates, with a box to say it is another."""
    box = checkboxes([option("It's a different one", ANOTHER)])
    return [*_shown(likely, context), field_(ANOTHER, "Add anyway?", box, optional=True)]


def _shown(likely: Sequence[Action], context: ActionRenderContext) -> list[Block]:
    return [lines([bold(f"{_LIKELY}:")]), *(card(twin, context) for twin in likely)]
