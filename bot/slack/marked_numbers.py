"""Numbers as people quote them: `done "1" and "6"`, `done (12)`."""

import re
from typing import Final

from db.patterns import pattern

_CLOSING_MARK: Final = "[)\u201d\u2019\"']"
_IN_MARKS: Final = rf"[(\u201c\u2018\"'](?:#?\d[\w.]*){_CLOSING_MARK}(?!\w)"
_A_NUMBER: Final = rf"(?:{_IN_MARKS}|#?\d[\w.]*)"
_MARKED: Final = pattern(_IN_MARKS)
# '"1" and "6"', '1, "6"'; of two with no sign between them both are marked, or it is a note.
_MARKED_ROW: Final = pattern(
    rf"^{_A_NUMBER}(?:\s*(?:(?:[,;+&]|&amp;|\b(?:and|plus|or|then|also)\b)\s*)+{_A_NUMBER}|"
    rf"(?<={_CLOSING_MARK})\s+{_IN_MARKS})*",
    re.IGNORECASE,
)


def bare(words: str) -> str:
    """Return words without the quotation marks and brackets of the numbers that stand first."""
    row = _MARKED_ROW.match(words)
    if row is None:
        return words
    return _MARKED.sub(lambda found: found[0][1:-1], row[0]) + words[row.end() :]
