"""The paragraphs of a report that a cell names."""

import re
from typing import Final

_BEFORE: Final = re.compile(r"(?i)^(?:paragraphs?|paras?|section)\.?\s*")
_PARTS: Final = re.compile(r"[;,\n&]|\band\b")


def named_in(text: str) -> list[str]:
    """Return the paragraphs, or references, that a cell names: "paras 19 and 23; 31d"."""
    found = (_BEFORE.sub("", part.strip()) for part in _PARTS.split(text))
    return [part for part in found if re.fullmatch(r"(?:[^\W\d]|[.-])*\d[\w.-]*", part)]
