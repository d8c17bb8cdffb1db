"""What stands in the inputs of a view or a message, as Slack tells the bot."""

from collections.abc import Collection, Mapping
from typing import Any

from localslack.blockkit.surfaces import acting
from localslack.kinds import Json

# Where each element keeps its value, where it starts from, and what it says when empty.
VALUES: Mapping[str, tuple[str, str, Any]] = {
    "plain_text_input": ("value", "initial_value", None),
    "static_select": ("selected_option", "initial_option", None),
    "radio_buttons": ("selected_option", "initial_option", None),
    "users_select": ("selected_user", "initial_user", None),
    "conversations_select": ("selected_conversation", "initial_conversation", None),
    "datepicker": ("selected_date", "initial_date", None),
    "timepicker": ("selected_time", "initial_time", None),
    "checkboxes": ("selected_options", "initial_options", []),
    "multi_static_select": ("selected_options", "initial_options", []),
    "multi_users_select": ("selected_users", "initial_users", []),
}
REQUIRED = "Please complete this required field."


def typed_state(blocks: list[Json], given: Json) -> Json:
    """Return state.values with every input in it: as given, else as it started, else empty."""
    values: Json = {}
    for block in blocks:
        for element in acting(block):
            if element["type"] in VALUES:
                typed = given.get(block["block_id"], {}).get(element["action_id"])
                values.setdefault(block["block_id"], {})[element["action_id"]] = (
                    {"type": element["type"], **typed} if typed else _at_first(element)
                )
    return values


def places(blocks: list[Json]) -> set[tuple[str, str]]:
    """Return where the inputs are, by block_id and action_id."""
    return {
        (block["block_id"], element["action_id"])
        for block in blocks
        for element in acting(block)
        if element["type"] in VALUES
    }


def without_lost(blocks: list[Json], values: Json, lost: Collection[tuple[str, str]]) -> Json:
    """Return state.values as Slack may tell them: what an update set is empty in some inputs.

    See the bolt-js issues 625 and 1258, and bolt-python's 572.
    """
    told: Json = {block_id: dict(inside) for block_id, inside in values.items()}
    for block in blocks:
        for element in acting(block):
            place = (block["block_id"], element.get("action_id"))
            if place in lost and told[place[0]][place[1]] == _at_first(element):
                told[place[0]][place[1]] = _at_first({"type": element["type"]})
    return told


def faults_in(blocks: list[Json], values: Json) -> Json:
    """Return by block_id what Slack itself refuses: empty required fields, and wrong lengths."""
    found = {}
    for block in blocks:
        if block["type"] == "input":
            value = value_of(values[block["block_id"]][block["element"]["action_id"]])
            words = _fault(block, value)
            if words:
                found[block["block_id"]] = words
    return found


def value_of(state: Json) -> Any:  # noqa: ANN401 - text, an option or a list of them
    """Return what was typed or chosen in one input."""
    return state.get(VALUES[state["type"]][0])


def _at_first(element: Json) -> Json:
    name, initial, empty = VALUES[element["type"]]
    return {"type": element["type"], name: element.get(initial, empty)}


def _fault(block: Json, value: Any) -> str | None:  # noqa: ANN401 - as value_of
    if not value:
        return None if block.get("optional") else REQUIRED
    least = block["element"].get("min_length", 0)
    most = block["element"].get("max_length", 3000)
    if isinstance(value, str) and not least <= len(value) <= most:
        return f"This needs {least} to {most} characters; it has {len(value)}."
    return None
