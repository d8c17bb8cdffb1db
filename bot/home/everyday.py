"""What people say in everyday words, read as the verb they mean.

Each rule is a pattern and what it stands for: words that could have been typed, or a request.
What no rule knows is asked about; nothing here guesses at what changes an action.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.actions.adding import Add
from bot.actions.closing import Done, not_done_yet
from bot.actions.due_dates import Move
from bot.actions.lists import Find, List
from bot.actions.show import Show
from bot.actions.verbs import Give
from bot.audits.agreeing import AnswerTime, OfAudit
from bot.audits.settling import CannotHold
from bot.audits.verbs import MyAudits
from bot.digest.verbs import ShowDigest
from bot.home.everyday_asking import ASKED
from bot.home.everyday_times import TIMES
from bot.home.rule import Meaning, Rule, always, rule
from bot.home.welcome import HOW_TO_FINISH, THANKED, WHAT_IT_IS, Welcome
from bot.people.absences import Away
from bot.reminders.verbs import Deputise, SnoozeUntil
from bot.slack import numbered, references
from bot.slack.again import Offer, offering
from bot.slack.audit_words import AN_AUDIT, AUDIT_WORD
from bot.slack.blocks import Answer, button
from bot.slack.registry import Command, OpenForm, Reply, Request
from bot.vocabulary import our, said
from db.patterns import pattern
from db.wording import evenly
from jobs.audits import naming
from jobs.context import RequestContext
from jobs.rules.deadlines import is_a_day


class CannotAttend(Request):
    """`I can't make it`: the only audit that waits, the one whose number is said, or which."""

    said: str

    def run(self, ctx: RequestContext) -> Reply:
        waiting = naming.waiting_for(ctx)
        numbers = set(re.findall(r"\b\d+\b", self.said))
        waiting = [one for one in waiting if str(one.id) in numbers] or waiting
        if len(waiting) == 1:
            return OpenForm("cannot", waiting[0].id)
        if waiting:
            return numbered.WhichOne(CannotHold, "", ctx.council.commands.audit).run(ctx)
        offers = [Offer("My actions", "list"), Offer("Help", "help")]
        leave = button("Set my leave", "audit_form_away", {})
        return offering(f"You have no {our.live_audit} coming up.", offers, leave)


class AwayToday(Request):
    """`sick today`: asks before it is written down; why somebody is away is not kept."""

    when: str

    def run(self, ctx: RequestContext) -> Answer:
        offers = [Offer(f"Yes, {self.when}", f"away {self.when}")]
        longer = button("Other days", "audit_form_away", {})
        said = f"Shall I set you as away {self.when}? Nothing new is asked of you then."
        return offering(said, offers, longer, note="I don't keep why you're away.")


def about_actions(words: str, command: str) -> Request | str | None:
    """Read what is said about actions, or of anything, in other words than the verbs."""
    return _meant((*TIMES, *_ACTIONS, *ASKED, *_ANYTHING, *LAST), words, command)


def about_audits(words: str, command: str) -> Request | str | None:
    """Read what is said about live audits, or of anything, in other words than the verbs."""
    meant = _meant((*TIMES, *ASKED, *_AUDITS, *_ANYTHING), words, command)
    return numbered.read(meant.verb, meant.rest, command) if isinstance(meant, OfAudit) else meant


def _meant(rules: Sequence[Rule], words: str, command: str) -> Request | str | None:
    even = re.sub(r"(\s)\s+", r"\1", evenly(words).replace("&amp;", "&"))
    said = _CLOSING.sub("", _OPENING.sub("", even)).strip(" .!?")
    for each in rules:
        found = each.said.fullmatch(said) or each.said.fullmatch(even.strip(" .!?"))
        asked = each.meaning(found, command) if found else None
        if asked is not None:
            return asked
    return said if said and len(said) < len(even.strip(" .!?")) else None


def _typed(verb: type[Command], *parts: str) -> Meaning:
    """Return the verb with the named parts of what was said after it."""

    def meaning(found: re.Match[str], command: str) -> Request | None:
        rest = " ".join(
            filter(None, (found[part] if part in found.groupdict() else part for part in parts))
        )
        return (
            numbered.read(verb, rest.strip(), command) if verb.subject else verb.read(rest, command)
        )

    return meaning


def _typed_of_one(verb: type[Command], *parts: str) -> Meaning:
    """Return the verb where what it is about begins with a number; else it means something else."""

    def meaning(found: re.Match[str], command: str) -> Request | str | None:
        return _typed(verb, *parts)(found, command) if _one(found["which"]) else None

    return meaning


def _one(words: str) -> references.Named | None:
    """Return which is meant where some words begin with what can only be a number."""
    named = references.leading(words)
    return named if named and references.is_certain(named.which[0]) else None


def _done(found: re.Match[str], command: str) -> Request | str | None:
    """Return what closes it, unless it is said that it is not, or not quite, done."""
    if _NOT_YET.search(found["which"]) is None:
        return _typed(Done, *(part for part in ("which", "rest") if part in found.groupdict()))(
            found, command
        )
    named = _one(found["which"])
    return not_done_yet(named.which[0], found[0][found.start("which") :]) if named else None


def _about_one(found: re.Match[str], _: str) -> Request | None:
    """Return what asks what becomes of an action, where only its number says which is meant."""
    named = _one(found["which"])
    if named is None or not named.rest:
        return None
    asked = "What shall I do with {which}?"
    return not_done_yet(named.which[0], named.after_first, asked, keeps=True)


def _listed(found: re.Match[str], command: str) -> Request | None:
    """Return the list that is asked for: "what's on my plate this week?"."""
    asks = _OF_WORK.search(found[0]) and "<@" not in found[0]
    return asked if asks and isinstance(asked := List.read(found[0], command), List) else None


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


def _away_when(found: re.Match[str], command: str) -> Request:
    when = (found["when"] or "").strip()
    return AwayToday("today") if when in {"", "today"} else Away.read(when, command)


_OPENING: Final = pattern(
    r"^(?:(?:hi|hello|hey|ok|okay|yes|yep|yeah|sure|sorry|please|pls|just|have|there|so|um|er|well|"
    r"right|can you|could you|would you|can i|can we|could we|i(?:'ve| have)(?: now| just)?|"
    r"we(?:'ve| have)|that'?s(?=\s+#?\d)|i|we|need to|want to|i'd like to|bot|"
    r"(?:good )?(?:morning|afternoon|evening)(?=[,!.]|\swhat|\sdo\s))\b[\s,:!.]+)+",
    re.IGNORECASE,
)
_CLOSING: Final = pattern(
    r"(?<![\s,])[\s,]+(?:please|pls|plz|thanks|thank you|cheers|sorry|full stop)[.!]*$"
    r"|(?<=[\w.!])\s*(?:[\U0001f300-\U0001faff\u2705\u2714]\ufe0f?|:[a-z0-9_+-]+:)+$",
    re.IGNORECASE,
)
# Between a number and "done": it is not so, or not yet, or only if.
_NOT_YET: Final = pattern(
    r"n't\b|\b(?:not|never|no longer|cannot|cant|isnt|wasnt|hasnt|arent|havent|nearly|almost|half|"
    r"part|partly|partially|mostly|largely|all but|about to|due to|to be|will|would|could|should|"
    r"must|needs?|maybe|perhaps|probably|hopefully|soon|if|once|when|until|unless|before|yet to|"
    r"still)\b|\d\s?(?:%|per ?cent)",
    re.IGNORECASE,
)
_OF_WORK: Final = pattern(
    r"\b(?:actions|tasks|to-?dos?|to do|my|mine|i|me|team|over-?\s?due|late|behind|outstanding|"
    r"everything|plan)\b|needs doing|^what'?s on (?:today|tomorrow|this \w+)",
    re.IGNORECASE,
)
# What is said of somebody is nothing for them to do: "@A is off", "@A said it may wait".
_TOLD: Final = (
    r"(?:(?:is|has)(?!\s+to\b)|was|had|isn'?t|hasn'?t|wasn'?t|didn'?t|doesn'?t|can'?t|cannot|won'?t|"
    r"says?|said|thinks?|thought|asked|told|wants?|went|knows?)\b"
)
_DONE: Final = r"(?:as\s+|to\s+|down as\s+)?(?:done|complete|completed|finished|closed|sorted)"
LAST: Final = (rule(r"(?P<which>(?:#|no\.? ?)?\d.*)", _about_one),)
_ACTIONS: Final = (
    rule(
        r"(?=.*\b(?:more time|longer|extension|extra \w+|another (?:\w+ )?(?:day|week|month|"
        r"fortnight)s?)\b).*\b(?:on|for|with|to do|to finish)\s(?P<which>\S+)",
        _typed_of_one(Move, "which"),
    ),
    rule(
        r"(?:(?:i|we)\s+)?(?:can'?t|cannot|won'?t|unable to)\s+(?:do|make|finish|complete|meet)\s+"
        r"(?P<which>#?\d+)\s+(?:this|by|until|yet|in time|before|today|tomorrow|next)\b.*",
        _typed_of_one(Move, "which"),
    ),
    rule(
        r"(?:can|could|should|may|must|will)\s+(?P<which>\S+)\s+(?:be\s+)?(?:wait|slip|moved|pushed|put|"
        r"shifted|changed|extended)(?:\s+back)?\s+(?P<when>(?:to|until|till|by)\s.+)",
        _typed_of_one(Move, "which", "when"),
    ),
    rule(
        r"(?:(?:not|isn'?t) (?:my action|mine|for me)[\s,:]*(?P<which>#?\d+)|"
        r"(?P<first>\S+)\s+(?:isn'?t|is not|not) (?:mine|my action|for me|my job))",
        _not_mine,
    ),
    rule(
        r"(?P<which>\S+)\s+(?:(?:belongs|should go|needs to go|should be|goes|is|is now)\s+)?"
        r"(?:to|with|for)\s+(?P<who><@.+)",
        _typed_of_one(Give, "which", "who"),
    ),
    rule(
        r"(?P<who><@[^>\s]*>)\s+(?:is|has|will)\s+(?:(?:doing|do|taken|taking|take|got|leading|"
        r"lead|picked|picking|pick|own)(?:\s+(?:on|up))?\s+)?(?P<which>#?\d\S*)(?:\s+(?:now|instead))?",
        _typed_of_one(Give, "which", "who"),
    ),
    rule(
        r"(?:put|add|stick|get)\s+(?P<what>.+?)\s+(?:on|onto|in|to)\s+my\s+(?:own\s+)?"
        r"(?:list|actions|to-?do(?: list)?|plate)",
        _typed(Add, "me:", "what"),
    ),
    rule(
        r"remind me(?:\s(?:again |on )*(?P<when>(?!to\s)\S.*?))?(?:\sto\s+(?P<what>.+))?", _reminded
    ),
    rule(r"the review", always("review")),
    rule(
        rf"(?:mark|set|put|record|log|flag|count)(?:\s+off)?\s+(?P<which>.+?)\s+(?:is\s+"
        rf")?{_DONE}\b[\s,:.-]*(?P<rest>.*)",
        _done,
    ),
    rule(
        r"(?:tick(?:ed)?|cross(?:ed)?|check(?:ed)?)(?:\s+off)?\s+(?P<which>.+?)(?:\s+off)?",
        _typed(Done, "which"),
    ),
    rule(r"(?P<which>.+?)\s+off(?:\s+(?:the|my) list)?", _typed_of_one(Done, "which")),
    rule(
        r"(?!what|when|who|how|where|why|is |are |has |have |was |were |thanks)(?P<which>.+?)\s+"
        r"(?:is|are|has been|have been)?\s*(?:all\s+|now\s+)?(?:done|complete|completed|finished|"
        r"sorted|closed)(?:\s+yet)?",
        _done,
    ),
    rule(
        r"(?:is|are|has|have|was|were)\s+(?P<which>.+?)\s+(?:been\s+)?(?:all\s+|now\s+)?"
        r"(?:done|complete|completed|finished|sorted|closed)(?:\s+yet)?",
        _typed_of_one(Show, "which"),
    ),
    rule(
        r"(?P<take>(?:i'?ll |will |can )?(?:take|own|pick up|grab)(?: on)?\s+)?(?P<which>.+?)"
        r"(?(take)|\s(?:is|are)\s+mine)",
        _typed_of_one(Give, "which", "to me"),
    ),
    rule(
        r"(?:make\s+)?(?P<who><@[UW][A-Z0-9]+(?:\|[^<>]*)?>)\s+(?:(?:is|as|the)\s+)*"
        r"(?:covers|deputy)(?:\s+(?:for|on|of))?\s+(?P<which>.+)",
        _typed_of_one(Deputise, "which", "who"),
    ),
    rule(r"who (?:covers|signs? off|owns|has|does)\s+(?P<which>.+)", _typed_of_one(Show, "which")),
    rule(
        r"(?:pass|hand|transfer|send)\s+(?P<which>.+?)\s+(?:over\s+)?to\s+(?P<who>.+)",
        _typed_of_one(Give, "which", "who"),
    ),
    rule(
        r"(?:change|shift|put|set|bring|move)\s+(?:back\s+|forward\s+)?(?:the\s+)?"
        r"(?:due\s+)?(?:date|deadline)?\s*(?:of|for|on)?\s*"
        r"(?P<which>\S+?)\s+(?:back\s+|forward\s+)?(?P<when>(?:to|until|till|by)\s+.+)",
        _typed_of_one(Move, "which", "when"),
    ),
    rule(
        r"remind me (?:about|of|on)\s+(?P<which>\S+)\s*(?P<when>.*)",
        _typed_of_one(SnoozeUntil, "which", "when"),
    ),
    rule(
        r"(?:stop|no more|don'?t|do not|quit)\s+(?:remind(?:ing|ers?)|nagging|messag(?:es?|ing)|"
        r"chasing)\s*(?:me\s+)?(?:about|of|on|for|over)\s+(?P<which>.+)",
        _typed_of_one(SnoozeUntil, "which"),
    ),
    rule(
        r"(?:an?\s+)?(?:new\s+)?(?:action|task|to[- ]?do)s?\s*(?:for|:|-)\s*(?P<what>.+)",
        _typed(Add, "what"),
    ),
    rule(
        rf"(?P<what>(?:to\s+|for\s+)?(?:<@[UW][A-Z0-9]+(?:\|[^<>]*)?>)[\s,:]+(?!{_TOLD}).+|(?:to |"
        r"for )?me\s*(?::|by\b).+|by\s[^:]+:.+)",
        _typed(Add, "what"),
    ),
    rule(
        r"(?:who(?:'?s| is| are)?|is any(?:one|body))(?: (?:in|of) (?:my|the|our) team)?\s+"
        r"(?:over-?\s?due|late|behind|slipping)(?: (?:in|of|for) (?:my|the|our) team)?|"
        r"(?:what(?:'?s| is| are)?|anything)\s+(?:over-?\s?due|late|behind) in (?:my|the|our) team",
        always(ShowDigest("overdue", "line")),
    ),
    rule(r".*", _listed),
    rule(
        r"(?:who (?:owns|has|is doing|does)|what(?:'?s| is) (?:happening with|the status of|up "
        r"with)|what happened (?:to|with)|whose is|when(?:'?s| is)|(?:what(?:'?s| is) the )?"
        r"(?:due date|deadline) (?:of|for)|is|how is|where is|"
        r"(?:tell me )?what(?:'s| is)?|tell me about|details of|(?:show|see|open)(?: me)?|give me)"
        r"\s+(?P<which>.+?)(?:\s(?:is(?: about| now)?|due|(?:still )?mine))?",
        _typed_of_one(Show, "which"),
    ),
    rule(
        r"(?:look for|where(?:'s| is)|what about)\s+(?:the |my )?(?P<what>.+?)(?: action)?",
        _typed(Find, "what"),
    ),
)
_AUDITS: Final = (
    rule(
        r"(?:what'?s|show|see|list)?\s*(?:me\s+)?(?:my|mine)\b.*|when(?:'?s| is| are)?\b.*",
        always(MyAudits()),
    ),
)
_AUDIT: Final = rf"(?:{AN_AUDIT}|(?:(?:my|our|the|your|next|live)\s+)*one)"
_ANYTHING: Final = (
    rule(
        r"how (?:do|does|can|should|would) (?:i|you|we|one)\s.*\b(?:finish|complete|close|record|"
        rf"write up|mark|end|sign off|hold)\b.*\b{AUDIT_WORD}\b.*",
        always(HOW_TO_FINISH),
    ),
    rule(
        r"(?:what(?:'?s| is| are)|explain|tell me about|how (?:do|does))\s+(?:an?\s+|the\s+)?"
        rf"(?:live )?{AUDIT_WORD}(?: work| mean)?|"
        rf"how (?:do|does|can|should) (?:i|you|we|one)\s.*\b{AUDIT_WORD}\b.*",
        always(WHAT_IT_IS),
    ),
    rule(
        r"(?:help|menu|commands?|what can (?:you|i) (?:do|type|say|ask)|how (?:do|does|can) (?:i|"
        r"you|this|it)\b.*|(?:need|get|some)\s+(?:some\s+)?help|(?:i'?m )?(?:stuck|lost|confused|"
        r"not sure)\b.*|i don'?t (?:know|understand).*)(?: me| please| for me)?",
        always("help"),
    ),
    rule(
        r"(?:hi|hello|hey|hiya|(?:good )?(?:morning|afternoon|evening)|start|"
        r"who are you|what (?:are you|is this|do you do)|about)(?: there| bot| all)?",
        always(Welcome()),
    ),
    rule(
        r"(?:\U0001f44d|\U0001f64f|:\+1:|:pray:)\S*|(?:many )?(?:thanks|thank you|thankyou|thx|ta|"
        r"cheers|great|brilliant|perfect|lovely|ok|okay|nice one|no worries|got it|understood|"
        r"cool)(?: so much| very much| a lot| again| bot| that'?s great)?(?:[,!. ]+(?:thanks|thank "
        r"you|bot|that'?s (?:great|brilliant|all|perfect|fine)))?",
        always(AnswerTime(THANKED)),
    ),
    rule(
        rf"when(?:'?s| is| are)?\s+{_AUDIT}(?: due| booked)?(?: with .+)?|"
        r"(?:(?:what'?s|what are|show(?: me)?|see|list|do i have|have i(?: got)?)\s+)?"
        rf"{_AUDIT}(?: coming up| this month| due| booked| about)*|"
        r"who (?:am i|do i)\s+(?:auditing|audit|paired with|paired|with)\b.*|"
        rf"who(?:'?s| is)\s+(?:my (?:{said('auditor')})|(?:audit|review)ing me)"
        r"(?: now| this month)?",
        always(MyAudits()),
    ),
    rule(
        r"(?:(?:i|we)\s+)?(?:(?:'?m\s+)?(?:can'?t|cannot|can not|won'?t be able to|unable to|not "
        r"able to|couldn'?t))\s+(?:make|do|attend|come|hold|be there|get there)\b.*|"
        rf"(?:(?:need|have|want) to\s+)?(?:cancel|call off)\s+{AN_AUDIT}.*",
        lambda found, _: CannotAttend(found[0]),
    ),
    rule(
        r"(?:i'?m |am |i am )?(?:(?:off |out )?(?:sick|ill|poorly|unwell|not well|not in|off(?: "
        r"work)?|out of office|ooo)(?=$|\s(?:today|tomorrow|on|until|till|this|next|for|from|\d|"
        r"mon|tue|wed|thu|fri))|(?:on |taking )?(?:annual |sick |study )?(?:leave|holiday|a/?l)"
        r"(?=\s))(?P<when>.*)",
        _away_when,
    ),
    rule(r"(?:i'?m |am |i am )?(?P<when>away\b.*)", _typed(Away, "when")),
    rule(
        r"(?:how(?:'?s| is| are)|status of)\s+(?:my|the|our) team(?: (?:doing|getting on|going))?",
        always(ShowDigest("", "line")),
    ),
    rule(
        r"(?:how are (?:we|things)(?: doing| going)?|where (?:do )?(?:things|we|it) stand|where "
        r"are we|dashboard|summary|overview|what'?s the status|(?:(?:show|give|"
        r"see)\s+)?(?:me\s+)?(?:(?:the|an?)\s+)?(?:status(?: report| update)?|update|rag))",
        always(ShowDigest()),
    ),
)
