"""Every entrance there is, as Slack brings it: what is typed, pressed, handed in, chosen, ticked.

All of it is read from the registry and from what the app listens for, so that a new verb, button,
form, shortcut or event is walked through by the tests that use this without a line here.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

from bot import registry
from bot.plan import forms_view, listeners
from bot.plan.preview import Handed
from bot.slack.buttons import Button
from bot.slack.view_state import ViewState
from jobs.context import CommandNames
from jobs.plan.headings import Layout
from jobs.plan.tables import SheetRow, SheetTable

Body = dict[str, Any]
NAMES: Final = CommandNames()
ITEM: Final = 1  # what a review says
TRIGGER: Final = "trigger.1"
PLACE: Final = {"type": "message", "channel_id": "D1", "message_ts": "1.1"}
# A number of an example that is an action's, an audit's or a measure's, and not yet one's own.
_NUMBER: Final = re.compile(r"(?<![!\d])#?\b(?:12|7|9|3)\b(?!:| (?:Jan|Apr|Dec|Mar))")
# Buttons that carry words which could have been typed: they are tried with words about the thing.
SAYS: Final = re.compile(r"say_|go_|typed_again")


@dataclass(frozen=True)
class Target:
    """What an entrance is tried on, by all the numbers under which something can name it."""

    name: str
    number: int | str
    reference: str
    message: int
    place: tuple[str, str]
    event: int = 0
    move: int = 0
    handover: int = 0
    of_audit: bool = False
    key: int | str = 0  # by which buttons name it, if not by its number
    person: str = "U01"  # whom an entrance names that names somebody
    own: int = 0  # an action or an audit of whoever asks, beside which it is named
    code: str = ""  # by which the moderator of an audit knows it
    in_message: bool = False  # whether the button stands in the message about it

    def value(self) -> dict[str, object]:
        """Return what a button about it carries, whichever of it that button reads."""
        key, page = self.key or self.number, "2026-12|all|0"
        return {
            "n": key, "a": key, "audits": [key], "file": key, "post": key, "o": 1, "i": None,
            "event": self.event, "events": [self.event], "move": self.move, "h": self.handover,
            "giver": 1, "taker": 1, "why": "", "s": 0, "start": 0, "page": page, "day": 740000,
            "month": "2026-12-01", "how": "on", "at": ["D1", "1.0"], "only": "all", "text": "",
            "scope": "mine", "person": None, "whose": "", "name": "", "list": True, "view": "",
            "field": "title", "chart": "burn-up", "by": "theme", "g": [key], "f": [], "d": "x",
            "fields": {},
        }  # fmt: skip


@dataclass(frozen=True)
class Entrance:
    """One way in, and how Slack tells of it; `form` names the form that is handed in by it."""

    name: str
    kind: str
    what: str
    form: str = ""
    is_second: bool = False  # it is named after one that is the person's own

    def is_about(self, target: Target) -> bool:
        """Say whether it can name such a thing: an action, or an audit."""
        if self.form:
            return (registry.FORMS[self.form].about == "audit") is target.of_audit
        if self.kind == "pressed" and not SAYS.match(self.what):
            return self.what.startswith("audit_") is target.of_audit
        named = self.what.startswith(NAMES.audit) is target.of_audit
        return named if self.kind == "typed" else True

    @property
    def is_of_one(self) -> bool:
        """Say whether what Slack sends differs with the thing that it is tried on."""
        return self.kind != "typed" or _NUMBER.search(self.what) is not None

    @property
    def swaps(self) -> bool:
        """Say whether it names an audit to swap one's own with."""
        return self.is_second and " swap " in self.what

    def body(self, user: str, target: Target, view: Mapping[str, Any] | None = None) -> Body:
        """Return what Slack sends when somebody comes in by it about a thing."""
        who = {"user": {"id": user, "team_id": "T"}, "team": {"id": "T"}, "trigger_id": TRIGGER}
        if self.kind == "typed":
            command, _, words = self.what.partition(" ")
            asked = {"command": command, "text": self._words(words, target), "user_id": user}
            asked["team_id"] = "T"
            return {**asked, "channel_id": "C1", "response_url": "/reply", "trigger_id": TRIGGER}
        if self.kind == "pressed":
            pressed = {"type": "block_actions", "container": PLACE, "response_url": "/reply"}
            shown = dict(view) if view else _SHOWN_IN.get(self.what, _home)()
            return {**pressed, **who, "actions": [self._action(target)], "view": shown}
        if self.kind == "handed in":
            filled = dict(view) if view else _below_preview(self.what, target)
            return {"type": "view_submission", "view": filled, **who}
        if self.kind == "chosen":
            there = {"channel": {"id": "C1"}, "message": {"ts": "1.1", "text": "Ring Legal"}}
            kind = "message_action" if self.what == "make_action" else "shortcut"
            return {"type": kind, "callback_id": self.what, **there, **who, "response_url": ""}
        event = _EVENTS[self.what](user, target)
        told = {"type": "event_callback", "team_id": "T", "event_id": "E1"}
        return {**told, "event": event, "user_id": user}

    def _words(self, words: str, target: Target) -> str:
        """Return an example with the thing in the place of its number."""
        named = [str(target.own), target.reference] if self.is_second else [target.reference]
        for number in named:
            words = _NUMBER.sub(f"!{number}", words, count=1)
        return re.sub(r"@\w+", f"<@{target.person}>", words.replace("!", ""))

    def _action(self, target: Target) -> Body:
        value = {**target.value(), **_CARRIED.get(self.what, _nothing)(target)}
        if target.in_message or self.what in _IN_A_MESSAGE:
            value["m"] = target.message
        said = f"show {target.reference}"
        if self.what in _WHOLE:
            value = dict(_WHOLE[self.what](target))
        elif SAYS.match(self.what):
            command = NAMES.audit if target.of_audit else NAMES.action
            after = "audit" if target.of_audit else "action"
            value = {"say": said, "after": after, "c": command, "t": said}
        if self.what.startswith("home_"):
            value["page"] = 0
        chosen = _CHOSEN.get(self.what, "{n}").format(n=target.number, m=target.message)
        option = {"value": chosen}
        made = {"action_id": self.what, "block_id": "b", "type": "button", "action_ts": "1"}
        return {**made, "value": json.dumps(value), "selected_option": option}


