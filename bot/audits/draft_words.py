"""How a month stands that was drawn and not published, wherever it is counted."""

from jobs.rules.small_numbers import Cell


def drawn_words(expected: int | Cell) -> str:
    """Say how many were drawn, and that nothing of them can have been held."""
    return f"{expected} drawn, not published, 0 of {expected} held"
