"""Who covers for somebody: their own deputy, and the deputies of their actions."""

from typing import Final

from bot.capital import capital
from bot.slack.again import MOST_OFFERED, Offer, offering
from bot.slack.arguments import called, no_one
from bot.slack.blocks import Answer, Block, aside, bold, bullets, lines, saying
from bot.slack.registry import Request
from db.actions import queries as actions
from db.models import Person
from db.permissions import Permission, require
from jobs.context import RequestContext

_MOST: Final = 30


class WhoCovers(Request):
    """`who's covering for me`, `who covers for Sam`, whom whoever may set their leave is told."""

    only_looks = True

    who: str = ""  # as they are called, or mentioned; empty: whoever asks

    def run(self, ctx: RequestContext) -> Answer:
        if not self.who:
            return _covers(ctx.person, ctx)
        known = called(self.who, ctx)
        if len(known) != 1:
            offers = [Offer(each.name, f"who covers for <@{each.slack_id}>") for each in known]
            mine = Offer("Who covers for me?", "who covers for me")
            return offering(no_one(self.who, known), [*offers, mine][:MOST_OFFERED])
        require(ctx.person, Permission.AWAY, known[0])
        return _covers(known[0], ctx)


def _covers(person: Person, ctx: RequestContext) -> Answer:
    """Name the deputy, and whoever covers for single actions; else how one is named."""
    command = ctx.council.commands.action
    whom = "you" if person.id == ctx.person.id else person.called
    theirs = [one.id for one in actions.open_of(ctx.session, person, _MOST) if one.deputy]
    rows = actions.several(ctx.session, theirs, ctx.person).values()  # that whoever asks may see
    told: list[list[Block | str]] = [
        [f"{one.called} {one.title}: ", bold(one.deputy.called)] for one in rows if one.deputy
    ]
    whole = person.deputy
    if whole is None and not told:
        return saying(f"Nobody covers for {whom}. `{command} deputy 12 @person` names somebody.")
    of_some = f"Somebody covers for {whom} on these:"
    said = f"{capital(whole.called)} covers for {whom}." if whole else of_some
    shown = [bullets(*told)] if told else []
    note = aside(f"{command} deputy 12 @person names somebody for one action.")
    return Answer(said, [lines([said]), *shown, note])
