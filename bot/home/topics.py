"""What a sentence that nobody understood may be about, by its words: shown to whoever asks.

Whoever asks nothing is shown it as a button, beside what else it may be.
"""

import re
from typing import Final

from bot.registry import SETS
from bot.slack import again
from bot.slack.again import AUDIT, Offer, buttons, offering
from bot.slack.audit_words import AUDIT_WORD
from bot.slack.lost import LOST
from bot.slack.registry import Reply
from bot.vocabulary import our, said
from db.errors import RefusedError
from db.patterns import pattern
from jobs.context import RequestContext

_FEW: Final = 3  # words; fewer are no action
_MADE: Final = frozenset({"report", "pack", "away", "back"})  # nothing is made by a guess
ASKS: Final = pattern(
    r"^(?:and |so |but |ok |hi |hello |please )*(?:did(?!\s\S+'s)|have|has|had|is|are|was|were|"
    r"when|where|what|which|who|why|how|do|does|any|show|list|tell me|can (?:i|you|we)|"
    r"could (?:i|you)|huh|i need|i want|give me|send me)\b|\?\s*$",
    re.IGNORECASE,
)
_MY_AUDITS: Final = Offer(f"My {our.live_audits}", "mine", AUDIT)
_TOPICS: Final = tuple(
    (pattern(rf"\b(?:{words})\b", re.IGNORECASE), offer)
    for words, offer in (
        (r"grades?|graded|inadequates?|outstandings?|good or better",
         Offer("Grades", "grades", again.STATUS)),
        (r"learn(?:ed|t|ing)?|themes?|strengths?|(?:good|better) at",
         Offer("Learning note", "learning", AUDIT)),
        (r"inspection pack|inspectors?|inspection|ofsted", Offer("Inspection pack", "pack")),
        (r"reports?|committee", Offer("Report", "report")),
        (said("auditors"), Offer(f"{our.auditors:C}", "auditors", AUDIT)),
        (r"when\b.{0,60}\b(?:draw|drawn|publish|opens?|closes?)|key dates",
         Offer("Calendar", "calendar", AUDIT)),
        (r"draw|drawn|redraw|gone out|going out|published|pairings?|paired|who has who",
         Offer("Plan", "plan", AUDIT)),
        (rf"(?:the|our|{AUDIT_WORD}) rules", Offer("Rules", "rules", AUDIT)),
        (r"coverage|unseen|haven'?t seen|not seen|not been seen",
         Offer("Coverage", "coverage", AUDIT)),
        (r"behind|late|overdue|slipp\w+|escalated", Offer("Overdue", "overdue", again.STATUS)),
        (r"sign off|approv\w+|waiting", Offer("Waiting for me", "waiting")),
        (rf"booked|held|completion|done theirs|do theirs|{AUDIT_WORD}",
         Offer(f"{our.live_audits:C}", "audits", again.STATUS)),
        (r"(?:cancel|not|no longer|end)\b.{0,60}\b(?:leave|holiday|away)|"
         r"back (?:at|from|in)|i'?m back",
         Offer("I'm not away", "back")),
        (r"sick|ill|poorly|unwell|rough|migraine|flu|leave|holidays?|hols|away|a/l|at home|"
         r"going home|appointment|dentist|hospital|double booked|(?:day|time) off|"
         r"i(?:'?m|'?ll be) (?:\w+ )?(?:off|out)", Offer("Set my leave", "away")),
        (r"annoying|annoyed|messag\w+|notifications?|reminders?|already told|spam|nag\w*|pester\w*",
         Offer("Your reminders", "settings")),
        (r"what(?:'s| is| are)?\b.{0,60}\bdue|my list|to do", Offer("My actions", "list")),
        (r"(?:what|which) (?:date|day|time|room)|got a date|join|due by|how long have i got|"
         r"miss it|outcome|reflection|venue|invite|diary", _MY_AUDITS),
        (r"how(?:'s| is| are)|progress|performance|figures", Offer("Status", "", again.STATUS)),
        (r"explain|you mean|does .{0,60} mean|huh|tell me more|compulsory|do i have to|confus\w+",
         Offer("What can I type?", "help")),
    )
)  # fmt: skip


def of_topic(words: str, typed: str, ctx: RequestContext) -> Reply | None:
    """Show whoever asks what it may be about; offer it to whoever asks nothing."""
    offers = [offer for topic, offer in _TOPICS if topic.search(typed)]
    is_asked = ASKS.search(typed) is not None
    is_of_a_number = re.search(r"\d", typed) is not None  # which is an action's
    if not offers or (is_of_a_number and not is_asked):
        return None
    if is_asked and offers[0].words not in _MADE:
        return _shown(offers[0], ctx)
    helps = [] if any(each.words == "help" for each in offers[:2]) else [Offer("Help", "help")]
    # None is sure, so none is the usual one.
    made = buttons([*to_add(words), *offers[:2], *helps], first_is_usual=False)
    return offering(f"{LOST} Is it one of these?", [], *made, text=LOST)


def to_add(words: str) -> list[Offer]:
    """Return what adds a sentence as an action; nothing where it is too short to be one."""
    return [Offer("Add it as an action", f"add {words}")] * (len(words.split()) >= _FEW)


def _shown(offer: Offer, ctx: RequestContext) -> Reply | None:
    command = again.command_of(offer.after, ctx.council.commands)
    try:
        return SETS[offer.after].parse(offer.words, command).run(ctx)
    except RefusedError:  # not for them
        return None
