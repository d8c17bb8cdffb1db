"""How a month stands that was drawn and not published, wherever it is counted."""

from jobs.rules.small_numbers import Cell, cell_share_words, shown


def drawn_words(expected: Cell) -> str:
    """Say that none of them is held, and why: nobody has been told of them."""
    return f"{cell_share_words(shown(0), expected)} held, not published yet"
