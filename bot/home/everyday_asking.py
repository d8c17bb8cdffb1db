"""What people ask in everyday words of the bot itself: to hear less of it, and what was learned."""

from typing import Final

from bot.audits.learning import ShowLearning
from bot.capital import listed
from bot.home.rule import always, rule
from bot.home.welcome import Say
from bot.reminders.preferences import MySettings, Quieter
from bot.slack.again import MOST_OFFERED, Offer, offering
from bot.slack.audit_words import AN_AUDIT
from bot.slack.blocks import Answer
from bot.slack.registry import Request
from db.people import queries as people
from jobs.context import RequestContext

_LESS: Final = (
    r"(?:unsubscribe|opt(?: me)? out|mute|quiet(?:er)?|be quiet|stop|shut up|silence|turn off|"
    r"switch off|pause|leave me alone|(?:way )?too many|fewer|less|no more|reduce|don'?t|do not|"
    r"remind me less|get rid of|cancel)"
)
_OF_WHAT: Final = (
    r"(?:\s+(?:me|all|the|my|these|those|your|any|send(?:ing)?|messag(?:e|ing)|remind(?:ing)?|"
    r"bother(?:ing)?|nag(?:ging)?|spam(?:ming)?|dm(?:ing)?|getting|receiving|of|from|so|many|much|"
    r"with|to|daily|morning|slack|bot|more))"
)
_MESSAGES: Final = (
    r"(?:\s+(?:reminders?|msgs?|messag(?:es?|ing)|notifications?|dms?|alerts?|e-?mails?|digests?|pings?|"
    r"nagging|often))?(?:\s+(?:off|anymore|any more|today|now))?"
)
_ABOUT: Final = (
    r"(?:\s+(?:about|of|for)\s+(?:everything|this|it|that|all|(?:the |my )?actions?|"
    rf"{AN_AUDIT}))?"
)


WHY: Final = Say(
    "“Why am I seeing this?” under a message says what it is about and how to hear no more of it.",
    (Offer("Your reminders", "settings"), Offer("My actions", "list")),
)


class WhoToAsk(Request):
    """`can I speak to a human`: names who looks after the bot here."""

    def run(self, ctx: RequestContext) -> Answer:
        said = f"I'm a bot. Here you can ask {who_looks_after_it(ctx)}, or your manager."
        return offering(said, [Offer("What can I type?", "help")])


def who_looks_after_it(ctx: RequestContext) -> str:
    """Name whoever looks after the bot here."""
    known = people.leads_or_admins(ctx.session, ctx.today)
    return listed([one.called for one in known[:MOST_OFFERED]])


ASKED: Final = (
    rule(
        r"why (?:did|do|am|have|are) (?:i|you)\b.*\b(?:get(?:ting)?|got|receiv\w+|see(?:ing)?|"
        r"hear\w*|sen[dt](?:ing)?|messag\w+|telling|asking|reminding|nagging|bothering)\b.*|"
        r"what(?:'?s| is) this (?:message |one )?(?:about|for)",
        always(WHY),
    ),
    rule(
        r"(?:can|could|may) (?:i|we) (?:speak|talk|chat) (?:to|with) (?:a |an? actual |some)\S+.*|"
        r"(?:(?:is|are) (?:you|this) (?:a )?(?:real|human|person|bot|robot|ai)"
        r"(?: (?:person|human|bot|robot|being|one))?(?: or .+)?)|"
        r"who (?:do|can|should) (?:i|we) (?:ask|call|contact|speak to|talk to|email)(?: about this|"
        r" for help| with questions| about it)?|"
        r"who (?:runs|looks after|manages) (?:this|you)(?: bot)?",
        always(WhoToAsk()),
    ),
    rule(
        r"(?:what|which lessons) (?:did|have|do|has) (?:we|i|you|people|everyone) "
        r"(?:all )?learn(?:ed|t)?(?:\s+(?:from|about|in)\s+"
        rf"{AN_AUDIT})?(?:\s+(?:in|from|for|of|during)\s+(?P<month>.+))?",
        lambda found, command: ShowLearning.read(found["month"] or "", command),
    ),
    rule(
        r"(?:the\s+|show (?:me )?(?:the )?)?(?:(?:learning|lessons)(?: note| learn(?:ed|t))?|"
        r"what was learn(?:ed|t))(?:\s+(?:in|from|for|of)\s+(?P<month>.+))?",
        lambda found, command: ShowLearning.read(found["month"] or "", command),
    ),
    rule(
        r"(?:send|write(?: to)?|message|tell|ping|remind|contact) me (?:much |a lot |a bit )?"
        r"(?:less|fewer)(?: often| messages| reminders| of these)*",
        always(Quieter()),
    ),
    rule(rf"(?:how (?:do|can) i\s+)?{_LESS}{_OF_WHAT}*{_MESSAGES}{_ABOUT}", always(Quieter())),
    rule(
        r"(?:(?:remind|message|text|write(?: to)?) me\s+"
        r"(?P<hour>(?:at|from|only|after|before|later|earlier)\b"
        r"(?:(?!\b(?:to|about|of)\b).)+)|"
        r"(?:change|set|open|my)\s+(?:my\s+|the\s+)?(?:reminders?|notifications?|settings|"
        r"preferences)(?:\s+settings)?\s*(?P<rest>.*))",
        lambda found, command: MySettings.read(found["hour"] or found["rest"] or "", command),
    ),
)
