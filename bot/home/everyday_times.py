"""What people say of the time of a live audit: to book it, to suggest it, to agree to it."""

import re
from typing import Final

from bot.audits.agreeing import AcceptTime, AnswerTime, MeetWhen, OfAudit, names_a_time
from bot.audits.booking import BookAudit, SuggestTime
from bot.audits.outcomes import WriteUp
from bot.home.rule import always, rule
from bot.slack.audit_words import AN_AUDIT, AUDIT_WORD
from bot.slack.registry import Request
from db.patterns import pattern
from jobs.rules.deadlines import is_a_day
from jobs.rules.meeting_words import read_meeting

_FOR_IT: Final = pattern(rf"(?<!\s)\s+(?:for|of)\s+{AN_AUDIT}$", re.IGNORECASE)
_WITH: Final = pattern(
    r"^with\s+\S+(?:\s+\S+)?(?:\s+(?=today|yesterday|on\b|last\b|this\b)|$)", re.IGNORECASE
)
_A_ROOM: Final = pattern(
    r"\b(?:(?:room|rm|mr|floor)\s?\d|teams|zoom|online|\S+\s(?:hub|centre|house|hall))",
    re.IGNORECASE,
)
_OF_ONE: Final = pattern(rf"^(?:{AN_AUDIT}|it|us|ours|mine)[\s,:]*", re.IGNORECASE)


def _verb(verb: type[BookAudit], said: str) -> Request | None:
    when = _OF_ONE.sub("", _FOR_IT.sub("", said))
    when = re.sub(r"^(?:in|on|for|to)\s+(?=\S)", "", when, flags=re.IGNORECASE)
    is_audit = when != said and re.search(rf"\b{AUDIT_WORD}\b", said, re.IGNORECASE)
    if is_audit or names_a_time(when):
        return OfAudit(verb, when)
    words = read_meeting(when)  # "book Room 2.10 Thursday 10-11", its place first
    if not (is_a_day(words.day) and words.starts and _A_ROOM.search(words.place)):
        return None
    return OfAudit(verb, when) if verb is SuggestTime else MeetWhen(when, f"book {said}", True)


def _moved(found: re.Match[str], _: str) -> Request | None:
    """Return what books it anew; "the date of the audit report" is an action's."""
    when = found["when"]
    return OfAudit(BookAudit, when) if not when or names_a_time(when) else None


def _met(found: re.Match[str], _: str) -> Request | None:
    when = re.sub(r"^(?:on|at|for)\s+", "", _OF_ONE.sub("", found["when"]), flags=re.IGNORECASE)
    return MeetWhen(when, found[0]) if names_a_time(when) else None


def _held(found: re.Match[str], _: str) -> Request | None:
    """Return what records it; words that name no day and no number may mean anything."""
    when = _WITH.sub("", found["when"].strip())
    is_known = not when or names_a_time(when) or when.lower() in {"yesterday", "today"}
    return OfAudit(WriteUp, when) if is_known else None


def _bare(found: re.Match[str], _: str) -> Request | None:
    """Return what asks about an hour of a day that stands alone: "Friday 2pm"."""
    when = found["when"]
    words = read_meeting(when)
    return MeetWhen(when, when) if (words.starts or words.part) and names_a_time(when) else None


def _agreed(found: re.Match[str], _: str) -> Request | None:
    when = (found["when"] or "").strip(" ,")
    if when.lower() in _IT:
        return AcceptTime(None)
    words = read_meeting(when)
    is_an_hour = words.starts is not None and not (words.day or words.place)
    return AcceptTime(None, when) if is_an_hour or names_a_time(when) else None


