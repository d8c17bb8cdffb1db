"""Block elements. Limits: https://docs.slack.dev/reference/block-kit/block-elements."""

from collections.abc import Mapping

from localslack.blockkit.checks import (
    Check,
    boolean,
    either,
    integer,
    listing,
    one_of,
    record,
    string,
)
from localslack.blockkit.objects import (
    ANY_OPTION,
    CONFIRM,
    IDENT,
    OPTION_GROUP,
    PLAIN_OPTION,
    URL,
    chosen_exist,
    kind,
    plain,
)
from localslack.kinds import Json

DATE = string(10, 10, r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
TIME = string(5, 5, r"([01]\d|2[0-3]):[0-5]\d")

COMMON: Mapping[str, Check] = {"action_id": IDENT, "confirm": CONFIRM, "focus_on_load": boolean}
SELECT: Mapping[str, Check] = {**COMMON, "placeholder": plain(150)}
MULTI: Mapping[str, Check] = {**SELECT, "max_selected_items": integer(1, 1000)}
CHOICES: Mapping[str, Check] = {
    "options": listing(PLAIN_OPTION, 100),
    "option_groups": listing(OPTION_GROUP, 100),
}
DISPATCH = record(
    {
        "trigger_actions_on": listing(one_of("on_enter_pressed", "on_character_entered"), 2),
    }
)


def _has_choices(value: Json, at: str) -> list[str]:
    return either("options", "option_groups")(value, at) or chosen_exist(value, at)


ELEMENTS: Mapping[str, Check] = {
    "button": record(
        {
            **kind("button"),
            "text": plain(75),
            "action_id": IDENT,
            "url": URL,
            "value": string(2000),
            "style": one_of("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
        },
        ["text"],
    ),
    "static_select": record(
        {**kind("static_select"), **SELECT, **CHOICES, "initial_option": PLAIN_OPTION},
        rule=_has_choices,
    ),
    "multi_static_select": record(
        {
            **kind("multi_static_select"),
            **MULTI,
            **CHOICES,
            "initial_options": listing(PLAIN_OPTION, 100),
        },
        rule=_has_choices,
    ),
    "users_select": record({**kind("users_select"), **SELECT, "initial_user": IDENT}),
    "multi_users_select": record(
        {**kind("multi_users_select"), **MULTI, "initial_users": listing(IDENT, 1000, 0)}
    ),
    "conversations_select": record(
        {
            **kind("conversations_select"),
            **SELECT,
            "initial_conversation": IDENT,
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": record(
                {
                    "include": listing(one_of("im", "mpim", "private", "public"), 4),
                    "exclude_external_shared_channels": boolean,
                    "exclude_bot_users": boolean,
                }
            ),
        }
    ),
    "datepicker": record({**kind("datepicker"), **SELECT, "initial_date": DATE}),
    "timepicker": record(
        {**kind("timepicker"), **SELECT, "initial_time": TIME, "timezone": string(100)}
    ),
    "checkboxes": record(
        {
            **kind("checkboxes"),
            **COMMON,
            "options": listing(ANY_OPTION, 10),
            "initial_options": listing(ANY_OPTION, 10),
        },
        ["options"],
        chosen_exist,
    ),
    "radio_buttons": record(
        {
            **kind("radio_buttons"),
            **COMMON,
            "options": listing(ANY_OPTION, 10),
            "initial_option": ANY_OPTION,
        },
        ["options"],
        chosen_exist,
    ),
    "overflow": record(
        {
            **kind("overflow"),
            "action_id": IDENT,
            "confirm": CONFIRM,
            "options": listing(PLAIN_OPTION, 5),
        },
        ["options"],
    ),
    "image": record(
        {**kind("image"), "image_url": URL, "alt_text": string(2000)}, ["image_url", "alt_text"]
    ),
    "plain_text_input": record(
        {
            **kind("plain_text_input"),
            "action_id": IDENT,
            "placeholder": plain(150),
            "initial_value": string(3000),
            "multiline": boolean,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
            "dispatch_action_config": DISPATCH,
            "focus_on_load": boolean,
        }
    ),
}

SELECTS = ("static_select", "users_select", "conversations_select")
MULTI_SELECTS = ("multi_static_select", "multi_users_select")
PICKERS = ("datepicker", "timepicker", "checkboxes", "radio_buttons")


def chosen(*names: str) -> Mapping[str, Check]:
    """Return the part of the table with these elements."""
    return {name: ELEMENTS[name] for name in names}


IN_SECTION = chosen("button", "overflow", "image", *PICKERS, *SELECTS, *MULTI_SELECTS)
IN_ACTIONS = chosen("button", "overflow", *PICKERS, *SELECTS)
IN_INPUT = chosen("plain_text_input", *PICKERS, *SELECTS, *MULTI_SELECTS)
