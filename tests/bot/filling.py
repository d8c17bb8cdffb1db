"""A form as somebody hands it in: each field is filled in by its kind, well or badly."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

Json = Mapping[str, Any]


class Filling(StrEnum):
    """How the fields are filled in."""

    FIRST = "the first of each choice"
    LAST = "the last of each choice"
    WRONG = "what cannot be taken, where Slack lets somebody choose it"


_SEVERAL: Final = frozenset({"checkboxes", "multi_static_select"})
_KEPT: Final = {
    "plain_text_input": "value",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
}
_INITIAL: Final = {"datepicker": "initial_date", "timepicker": "initial_time"}
_WRONG: Final = {
    "plain_text_input": "0 and not that",
    "datepicker": "1999-12-31",
    "timepicker": "03:07",
    "users_select": "UNOBODY",
    "conversations_select": "CNONE",
}


def handed_in(view: Json, how: Filling, given: Mapping[str, str]) -> dict[str, Any]:
    """Return a view as Slack sends it; `given` has what stands in fields that are no list."""
    values = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            name = element["action_id"]
            values[block["block_id"]] = {name: _filled(element, how, given.get(name))}
    return {**view, "state": {"values": values}}


def _filled(element: Json, how: Filling, given: str | None) -> dict[str, Any]:
    kind = element["type"]
    if "options" in element:
        chosen = _chosen(element, how)
        if kind in _SEVERAL:
            return {"type": kind, "selected_options": chosen}
        return {"type": kind, "selected_option": chosen[0] if chosen else None}
    usual = element.get(_INITIAL.get(kind, ""))
    return {"type": kind, _KEPT[kind]: _WRONG[kind] if how is Filling.WRONG else given or usual}


def _chosen(element: Json, how: Filling) -> list[Json]:
    offered: list[Json] = element["options"]
    return offered[:1] if how is Filling.FIRST else offered[-1:]
