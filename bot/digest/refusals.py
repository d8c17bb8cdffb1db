"""What is said when a digest cannot be shown or sent by itself."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, str]] = {
    "digest.not_theirs": (
        "Only {who}, their manager, {our.lead:a} or an administrator can see where their "
        "work stands."
    ),
    "digest.not_of_everybody_in": (
        "Only {our.lead:a}, an administrator or a manager of everybody in {where} can see where "
        "its work stands."
    ),
    "digest.not_everybodys": (
        "Only {our.lead:a} or an administrator can see where all work stands. "
        "Without a word after it, the command shows yours."
    ),
    "digest.no_one_of_that_name": ("I don't know which {of} that is. Choose from: {known}."),
    "digest.person_unknown": "I don't know that person any more.",
    "subscription.paused_already": "Subscription {number} is paused already.",
    "subscription.not_paused": "Subscription {number} is not paused.",
    "subscription.not_yours": "You have no subscription {number}.",
    "subscription.comes_already": "You already get that: it's your subscription {number}.",
    "subscription.too_many": "You have {most} subscriptions. Stop one first.",
    "subscription.not_to_a_channel": (
        "Only {our.lead:a}, an administrator or somebody's manager can send counts to a channel, "
        "and of their own people only. Write me instead of the channel to get it yourself."
    ),
}
