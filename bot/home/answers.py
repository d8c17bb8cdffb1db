"""What answers somebody by who they are, or by how things are with their council."""

from typing import Final

from bot.audits.month_page import ShowMonth
from bot.capital import listed
from bot.home.explained import REMINDED
from bot.home.welcome import MY_AUDITS, NEXT, Say
from bot.slack.again import MOST_OFFERED, NOTHING_YET, Offer, offering
from bot.slack.blocks import Answer
from bot.slack.registry import Reply, Request
from bot.vocabulary import our
from db.actions import queries as actions
from db.people import queries as people
from jobs.audits import settings
from jobs.context import RequestContext
from jobs.rules.audit_rules import grades

_ABOUT_ME: Final = Offer("Records about me", "about me")
_NOT_DELETED: Final = (
    "I can't delete what is on record: it belongs to the council, so nothing was changed. I can "
    "send you what is held about you; for anything else, ask an administrator."
)
_MOST: Final = 3  # actions of nobody that are offered


class Trouble(Request):
    """`the button does nothing`: what to try, and who can find out more."""

    def run(self, ctx: RequestContext) -> Answer:
        said = (
            "Try it again from my Home tab: an older message may have buttons that no longer do "
            f"anything. If it still doesn't work, tell {who_looks_after_it(ctx)} what you pressed."
        )
        return offering(said, NEXT)


class AChild(Request):
    """`I'm worried about a child`: nothing is reported here; what the council says to do."""

    def run(self, ctx: RequestContext) -> Answer:
        rules = settings.rules_for(ctx.session, ctx.person)
        said = (
            "I can't report anything or tell anybody, so please don't write about a child or "
            "family here. "
        )
        return Say(said + rules.safeguarding_words).run(ctx)


class NotShown(Request):
    """`why can't I see that`: says what people see, and names who can look into it."""

    def run(self, ctx: RequestContext) -> Answer:
        said = (
            "You see your own actions, your team's, and those of anybody you manage; "
            f"{our.leads} see all of them. Fewer people see what came from {our.live_audit:a}. "
            f"If something is missing, ask {who_looks_after_it(ctx)}."
        )
        return offering(said, NEXT)


class ItsMine(Request):
    """`it's mine`: offers the newest actions that nobody owns."""

    def run(self, ctx: RequestContext) -> Answer:
        found = actions.newest_of_nobody(ctx.session, ctx.person, _MOST)
        offers = [Offer(f"{one.called} {one.title}", f"give {one.id} to me") for one in found]
        if not offers:
            return offering("Every action you can see has an owner.", NEXT)
        return offering("Which one is yours?", offers, note=NOTHING_YET)


class Reminded(Request):
    """`remind everybody`: the month's page for a lead, who can nudge there."""

    def run(self, ctx: RequestContext) -> Reply:
        is_lead = ctx.person.is_lead or ctx.person.is_admin
        return (ShowMonth.read("", ctx.council.commands.audit) if is_lead else REMINDED).run(ctx)


class OfTheStaffList(Request):
    """`I'm leaving on the 18th`, `new starter in MASH`: says who keeps the list of the staff."""

    def run(self, ctx: RequestContext) -> Answer:
        known = people.admins(ctx.session, ctx.today) or people.leads(ctx.session, ctx.today)
        admins = listed([one.called for one in known[:MOST_OFFERED]]) or "an administrator"
        said = (
            "Who works where, on which days and until when comes from the council's staff list, "
            f"so I changed nothing. Ask {admins} to update it."
        )
        return offering(said, [Offer("My actions", "list")])


class GradesHere(Request):
    """`what does requires improvement mean`: names the grades, and who says what each asks for."""

    def run(self, ctx: RequestContext) -> Answer:
        scale = grades(settings.rules_for(ctx.session, ctx.person))
        told = f"The grades here are {listed(scale)}." if scale else "Nothing is graded here."
        said = f"{told} What each one means is in your council's own {our.audit} guidance."
        return Say(said, (MY_AUDITS,)).run(ctx)


class WhoToAsk(Request):
    """`can I speak to a human`: names who looks after the bot here."""

    def run(self, ctx: RequestContext) -> Answer:
        said = f"I'm a bot. Here you can ask {who_looks_after_it(ctx)}, or your manager."
        return offering(said, [Offer("What can I type?", "help")])


class DeleteMine(Request):
    """`delete my data`: says that it is the council's record, and offers what is held."""

    def run(self, ctx: RequestContext) -> Answer:
        return offering(_NOT_DELETED, [_ABOUT_ME])


class WhoSeesGrades(Request):
    """`who can see my grades`: says it, and offers who has looked."""

    def run(self, ctx: RequestContext) -> Answer:
        said = (
            f"A grade is for the {our.audit}: I don't score people. Only you and the managers "
            f"above you can see it beside your name. The {our.auditor} who gave it knows it, and "
            f"so does the {our.moderator} if there is one; everybody else sees only counts. Your "
            "records say who has looked."
        )
        return offering(said, [_ABOUT_ME])


class WhoSeesThis(Request):
    """`who can see this`, `who has access`: says it in a few sentences, and offers what is held."""

    def run(self, ctx: RequestContext) -> Answer:
        said = (
            "Your colleagues can't see this conversation or my answers to your commands; whoever "
            "runs the council's Slack may. An action and its notes can be seen by its owner, "
            f"their deputy, team and managers, whoever is asked to sign it off, {our.leads} and "
            "administrators, and by every colleague until it has an owner. Fewer people see an "
            f"action that came from {our.live_audit:a}: its owner, a deputy named for it and "
            f"whoever may see that {our.audit}. An administrator can list who sees more with "
            "`live-audit access`."
        )
        return offering(said, [_ABOUT_ME])


def who_looks_after_it(ctx: RequestContext) -> str:
    """Name whoever looks after the bot here and can be asked today."""
    known = people.leads_or_admins(ctx.session, ctx.today)
    return listed([one.called for one in known[:MOST_OFFERED]]) or f"{our.lead:a}"
