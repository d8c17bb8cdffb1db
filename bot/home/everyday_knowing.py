"""What people ask in everyday words of who knows what, who does what, and what somebody rang for.

These come before what is said of actions, whose words they would else be looked for among.
"""

import re
from typing import Final

from bot.audits.agreeing import AnswerTime
from bot.audits.drawing import Publish
from bot.audits.learning import ShowLearning
from bot.audits.months import names_month, without_filling
from bot.audits.verbs import MyAudits
from bot.home.rule import always, rule
from bot.home.welcome import NOTHING_WAITS
from bot.reminders.preferences import MySettings
from bot.report.verbs import MakePack
from bot.slack.audit_words import AN_AUDIT, AUDIT_WORD
from bot.slack.registry import Request
from jobs.rules.deadline_words import MONTHS, WEEKDAYS, any_of


def _published(found: re.Match[str], command: str) -> Request | None:
    """Return what publishes a month, or "it", which asks first; any other thing is an action."""
    named = without_filling(found["month"])
    return Publish.read(named, command) if not named or names_month(named) else None


_SAID_DAY: Final = (
    rf"(?:{any_of(WEEKDAYS)}|{any_of(MONTHS)}|\d{{1,2}}(?:st|nd|rd|th)?|am|pm|morning|afternoon|at|"
    r"the|on|of)"
)
KNOWING: Final = (
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
        r"(?:(?:remind|message|text|write(?: to)?) me\s+"
        r"(?P<hour>(?:at|from|only|after|before|later|earlier)\b"
        r"(?:(?!\b(?:to|about|of)\b).)+)|"
        r"(?:change|set|open|my)\s+(?:my\s+|the\s+)?(?:reminders?|notifications?|settings|"
        r"preferences)(?:\s+settings)?\s*(?P<rest>.*))",
        lambda found, command: MySettings.read(found["hour"] or found["rest"] or "", command),
    ),
    rule(
        r"(?:cancel(?: (?:that|this|it))?|never ?mind|nvm|actually no|no sorry|"
        r"scratch that|scrap that|ignore (?:that|me|this)|forget (?:it|that)|(?:my )?mistake|"
        r"wrong one)",
        always(NOTHING_WAITS),
    ),
    rule(
        r"(?:an? |the )?(?:ofsted|inspectors?|inspection)\b.*"
        r"\b(?:rang|called|phoned|rung|pack)\b.*|"
        r"(?:i|we)?\s*(?:need|want)\s+(?:the|an?)\s+(?:inspection |inspectors? )?pack",
        always(MakePack()),
    ),
    rule(
        rf"(?:{_SAID_DAY}\s+)+(?:(?:is|'s|are)\s+(?:(?:no|not|not any)\s+good|bad|no use|out)|"
        r"(?:isn'?t|aren'?t)\s+(?:any\s+)?good|(?:doesn'?t|does not|won'?t)\s+(?:work|suit))"
        r"(?:\s+(?:for\s+)?(?:me|us))?(?:\s+(?:any ?more|now|after all))?",
        always(AnswerTime(MyAudits())),
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
