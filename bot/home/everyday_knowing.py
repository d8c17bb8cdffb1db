"""What people ask in everyday words of who knows what, who does what, and what somebody rang for.

These come before what is said of actions, whose words they would else be looked for among.
"""

import re
from typing import Final

from bot.audits.agreeing import AnswerTime
from bot.audits.drawing import Publish
from bot.audits.months import names_month, without_filling
from bot.audits.verbs import MyAudits
from bot.digest.verbs import ShowDigest
from bot.home.rule import always, rule
from bot.home.welcome import NOTHING_WAITS
from bot.people.about_me import AboutMe
from bot.people.covering import WhoCovers
from bot.report.verbs import MakePack
from bot.slack.again import Offer, offering
from bot.slack.audit_words import AUDIT_WORD
from bot.slack.blocks import Answer
from bot.slack.registry import Request
from bot.vocabulary import our
from jobs.context import RequestContext
from jobs.rules.deadline_words import MONTHS, WEEKDAYS, any_of

_ABOUT_ME: Final = Offer("Records about me", "about me")
_NOT_DELETED: Final = (
    "I can't delete what is on record, and nothing was changed: it is the council's. I can send "
    "you what is held about you; an administrator answers for the rest."
)


class DeleteMine(Request):
    """`delete my data`: says that it is the council's record, and offers what is held."""

    def run(self, ctx: RequestContext) -> Answer:
        return offering(_NOT_DELETED, [_ABOUT_ME])


class WhoSeesGrades(Request):
    """`who can see my grades`: says it, and offers who has looked."""

    def run(self, ctx: RequestContext) -> Answer:
        said = (
            f"A grade is of the {our.audit}: I count nobody by their grades. "
            "Beside your name it is shown to you and to the managers above you. Whoever gave "
            f"it knows it, and {our.moderator:a} where there is one; all others see counts. "
            "Your records say who has looked."
        )
        return offering(said, [_ABOUT_ME])


class WhoSeesThis(Request):
    """`who can see this`, `who has access`: says it in a few sentences, and offers what is held."""

    def run(self, ctx: RequestContext) -> Answer:
        said = (
            "Your colleagues don't see this conversation, nor my answers to a command; whoever "
            "runs the council's Slack may. An action and its notes are seen by its owner, their "
            "deputy, team and managers, whoever is asked to sign it off, and by "
            f"{our.leads} and administrators; until it has an owner, by every colleague. What came "
            f"from {our.live_audit:a} fewer see: its owner, a deputy named for it and whoever may "
            f"see that {our.audit}. `live-audit access` at the server lists who sees more."
        )
        return offering(said, [_ABOUT_ME])


def _published(found: re.Match[str], command: str) -> Request | None:
    """Return what publishes a month, or "it", which asks first; any other thing is an action."""
    named = without_filling(found["month"])
    return Publish.read(named, command) if not named or names_month(named) else None


