"""Reads what was typed of reports. Pure."""

import calendar
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from bot.actions.requests import Request
from bot.actions.words import Verb, wrong
from bot.report.requests import MakePack, MakeReport
from jobs.report.values import Audience
from jobs.rules.periods import MONTH, QUARTER

REPORT: Final = "report quarter scrutiny"
PACK: Final = "pack"
KINDS: Final = {
    "month": MONTH,
    "monthly": MONTH,
    "quarter": QUARTER,
    "quarterly": QUARTER,
}
AUDIENCES: Final = {
    "officers": Audience.OFFICERS,
    "officer": Audience.OFFICERS,
    "scrutiny": Audience.SCRUTINY,
    "public": Audience.SCRUTINY,
}
LAST: Final = frozenset({"last", "previous"})
NOTHING_SAID: Final = frozenset({"for", "this", "of", "version", "the"})
NAMES: Final = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
SHORT: Final = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
IN_FIGURES: Final = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
IN_WORDS: Final = re.compile(rf"\b({'|'.join([*NAMES, *SHORT])})\s+(20\d\d)\b")


def _report(rest: str, command: str) -> Request:
    words, day = read_month(rest.lower())
    made = MakeReport(day=day)
    for word in words.split():
        made = _with(made, word.strip(",."), command)
    return made


def read_month(text: str) -> tuple[str, date | None]:
    """Take a month such as "2026-10" or "October 2026" out of small letters; return both."""
    figures, words = IN_FIGURES.search(text), IN_WORDS.search(text)
    if figures:
        day = date(int(figures[1]), int(figures[2]), 1)
        return text.replace(figures[0], " "), day
    if words:
        month = NAMES.get(words[1]) or SHORT[words[1]]
        return text.replace(words[0], " "), date(int(words[2]), month, 1)
    return text, None


def _with(made: MakeReport, word: str, command: str) -> MakeReport:
    if word in KINDS:
        return replace(made, kind=KINDS[word])
    if word in AUDIENCES:
        return replace(made, audience=AUDIENCES[word])
    if word in LAST:
        return replace(made, is_last=True)
    if word in NOTHING_SAID:
        return made
    what = "A report is on a month or a quarter, such as 2026-10, for officers or for scrutiny."
    raise wrong(REPORT, what, command)


def _pack(_: str, __: str) -> Request:
    return MakePack()


REPORT_VERBS: Mapping[str, Verb] = {
    "report": Verb(REPORT, _report, ("reports",)),
    "pack": Verb(PACK, _pack, ("inspector", "inspection")),
}
