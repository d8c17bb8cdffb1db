"""How a sentence begins, and how it lists things."""

from collections.abc import Sequence


def capital(words: str) -> str:
    """Return words with a capital at their start: a role is called "the Team Manager"."""
    return words[:1].upper() + words[1:]


def listed(words: Sequence[str]) -> str:
    """Return "one, two and three"; nothing of nothing."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
