"""How a month stands that was drawn and not published, wherever it is counted."""

from jobs.rules.small_numbers import Cell


def drawn_words(expected: int | Cell) -> str:
    """Say that none of them is held, and why: nobody has been told of them."""
    return f"0 of {expected} held, not published yet"
