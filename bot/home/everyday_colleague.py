"""What people say as to a colleague: of a month, of the staff list, of a slip of theirs.

These come last, so that what means something more exact is read by that.
"""

import re
from typing import Final

from bot.audits.agreeing import AnswerTime, OfAudit
from bot.audits.booking import BookAudit
from bot.audits.drawing import Draw, HoldBack, Publish, ShowPlan
from bot.audits.files import Files
from bot.audits.verbs import MyAudits
from bot.capital import listed
from bot.digest.verbs import ShowDigest
from bot.home.everyday_anything import AwayToday
from bot.home.everyday_asking import WhoToAsk
from bot.home.everyday_knowing import WhoSeesGrades, WhoSeesThis
from bot.home.rule import Rule, always, rule, typed
from bot.home.small_talk import BYE
from bot.home.welcome import MY_AUDITS, NOTHING_WAITS, THANKED, Say, Welcome
from bot.people.absences import Away
from bot.reminders.preferences import MySettings
from bot.slack.again import MOST_OFFERED, Offer, offering
from bot.slack.audit_words import AUDIT_WORD
from bot.slack.blocks import Answer
from bot.slack.registry import Request
from bot.vocabulary import our
from db.people import queries as people
from jobs.audits import settings
from jobs.context import RequestContext
from jobs.rules.audit_rules import grades
from jobs.rules.deadline_words import MONTHS, any_of
from jobs.rules.deadlines import is_a_day
from jobs.rules.meeting_words import read_meeting


class OfTheStaffList(Request):
    """`I'm leaving on the 18th`, `new starter in MASH`: says who keeps the list of the staff."""

    def run(self, ctx: RequestContext) -> Answer:
        known = people.leads_or_admins(ctx.session, ctx.today)
        admins = [one.called for one in known if one.is_admin] or [one.called for one in known]
        said = (
            "Who works where, on which days and until when comes from the council's staff list, "
            f"so I changed nothing. Ask {listed(admins[:MOST_OFFERED])} to update it."
        )
        return offering(said, [Offer("My actions", "list")])


class GradesHere(Request):
    """`what does requires improvement mean`: names the grades, and who says what each asks for."""

    def run(self, ctx: RequestContext) -> Answer:
        scale = grades(settings.rules_for(ctx.session, ctx.person))
        told = f"The grades here are {listed(scale)}." if scale else "Nothing is graded here."
        said = f"{told} What each asks for is in your council's own {our.audit} guidance."
        return Say(said, (MY_AUDITS,)).run(ctx)


