"""What is said where somebody is not known."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, str]] = {
    "people.unknown": (
        "I do not know you yet. Ask an administrator to add your e-mail to the roster."
    ),
    "people.mentioned_unknown": (
        "I do not know that person. An administrator can add them to the roster; "
        "until then, pick somebody else."
    ),
}
