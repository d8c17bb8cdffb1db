"""What sentences are put together with: a capital at the beginning, words in a row."""

from collections.abc import Sequence


def capital(words: str) -> str:
    """Return words with a capital at their start: a role is called "the Team Manager"."""
    return words[:1].upper() + words[1:]


def listed(words: Sequence[str], last: str = " and ") -> str:
    """Return words in a row: "one, two and three"."""
    return last.join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
