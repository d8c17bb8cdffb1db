"""Which month of live audits is meant: by its name, or the one that runs or is a draft."""

from collections.abc import Sequence
from dataclasses import field
from datetime import date
from typing import ClassVar, Final

from bot.audits.verb import AuditCommand
from bot.capital import listed
from bot.refusals import refusal_words
from bot.slack.again import AUDIT, Offer, offering
from bot.slack.blocks import Answer
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
# "publish it now" and "plan for the month of December" name no more than the month in them.
_NAMES_NONE: Final = frozenset(
    ("it", "now", "the", "this", "that", "plan", "draw", "month", "of", "for", "in", "please")
)


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


class OfDraftCommand(AuditCommand):
    """A verb about a month that is drawn and not published; where there are two, it is asked which.

    A month that is named is the one meant, whatever else is drawn.
    """

    month: str = field(default="", kw_only=True)

    permission: ClassVar[Permission]
    for_leads = True

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        return cls(month=without_filling(rest))

    def run(self, ctx: RequestContext) -> Answer:
        """Do it to the month that is meant, or ask which that is."""
        meant = self.meant(ctx)
        return self.about(meant[0], ctx) if len(meant) == 1 else _which(meant, self)

    def meant(self, ctx: RequestContext) -> Sequence[AuditMonth]:
        """Return the month that is meant, or several where that cannot be known; never none."""
        if self.month:
            return [self._named(ctx)]
        if drafts := drafts_for(ctx, self.permission):
            return drafts
        raise never_drawn("No month is waiting to be published.", ctx)

    def _named(self, ctx: RequestContext) -> AuditMonth:
        """Return the month that is named; last year's of its name can be no draft."""
        try:
            return month_named(ctx, self.month, self.permission)
        except RefusedError as error:
            if error.kind != NOT_YET:
                raise
            raise RefusedError("audit.not_drawn", month=error.facts["month"]) from error

    def about(self, audit_month: AuditMonth, ctx: RequestContext) -> Answer:
        """Do it to a month."""
        raise NotImplementedError

    def typed(self, month: str) -> str:
        """Return the words that ask for the same of a month by its name."""
        return f"{self.name} {month}"


def drafts_for(ctx: RequestContext, permission: Permission) -> Sequence[AuditMonth]:
    """Return the months drawn and not published, for those who may; none that is over, if any."""
    require(ctx.person, permission)
    drafts = audits.drawn_months(ctx.session)
    return [one for one in drafts if one.due_on >= ctx.today] or drafts


def without_filling(words: str) -> str:
    """Return what names a month, without the words around it."""
    return " ".join(word for word in words.split() if word.lower() not in _NAMES_NONE)


def never_drawn(what: str, ctx: RequestContext) -> RefusedError:
    """Return the refusal of a month there is no draw of."""
    return RefusedError(f"{what} Try `{ctx.council.commands.audit} draw`.")


def _which(drafts: Sequence[AuditMonth], asked: OfDraftCommand) -> Answer:
    names = [f"{one.month:%B %Y}" for one in drafts]
    said = f"{listed(names)} are drawn and not published. Which month do you mean?"
    return offering(said, [Offer(name, asked.typed(name), AUDIT) for name in names])


def names_month(words: str) -> bool:
    """Say whether words are how a month is named."""
    text = words.strip().lower()
    named = _NAMED.fullmatch(text)
    return _ISO.fullmatch(text) is not None or (named is not None and named["name"] in MONTHS)


def _read(words: str) -> tuple[int, int | None]:
    text = words.strip().lower()
    if iso := _ISO.fullmatch(text):
        return int(iso["month"]), int(iso["year"])
    named = _NAMED.fullmatch(text)
    if named is None or named["name"] not in MONTHS:
        raise RefusedError("audit.no_month_named", month=words.strip())
    return MONTHS[named["name"]], int(named["year"]) if named["year"] else None