_IT: Final = frozenset(
    {"", "that", "it", "this", "the time", "that time", "this time", "that day", "yes", "yes that"}
)
HELD: Final = (
    rule(
        r"(?:it\s)?went\s(?:really\s|very\s|quite\s)?"
        r"(?:well|fine|ok|okay|good|great|badly|smoothly)\b[\s,]*(?P<when>.*)",
        lambda found, command: _held(found, command) or OfAudit(WriteUp, ""),
    ),
    rule(
        r"(?:went ahead|took place|(?:has )?happened|is over|over and done)\s*(?P<when>.*)", _held
    ),
    rule(
        r"(?:move|re-?schedule|rearrange|postpone|shift|change|bring)(?: it)?(?: back| forward)?\s"
        r"(?:(?:to|until|for|on)\s)?(?P<when>.+)",
        lambda found, command: _moved(found, command) if names_a_time(found["when"]) else None,
    ),
    rule(
        r"with\s\S+(?:\s\S+)?\s(?:(?:is|has|been|was|now)\s)*(?:moved|changed|rearranged|postponed|"
        r"rescheduled|put back|brought forward)\s(?:to|until|for)\s(?P<when>.+)",
        _met,
    ),
    rule(
        r"(?:move|re-?schedule|rearrange|postpone|new (?:date|time|day))(?: it)?"
        r"(?: (?:please|pls|plz))?",
        always(OfAudit(BookAudit, "")),
    ),
)
TIMES: Final = (
    rule(
        r"(?:(?:can|could|shall|may) (?:we|i) |let'?s )?"
        r"(?:re)?(?:book|schedule|arrange|set up|plan|fix|put)(?:\s+(?:in|up))?\s+(?P<what>.+)",
        lambda found, _: _verb(BookAudit, found["what"]),
    ),
    rule(
        r"(?:move|change|shift|rearrange|postpone|push|bring)(?:\s+(?:back|forward))?\s+"
        rf"(?:the (?:date|time|day) of\s+)?{AN_AUDIT}\s*(?:(?:back|forward)\s+)?"
        r"(?:(?:to|until|for|on)\s+)?(?P<when>.*)",
        _moved,
    ),
    rule(
        r"(?:suggest|propose|offer)\s+(?P<what>.+)",
        lambda found, _: _verb(SuggestTime, found["what"]),
    ),
    rule(
        r"(?:how about|what about|what if we (?:did|met|do)|(?:can|could|shall) we (?:do|meet|say|"
        r"make it|try)|let'?s (?:do|say|meet|make it|go for|try)|(?:i|we) (?:can|could) (?:do|make|"
        r"meet)|can (?:do|make)|i'?m free|free|are you free|(?:we(?:'re| are) )?meet(?:ing)?|"
        rf"(?:{AN_AUDIT}\s+)?(?:(?:now|is|was|has been|been)\s+)*(?:now|booked|arranged|agreed|set|"
        r"moved|changed|rearranged|rescheduled)(?: for| on| to)?|"
        rf"{AN_AUDIT}(?:'s| is| was)?(?: for| on)?|with\s[^:,\d]{{1,40}}[:,]|would|does|is)"
        r"\s+(?:it\s+)?(?:on\s+|at\s+)?(?P<when>.+?)(?:\s+(?:instead|work|suit|"
        r"be (?:ok|okay|good|better|possible)|ok|okay|any good|free)){0,3}"
        r"(?:\s+(?:for )?(?:you|us))?",
        _met,
    ),
    rule(
        r"(?:accept(?:ed)?|agreed?|confirm(?:ed)?|happy with|fine with)(?:\s+(?:it|that|this|to|"
        r"the|suggested|suggestion|invite|invitation|appointment|time|day|"
        r"date))*(?:\s+(?P<when>.+))?",
        _agreed,
    ),
    rule(
        r"(?P<when>.*?)\s*\b(?:works|suits|would work|'?s fine|'?s good|'?s great|'?s ok|is fine|"
        r"is good|is great|is ok|is okay|would be (?:fine|good|great)|fits|does it|sounds good|is "
        r"perfect|'?s perfect)(?:\s+(?:with|for)?\s*(?:me|us))?(?:\s+(?:too|as well|better|best))?",
        _agreed,
    ),
    rule(
        r"(?:yes|yep|yeah|yup|sure|of course|no problem|fine|will do|absolutely|definitely|sounds "
        r"good|fine by me|no|nope|nah|declined?|reject(?:ed)?|(?:that|it|this|(?:that|the) (?:time|"
        r"day)) (?:doesn'?t|does not|won'?t) (?:work|suit)(?: (?:for )?me)?|not (?:possible|that "
        r"day|then))(?:[\s,]+(?:that|this|it)(?:'?s| is)? (?:works|fine|ok|okay|"
        r"good))?(?:[\s,]+(?:please|thanks|thank you))?",
        always(AnswerTime()),
    ),
    rule(
        r"(?:(?:(?:i|we|they)(?:'?ve| have)?\s+)?(?:just\s+)?(?:met(?: up)?|"
        rf"(?:held|did|done|had|finished|completed)\s+{AN_AUDIT})|"
        rf"{AN_AUDIT}(?:'s)?\s+(?:(?:is|was|has|been|all|now|just|already|took|went|got)\s+)*"
        r"(?:done|held|finished|complete|completed|over|place|ahead|happened)\b)\s*(?P<when>.*)",
        _held,
    ),
    rule(r"(?:the\s+)?(?P<when>\S.*)", _bare),
)
