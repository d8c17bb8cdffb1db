"""What people say in everyday words, read as the verb they mean.

Each rule is a pattern and what it stands for: words that could have been typed, or a request.
What no rule knows is asked about; nothing here guesses at what changes an action.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from bot.actions.adding import Add, read_first
from bot.actions.closing import Close, Done, DoneByWords, not_done_yet
from bot.actions.due_dates import Move
from bot.actions.lists import Find
from bot.actions.show import Show
from bot.actions.verbs import Give
from bot.audits.agreeing import MeetWhen, OfAudit
from bot.audits.booking import BookAudit
from bot.audits.verbs import MyAudits
from bot.home.everyday_anything import ANYTHING
from bot.home.everyday_colleague import COLLEAGUE
from bot.home.everyday_correcting import CORRECTING, DUE_THEN
from bot.home.everyday_counts import COUNTS
from bot.home.everyday_ends import ENDS, MARK_OFF
from bot.home.everyday_knowing import KNOWING
from bot.home.everyday_lists import DUE, LISTED
from bot.home.everyday_of_one import LAST
from bot.home.everyday_people import PEOPLE
from bot.home.everyday_times import HELD, TIMES
from bot.home.rule import Rule, always, rule, typed, typed_of_one
from bot.reminders.verbs import Deputise, SnoozeUntil
from bot.slack import in_parts, numbered, parsing, references
from bot.slack.again import ACTION
from bot.slack.audit_words import AN_AUDIT
from bot.slack.hedged import is_unfinished
from bot.slack.plain_text import TICK
from bot.slack.registry import OpenForm, Request
from bot.slack.spelling import words_in
from db.patterns import pattern
from db.wording import evenly
from jobs.rules.deadline_search import is_meant_for_a_day
from jobs.rules.deadline_words import MONTHS, WEEKDAYS
from jobs.rules.deadlines import is_a_day


def about_actions(words: str, command: str) -> Request | str | None:
    """Read what is said about actions, or of anything, in other words than the verbs."""
    return _meant((*_OF_ACTIONS, *COLLEAGUE), words, command)


def first_of_actions(words: str, command: str) -> Request | None:
    """Read what begins with no verb of actions: what adds, and a list by colour or risk."""
    meant = about_status(words, command) if _BY_COLOUR.fullmatch(words) else None
    return meant if isinstance(meant, Request) else read_first(words, command)


def about_status(words: str, command: str) -> Request | str | None:
    """Read what is asked about how things stand in other words than the verbs."""
    return _meant((*COUNTS, *ANYTHING, _SHOWN), words, command)


def about_audits(words: str, command: str) -> Request | str | None:
    """Read what is said about live audits, or of anything, in other words than the verbs."""
    meant = _meant((*_OF_AUDITS, *COLLEAGUE), words, command)
    if isinstance(meant, MeetWhen) and meant.is_booking:
        return numbered.read(BookAudit, meant.when, command)
    return numbered.read(meant.verb, meant.rest, command) if isinstance(meant, OfAudit) else meant


def _meant(rules: Sequence[Rule], words: str, command: str) -> Request | str | None:
    even = re.sub(r"(\s)\s+", r"\1", evenly(words).replace("&amp;", "&"))
    even = re.sub(r"(?<=\d)'s(?=\s)", " is", even)
    whole = even.strip(" .!?")
    said = _CLOSING.sub("", _OPENING.sub("", even)).strip(" .!?")
    is_whole, is_asked = said == whole, even.rstrip().endswith("?")
    ways = (said,) if is_whole else (said, whole)
    for each in rules:
        found = next(filter(None, map(each.said.fullmatch, ways)), None)
        asked = each.meaning(found, command) if found else None
        if is_asked:
            asked = _if_asked(asked, said, is_whole=is_whole)
        if asked is not None:
            return asked
    if is_asked and _MAY_I.match(even):
        return None
    return said if said and len(said) < len(whole) else None


def _if_asked(meant: Request | str | None, said: str, *, is_whole: bool) -> Request | str | None:
    """Return what asks, where a question means what would change an action.

    "Ok so 2 is done?" and "mark 2 done?" ask; "can you mark 2 done?" is only polite.
    """
    is_first = references.leading(said) is not None
    if isinstance(meant, Done) and (is_first or is_whole):
        return not_done_yet(str(meant.number), meant.note, keeps=True)
    if isinstance(meant, DoneByWords) and is_whole:  # "duty phone sorted?"
        return Find(meant.words)
    if isinstance(meant, Move) and is_first:  # "3 due Friday?"
        return Show(meant.number)
    is_told = is_first or said.startswith("<@")  # "can @A have 6?" is only polite
    return meant.in_doubt() if isinstance(meant, Give) and is_told else meant


@cache
def words_known() -> frozenset[str]:
    """Return the words by which something is meant here."""
    rules = (each.written for each in (*_OF_ACTIONS, *_OF_AUDITS))
    return words_in((_OPENING_WORDS, *rules, *WEEKDAYS, *MONTHS, "should shall from with"))


def _done(found: re.Match[str], command: str) -> Request | str | None:
    """Return what closes it, where nothing stands between its number and that it is done.

    What does may say that it is not, or not quite, or what stood in a plan that was pasted.
    """
    which, rest = found["which"], found.groupdict().get("rest") or ""
    named = references.certain(which)
    if named and rest and (parts := in_parts.unlike(which, rest, ACTION)):
        return parts
    says_more = (
        in_parts.FILLING.sub("", f"{named.rest} ").strip() if named else is_unfinished(which)
    )
    if says_more or _ANOTHER.match(rest):
        if re.match(AN_AUDIT, which, re.IGNORECASE):
            return numbered.read(Show, which, command)
        said = found[0][found.start("which") :]
        return not_done_yet(named.which[0], said) if named else None
    is_order = "rest" in found.groupdict()
    meaning = typed(Close, "which", "rest") if is_order else typed(Done, "which")
    return meaning(found, command)


def _moved(found: re.Match[str], command: str) -> Request | None:
    """Return the move that is asked for where a day is named: "2 by end of Feb instead"."""
    day = re.sub(r"^(?:by|until|till?|to)\s+", "", found["when"], flags=re.IGNORECASE)
    day, why = parsing.split_day_and_reason(day)
    if not is_meant_for_a_day(day):
        return None
    because = f" because {why}" if why else ""
    return numbered.read(Move, f"{found['which']} to {day}{because}", command)


def _not_mine(found: re.Match[str], _: str) -> Request | None:
    named = references.leading(found["which"] or found["first"])
    is_number = named is not None and references.is_number(named.which[0])
    return OpenForm("disown", int(named.which[0])) if named and is_number else None


def _reminded(found: re.Match[str], command: str) -> Request | None:
    """Return an action of their own, or, where nothing is said of what, which is meant."""
    when, what = found["when"] or "", found["what"]
    if when and not is_a_day(re.sub(r"^by\s+", "", when)):
        return None
    if what is None:
        return SnoozeUntil.unnumbered(when, command)
    return Add.read(f"me by {when}: {what}" if when else f"me: {what}", command)


_OPENING_WORDS: Final = (
    r"^(?:(?:hi|hello|hey|ok|okay|yes|yep|yeah|sure|sorry|please|pls|just|have|there|so|um|er|well|"
    r"right|(?:ta|thanks|thank you|cheers)(?=[,.!]?\s#?\d)|"
    r"(?:can|could|would) (?:yo)?u|can i|can we|could we|i(?:'?ve| have)(?: now| just)?|"
    r"we(?:'ve| have)|that'?s(?=\s+#?\d)|i|we|need to|want to|i'd like to|bot|"
    r"(?:good )?(?:morning|afternoon|evening)(?=[,!.]|\swhat|\sdo\s))\b[\s,:!.]+)+"
)
_OPENING: Final = pattern(_OPENING_WORDS, re.IGNORECASE)
# "Can I add an action for another team?" asks whether somebody may.
_MAY_I: Final = pattern(
    r"\W*(?:(?:can|could|may|should) (?:i|we)|am i able to) add\b", re.IGNORECASE
)
_CLOSING: Final = pattern(
    r"(?<![\s,])[\s,]+(?:please|pls|plz|thanks|thank you|cheers|sorry|full stop|x{1,3})[.!]*$"
    r"|(?<=[\w.!])\s*(?:[\U0001f300-\U0001faff\u2705\u2714]\ufe0f?|:[a-z0-9_+-]+:)+$",
    re.IGNORECASE,
)
# "Mark 6 as done and 7 as late": what is said of another is not said of both.
_ANOTHER: Final = pattern(
    r"(?:and|but|&|[,;])\s*#?\d[\w.]*\s+(?:as|is|are|to)\s+(?!(?:done|complete|closed|finished))",
    re.IGNORECASE,
)
# What is said of somebody is nothing for them to do: "@A is off", "@A said it may wait".
_TOLD: Final = (
    r"(?:(?:is|has)(?!\s+to\b)|was|had|did|(?:would|may|might)(?! you\b)|can have|will be|took|not|"
    r"needs(?! to\b)|isn'?t|hasn'?t|wasn'?t|didn'?t|doesn'?t|can'?t|cannot|won'?t|"
    r"says?|said|thinks?|thought|asked|told|wants?|went|knows?)\b"
)
_SEVERAL: Final = r"#?\d\S*(?:(?:\s*(?:,|&)\s*|\s+)(?:and\s+)?#?\d\S*)+"
_DONE: Final = r"(?:as\s+|to\s+|down as\s+)?(?:done|complete|completed|finished|closed|sorted)"
# `list` knows none of these, and would look for them among the words of actions.
_BY_COLOUR: Final = pattern(
    r"list\s(?:all\s)?(?:the\s)?(?:amber|at risk|slipping|green|on track)\b.{0,40}", re.IGNORECASE
)
# What is to be shown could be typed without saying so: "show overdue for Sam".
_SHOWN: Final = rule(
    r"(?:show|list|see|view|open|what'?s|what is|what are)(?: me)?(?: the| all(?: the)?)?\s"
    r"(?P<what>.+)",
    lambda found, _: str(found["what"]),
)
_ACTIONS: Final = (
    rule(
        r"(?:need |want |have )?(?:longer|more time|an extension)\s+"
        r"(?:on|for|with|to do|to finish)\s+(?P<which>#?\d\S*)\s+"
        r"(?P<when>(?:until|till?|to|by)\s.+)",
        typed_of_one(Move, "which", "when"),
    ),
    rule(
        r"(?:have|has|did|had|when did|when was|was|were)\s+(?:[^\W\d]\S*\s+){1,3}?(?:done|did|do|"
        r"finish(?:ed)?|clos(?:ed?)|complete[d]?)\s+(?P<which>#?\d\S*)(?:\s+(?:yet|already))?",
        typed_of_one(Show, "which"),
    ),
    rule(
        r"(?=.*\b(?:more time|longer|extension|extra \w+|another (?:\w+ )?(?:day|week|month|"
        r"fortnight)s?)\b).*\b(?:on|for|with|to do|to finish)\s(?P<which>\S+)",
        typed_of_one(Move, "which"),
    ),
    rule(
        r"(?:(?:i|we)\s+)?(?:can'?t|cannot|won'?t|unable to)\s+(?:do|make|finish|complete|meet)\s+"
        r"(?P<which>#?\d+)\s+(?:this|by|until|yet|in time|before|today|tomorrow|next)\b.*",
        typed_of_one(Move, "which"),
    ),
    rule(
        r"(?:can|could|should|may|must|will)\s+(?P<which>\S+)\s+(?:be\s+)?(?:wait|slip|moved|pushed|put|"
        r"shifted|changed|extended)(?:\s+back)?\s+(?P<when>(?:to|until|till?|by)\s.+)",
        typed_of_one(Move, "which", "when"),
    ),
    rule(
        r"(?:(?:not|isn'?t) (?:my action|mine|for me)[\s,:]*(?P<which>#?\d+)|"
        r"(?P<first>\S+)\s+(?:isn'?t|is not|not) (?:mine|my action|for me|my job))",
        _not_mine,
    ),
    rule(
        rf"(?P<which>{_SEVERAL}|\S+)\s+(?:(?:belongs?|should go|needs? to go|should be|goes|go|is|"
        r"are|is now)\s+)?(?:(?:to|with|for)\s+|(?:-+(?:&gt;|>)|=(?:&gt;|>)?|\u2192)\s*)"
        r"(?P<who><@.+|me|myself)",
        typed_of_one(Give, "which", "who"),
    ),
    rule(
        rf"(?P<who>{parsing.A_MENTION})[\s,:]+(?:(?:is|has|will|to|can|should|could|must|would)\s+|"
        r"(?=[a-z]))(?:(?:doing|do|taken|takes|taking|take|got|gets|have|leading|leads|"
        rf"lead|picked|picking|pick|owns|own)(?:\s+(?:on|up|over))?\s+)?(?P<which>{_SEVERAL}|#?\d\S*)"
        r"(?:\s+(?:now|instead))?",
        typed_of_one(Give, "which", "who"),
    ),
    rule(
        r"(?:put|add|stick|get)\s+(?P<what>.+?)\s+(?:on|onto|in|to)\s+my\s+(?:own\s+)?"
        r"(?:list|actions|to-?do(?: list)?|plate)",
        typed(Add, "me:", "what"),
    ),
    rule(
        r"remind me(?:\s(?:again |on )*(?P<when>(?!to\s)\S.*?))?(?:\sto\s+(?P<what>.+))?", _reminded
    ),
    rule(r"the review", always("review")),
    rule(rf"{TICK}\s*(?P<which>#?\d.*)", _done),
    rule(
        rf"(?:can|could|should|may|let)\s+(?P<who>{parsing.A_MENTION})\s+(?:please\s+)?(?:have|"
        r"take|do|own|lead|pick up)(?:\s+on)?\s+(?P<which>#?\d\S*)",
        typed_of_one(Give, "which", "who"),
    ),
    rule(
        r"(?:(?:can|could|should|may|make|get|set)\s+|"
        r"(?P<dated>(?:the\s+)?(?:due date|deadline)\s+(?:for|of|on)\s+))?"
        r"(?P<which>#?\d\S*)\s+(?:[-:\u2013]\s+)?(?:be\s+)?(?(dated)is\s+(?:now\s+)?)"
        r"(?:(?:due|needs?(?: more time)?|(?:the )?new (?:due )?date)\s+)?"
        r"(?P<when>(?:by|until|till?|to)\s+.+?|(?:(?<=be )|(?<=date )|(?<=due ))\S.*?|"
        r"(?(dated)\S.*?|(?!)))"
        r"(?:\s+(?:instead|now|then))?",
        _moved,
    ),
    rule(
        rf"(?:mark|set|put|record|log|flag|count)(?:\s+off)?\s+(?P<which>.+?)\s+(?:is\s+"
        rf")?{_DONE}\b[\s,:.-]*(?P<rest>.*)",
        _done,
    ),
    rule(
        rf"(?:tick(?:ed)?|cross(?:ed)?|check(?:ed)?|{MARK_OFF})(?:\s+off)?\s+(?P<which>.+?)"
        r"(?:\s+off(?:\s+(?:the|my|our)\s+(?:list|plan))?)?",
        typed(Close, "which"),
    ),
    rule(
        r"(?!what|when|who|how|where|why|is |are |has |have |was |were |thanks)(?P<which>.+?)\s+"
        r"(?:is|are|has been|have been)?\s*(?:all\s+|now\s+)?(?:done|complete|completed|finished|"
        r"sorted|closed)(?:\s+(?:yet|with))?",
        _done,
    ),
    rule(
        r"(?:is|are|has|have|was|were)\s+(?P<which>.+?)\s+(?:been\s+)?(?:all\s+|now\s+)?"
        r"(?:done|complete|completed|finished|sorted|closed)(?:\s+yet)?",
        typed_of_one(Show, "which"),
    ),
    rule(
        r"(?P<take>(?:i'?ll |will |can )?(?:take|own|pick up|grab)(?: on)?\s+)?(?P<which>.+?)"
        r"(?(take)|\s(?:is|are)\s+mine)",
        typed_of_one(Give, "which", "to me"),
    ),
    rule(
        rf"(?:make\s+)?(?P<who>{parsing.A_MENTION})\s+(?:(?:is|as|the)\s+)*"
        r"(?:covers|deputy)(?:\s+(?:for|on|of))?\s+(?P<which>.+)",
        typed_of_one(Deputise, "which", "who"),
    ),
    rule(
        r"who(?:(?:'?s| is) (?:responsible|down|in charge) (?:for|of)|"
        r" (?:covers|sign(?:s|ed)? off|owns|has|does|did|closed|finished|completed|added|gave me))"
        r"\s+(?P<which>.+)",
        typed_of_one(Show, "which"),
    ),
    rule(
        r"(?:what was\s+)?(?P<which>#?\d\S*)\s+(?:again|due when|when|is due when)",
        typed_of_one(Show, "which"),
    ),
    rule(r"how (?:late|overdue|old) is (?P<which>#?\d\S*)", typed_of_one(Show, "which")),
    rule(
        r"(?:pass|hand|transfer|send)\s+(?P<which>.+?)\s+(?:over\s+)?to\s+(?P<who>.+)",
        typed_of_one(Give, "which", "who"),
    ),
    rule(r"(?:need\s+)?(?P<when>(?:until|till?)\s+.+?)\s+(?:for|on)\s+(?P<which>#?\d\S*)", _moved),
    rule(
        r"(?:change|shift|put|set|bring|move)\s+(?:back\s+|forward\s+)?(?:the\s+)?"
        r"(?:due\s+)?(?:date|deadline)?\s*(?:of|for|on)?\s*"
        r"(?P<which>(?:number |action )?\S+?)\s+(?:back\s+|forward\s+)?"
        r"(?P<when>(?:to|until|till?|by)\s+.+)",
        typed_of_one(Move, "which", "when"),
    ),
    rule(
        r"remind me (?:about|of|on)\s+(?P<which>\S+)\s*(?P<when>.*)",
        typed_of_one(SnoozeUntil, "which", "when"),
    ),
    rule(
        r"remind me (?:again )?(?P<when>\S.*?)\s(?:about|of)\s+(?P<which>#?\d\S*)",
        typed_of_one(SnoozeUntil, "which", "when"),
    ),
    rule(
        r"(?:stop|no more|don'?t|do not|quit)\s+(?:remind(?:ing|ers?)?|nagging|messag(?:es?|ing)|"
        r"chasing)\s*(?:me\s+)?(?:about|of|on|for|over)\s+(?P<which>.+)",
        typed_of_one(SnoozeUntil, "which"),
    ),
    rule(
        r"(?:an?\s+)?(?:new\s+)?(?:action|task|to[- ]?do)s?\s*(?:for|:|-)\s*(?P<what>.+)",
        typed(Add, "what"),
    ),
    rule(
        rf"(?P<what>(?:to\s+|for\s+)?(?:{parsing.A_MENTION})[\s,:]+(?!{_TOLD}).+|(?:to |"
        r"for )?me\s*(?::|by\b).+|by\s[^:]+:.+)",
        typed(Add, "what"),
    ),
    *LISTED,
    rule(
        r"(?:who(?:(?:'?s| is) doing| owns| has| does)|what(?:'?s| is) (?:happening with|"
        r"the status of|up with)|what happened (?:to|with)|whose is|when(?:'?s| is)|"
        r"(?:what(?:'?s| is) the )?(?:due date|deadline) (?:of|for|on)|is|how is|where is|"
        r"(?:tell me )?what(?:'?s| is)?|tell me about|details of|(?:show|see|open)(?: me)?|give me)"
        r"\s+(?P<which>.+?)(?:\s(?:is(?: about| now)?|due|about|(?:still )?mine))?",
        typed_of_one(Show, "which"),
    ),
    rule(
        r"(?:look for|where(?:'s| is)|what about)\s+(?:the |my )?(?P<what>(?!it$).+?)(?: action)?",
        typed(Find, "what"),
    ),
)
_AUDITS: Final = (
    rule(
        r"(?:what'?s|show|see|list)?\s*(?:me\s+)?(?:my|mine)\b.*|is (?:it|mine)\b.*",
        always(MyAudits()),
    ),
)
_OF_ACTIONS: Final = (
    *KNOWING,
    *ENDS,
    *COUNTS,
    DUE_THEN,
    *DUE,
    *TIMES,
    *_ACTIONS,
    *ANYTHING,
    *PEOPLE,
    *CORRECTING,
    *LAST,
)
_OF_AUDITS: Final = (*KNOWING, *COUNTS, *HELD, *TIMES, *_AUDITS, *ANYTHING)
