"""What stands in the inputs of a form, from one drawing of it to the next.

While an input keeps its name, Slack keeps what was typed in it, and what an update sets may show
and yet come back empty: https://github.com/slackapi/bolt-js/issues/290, 625 and 1258. So each
drawing gives its inputs new names, and what must not be empty and is, is as it was set.
"""

from collections.abc import Mapping
from typing import Any, Final

from bot.slack.blocks import Block, options_of
from bot.slack.carried import fits, out_of_date, text_of
from bot.slack.plain_text import typed
from db.patterns import pattern

Value = str | list[str]

# What each kind of input calls what stands in it: given as `initial_user`, told as `selected_user`.
_NAMES: Final[Mapping[str, str]] = {
    "plain_text_input": "value",
    "users_select": "user",
    "conversations_select": "conversation",
    "datepicker": "date",
    "timepicker": "time",
    "static_select": "option",
    "radio_buttons": "option",
    "checkboxes": "options",
    "multi_static_select": "options",
}
_STATE: Final = dict[str, dict[str, dict[str, dict[str, Any]]]]
_DRAWN: Final = pattern(r"~(\d+)$")  # the name of an input that was drawn again


def value_of(element: Mapping[str, Any]) -> Value:
    """Return what was typed or chosen in one input: the text, the value, or all the values."""
    name = _NAMES.get(element.get("type", ""), "value")
    return _value(element.get("value" if name == "value" else f"selected_{name}"), name)


def values_in(view: Mapping[str, Any]) -> dict[tuple[str, str], Value]:
    """Return what stands in each input of a form, by its block's name and its own.

    What it does not ask is left out; RefusedError where something is not as Slack tells it.
    """
    state, given = view.get("state") or {}, {}
    if not fits(state, _STATE):
        raise out_of_date()
    told = state.get("values", {})
    for block in _inputs(view):
        element, block_id = block["element"], block["block_id"]
        place = (block_id, element["action_id"])
        found = told.get(block_id, {}).get(element["action_id"])
        if found is not None:
            given[place] = value_of({**found, "type": element.get("type", "")})
        if found is None or not (given[place] or block.get("optional")):
            given[place] = _as_set(element)
    return given


def blocks_by_field(view: Mapping[str, Any]) -> dict[str, str]:
    """Return the block of each input, by the input's name and by the block's, as first drawn."""
    blocks = [(block, str(block["block_id"])) for block in _inputs(view)]
    found = {str(block["element"]["action_id"]): name for block, name in blocks}
    return found | {_DRAWN.sub("", name): name for _, name in blocks} | {n: n for _, n in blocks}


def redrawn(view: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return a form that takes the place of another, what is asked again under a new name."""
    asked = [block for block in before.get("blocks", ()) if _holds(block)]
    taken = {_DRAWN.sub("", block["block_id"]): block["block_id"] for block in asked}
    drawn = [_DRAWN.search(name) for name in taken.values()]
    turn = 1 + max((int(found[1]) for found in drawn if found), default=0)
    blocks = list(view["blocks"])
    for place, block in enumerate(blocks):
        name = _DRAWN.sub("", block.get("block_id", ""))
        if _holds(block) and name in taken:
            blocks[place] = block | {"block_id": f"{name}~{turn}"}
    return {**view, "blocks": blocks}


def with_value(block: Block, value: Value) -> Block:
    """Return a form's block with this and nothing else in its input."""
    if block.get("type") != "input" or block["element"].get("type") not in _NAMES:
        return block
    name = _NAMES[block["element"]["type"]]
    element = {key: one for key, one in block["element"].items() if key != f"initial_{name}"}
    stands: Any = value
    if name == "value":
        stands = value[: element.get("max_length")]
    elif name in {"option", "options"}:
        wanted = [value] if isinstance(value, str) else value
        found = [each for each in options_of(element) if each["value"] in wanted]
        stands = found if name == "options" else next(iter(found), None)
    return block | {"element": element | ({f"initial_{name}": stands} if stands else {})}


def _holds(block: Block) -> bool:
    """Say whether something stands in a block: an input, or a row with a picker."""
    is_row = block["type"] == "actions"
    return block["type"] == "input" or (
        is_row and any(each["type"] in _NAMES for each in block["elements"])
    )


def _inputs(view: Mapping[str, Any]) -> list[Block]:
    return [block for block in view.get("blocks", ()) if block["type"] == "input"]


def _as_set(element: Mapping[str, Any]) -> Value:
    name = _NAMES.get(element.get("type", ""), "value")
    return _value(element.get(f"initial_{name}"), name)


def _value(found: Any, name: str) -> Value:  # noqa: ANN401  (as Slack has it)
    if name == "options":
        options = [] if found is None else found
        if not isinstance(options, list):
            raise out_of_date()
        return [text_of(option) for option in options]
    if name == "option" and found is not None:
        return typed(text_of(found))
    if not isinstance(found, str | None):
        raise out_of_date()
    return typed(found or "")
