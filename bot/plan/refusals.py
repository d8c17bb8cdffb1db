"""What is said when a plan cannot be imported, or an action cannot be said to answer something."""

from collections.abc import Callable, Mapping
from typing import Final

Facts = Mapping[str, object]


def _no_such_item(facts: Facts) -> str:
    known = "They look like {known}." if facts["known"] else "No review has been imported yet."
    return (
        f"The review has nothing called “{{reference}}”. {known} `{{action}} gaps` lists "
        "those that no action answers."
    )


WORDS: Final[Mapping[str, str | Callable[[Facts], str]]] = {
    "plan.answers_already": "{number!n} answers {items} already.",
    "plan.does_not_answer": "{number!n} does not answer {items}.",
    "plan.no_such_item": _no_such_item,
    "plan.imported_meanwhile": (
        "Somebody else has just imported the same plan. Upload the file again to see what is left "
        "to change."
    ),
}