_IN_A_MESSAGE: Final = frozenset({"why_message", "morning_rest"})  # and nowhere else
_IN_A_FORM: Final = {
    "edit_theirs": "edit", "more_edit": "edit", "more_add": "add", "more_held": "held",
    "more_correct": "correct",
    "outcome_another": "held", "choose_earlier": "choose_which",
    "choose_more": "choose_which", "audit_rules_of": "rules", "audit_rules_part": "rules",
}  # fmt: skip
_CHOSEN: Final = {
    "snooze_pick": "week {n} {m}",
    "item_more": "note {n}",
    "audit_month_only": "2026-12|all",
    "home_filter": "mine",
    "audit_rules_of": "council",
    "audit_rules_part": "grades",
}


def all_entrances() -> list[Entrance]:
    """Return every one that can be about an action or an audit, or about nothing at all."""
    return [*_typed(), *_pressed(), *_handed_in(), *_uploaded(), *_chosen(), *_events()]


def _typed() -> Iterator[Entrance]:
    for command, verbs in registry.command_sets(NAMES).items():
        if command == NAMES.status_alias:
            continue  # the same verbs by another name
        for verb in verbs.verbs:
            words = verb.example or verb.name
            yield Entrance(f"{command} {words}", "typed", f"{command} {words}")
            if verb.subject:
                said = f"{command} {verb.name} 12"
                yield Entrance(said, "typed", said)
            if verb.takes_several or len(_NUMBER.findall(words)) > 1:
                said = f"{command} {words}".replace(" 12 ", " 12 #12 ")
                yield Entrance(f"{said}, the second", "typed", said, is_second=True)


def _pressed() -> Iterator[Entrance]:
    for button in registry.BUTTONS:
        for name in named(button):
            yield Entrance(f"press {name}", "pressed", name, _IN_A_FORM.get(name, ""))


def named(button: Button) -> Iterator[str]:
    """Yield what a button is called, of a pattern with choices and figures."""
    pattern = button.action_id.replace(r"\d+", "1").replace(r"\d", "1")
    parts = re.split(r"\(\?:([^)]*)\)", pattern)
    choices = [part.split("|") if number % 2 else [part] for number, part in enumerate(parts)]
    for chosen in product(*choices):
        yield from "".join(chosen).split("|")


def _handed_in() -> Iterator[Entrance]:
    for form in registry.FORMS.values():
        yield Entrance(f"hand in {form.name}", "handed in", form.callback_id, form.name)


def _uploaded() -> Iterator[Entrance]:
    """Yield the buttons under the preview of a file, and the forms that they open."""
    for name in listeners.PRESSED:
        yield Entrance(f"press {name}", "pressed", name)
    for name in listeners.SUBMITTED:
        yield Entrance(f"hand in {name}", "handed in", name)


