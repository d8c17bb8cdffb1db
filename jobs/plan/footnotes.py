"""Leaves out what leads to a footnote in a Word file: a figure above the line behind a word."""

import re
from typing import Any, Final

from docx.oxml.ns import qn

# What is set above the line stands between these until it is known what it is.
_ABOVE, _BELOW = "\x02", "\x03"
_RAISED: Final = re.compile(r"\x02([^\x02\x03]*)\x03")
# Behind "20 m" or "10" it is a power.
_FOOTNOTE: Final = re.compile(
    r"(?<![\d\s])(?<!\d[a-z])(?<!\d [a-z])(?<!\d[a-z]{2})(?<!\d [a-z]{2})"
    r"\x02[\d*\u2020\u2021, ]{1,5}\x03"
)


def marks(run: Any) -> tuple[str, str]:  # noqa: ANN401  (an element of lxml)
    """Return what stands before and behind the words of a run: nothing but above the line."""
    height = run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
    is_raised = height is not None and height.get(qn("w:val")) == "superscript"
    return (_ABOVE, _BELOW) if is_raised and run.tag == qn("w:r") else ("", "")


def without(said: str) -> str:
    """Return words without what leads to a footnote."""
    return _RAISED.sub(r"\1", _FOOTNOTE.sub("", said))
