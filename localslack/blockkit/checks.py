"""The pieces that the tables of Block Kit are made of.

A check takes a value and its JSON pointer and returns what is wrong, in Slack's words.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from localslack.kinds import Json

Check = Callable[[Any, str], list[str]]


def fault(words: str, at: str) -> list[str]:
    """Return one fault as Slack writes it."""
    return [f"{words} [json-pointer:{at}]"]


def string(most: int, least: int = 0, pattern: str | None = None) -> Check:
    """Text of `least` to `most` characters."""

    def check(value: Any, at: str) -> list[str]:  # noqa: ANN401 - what an app sent
        if not isinstance(value, str):
            return fault("must provide a string", at)
        if len(value) > most:
            return fault(f"must be less than {most + 1} characters", at)
        if len(value) < least:
            return fault(f"must be more than {least - 1} characters", at)
        if pattern and not re.fullmatch(pattern, value):
            return fault("failed to match the required pattern", at)
        return []

    return check


def one_of(*names: str) -> Check:
    """One of a few words."""

    def check(value: Any, at: str) -> list[str]:  # noqa: ANN401 - what an app sent
        return [] if value in names else fault(f"must be one of {', '.join(names)}", at)

    return check


def boolean(value: Any, at: str) -> list[str]:  # noqa: ANN401 - what an app sent
    """Either true or false."""
    return [] if isinstance(value, bool) else fault("must provide a boolean", at)


def integer(least: int, most: int) -> Check:
    """A whole number between two bounds, both allowed."""

    def check(value: Any, at: str) -> list[str]:  # noqa: ANN401 - what an app sent
        if not isinstance(value, int) or isinstance(value, bool):
            return fault("must provide a number", at)
        return [] if least <= value <= most else fault(f"must be {least} to {most}", at)

    return check


def listing(item: Check, most: int, least: int = 1) -> Check:
    """A list of `least` to `most` items, each as `item` wants."""

    def check(value: Any, at: str) -> list[str]:  # noqa: ANN401 - what an app sent
        if not isinstance(value, list):
            return fault("must provide an array", at)
        if len(value) > most:
            return fault(f"no more than {most} items allowed", at)
        if len(value) < least:
            return fault(f"no fewer than {least} items allowed", at)
        return [words for number, one in enumerate(value) for words in item(one, f"{at}/{number}")]

    return check


def record(
    fields: Mapping[str, Check], needed: Sequence[str] = (), rule: Check | None = None
) -> Check:
    """An object with these fields and no others, some needed; then `rule` over the whole."""

    def check(value: Any, at: str) -> list[str]:  # noqa: ANN401 - what an app sent
        if not isinstance(value, dict):
            return fault("must provide an object", at)
        found = [w for name in needed if value.get(name) is None for w in _missing(name, at)]
        for name, one in value.items():
            if name not in fields:
                found += fault(f"invalid additional property: {name}", at)
            elif one is not None:
                found += fields[name](one, f"{at}/{name}")
        return found or (rule(value, at) if rule else [])

    return check


def by_type(kinds: Mapping[str, Check]) -> Check:
    """An object checked by the table entry that its `type` names."""

    def check(value: Any, at: str) -> list[str]:  # noqa: ANN401 - what an app sent
        if not isinstance(value, dict):
            return fault("must provide an object", at)
        if "type" not in value:
            return _missing("type", at)
        if not isinstance(value["type"], str) or value["type"] not in kinds:
            return fault(f"unsupported type: {value['type']}", f"{at}/type")
        return kinds[value["type"]](value, at)

    return check


def either(*names: str) -> Check:
    """A rule over an object: at least one of these fields."""

    def check(value: Json, at: str) -> list[str]:
        return [] if any(value.get(name) for name in names) else _missing(" or ".join(names), at)

    return check


def _missing(name: str, at: str) -> list[str]:
    return fault(f"missing required field: {name}", at)
