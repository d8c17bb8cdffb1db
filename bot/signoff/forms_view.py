"""The forms about an action's end."""

from collections.abc import Callable, Mapping, Sequence

from bot.actions.view import ActionRenderContext, fact
from bot.slack.blocks import Block, field_, option, person_picker, text_input
from db.models import Action
from db.models.action_row import EVIDENCE_LENGTH, NOTE_LENGTH

CHECK = "check"

TITLES: Mapping[str, tuple[str, str]] = {
    "sign": ("Sign it off", "Sign off"),
    "return": ("Send it back", "Send back"),
    "defer": ("Defer it", "Defer"),
    "drop": ("Drop it", "Drop"),
    "signer": ("Who signs it off", "Choose"),
}


def _sign(action: Action | None, context: ActionRenderContext) -> Sequence[Block]:
    link = text_input(EVIDENCE_LENGTH, example="https://council.example/minutes")
    note = text_input(NOTE_LENGTH, lines=True, example="Seen at the board, item 4")
    hint = "One of the two is enough. Nothing about a child or family."
    measure = fact("Success looks like", action.success_measure) if action else None
    fields = [
        field_("evidence", "Link to the evidence", link, optional=True),
        field_("note", "Or a note", note, optional=True, hint=hint),
    ]
    if context.outcome_weeks:
        weeks = f"{context.outcome_weeks} week{'' if context.outcome_weeks == 1 else 's'}"
        words = f"Ask in {weeks} whether it made a difference"
        tick: Block = {"type": "checkboxes", "options": [option(words, CHECK)]}
        fields.append(field_("check", "Afterwards", tick, optional=True))
    return [*([measure] if measure else []), *fields]


def _return(_: Action | None, __: ActionRenderContext) -> Sequence[Block]:
    why = text_input(NOTE_LENGTH, lines=True, example="The minutes are not signed yet")
    hint = "Its owner reads this. Nothing about a child or family."
    return [field_("why", "What is still missing?", why, hint=hint)]


def _defer(_: Action | None, __: ActionRenderContext) -> Sequence[Block]:
    why = text_input(NOTE_LENGTH, lines=True, example="The grant begins then")
    hint = "On this day it wakes by itself. Without one, it waits until somebody resumes it."
    return [
        field_("until", "Until", {"type": "datepicker"}, optional=True, hint=hint),
        field_("why", "Why?", why),
    ]


def _drop(_: Action | None, __: ActionRenderContext) -> Sequence[Block]:
    why = text_input(NOTE_LENGTH, lines=True, example="The new strategy covers it")
    return [field_("why", "Why?", why, hint="It stays on record, with this reason.")]


def _signer(_: Action | None, __: ActionRenderContext) -> Sequence[Block]:
    hint = "Somebody who does not own it and is not in the owner's line."
    return [field_("signer", "Who signs it off", person_picker(), hint=hint)]


FIELDS: Mapping[str, Callable[[Action | None, ActionRenderContext], Sequence[Block]]] = {
    "sign": _sign,
    "return": _return,
    "defer": _defer,
    "drop": _drop,
    "signer": _signer,
}
