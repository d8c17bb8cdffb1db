"""Which month of live audits is meant: by its name, or the one that runs."""

from datetime import date
from typing import Final

from bot.audits.verb import AuditCommand
from bot.refusals import refusal_words
from bot.slack.again import AUDIT, Offer, offering
from bot.slack.registry import Reply, Request
from db.audits import queries as audits
from db.errors import RefusedError
from db.models import AuditMonth, MonthState
from db.patterns import pattern
from db.permissions import Permission, require
from jobs.context import RequestContext
from jobs.rules.deadline_words import MONTHS
from jobs.rules.months import next_month

NOT_YET: Final = "audit.month_not_yet"
LOOKED_BACK: Final = 36
_ISO: Final = pattern(r"(?P<year>20\d\d)-(?P<month>0?[1-9]|1[0-2])(?:-01)?")
_NAMED: Final = pattern(r"(?P<name>[a-z]+)(?:[\s,]+(?P<year>20\d\d))?")


def month_named(ctx: RequestContext, words: str, permission: Permission) -> AuditMonth:
    """Return the month that was drawn under this name: "December", "2026-12".

    Without its year it is the latest of that name up to next month, or one drawn for later. Where
    that was never drawn, the refusal says so and names the last one that was. No name is the month
    to look after: the latest that has opened and is not closed, else the next that opens, else the
    latest there is. Only whoever has `permission` is told any of it.
    """
    require(ctx.person, permission)
    drawn = audits.latest_months(ctx.session, LOOKED_BACK)
    if not words.strip():
        standing = [one for one in drawn if one.state != MonthState.CLOSED]
        running = [one for one in standing if one.opens_on <= ctx.today]
        found = [*running, *reversed(standing), *drawn]
    else:
        number, year = _read(words)
        found = [
            one for one in drawn if one.month.month == number and year in (None, one.month.year)
        ]
    if not found:
        raise RefusedError("audit.month_not_drawn", month=words.strip() or "A month")
    if words.strip() and year is None and found[0].month < (meant := _latest(number, ctx.today)):
        raise RefusedError(NOT_YET, month=f"{meant:%B %Y}", last=f"{found[0].month:%B %Y}")
    return found[0]


def _latest(number: int, today: date) -> date:
    """Return the first day of the latest month of a name up to the one that is drawn next."""
    coming = next_month(today)
    this = date(coming.year, number, 1)
    return this if this <= coming else this.replace(year=this.year - 1)


class OfMonthCommand(AuditCommand):
    """A verb that shows leads a month of live audits, as it is typed."""

    month: str = ""

    for_leads = True

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        return cls(rest.strip())

    def kept(self, error: RefusedError, ctx: RequestContext) -> Reply | None:
        """Offer last year's month where this year's is not drawn yet."""
        if error.kind != NOT_YET:
            return None
        last = str(error.facts["last"])
        return offering(refusal_words(error), [Offer(last, f"{self.name} {last}", AUDIT)])


def _read(words: str) -> tuple[int, int | None]:
    text = words.strip().lower()
    if iso := _ISO.fullmatch(text):
        return int(iso["month"]), int(iso["year"])
    named = _NAMED.fullmatch(text)
    if named is None or named["name"] not in MONTHS:
        raise RefusedError("audit.no_month_named", month=words.strip())
    return MONTHS[named["name"]], int(named["year"]) if named["year"] else None