WHY_ME: Final = Say(
    f"A month's {our.live_audits} are drawn by rules: whoever has waited longest comes first, "
    "pairs seldom meet twice, and the rest is by lot. Each one says why these two.",
    (MY_AUDITS,),
)
TO_PREPARE: Final = Say(
    f"You look at one open case together. The {our.audit}'s card says which case, when, for how "
    "long and where. There is nothing to send me before.",
    (MY_AUDITS,),
)
GRADED: Final = Say(
    f"The {our.auditor} records an outcome, and a grade where your council grades. You're then "
    "asked how you see it; if you disagree, somebody outside both teams is asked to "
    f"{our.moderate} it.",
    (MY_AUDITS, Offer("Records about me", "about me")),
)
HERE: Final = Say("I'm here and working.", (Offer("What can I type?", "help"),))
AT_HOME: Final = Say(
    "I only need to know when you're not working, so I changed nothing.",
    (Offer("My actions", "list"), MY_AUDITS),
)

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
    rule(
        r".{0,30}\bwhere are we(?: with (?:everything|it all|things))?|"
        r"what am i waiting (?:on|for)",
        always(ShowDigest()),
    ),
    rule(rf"(?:re-?)?draw (?:the )?(?:{_MONTH}|next month)(?: again| now)?", typed(Draw, "month")),
    rule(r"publish", typed(Publish)),
    rule(
        rf"(?:put {_MONTH} on hold|hold {_MONTH.replace('month', 'held')}|"
        rf"hold off on {_MONTH.replace('month', 'off')}|"
        rf"don'?t publish {_MONTH.replace('month', 'not')}(?: yet)?)",
        lambda found, command: HoldBack.read(
            f"month {found['month'] or found['held'] or found['off'] or found['not']}", command
        ),
    ),
    rule(
        rf"(?:release|unhold) {_MONTH}",
        lambda found, command: HoldBack.read(f"month {found['month']} off", command),
    ),
    rule(rf"(?:is|has) {_MONTH} (?:been )?(?:published|drawn|gone out)", typed(ShowPlan, "month")),
    rule(
        r"(?:any|what|which) re-?audits?\b.*|"
        r"re-?audits? (?:outstanding|due|owed|left)|(?:which|what) files\b.*|"
        r"files? to look at again",
        typed(Files),
    ),
    rule(r"(?:anything|any|have i anything) (?:for me )?to moderate", always(MyAudits())),
    rule(
        rf"(?:have|do) i (?:got |have )?(?:one|any|an? {AUDIT_WORD})\b.*|(?:which|what) case is it|"
        r"who (?:have i got|do i (?:still )?(?:need|have) to (?:book|see|do))|"
        r"what time is it (?:on |at )?(?:today|tomorrow|\w+day)",
        always(MyAudits()),
    ),
    rule(
        r"who (?:picked|chose|chooses|drew) (?:me|us|them)|why (?:me|us)(?: again)?|"
        r"i(?:'ve)? (?:only )?(?:just )?had one (?:last|this|in|already)\b.*",
        always(WHY_ME),
    ),
    rule(
        r"(?:what )?do i (?:need|have) to (?:prepare|bring|do (?:before|beforehand))\b.*|"
        r"how long (?:does it take|is it|will it take)|"
        r"what (?:form|tool) (?:do|should) (?:i|we) use|"
        r"(?:the )?practice standards",
        always(TO_PREPARE),
    ),
    rule(
        r"(?:is|will|does) (?:it|this) (?:be |get )?(?:scored|graded|marked)|"
        r"i want it (?:looked at|checked) by .*",
        always(GRADED),
    ),
    rule(
        r"(?:will|can|does) my manager (?:get to )?(?:see|know|read)\b.*"
        r"\b(?:grade|outcome|result)s?\b.*",
        always(WhoSeesGrades()),
    ),
    rule(
        r"(?:will|can|does) my manager (?:get to )?(?:see|know|read)\b.*",
        always(WhoSeesThis()),
    ),
    rule(
        r"(?:i'?m|i am) leaving\b.*|my last day\b.*|my (?:sur)?name is\b.*|"
        r"i(?:'ve| have)? (?:changed|moved|switched) (?:team|job|role)s?|i (?:only|now) work\b.*|"
        r"(?:reload|upload|update|import) (?:the )?(?:roster|staff list)|"
        r"remove \S+ from the (?:lead|admin\w*)s|\w+(?: \w+)? has left",
        always(OfTheStaffList()),
    ),
    rule(
        r"(?:can you )?(?:text|message|ping|e-?mail) me less(?: often)?|"
        r"(?:do not|don'?t) (?:send|message|text|remind) me (?:anything|stuff|reminders)?\s?on \w+",
        typed(MySettings),
    ),
    rule(
        r"(?:thank you|thanks)(?: so much| very much)?\s(?:that'?s|it'?s|this is)\b.*|"
        r"diolch.*|.{0,60}(?:useful|helpful)(?: conversation| chat)?,? (?:thanks|thank you)",
        always(THANKED),
    ),
    rule(
        r"(?:(?:right|night|bye)(?: all)?[\s,]+)?(?:see|catch|speak to) (?:you|ya|u)(?: all)?"
        r"(?: (?:tomorrow|later|soon|then|around|(?:on |next )?"
        r"(?:week|mon|tues|wednes|thurs|fri)(?:day)?))?|"
        r"(?:good ?)?bye(?: for now)?|"
        r"good ?night|have a (?:good|nice|great|lovely) (?:day|evening|one|weekend|night|break)",
        always(BYE),
    ),
    rule(r"(?:the )?(?:first|second|third|last) one|option \d", always(AnswerTime())),
    rule(
        r"(?:suggest|offer|give me) (?:some|a few|me some) (?:times|days|dates)",
        always(OfAudit(BookAudit, "")),
    ),
    rule(r"who (?:is|are) (?:the |our )?(?:admin\w*|leads?)", always(WhoToAsk())),
    rule(r"(?:bore|prynhawn|noswaith) da|shwmae|su'?mae|s'?mae|helo", always(Welcome())),
    rule(
        r"(?:not yet|not now|(?:maybe |remind me )?later|"
        r"another time|neither(?: of them)?|none(?: of (?:them|those|these))?|both|lol|haha|"
        r"(?:sorry )?wrong (?:chat|person|window|channel)|not you sorry|"
        r"i didn'?t mean to\b.*|that(?:'?s| is)(?: not|n'?t) (?:right|what i (?:meant|said|asked))|"
        r"\U0001f44e\S*|:-1:|:thumbsdown:|(?:actually )?(?:cancel|undo|forget|stop) (?:that|it))",
        always(NOTHING_WAITS),
    ),
    rule(
        r"(?:are you |is (?:the bot|this|it) )?(?:still )?(?:working|there|alive|down|broken|up)|"
        r"is everything (?:running|working|ok)\b.*|version|test(?:ing)?|"
        r"(?:the )?bot(?:'s| is) (?:down|broken|not working)",
        always(HERE),
    ),
    rule(
        r"(?:i'?m )?(?:wfh|working (?:from|at) home)(?: (?:today|tomorrow|on \w+|"
        r"(?:this|next) \w+|\w+day))?",
        always(AT_HOME),
    ),
    rule(
        rf"(?:i'?m |i have |i'?ve got )?(?:on |got )?{_LEAVE}\s"
        r"(?P<when>(?:on |from |start\w* |until |till? |this |"
        r"next |today|tomorrow|\d|mon|tue|wed|thu|fri).*)",
        _away,
    ),
)