def _chosen() -> Iterator[Entrance]:
    for name in ("add_action", "status", "make_action"):
        yield Entrance(f"choose {name}", "chosen", name)


def _events() -> Iterator[Entrance]:
    for name in _EVENTS:
        yield Entrance(name, "event", name)


def state_for(form: str, target: Target) -> ViewState:
    """Return what a form about a thing carries when it is opened."""
    key = target.key or target.number
    kept = _KEPT.get(form, _nothing)(target)
    made = ViewState(move=target.move or None, item=ITEM, kept=kept)
    return made.about(registry.FORMS[form].about, key)  # type: ignore[arg-type]  # a code as well


def _nothing(_: Target) -> Mapping[str, object]:
    return {}


_LIST: Final = {"name": "mine", "person_id": None, "phase": ""}
_WHOSE: Final = {"view": "", "whose": "", "name": "", "person": None}


def _added(target: Target) -> Mapping[str, object]:
    return {"title": "Ring Legal", "after": [target.number]}


def _moved(target: Target) -> Mapping[str, object]:
    day = {"due": "2027-01-15", "why": "The panel meets then", "sure": True}
    return {"ask": "Move", "number": target.number, **day}


# What a button carries that has its words with it: nothing but that.
_WHOLE: Final[Mapping[str, Callable[[Target], Mapping[str, object]]]] = {
    "twin_add": _added,
    "doubt_1": _added,
    "date_1": _moved,
    "outcome_another": _nothing,
    "more_add": _nothing,
    "more_edit": _nothing,
    "more_held": _nothing,
    "more_correct": _nothing,
}
_FILE: Final = Handed(("F1",)).value
_SAMPLE: Final = {"m": "2026-12-01", "d": ""}
_CARRIED: Final[Mapping[str, Callable[[Target], Mapping[str, object]]]] = {
    **dict.fromkeys(listeners.PRESSED, lambda _: _FILE),
    "plan_gone": lambda target: {"g": [target.number]},
    "sample_use": lambda _: {**_FILE, **_SAMPLE},
    "sample_other": lambda _: {**_FILE, **_SAMPLE},
    "outcome_1": lambda _: {"o": "made a difference"},
    "gap_add": lambda _: {"i": ITEM},
    "gap_pick": lambda _: {"i": ITEM},
}
# What a form must remember that is neither an action nor an audit.
_KEPT: Final[Mapping[str, Callable[[Target], Mapping[str, object]]]] = {
    "add": lambda _: {"more": True},
    "edit": lambda _: {"more": True},
    "held": lambda _: {"n": 1, "more": True},
    "rules": lambda _: {"part": "case"},
    "choose_which": lambda _: _LIST,
    "choose_do": lambda target: {"scope": _LIST, "chosen": [target.number], "what": "move"},
    "rules_sure": lambda _: {"service": "", "values": {}},
    "subscription_new": lambda _: _WHOSE,
    "pair": lambda _: {"month": "2026-12-01"},
    "learning": lambda _: {"month": "2026-01-01"},
    "team_channel": lambda _: {"month": "2026-01-01"},
    "handover_choose": lambda _: {"giver": 1},
    "handover_refuse": lambda target: {"h": target.handover, "i": None},
}


def filled_in(view: Mapping[str, Any], state: ViewState, person: str = "U03") -> Body:
    """Return a form as somebody hands it in who has filled in all that it asks."""
    values, view = {}, json.loads(json.dumps(view))
    for block in view["blocks"]:
        if block.get("type") == "input":
            element = block["element"]
            if block["block_id"].startswith("pick") and state.number:  # no other is ticked with it
                element["options"][0]["value"] = str(state.number)
            given = _given(element, person, _SAID.get(block["block_id"], USUALLY_SAID))
            values[block["block_id"]] = {element["action_id"]: given}
    shown = json.loads(view["private_metadata"]) | json.loads(state.metadata())
    kept = json.loads(view["private_metadata"]).get("kept", {})
    if "chosen" in kept:  # what it showed when it was opened is kept, but for what it is about
        shown["kept"] = kept | {"chosen": [state.number]}
    elif kept and "h" not in kept:
        shown["kept"] = kept
    body = {**view, "id": "V1", "hash": "h", "private_metadata": json.dumps(shown)}
    return {**body, "state": {"values": values}}


