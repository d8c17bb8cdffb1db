"""What stands in the inputs of a form, from one drawing of it to the next.

While an input keeps its name, Slack keeps what was typed in it, and what an update sets may show
and yet come back empty: https://github.com/slackapi/bolt-js/issues/290, 625 and 1258. So each
drawing gives its inputs new names, and what must not be empty and is, is as it was set.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from bot.slack.blocks import Block, options_of
from bot.slack.plain_text import typed

Value = str | list[str]

_TEXT: Final = ("initial_value", "value")
_ONE: Final = ("initial_option", "selected_option")
_SEVERAL: Final = ("initial_options", "selected_options")
# Where each kind of input is given what stands in it, and where Slack returns it.
_PLACES: Final[Mapping[str, tuple[str, str]]] = {
    "plain_text_input": _TEXT,
    "users_select": ("initial_user", "selected_user"),
    "conversations_select": ("initial_conversation", "selected_conversation"),
    "datepicker": ("initial_date", "selected_date"),
    "timepicker": ("initial_time", "selected_time"),
    "static_select": _ONE,
    "radio_buttons": _ONE,
    "checkboxes": _SEVERAL,
    "multi_static_select": _SEVERAL,
}
_DRAWN: Final = re.compile(r"~(\d+)$")  # the name of an input that was drawn again


def value_of(element: Mapping[str, Any]) -> Value:
    """Return what was typed or chosen in one input: the text, the value, or all the values."""
    return _value(element, 1)


def values_in(view: Mapping[str, Any]) -> dict[tuple[str, str], Value]:
    """Return what stands in each input of a form, by its block's name and its own."""
    given = {
        (block_id, name): value_of(element)
        for block_id, elements in view.get("state", {}).get("values", {}).items()
        for name, element in elements.items()
    }
    for block in _inputs(view):
        place = (block["block_id"], block["element"]["action_id"])
        is_lost = not given[place] and not block.get("optional") if place in given else True
        if is_lost:
            given[place] = _value(block["element"], 0)
    return given


def blocks_by_field(view: Mapping[str, Any]) -> dict[str, str]:
    """Return the block of each input, by the input's name and by the block's, as first drawn."""
    blocks = [(block, str(block["block_id"])) for block in _inputs(view)]
    found = {str(block["element"]["action_id"]): name for block, name in blocks}
    return found | {_DRAWN.sub("", name): name for _, name in blocks} | {n: n for _, n in blocks}


def redrawn(view: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return a form that takes the place of another, what is asked again under a new name."""
    taken = {_DRAWN.sub("", block["block_id"]): block["block_id"] for block in _inputs(before)}
    drawn = [_DRAWN.search(name) for name in taken.values()]
    turn = 1 + max((int(found[1]) for found in drawn if found), default=0)
    blocks = list(view["blocks"])
    for place, block in enumerate(blocks):
        name = _DRAWN.sub("", block.get("block_id", ""))
        if block["type"] == "input" and name in taken:
            blocks[place] = block | {"block_id": f"{name}~{turn}"}
    return {**view, "blocks": blocks}


def with_value(block: Block, value: Value) -> Block:
    """Return a form's block with this and nothing else in its input."""
    if block.get("type") != "input" or block["element"].get("type") not in _PLACES:
        return block
    place = _PLACES[block["element"]["type"]]
    element = {name: each for name, each in block["element"].items() if name != place[0]}
    stands: Any = value
    if place is _TEXT:
        stands = value[: element.get("max_length")]
    elif place in {_ONE, _SEVERAL}:
        wanted = [value] if isinstance(value, str) else value
        found = [each for each in options_of(element) if each["value"] in wanted]
        stands = found if place is _SEVERAL else next(iter(found), None)
    return block | {"element": element | ({place[0]: stands} if stands else {})}


def _inputs(view: Mapping[str, Any]) -> list[Block]:
    return [block for block in view.get("blocks", ()) if block["type"] == "input"]


def _value(element: Mapping[str, Any], which: int) -> Value:
    place = _PLACES.get(element.get("type", ""), _TEXT)
    found = element.get(place[which])
    if place is _SEVERAL:
        return [option["value"] for option in found or []]
    return typed(str((found or {}).get("value") or "" if place is _ONE else found or ""))
