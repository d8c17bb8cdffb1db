"""What is said of a setting in a small language of ours that cannot be read."""

from collections.abc import Mapping
from typing import Final

from jobs.rules.errors import UnreadableError

# {what} is what the setting is called.
WORDS: Final[Mapping[str, str]] = {
    "steps.none": "A {what} needs at least one step",
    "steps.same_day": "Two steps of the {what} fall on the same day",
    "steps.unreadable": "I cannot read {part!r} in the {what}",
    "steps.too_far": "A step can be {most} working days away at most",
    "steps.recipient": "A step can tell {known}, not {name!r}",
    "steps.twice": "{names!r} names somebody twice",
    "steps.repeat": "Repeat every 1 to {most} working days",
    "steps.before_done": "The first step comes a working day after it was done, or later",
    "quiet.unreadable": "I cannot read {part!r} in the {what}",
    "quiet.no_such_day": "{part!r} names a day that does not exist",
    "quiet.backwards": "{part!r} ends before it begins",
    "rag_rule.unknown": "A {what} begins with one of {names}",
    "rag_rule.number": "{part!r} must have a number from {least} to {most}",
    "rag_rule.unreadable": "I cannot read {part!r} in the {what}",
    "rag_rule.long_word": "A level's word has {most} characters at most",
}


def setting_words(error: UnreadableError, what: str, example: str) -> str:
    """Return what is wrong with a setting, and how to write it."""
    facts = {
        name: ", ".join(value) if isinstance(value, tuple) else value
        for name, value in error.facts.items()
    }
    it = "them" if what.endswith("s") else "it"
    return f"{WORDS[error.kind].format(what=what, **facts)}; write {it} like this: {example}"
