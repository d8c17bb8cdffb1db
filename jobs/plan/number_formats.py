"""Shows a number as a sheet shows it: 1.1 with two places is 1.10, and 7 may be 007 or ACT-07."""

import re
from typing import Final

_NOT_FORMAT: Final = re.compile(r'"[^"]*"|\[[^\[\]]*\]|\\.')
_SIMPLE: Final = re.compile(
    r"(?P<before>(?:[^0#?.,%\\]|\\.)*)(?=[#,0.])(?P<whole>#?,?#*0*|0+)(?:\.(?P<places>0+))?(?P<percent>%?)"
    r"(?P<after>[^0#?.,%]*)"
)
AS_EXCEL_SHOWS: Final = 11  # figures of a number that has no format


def is_month(pattern: str) -> bool:
    """Say whether a format shows a date without its day, as "Mar-27"."""
    plain = _NOT_FORMAT.sub("", pattern).lower()
    return "m" in plain and "y" in plain and "d" not in plain


def shown(value: float, pattern: str) -> str:
    """Return a number as it is shown; a format that is not simple shows it as it is."""
    plain = re.sub(r"\[[^\[\]]*\]", "", pattern.split(";")[0])
    if plain in {"", "General", "@"}:
        return _plain(value)
    unquoted = re.sub(r'"([^"]*)"', lambda match: "".join(f"\\{each}" for each in match[1]), plain)
    unquoted = re.sub(r"_.|\*.", "", unquoted)
    match = _SIMPLE.fullmatch(unquoted)
    if match is None or not (match["whole"] or match["places"]):
        return _plain(value)
    number = value * 100 if match["percent"] else value
    places, least = len(match["places"] or ""), match["whole"].count("0")
    width = least + places + bool(places)
    said = f"{number:0{width}.{places}f}"
    return f"{_literal(match['before'])}{said}{match['percent']}{_literal(match['after'])}".strip()


def _literal(said: str) -> str:
    return re.sub(r"\\(.)", r"\1", said)


def _plain(value: float) -> str:
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    return f"{value:.{AS_EXCEL_SHOWS}g}"
