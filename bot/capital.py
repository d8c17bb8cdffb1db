"""The capital at the beginning of a sentence."""


def capital(words: str) -> str:
    """Return words with a capital at their start: a role is called "the Team Manager"."""
    return words[:1].upper() + words[1:]
