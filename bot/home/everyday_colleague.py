"""What people say as to a colleague: of a month, of the staff list, of a slip of theirs.

These come last, so that what means something more exact is read by that.
"""

import re
from typing import Final

from bot.audits.agreeing import AnswerTime, OfAudit
from bot.audits.booking import BookAudit
from bot.audits.drawing import Draw, HoldBack, Publish, ShowPlan
from bot.home.everyday_anything import AwayToday
from bot.home.rule import Rule, always, rule, typed
from bot.home.welcome import NOTHING_WAITS
from bot.people.absences import Away
from bot.slack.registry import Request
from jobs.rules.deadline_words import MONTHS, any_of
from jobs.rules.deadlines import is_a_day
from jobs.rules.meeting_words import read_meeting

_MONTH: Final = rf"(?P<month>{any_of(MONTHS)})"
_LEAVE: Final = (
    r"(?:jury (?:service|duty)|"
    r"(?:mat(?:ernity)?|pat(?:ernity)?|parental|adoption|sick|study) leave|"
    r"(?:on )?(?:training|a course|a conference)|half days?|compassionate)"
)


def _away(found: re.Match[str], command: str) -> Request | None:
    """Return the days away, or what asks; where only the first is known, the form does."""
    when = re.sub(r"^(?:on|starts?|starting|from)\s+", "", found["when"], flags=re.IGNORECASE)
    if re.search(r"training|course|conference|half day", found[0], re.IGNORECASE):
        return AwayToday(found["when"]) if is_a_day(read_meeting(when).day) else None
    starts = re.search(r"\bstart", found[0], re.IGNORECASE)
    return Away.read(f"from {when}" if starts else when, command)


COLLEAGUE: Final[tuple[Rule, ...]] = (
    rule(rf"(?:re-?)?draw (?:the )?(?:{_MONTH}|next month)(?: again| now)?", typed(Draw, "month")),
    rule(r"publish", typed(Publish)),
    rule(
        rf"(?:put {_MONTH} on hold|hold {_MONTH.replace('month', 'held')}|"
        rf"hold off on {_MONTH.replace('month', 'off')}|"
        rf"don'?t publish {_MONTH.replace('month', 'not')}(?: yet)?"
        r"(?:\s(?:until|till?|before)\b.*)?)",
        lambda found, command: HoldBack.read(
            f"month {found['month'] or found['held'] or found['off'] or found['not']}", command
        ),
    ),
    rule(
        rf"(?:release|unhold) {_MONTH}",
        lambda found, command: HoldBack.read(f"month {found['month']} off", command),
    ),
    rule(
        rf"(?:is|has) {_MONTH} (?:been )?(?:published|drawn|gone out|out|ready)"
        r"(?: yet| now| already)?",
        typed(ShowPlan, "month"),
    ),
    rule(r"(?:the )?(?:first|second|third|last) one|option \d", always(AnswerTime())),
    rule(
        r"(?:suggest|offer|give me) (?:some|a few|me some) (?:times|days|dates)",
        always(OfAudit(BookAudit, "")),
    ),
    rule(
        r"(?:not yet|not now|(?:maybe |remind me )?later|"
        r"another time|neither(?: of them)?|none(?: of (?:them|those|these))?|both|lol|haha|"
        r"(?:sorry )?wrong (?:chat|person|window|channel)|not you sorry|"
        r"i didn'?t mean to\b.*|that(?:'?s| is)(?: not|n'?t) (?:right|what i (?:meant|said|asked))|"
        r"\U0001f44e\S*|:-1:|:thumbsdown:|(?:actually )?(?:cancel|undo|forget|stop) (?:that|it))",
        always(NOTHING_WAITS),
    ),
    rule(
        rf"(?:i'?m |i have |i'?ve got )?(?:on |got )?{_LEAVE}\s"
        r"(?P<when>(?:on |from |start\w* |until |till? |this |"
        r"next |today|tomorrow|\d|mon|tue|wed|thu|fri).*)",
        _away,
    ),
)
