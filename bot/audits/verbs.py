"""Live audits looked at: what waits for somebody, one of them with its history, why these two."""

from typing import Final

from bot.audits import view
from bot.audits.case_words import case_words
from bot.audits.draw_words import why_words
from bot.audits.heading import heading, is_blind, named
from bot.audits.verb import AuditCommand, OneAuditCommand, below
from bot.slack.blocks import Answer, lines, spoken
from bot.slack.buttons import asks_for
from bot.slack.registry import Request
from bot.vocabulary import our
from db.audits import queries as audits
from db.models import LiveAudit
from jobs.audits import naming
from jobs.context import RequestContext


class MyAudits(AuditCommand):
    """`/audit` alone, or `mine`."""

    only_looks = True

    name = "mine"
    synonyms = ("list",)
    example = ""
    summary = f"your {our.live_audits}, with their buttons"

    def run(self, ctx: RequestContext) -> Answer:
        return view.mine(naming.waiting_for(ctx), ctx)


class ShowAudit(OneAuditCommand):
    """`show 7`."""

    number: int | str  # a moderator's button has its code

    name = "show"
    synonyms = ("view", "open", "see")
    example = "show 7"
    summary = "everything that happened to it; why 7 says why this pair"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        return cls(cls.numbered(rest, command)[0])

    def run(self, ctx: RequestContext) -> Answer:
        audit = audits.find(ctx.session, self.number, ctx.person)
        return view.details(audit, audits.history(ctx.session, audit), ctx)


class WhyPaired(OneAuditCommand):
    """`why 7`."""

    only_looks = True

    number: int

    name = "why"
    example = "why 7"
    no_help = "the row of show tells it"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        return cls(cls.numbered(rest, command)[0])

    def run(self, ctx: RequestContext) -> Answer:
        return why(audits.find(ctx.session, self.number, ctx.person), ctx)


def why(audit: LiveAudit, ctx: RequestContext) -> Answer:
    """Say why these two were drawn; a blind moderator could tell from it who they are."""
    if is_blind(audit, ctx):
        return Answer(f"{our.moderation:A}", [lines([view.blind_words(audit, ctx.person)])])
    reason = why_words(audit.reason) or "Nothing was written down when they were drawn."
    case = [[case_words(audit)]] if case_words(audit) else []
    told = lines(heading(audit, ctx), [reason], *case)
    return Answer(f"Why {named(audit, ctx)}", [told, spoken(_FAIR)])


_FAIR = (
    "The draw takes whoever has waited longest first, keeps pairs from meeting again too soon, "
    f"and spreads {our.audits} over the teams."
)


def first(words: str, command: str) -> Request | None:
    """Read what begins with no verb: nothing at all."""
    return None if words else MyAudits()


BUTTONS: Final = (
    below("audit_show", asks_for(ShowAudit, "a")),
    below("audit_why", asks_for(WhyPaired, "a")),
)
