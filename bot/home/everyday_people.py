"""What people say of each other: who is away, what somebody has, who is to do something instead."""

import re
from typing import Final

from bot.actions.lists import ListOf
from bot.actions.verbs import Delete, Give
from bot.home.everyday_anything import AwayToday
from bot.home.rule import Rule, rule
from bot.people.covering import WhoCovers
from bot.people.whereabouts import WhoIsAway
from bot.slack import numbered, parsing
from bot.slack.registry import Request
from db.patterns import pattern

_NOBODY: Final = (
    r"(?!(?:i|you|we|it|this|that|there|they|he|she|some\w*|any\w*|every\w*|no\w*|what|who|the|an?|"
    r"can|could|should|may|let|will|is|are|has|does|do|did|was|were|on|in|"
    r"my|our|your|me|us|action|audit)\b)"
)
_OF_A_NAME: Final = (
    r"(?!(?:can|could|should|would|will|may|might|must|has|is|did|does|not)\b|[a-z]+n'?t\b)"
    r"[^\W\d_][\w'-]*"
)
_NAME: Final = rf"{_NOBODY}(?P<who>{_OF_A_NAME}(?:\s{_OF_A_NAME}){{0,2}}?)"
_WHICH: Final = r"(?P<which>(?:action |number |no\.? ?)?#?\d+)"
_WHEN: Final = (
    r"(?P<when>(?:\s(?:now|today|tomorrow|\d.*|"
    r"(?:on|this|next|in|at|right|from|until|the week|w/?c|"
    r"mon|tue|wed|thu|fri)\w*\b.*))?)"
)
_OFF: Final = (
    r"(?:off(?: sick| ill| work)?|away|out|poorly|unwell|absent|back|sick|"
    r"on (?:annual )?(?:leave|holiday|a/?l)|in|in work|around|here)"
)


def _given(found: re.Match[str], command: str) -> Request | None:
    who = re.sub(r"'s$", "", found["who"])
    return numbered.read(Give, f"{found['which']} to {who}", command)


_SOMEBODY: Final = _NAME.replace("?P<who>", "?:") + rf"|{parsing.A_MENTION}"


def _whereabouts(found: re.Match[str], _: str) -> Request:
    is_when = found[0].lower().startswith("when")
    when = found["when"].strip() or (_AHEAD if is_when else "")
    is_told = found["one"] is not None and _SAYS_AWAY.search(found[0]) is not None
    return WhoIsAway(when, found["one"] or found["who"] or "", is_told=is_told)


_SAYS_AWAY: Final = pattern(
    r"(?:\sis|'s)\s(?:all\s)?(?:off|away|out|absent|sick|poorly|unwell|on)\b|"
    r"\sisn't\s(?:all\s)?(?:in|around|here|back)\b",
    re.IGNORECASE,
)
_AHEAD: Final = "for 26 weeks"
_ELSEWHERE: Final = (
    r"(?:(?:in|at) court|(?:(?:at|in|on) (?:a )?)?(?:training|course|conference)|out|off|away|"
    r"not (?:here|in|at work|working)|out of (?:the )?office)"
)
_A_DAY: Final = (
    r"(?:today|tomorrow|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri)(?:day)?)"
    r"(?: (?:am|pm|morning|afternoon))?"
)
PEOPLE: Final[tuple[Rule, ...]] = (
    rule(
        r"(?:who(?:'?s| is| are| else is)?|(?:is )?any(?:one|body)(?: in (?:my|the|our) team)?|"
        rf"(?P<one>{_SOMEBODY})(?:'s|\s(?:is|isn't))|"
        rf"(?:is|are|when(?:'?s| is))\s(?P<who>{_SOMEBODY}))\s(?:all\s)?{_OFF}{_WHEN}",
        _whereabouts,
    ),
    rule(
        r"who(?:'?s| is| will| would)?\s(?:be )?(?:cover(?:s|ing)?|stand(?:s|ing)? in)"
        rf"(?:\sfor)?+\s(?P<who>{_SOMEBODY})(?:\s(?:while|when|if|this|next|on|in|now|today)\b.*)?",
        lambda found, _: WhoCovers(found["who"]),
    ),
    rule(
        rf"(?:i'?m |i am |i'?ll be |i will be |am )?{_ELSEWHERE}(?: all day)?(?: on)?\s"
        rf"(?P<when>{_A_DAY})(?: all day)?",
        lambda found, _: AwayToday(found["when"]),
    ),
    rule(
        rf"(?:(?:show|list|see|give|what are)(?: me)?\s+)?(?:all\s)?{_NAME}(?:'s|s'|s)\s(?:open |"
        r"over-?due |late )?(?:actions?|tasks?|list|ones|to-?dos?|work|stuff)",
        lambda found, _: ListOf(found["who"]),
    ),
    rule(
        rf"(?:is|how(?:'?s| is))\s(?!(?:work|it|that|everything)\b){_NAME}\s"
        r"(?:behind|over-?due|up to date|on track|on top of|"
        r"keeping up|getting on|doing)\b(?:\s(?:with|of|on|or|at|now|today|so far|this)\b.*)?",
        lambda found, _: ListOf(found["who"]),
    ),
    rule(
        rf"what(?:'?s)?\s(?:has|does|is|are)?\s?{_NAME}\s(?:got|have|having|doing|working|do|on)"
        r"(?:\s(?:left|on|to do|still|at the moment|now))*",
        lambda found, _: ListOf(found["who"]),
    ),
    rule(
        rf"(?:(?:can|could|should|may|let)\s)?{_NAME}\s(?:please\s|will\s|is to\s|to\s|"
        rf"is going to\s)?"
        rf"(?:have|take|do|own|lead|pick up)(?:\son)?\s{_WHICH}(?:\s(?:please|now|instead))*",
        _given,
    ),
    rule(
        rf"(?:swap|switch|assign|allocate|change)\s{_WHICH}\s(?:over\s)?to\s{_NAME}",
        _given,
    ),
    rule(
        rf"{_WHICH}\s(?:is not|isn'?t)\s(?:for me|mine)[\s,;:.-]+(?:it'?s|it is|but)?\s*(?:for\s)?"
        rf"{_NAME}(?:'s|s)?",
        _given,
    ),
    rule(
        r"cancel\s+(?!(?:that|this|it)$)(?P<which>.+)",  # what is no audit's, and no reminder's
        lambda found, command: numbered.read(Delete, found["which"], command),
    ),
)
