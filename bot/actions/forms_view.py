"""The forms the bot opens (https://docs.slack.dev/surfaces/modals)."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.actions.rag_view import CHOICES
from bot.actions.view import ActionRenderContext, due_words
from bot.slack.blocks import (
    Answer,
    Block,
    bold,
    field_,
    lines,
    option,
    person_picker,
    plain,
    text_input,
)
from bot.slack.view_state import ViewState
from db.models import Action, PlanItem
from db.models.action import NOTE_LENGTH, TITLE_LENGTH
from jobs.rules.rag import COLOURS, SIGNS

SOURCE_LENGTH = 200
CLEAR = "clear"


def form(
    name: str,
    action: Action | None,
    origin: ViewState,
    context: ActionRenderContext,
    before: Sequence[Block] = (),
) -> dict[str, Any]:
    """Return the view of one form; the action it is about is shown at its top, then `before`."""
    title, submit = _TITLES[name]
    about = (
        [lines([f"#{action.id} ", bold(action.title)], [due_words(action, context)])]
        if action
        else []
    )
    return {
        "type": "modal",
        "callback_id": f"form_{name}",
        "title": plain(title),
        "submit": plain(submit),
        "close": plain("Cancel"),
        "private_metadata": origin.metadata(),
        "blocks": [*about, *before, *_fields(name, action, context)],
    }


def asked_again(submitted: Mapping[str, Any], words: str, origin: ViewState) -> dict[str, Any]:
    """Return a form that was handed in, as it was filled in, with some words at its top."""
    values = submitted["state"]["values"]
    blocks = [block for block in submitted["blocks"] if block.get("block_id") != "asked"]
    note = lines([bold(words)]) | {"block_id": "asked"}
    kept = {name: submitted[name] for name in ("type", "callback_id", "title", "submit", "close")}
    metadata = origin.metadata()
    shown = [note, *(_filled_in(block, values) for block in blocks)]
    return kept | {"private_metadata": metadata, "blocks": shown}


def _filled_in(block: Block, values: Mapping[str, Any]) -> Block:
    if block["type"] != "input":
        return block
    element = block["element"]
    given = values[block["block_id"]][element["action_id"]]
    initial, chosen = _INITIAL[element["type"]]
    value = given.get(chosen)
    return block | {"element": element | ({initial: value} if value else {})}


_INITIAL = {
    "plain_text_input": ("initial_value", "value"),
    "users_select": ("initial_user", "selected_user"),
    "datepicker": ("initial_date", "selected_date"),
}


def _fields(name: str, action: Action | None, context: ActionRenderContext) -> Sequence[Block]:
    return _FIELDS[name](action)


def filled_in(view: dict[str, Any], fields: Mapping[str, str]) -> dict[str, Any]:
    """Return a form with what somebody has typed, or might have, in its fields."""
    blocks = [
        _filled(block, fields.get(str(block.get("block_id")), "")) for block in view["blocks"]
    ]
    return view | {"blocks": blocks}


def _filled(block: Block, value: str) -> Block:
    if not value:
        return block
    element = block["element"]
    return block | {"element": element | {_INITIAL_OF[element["type"]]: value}}


_INITIAL_OF = {
    "plain_text_input": "initial_value",
    "users_select": "initial_user",
    "datepicker": "initial_date",
}


def window(title: str, told: Answer) -> dict[str, Any]:
    """Return a view that only shows something; its buttons work in messages, so it has none."""
    shown = [block for block in told.blocks if block["type"] != "actions"]
    return {"type": "modal", "title": plain(title), "close": plain("Close"), "blocks": shown}


_TITLES = {
    "add": ("Add an action", "Add"),
    "move": ("Move the due date", "Move"),
    "give": ("Give it to somebody", "Give"),
    "note": ("Add a note", "Keep"),
    "disown": ("Not mine", "Tell them"),
    "decline": ("Decline the new date", "Decline"),
    "rag": ("Where it stands", "Keep"),
}


_SIGNER = "Somebody outside the owner's line. If it is left out, I choose a lead or a manager."


def _add(_: Action | None) -> Sequence[Block]:
    title = text_input(TITLE_LENGTH, example="Finalise the strategy")
    source = text_input(SOURCE_LENGTH, example="Peer review, paragraph 38")
    measure = text_input(NOTE_LENGTH, lines=True, example="What will be different for the service")
    return [
        field_("title", "What is to be done?", title),
        field_("owner", "Owner", person_picker(), optional=True, hint="May be left for later."),
        field_("due", "Due date", {"type": "datepicker"}, optional=True),
        field_("source", "Source", source, optional=True),
        field_("measure", "Success looks like", measure, optional=True),
        field_("signer", "Who signs it off", person_picker(), optional=True, hint=_SIGNER),
    ]


def _move(action: Action | None) -> Sequence[Block]:
    picker: Block = {"type": "datepicker"}
    if action and action.due_on:
        picker["initial_date"] = action.due_on.isoformat()
    why = text_input(NOTE_LENGTH, lines=True, example="The panel meets then")
    return [field_("due", "New due date", picker), field_("why", "Why does it move?", why)]


def _give(_: Action | None) -> Sequence[Block]:
    why = text_input(NOTE_LENGTH, example="She leads on permanence now")
    deputy = "Whom I ask while the new owner is away. May be left out."
    return [
        field_("owner", "New owner", person_picker()),
        field_("why", "Why?", why, optional=True),
        field_("deputy", "Deputy", person_picker(), optional=True, hint=deputy),
    ]


def _note(_: Action | None) -> Sequence[Block]:
    text = text_input(NOTE_LENGTH, lines=True, example="Draft sent to Legal")
    hint = "Nothing about a child or family."
    return [field_("note", "How is it going?", text, hint=hint)]


def _disown(_: Action | None) -> Sequence[Block]:
    why = text_input(NOTE_LENGTH, lines=True, example="This sits with the Pathway team")
    return [field_("why", "Whose is it, or why is it not yours?", why)]


def _decline(_: Action | None) -> Sequence[Block]:
    why = text_input(NOTE_LENGTH, lines=True, example="The board meets before that")
    return [field_("why", "Why not?", why)]


def _rag(action: Action | None) -> Sequence[Block]:
    said = action.rag_override if action else None
    choices = [option(f"{COLOURS[level]}: {level} {SIGNS[level]}", level) for level in CHOICES]
    clear = option("as the rule says", CLEAR)
    chosen = next((each for each in choices if each["value"] == said), None)
    picker: Block = {"type": "radio_buttons", "options": [*choices, *([clear] if said else [])]}
    if chosen:
        picker["initial_option"] = chosen
    why = text_input(NOTE_LENGTH, lines=True, example="The partner has not answered")
    return [
        field_("level", "Where does it stand?", picker, hint="What the rule says stays beside it."),
        field_("why", "Why?", why, optional=bool(said)),
    ]


_FIELDS = {
    "decline": _decline,
    "rag": _rag,
    "add": _add,
    "move": _move,
    "give": _give,
    "note": _note,
    "disown": _disown,
}


def answering(view: dict[str, Any], item: PlanItem, source: str) -> dict[str, Any]:
    """Return the form for a new action with what it is to answer at its top, and its source."""
    about = lines([bold(f"{item.reference} "), item.text])
    blocks = [
        block | {"element": block["element"] | {"initial_value": source}}
        if block.get("block_id") == "source"
        else block
        for block in view["blocks"]
    ]
    return view | {"blocks": [about, *blocks]}
