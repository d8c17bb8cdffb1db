"""What a person sees in the local workspace: words and controls of a message, form or home tab."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

Json = dict[str, Any]

# What stands at the head of the first message that reaches somebody, if that is a morning's.
GREETING: Final = ["My actions", "My live audits", "What can I type?"]
TO_A_LEAD: Final = ["Answer five questions", *GREETING]  # where nobody has chosen a rule yet


def words_in(block: object) -> Iterator[str]:
    """Yield every word a person can read in some blocks, in order."""
    if isinstance(block, list):
        for part in block:
            yield from words_in(part)
    elif isinstance(block, dict):
        if isinstance(block.get("text"), str):
            yield block["text"]
        shown = ("text", "elements", "fields", "accessory", "label", "hint", "element", "blocks")
        for name in shown:
            if not isinstance(block.get(name), str):
                yield from words_in(block.get(name))


def controls_in(block: object, block_id: str = "") -> Iterator[Json]:
    """Yield every button and picker in some blocks, with the block it stands in."""
    if isinstance(block, list):
        for part in block:
            yield from controls_in(part, block_id)
    elif isinstance(block, dict):
        block_id = block.get("block_id", block_id)
        if block.get("action_id"):
            yield block | {"block_id": block_id}
        for name in ("elements", "accessory", "element"):
            yield from controls_in(block.get(name), block_id)


@dataclass(frozen=True)
class Seen:
    """A message, modal or home tab as a person sees it."""

    blocks: list[Json]
    container: Json
    ts: str = ""

    @property
    def text(self) -> str:
        """Return every word in it."""
        return "".join(words_in(self.blocks))

    def control(self, name: str, nth: int = 0) -> Json:
        """Return a button by its text, or a picker by its placeholder."""
        found = [each for each in controls_in(self.blocks) if _name(each) == name]
        assert len(found) > nth, f"no {name!r} in {[_name(each) for each in self.controls]}"
        return found[nth]

    @property
    def controls(self) -> list[Json]:
        """Return every button and picker."""
        return list(controls_in(self.blocks))

    def filled_in(self, values: Mapping[str, str]) -> Json:
        """Return what stands in a form in which this is filled in, as Slack tells of it."""
        state = {}
        for control in self.controls:
            name = control["action_id"]
            is_input = control["block_id"].partition("~")[0] == name
            if is_input and (name in values or not control.get("options")):
                state[control["block_id"]] = {name: filled_in(control, values.get(name))}
        return state

    @property
    def buttons(self) -> list[str]:
        """Return the text of every button but the one that stands under every message."""
        named = [_name(each) for each in self.controls if each["type"] == "button"]
        return [name for name in named if name != "Why am I seeing this?"]


def _name(control: Json) -> str:
    words = control.get("text") or control.get("placeholder") or {"text": control["action_id"]}
    return str(words["text"])


def filled_in(control: Json, given: str | None) -> Json:
    """Return what a control holds: as given (options by their values, with commas), or at first."""
    kind = control["type"]
    if "options" in control:
        wanted = (given or "").split(",")
        chosen = [each for each in control["options"] if each["value"] in wanted]
        assert len(chosen) == len(wanted), f"{given!r} is not offered for {control['action_id']}"
        if kind in _SEVERAL:
            return {"type": kind, "selected_options": chosen}
        return {"type": kind, "selected_option": chosen[0]}
    value = given if given is not None else control.get(_INITIAL.get(kind, ""))
    return {"type": kind, _VALUE.get(kind, "value"): value}


_SEVERAL = {"checkboxes", "multi_static_select"}
_VALUE = {
    "users_select": "selected_user",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
}
_INITIAL = {
    "users_select": "initial_user",
    "datepicker": "initial_date",
    "timepicker": "initial_time",
    "plain_text_input": "initial_value",
}


def message_seen(message: Json, channel: str) -> Seen:
    container = {"type": "message", "channel": channel, "ts": message["ts"]}
    return Seen(message["blocks"] or [{"text": message["text"]}], container, message["ts"])
