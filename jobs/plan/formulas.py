"""What a spreadsheet would take for a formula is written so that it never becomes one.

https://owasp.org/www-community/attacks/CSV_Injection
"""

from typing import Any, Final

_BEGINS: Final = ("=", "+", "-", "@", *"＝＋－＠")  # noqa: RUF001  (as wide as others are)


def is_like_a_formula(words: str) -> bool:
    """Say whether a spreadsheet may take some words for a formula."""
    return words.lstrip().startswith(_BEGINS)


def safe_words(words: str) -> str:
    """Return words for a CSV file; what is like a formula has an apostrophe before it."""
    return f"'{words}" if is_like_a_formula(words) else words


def put_words(cell: Any, words: str) -> None:  # noqa: ANN401  (openpyxl's, which may be merged)
    """Write words into a cell of a workbook; as words also once somebody has edited it."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell.value = ILLEGAL_CHARACTERS_RE.sub("", words)
    cell.data_type = "s"
    cell.quotePrefix = is_like_a_formula(words)