USUALLY_SAID: Final = "The panel has agreed it"
# What is written in fields that are not for a sentence.
_SAID: Final = {
    "after": "", "repeats": "", "weeks_off": "", "grade_changes": "", "case_number_pattern": "",
    "line": "17", "days": "", "monthly": "3", "link": "https://council.example/minutes",
    **{f"due{number}": "15 January 2027" for number in ("", 1, 2, 3)},
}  # fmt: skip


def _given(element: Mapping[str, Any], person: str, said: str) -> Body:
    groups = element.get("option_groups", [element])  # more than Slack takes in one list
    kind, options = str(element["type"]), groups[0].get("options", [])
    first = next(iter(options), {"value": "none"})
    chosen: Body = {
        "plain_text_input": {"value": element.get("initial_value") or said},
        "users_select": {"selected_user": element.get("initial_user") or person},
        "datepicker": {"selected_date": element.get("initial_date") or "2026-12-18"},
        "timepicker": {"selected_time": element.get("initial_time") or "14:00"},
        "conversations_select": {"selected_conversation": "C1"},
        "checkboxes": {"selected_options": options[:1]},
        "multi_static_select": {"selected_options": options[:1]},
    }.get(kind, {"selected_option": element.get("initial_option") or first})
    return {"type": kind, **chosen}


def _below_preview(name: str, target: Target) -> Body:
    """Return a form that a button under a preview opened, as it is filled in."""
    kept = {"channel": "D1", "ts": "1.1", "table": 0, "handed": _FILE}
    options = [{"value": str(target.number)}]
    ticked = {"type": "checkboxes", "selected_options": options}
    said = {"type": "plain_text_input", "value": "It is not in the plan"}
    values = {"gone 0": {"a": ticked}, "why": {"a": said}, "title": {"a": {**said, "value": "0"}}}
    view = {"id": "V1", "type": "modal", "hash": "h", "callback_id": name, "blocks": []}
    words = {part: {"type": "plain_text", "text": "Plan"} for part in ("title", "submit", "close")}
    return {**view, **words, "private_metadata": json.dumps(kept), "state": {"values": values}}


def _home() -> Body:
    return {"id": "V1", "hash": "h", "private_metadata": "{}", "callback_id": "home"}


def _columns() -> Body:
    """Return the form of columns as it is opened: its button for the rest stands nowhere else."""
    rows = (SheetRow("2", ("Ring Legal", "15 January 2027")),)
    layout = Layout(SheetTable("Plan", "1", ("Action", "Due"), rows), "", {"title": 0, "due": 1})
    shown = forms_view.columns(layout, forms_view.PlanQuestion("D1", "1.1", 0, _FILE))
    return {**_home(), **json.loads(json.dumps(shown)), "state": {"values": {}}}


_SHOWN_IN: Final = {"plan_more": _columns}


def _direct(user: str, text: str, **besides: object) -> Body:
    said = {"type": "message", "channel": "D1", "channel_type": "im", "user": user, "ts": "9.2"}
    return {**said, "text": text, **besides}


def _reaction(user: str, target: Target) -> Body:
    item = {"type": "message", "channel": target.place[0], "ts": target.place[1]}
    return {"type": "reaction_added", "user": user, "reaction": "white_check_mark", "item": item}


def _reply(user: str, target: Target, **besides: object) -> Body:
    channel, ts = target.place
    return {**_direct(user, "sent to Legal"), "channel": channel, "thread_ts": ts, **besides}


def _file(user: str, target: Target) -> Body:
    file = {"id": "F1", "name": "plan.xlsx", "url_private_download": "http://127.0.0.1:1/x"}
    return _direct(user, target.reference, subtype="file_share", files=[file])


def _mention(user: str, target: Target) -> Body:
    text = f"<@UBOT> {_command(target)}show {target.reference}"
    return {"type": "app_mention", "channel": "C1", "user": user, "ts": "9.3", "text": text}


def _command(target: Target) -> str:
    return "audit " if target.of_audit else ""


_EVENTS: Final = {
    "open the Home tab": lambda user, _: {
        "type": "app_home_opened", "user": user, "channel": "D1", "tab": "home"
    },
    "write to the bot": lambda user, it: _direct(user, f"{_command(it)}show {it.reference}"),
    "write done to the bot": lambda user, it: _direct(user, f"{_command(it)}done {it.reference}"),
    "mention the bot": _mention,
    "tick a message": _reaction,
    "reply below a message": _reply,
    "put a file below a message": lambda user, it: _reply(
        user, it, subtype="file_share", files=[{"id": "F1"}]
    ),
    "drop a file": _file,
}  # fmt: skip
