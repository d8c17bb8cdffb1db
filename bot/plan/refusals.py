"""What is said when an action cannot be said to answer something."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, str]] = {
    "plan.answers_already": "#{number} answers {items} already.",
    "plan.does_not_answer": "#{number} does not answer {items}.",
}
