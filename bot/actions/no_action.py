"""What is typed after `add` and is no action: a note, a word said to somebody, a person."""

import re
from typing import Final

from bot.actions.line_reader import NO_TASK
from bot.actions.verbs import Note
from bot.slack import numbered
from bot.slack.again import AUDIT, Offer
from bot.slack.parsing import A_MENTION
from bot.slack.registry import OpenForm, Request
from bot.vocabulary import our, said
from db.patterns import pattern

# "add a note to 6: draft sent" adds no action of that name.
_A_NOTE: Final = pattern(
    r"(?:(?:an?\s+)?(?:note|comment|update)\s+(?:to|on|for|about)\s+(?=#?\d)|"
    r"(?:(?:some|the|my)\s+)?(?:progress|evidence|news|details?)\s+(?:to|on|for)\s+(?=#?\d[\w.]*\s*(?::|$))|"
    r"to\s+(?=#?\d[\w.]*(?:\s*:|\s+that\b)))",
    re.IGNORECASE,
)
_NO_WORDS: Final = pattern(
    r"(?:(?:an?(?:other)?\s+)?(?:new\s+)?(?:actions?|tasks?|to-?dos?|one)|"
    r"(?:it|that|this|them|these|those)(?:\s(?:to|on|onto)\s(?:my|the|our)\s[a-z -]{2,20})?)"
    r"(?:[\s,]+(?:please|pls))?[\s.!?]*",
    re.IGNORECASE,
)
# What is said to somebody rather than written on a list.
_NOTHING_TO_DO: Final = pattern(
    r"(?:hi|hello|hiya|hey|help|cancel(?: that| this)?|stop|never ?mind|nothing|no|ok(?:ay)?|"
    r"done|undo|list|thanks?|thank you|(?:sorry[\s,]+)?(?:please\s+)?ignore (?:that|this|me)|sorry|"
    r"my (?:list|actions)|(?:show|list|see) (?:me )?(?:my|the|all) (?:list|actions|tasks))[\s.!?]*",
    re.IGNORECASE,
)
# Who works here, or a thing of which it is not said what is to be done: "another auditor".
_SOMEBODY: Final = (
    rf"(?:{said('auditor', 'practitioner', 'lead', 'head_of_service')}|(?:team |service )?manager|"
    r"(?:social )?worker|starter|joiner|(?:team )?member|user|person|colleague|student|deputy|"
    r"admin(?:istrator)?|owner)s?"
)
_NOTHING_TO_BE_DONE: Final = pattern(
    rf"{_SOMEBODY}|(?:(?:an?|another|\d+|(?:one|two|three|some)(?: more)?)(?: new)?|new)\s"
    rf"{_SOMEBODY}"
    r"(?:\s(?:to|in|into|on|from|for|called|named|as|with)\s.*)?|"
    r"(?:starter|joiner)s?\s(?:in|into|on|for|from|with|called|named|joins|joining|starts|starting)\s.*|"
    r"(?:some|any|every)(?:one|body)(?: else)?|"
    r"(?:an?|another|one more)(?: new)?\s[a-z-]{2,20}|"
    rf"(?:{A_MENTION}|me)\s{NO_TASK.pattern}.*|"
    r"[a-z'-]{2,20}(?:\s[a-z'-]{2,20})?\sto\sthe\s(?:staff|roster|auditors?)(?:\slist)?|"
    rf"[a-z'-]{{2,20}}(?:\s[a-z'-]{{2,20}})?\sas\s(?:(?:an?|the)\s)?{_SOMEBODY}",
    re.IGNORECASE,
)

# What was, or is asked or heard: "I've sent the rota", "Was it sent?", "Sam says it may wait".
_TOLD: Final = pattern(
    r"(?:who|what|when|where|why|how|which|do|does|did|is|are|was|were|has|have|had|should|shall)\b"
    r"[^\n]*\?\s*|"
    r"(?:i|we)(?:['\u2019](?:ve|d)|\s(?:have|had))?\s(?:(?:already|just|now|never|both|all)\s)*"
    r"(?:sent|did|done|had|made|got|went|met|gave|told|spoke|wrote|took|left|said|saw|put|found|"
    r"(?!need)[a-z]{2,20}ed)\b[^\n]*|"
    r"(?-i:[A-Z][\w'\u2019-]{1,30}(?:\s[A-Z][\w'\u2019-]{1,30})?)\s"
    r"(?:said|says|told|thinks|thought|mentioned|reckons)\b[^\n]*|"
    r"(?:many )?(?:thanks|thank you|well done) (?:to|for)\b[^\n]*|"
    r"(?:don['\u2019]?t|do not) (?:add|do|need|bother)\b[^\n]*|no need to\b[^\n]*",
    re.IGNORECASE,
)


def no_action(rest: str, command: str) -> Request | None:
    """Return what is meant by words that are none to do; None where they may be an action."""
    of_one = _A_NOTE.match(rest)
    if of_one:
        return numbered.read(Note, rest[of_one.end() :], command)
    if _NO_WORDS.fullmatch(rest):
        return OpenForm("add")
    if _NOTHING_TO_DO.fullmatch(rest):
        return OpenForm("add", fields=(("title", rest),))
    if _NOTHING_TO_BE_DONE.fullmatch(rest.strip(" .!?")):
        return numbered.Question("Is that something to do?", _what_else(rest))
    if _TOLD.fullmatch(rest):
        offers = (Offer("Yes, add it", f"add action: {rest}"), Offer("My actions", "list"))
        return numbered.Question("Is that something to do?", offers)
    return None


def _what_else(rest: str) -> tuple[Offer, ...]:
    return (
        Offer("Yes, add it", f"add action: {rest}"),
        Offer("Staff list", "update the staff list"),
        Offer(f"{our.auditors:C}", "auditors", AUDIT),
        Offer("Help", "help"),
    )