_DATA: Final = r"(?:data|details|records?|information|info|account|history|profile)"
_THEIR_AUDITS: Final = rf"(?:(?:their|the|an?)\s+)?{AUDIT_WORD}"
_SAID_DAY: Final = (
    rf"(?:{any_of(WEEKDAYS)}|{any_of(MONTHS)}|\d{{1,2}}(?:st|nd|rd|th)?|am|pm|morning|afternoon|at|"
    r"the|on|of)"
)
KNOWING: Final = (
    rule(
        r"(?:cancel(?: (?:that|this|it))?|never ?mind|nvm|actually no|no sorry|"
        r"scratch that|scrap that|ignore (?:that|me|this)|forget (?:it|that)|(?:my )?mistake|"
        r"wrong one)",
        always(NOTHING_WAITS),
    ),
    rule(
        r"(?:delete|erase|remove|wipe|forget|clear)\s+(?:all\s+)?(?:of\s+)?"
        rf"(?:my (?:personal )?{_DATA}|me|everything about me)",
        always(DeleteMine()),
    ),
    rule(
        r"what(?:'?s| is| do| does| are)?\s+(?:the\s+)?(?:personal\s+)?"
        r"(?:data|information|info|records|things)?\s*(?:do |does )?"
        r"(?:(?:you|the bot|it|this bot|the council)\s+)?"
        r"(?:know|have|hold|keep|held|kept|stored?|got|is held|are held)\s+(?:on|about)\s+me|"
        r"(?:show me |send me |see )?(?:all )?my (?:personal )?data|subject access(?: request)?",
        always(AboutMe()),
    ),
    rule(
        r"who\s+(?:(?:can|may|else|gets to|is able to|will)\s+)*"
        r"(?:sees?|knows?|reads?|looks? at)\s+(?:my|our|the)\s+grades?",
        always(WhoSeesGrades()),
    ),
    rule(
        r"who\s+(?:(?:can|else|will|does|gets to|is able to)\s+)*(?:sees?|reads?)\s+"
        r"(?:this|that|it|these|(?:what|anything) i (?:type|write|say|put)|my (?:actions?|notes?|"
        r"messages?|answers?))(?: here)?|"
        r"who(?:\s+(?:else|all))?\s+has\s+access(?:\s+to\s+(?:this|it|everything|the bot))?|"
        r"(?:is|are)\s+(?:this|it|that|these|my (?:notes?|messages?|answers?))\s+(?:all\s)?"
        r"(?:confidential|private|anonymous|secure|safe|visible|public)\b.*",
        always(WhoSeesThis()),
    ),
    rule(
        r"(?:an? |the )?(?:ofsted|inspectors?|inspection)\b.*"
        r"\b(?:rang|called|phoned|rung|pack)\b.*|"
        r"(?:i|we)?\s*(?:need|want)\s+(?:the|an?)\s+(?:inspection |inspectors? )?pack",
        always(MakePack()),
    ),
    rule(
        r"when\s+(?:am|are|will|do)\s+(?:i|we)\s+(?:be(?:ing)?\s+|get(?:ting)?\s+)?"
        r"(?:audited|reviewed|looked at|seen)(?:\s+next)?",
        always(MyAudits()),
    ),
    rule(
        rf"(?:{_SAID_DAY}\s+)+(?:(?:is|'s|are)\s+(?:(?:no|not|not any)\s+good|bad|no use|out)|"
        r"(?:isn'?t|aren'?t)\s+(?:any\s+)?good|(?:doesn'?t|does not|won'?t)\s+(?:work|suit))"
        r"(?:\s+(?:for\s+)?(?:me|us))?(?:\s+(?:any ?more|now|after all))?",
        always(AnswerTime(MyAudits())),
    ),
    rule(
        rf"who\s+(?:hasn'?t|has not|haven'?t|have not|still (?:has|needs) to|didn'?t)\s+(?:yet\s+)?"
        rf"(?:done|do|held|hold|booked|book|finish(?:ed)?|complete[d]?|had)\s+{_THEIR_AUDITS}(?:\s+yet)?",
        always(ShowDigest("audits")),
    ),
    rule(
        r"who(?:'?s| is| are)?\s+(?:my (?:deputy|cover)|"
        r"(?:covering|covers?|deputising|standing in)\s+for\s+me)"
        r"(?:\s+(?:while|when|today|tomorrow|next|this|on|then)\b.*)?",
        always(WhoCovers()),
    ),
    rule(
        r"(?:go ahead and )?publish\s+(?:the\s+)?(?P<month>.+?)(?:'s)?"
        rf"(?:\s+(?:live\s+)?{AUDIT_WORD})?",
        _published,
    ),
    rule(
        rf"(?:and\s+)?what about\s+(?:in\s+)?(?P<month>{any_of(MONTHS)})",
        lambda found, _: f"list due in {found['month']}",
    ),
)
