"""Live audits looked at: what waits for somebody, one of them with its history, why these two."""

from typing import Final

from bot.audits import view
from bot.audits.verb import AuditCommand, OneAuditCommand, below
from bot.slack.blocks import Answer
from bot.slack.buttons import asks_for
from bot.slack.registry import Request
from db.audits import queries as audits
from jobs.audits import naming
from jobs.context import RequestContext


class MyAudits(AuditCommand):
    """`/audit` alone, or `mine`."""

    name = "mine"
    synonyms = ("list",)
    example = ""
    summary = "your live audits, with their buttons"

    def run(self, ctx: RequestContext) -> Answer:
        return view.mine(naming.waiting_for(ctx.session, ctx.person), ctx)


class ShowAudit(OneAuditCommand):
    """`show 7`."""

    number: int | str  # a moderator's button has its code

    name = "show"
    synonyms = ("view", "open", "see")
    example = "show 7"
    summary = "everything that happened to it; why 7 says why you two"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        return cls(cls.numbered(rest, command)[0])

    def run(self, ctx: RequestContext) -> Answer:
        audit = audits.find(ctx.session, self.number, ctx.person)
        return view.details(audit, audits.history(ctx.session, audit), ctx)


class WhyPaired(OneAuditCommand):
    """`why 7`."""

    number: int

    name = "why"
    example = "why 7"
    no_help = "the row of show tells it"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        return cls(cls.numbered(rest, command)[0])

    def run(self, ctx: RequestContext) -> Answer:
        return view.why(audits.find(ctx.session, self.number, ctx.person), ctx)


def first(words: str, command: str) -> Request | None:
    """Read what begins with no verb: nothing at all."""
    return None if words else MyAudits()


BUTTONS: Final = (
    below("audit_show", asks_for(ShowAudit, "a")),
    below("audit_why", asks_for(WhyPaired, "a")),
)
