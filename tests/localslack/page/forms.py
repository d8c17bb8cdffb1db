"""Modals, a Home and messages with something of every kind."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(text: str) -> Json:
    return {"text": plain(text), "value": text.lower()}


def button(text: str, action_id: str, **more: object) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain(text), "value": "12"} | more


def asked(block_id: str, label: str, element: Json, **more: object) -> Json:
    element = {"action_id": "a"} | element
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element} | more


def modal(callback_id: str, title: str, blocks: list[Json]) -> Json:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title),
        "submit": plain("Save"),
        "close": plain("Not now"),
        "notify_on_close": True,
        "blocks": blocks,
    }


SOURCES = [option("Peer review"), option("Live audit")]
FORM = modal(
    "form",
    "Add an action",
    [
        asked(
            "what",
            "What is to be done",
            {"type": "plain_text_input", "multiline": True},
            hint=plain("No names of children"),
        ),
        asked("who", "Owner", {"type": "users_select"}, optional=True),
        asked("due", "Due", {"type": "datepicker", "initial_date": "2026-12-04"}, optional=True),
        asked("at", "Time of day", {"type": "timepicker"}, optional=True),
        asked("source", "Source", {"type": "static_select", "options": SOURCES}),
        asked("how", "Remind", {"type": "radio_buttons", "options": SOURCES}, optional=True),
        asked("tell", "Tell", {"type": "multi_users_select"}, optional=True),
        asked("also", "Also", {"type": "checkboxes", "options": SOURCES}, optional=True),
        {"type": "actions", "block_id": "more", "elements": [button("Choose more", "push")]},
    ],
)


def pushed() -> Json:
    element = {"type": "plain_text_input"}
    return modal("pushed", "More about it", [asked("why", "Why", element, optional=True)])


def home(user: str) -> Json:
    words = {"type": "section", "text": {"type": "mrkdwn", "text": f"Two actions for <@{user}>"}}
    return {
        "type": "home",
        "blocks": [words, {"type": "actions", "elements": [button("Status", "other")]}],
    }


def reminder() -> list[Json]:
    confirm = {
        "title": plain("Not yours?"),
        "text": plain("Your manager is told."),
        "confirm": plain("Tell them"),
        "deny": plain("Keep it"),
    }
    buttons = [
        button("Done", "done", style="primary"),
        button("Not mine", "other", confirm=confirm),
    ]
    return [
        {"type": "section", "text": {"type": "mrkdwn", "text": "*#12 Adolescent Strategy*"}},
        {"type": "actions", "block_id": "b", "elements": buttons},
    ]
