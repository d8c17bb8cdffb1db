"""Composition objects: text, options and confirmation dialogs.

Limits: https://docs.slack.dev/reference/block-kit/composition-objects
"""

from collections.abc import Mapping

from localslack.blockkit.checks import (
    Check,
    boolean,
    by_type,
    fault,
    listing,
    one_of,
    record,
    string,
)
from localslack.kinds import Json

IDENT = string(255)
URL = string(3000)
FLAG: Check = boolean


def kind(*names: str) -> Mapping[str, Check]:
    """Return the `type` field, with the names it may have."""
    return {"type": one_of(*names)}


def plain(most: int) -> Check:
    """Return the check of a plain_text object."""
    fields = {**kind("plain_text"), "text": string(most, 1), "emoji": FLAG}
    return record(fields, ["type", "text"])


def marked(most: int) -> Check:
    """Return the check of a mrkdwn object."""
    fields = {**kind("mrkdwn"), "text": string(most, 1), "verbatim": FLAG}
    return record(fields, ["type", "text"])


def any_text(most: int) -> Check:
    """Return the check of a text object of either sort."""
    return by_type({"plain_text": plain(most), "mrkdwn": marked(most)})


def option(text: Check) -> Check:
    """Return the check of an option whose text is of this sort."""
    return record(
        {"text": text, "value": string(150), "description": plain(75), "url": URL},
        ["text", "value"],
    )


PLAIN_OPTION = option(plain(75))
ANY_OPTION = option(any_text(75))
OPTION_GROUP = record(
    {"label": plain(75), "options": listing(PLAIN_OPTION, 100)}, ["label", "options"]
)
CONFIRM = record(
    {
        "title": plain(100),
        "text": any_text(300),
        "confirm": plain(30),
        "deny": plain(30),
        "style": one_of("primary", "danger"),
    },
    ["title", "text", "confirm", "deny"],
)


def chosen_exist(value: Json, at: str) -> list[str]:
    """Rule: what is chosen at first is among the options."""
    groups = value.get("option_groups") or [{"options": value.get("options", [])}]
    options = [one for group in groups for one in group["options"]]
    chosen = [*value.get("initial_options", ())]
    chosen += [value["initial_option"]] if value.get("initial_option") else []
    if all(one in options for one in chosen):
        return []
    return fault("initial option must match one of the options", at)
