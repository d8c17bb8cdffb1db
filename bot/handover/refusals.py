"""What is said when something cannot pass from one person's hands to another's."""

from collections.abc import Callable, Mapping
from typing import Final

Facts = Mapping[str, object]

_HOLDS: Final[Mapping[str, str]] = {"owner": "owns", "deputy": "covers for", "signer": "signs off"}


def _not_theirs(facts: Facts) -> str:
    return f"{{name}} no longer {_HOLDS[str(facts['place'])]} {{number!n}}."


WORDS: Final[Mapping[str, str | Callable[[Facts], str]]] = {
    "handover.unknown": "That handover is not there any more.",
    "handover.not_asked": "Only {name} can answer that.",
    "handover.nothing_held": "{name} holds nothing, so there is nothing to hand over.",
    "handover.not_for_them": "{name} can't take on any of it, so choose somebody else.",
    "handover.same_person": "Choose somebody else to hand it over to.",
    "handover.reason_too_long": "A reason has {most} characters at most.",
    "handover.refused_without_reason": "Say why not, in a few words, such as: no room this month.",
    "handover.not_theirs": _not_theirs,
    "handover.audit_not_theirs": "{reference} is not with {name} any more.",
    "handover.two_places": (
        "{name} is the {held} of {number!n} already, so they cannot be its {place} too."
    ),
}
