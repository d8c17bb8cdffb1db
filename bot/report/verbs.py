"""The reports that leads ask for; the files follow once the unit of work is over."""

import calendar
from dataclasses import replace
from datetime import date
from typing import Final

from bot.capital import capital
from bot.slack.blocks import Answer
from bot.slack.buttons import Button
from bot.slack.interaction import Interaction
from bot.slack.registry import Command, Reply, Request
from db.council_events import exported
from db.errors import RefusedError
from db.patterns import pattern
from db.permissions import Permission, require
from jobs.context import RequestContext
from jobs.report.audience import Audience
from jobs.rules.periods import MONTH, QUARTER, Period

_KINDS: Final = {"month": MONTH, "monthly": MONTH, "quarter": QUARTER, "quarterly": QUARTER}
_AUDIENCES: Final = {
    "officers": Audience.OFFICERS,
    "officer": Audience.OFFICERS,
    "scrutiny": Audience.SCRUTINY,
    "public": Audience.SCRUTINY,
}
_LAST: Final = frozenset({"last", "previous"})
_NOTHING_SAID: Final = frozenset({"for", "this", "of", "version", "the", "please"})
_NAMES: Final = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_SHORT: Final = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_IN_FIGURES: Final = pattern(r"(20\d\d)-(0[1-9]|1[0-2])")
_IN_WORDS: Final = pattern(rf"\b({'|'.join([*_NAMES, *_SHORT])})\s+(20\d\d)\b")


class MakeReport(Command):
    """`report quarter scrutiny`, `report last month`, `report 2026-10`.

    `day` is a day of the period, or None for the one that today is in; `is_last` asks for the one
    before that.
    """

    kind: str = MONTH
    audience: Audience = Audience.OFFICERS
    day: date | None = None
    is_last: bool = False

    name = "report"
    synonyms = ("reports",)
    example = "report quarter scrutiny"
    help_example = "report"
    for_leads = True
    summary = "the month as a document and a workbook; also report quarter scrutiny"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        """Read the period and for whom it is, in any order."""
        words, day = read_month(rest.lower())
        made = cls(day=day)
        for word in words.split():
            made = made._with(word.strip(",."), command)
        return made

    def _with(self, word: str, command: str) -> "MakeReport":
        if word in _KINDS:
            return replace(self, kind=_KINDS[word])
        if word in _AUDIENCES:
            return replace(self, audience=_AUDIENCES[word])
        if word in _LAST:
            return replace(self, is_last=True)
        if word in _NOTHING_SAID:
            return self
        what = "A report is on a month or a quarter, such as 2026-10, for officers or for scrutiny."
        raise self.wrong(what, command)

    def run(self, ctx: RequestContext) -> Answer:
        """Read what a report is made of, and let its two files follow, or refuse in words."""
        require(ctx.person, Permission.REPORT)
        wanted = Period.of(self.day or ctx.today, self.kind)
        period = begun(wanted.before if self.is_last else wanted, ctx.today)
        exported(ctx, "report", period=period.slug, audience=self.audience)
        from bot.report import making

        return making.report(period, self.audience, ctx)


class MakePack(Command):
    """`pack`: an inspector rang."""

    name = example = "pack"
    synonyms = ("inspector", "inspection")
    for_leads = True
    summary = "everything an inspector asks for, in one file"

    def run(self, ctx: RequestContext) -> Answer:
        """Read everything that an inspector is handed, and let the pack follow."""
        require(ctx.person, Permission.REPORT)
        exported(ctx, "pack")
        from bot.report import making

        return making.inspection_pack(ctx)


def read_month(text: str) -> tuple[str, date | None]:
    """Take a month such as "2026-10" or "October 2026" out of small letters; return both."""
    figures, words = _IN_FIGURES.search(text), _IN_WORDS.search(text)
    if figures:
        day = date(int(figures[1]), int(figures[2]), 1)
        return text.replace(figures[0], " "), day
    if words:
        month = _NAMES.get(words[1]) or _SHORT[words[1]]
        return text.replace(words[0], " "), date(int(words[2]), month, 1)
    return text, None


def begun(wanted: Period, today: date) -> Period:
    """Return the period asked for, or refuse one that has not begun."""
    if wanted.first > today:
        raise RefusedError(
            f"{capital(wanted.name)} has not begun yet; "
            f"`report {Period.of(today).slug}` tells of this month."
        )
    return wanted


_OF_BUTTON: Final[dict[str, Command]] = {
    "report_month": MakeReport(),
    "report_quarter": MakeReport(QUARTER),
    "report_scrutiny": MakeReport(audience=Audience.SCRUTINY),
    "report_pack": MakePack(),
}


def _pressed(click: Interaction, ctx: RequestContext) -> Reply:
    return _OF_BUTTON[click.name].run(ctx)


VERBS: Final = (MakeReport, MakePack)
BUTTONS: Final = (Button("|".join(_OF_BUTTON), _pressed),)
