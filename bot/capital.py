"""What sentences are put together with: a capital at the beginning, words or numbers in a row."""

from collections.abc import Sequence


def capital(words: str) -> str:
    """Return words with a capital at their start: a role is called "the Team Manager"."""
    return words[:1].upper() + words[1:]


def listed(words: Sequence[str], last: str = " and ") -> str:
    """Return words in a row: "one, two and three"."""
    return last.join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def from_to(first: int, last: int) -> str:
    """Return which of a list are shown: "11 to 20", or "21" where it is one."""
    return f"{first} to {last}" if last > first else f"{first}"
