"""What is said where somebody is not known."""

from collections.abc import Mapping
from typing import Final

# Why counts and notes go into a channel no more, by what `channel_readers` calls it.
WHY_NO_CHANNEL: Final[Mapping[str, str]] = {
    "shared_outside": (
        "It is shared with another organisation or workspace, and what is posted there would be "
        "read outside the council."
    ),
    "guests_inside": "There are guests in it, and what is posted there is for the council's staff.",
    "missing_scope": (
        "I can't see who is in it. Ask an administrator to install the app again, with the "
        "manifest that `live-audit manifest` prints."
    ),
}
WORDS: Final[Mapping[str, str]] = {
    **{
        f"channel.{problem}": f"I can't post in that channel. {why} Choose another."
        for problem, why in WHY_NO_CHANNEL.items()
    },
    "people.unknown": (
        "I don't know you yet. Ask an administrator to add your e-mail to the roster."
    ),
    "people.account_taken": "That Slack account is {person}'s, who is on the roster.",
    "forget.not_left": (
        "{person} still works here: the roster has no last day, or one that is still to come. "
        "For somebody who isn't on it, it is the day on which their Slack account was closed."
    ),
    "forget.holds": "{person} still owns {count} open actions. Give them to somebody else first.",
    "accept.no_reason": "Say why they are right: --why 'Put back by hand from a backup'",
    "accept.not_named": "Not named by verify, so nothing was accepted: {rows}.",
    "retention.hold": (
        "LEGAL_HOLD is yes, so nothing is erased. Once the hold is lifted, set it to no and try "
        "again."
    ),
    "roster.no_such_field": (
        "“{said}” names no field; they are {fields}, or nothing. Write it like this: "
        "--map 'Reports to=line manager'"
    ),
    "roster.no_such_column": "There is no column “{heading}” in this file.",
    "roster.unclear_row": (
        "“{said}” does not say whose row, which field and what. Write it like this: "
        "--set 'sam.birch@council.example: line manager=robin.alder@council.example'"
    ),
    "roster.not_one_row": (
        "“{who}” names {count} rows of this file. Name one by its e-mail or its line."
    ),
    "people.not_here": (
        "{person!u} has left or cannot be reached in Slack, so choose somebody else."
    ),
    "people.not_on_roster": "{person!u} is not on the roster, so choose somebody else.",
    "people.mentioned_unknown": (
        "I don't know that person. An administrator can add them to the roster; "
        "until then, pick somebody else."
    ),
}
