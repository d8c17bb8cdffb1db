"""What people say of an action that is not to go on, is not done, or is for somebody else to do."""

import re
from typing import Final

from bot.actions.closing import Close, Done, DoneList, not_done_yet
from bot.actions.show import Show
from bot.home.rule import Rule, always, rule, typed_of_one
from bot.signoff.deferral import Defer, Drop
from bot.signoff.verbs import Sign
from bot.slack import lookup, numbered, parsing, references
from bot.slack.again import NOTHING_YET, Offer, offering
from bot.slack.blocks import Answer
from bot.slack.registry import Request
from bot.vocabulary import our
from db import privacy
from db.actions import queries as actions
from db.patterns import pattern
from jobs.context import RequestContext

_EVERYTHING: Final = (
    r"(?:everything|all|the lot|all (?:of )?(?:it|them|mine|my actions|the actions)|"
    r"they(?:'?re| are) all|mine are all)"
)
# Before "off": "Mark is off" is about a colleague, and what is signed off is checked as well.
MARK_OFF: Final = (
    r"mark(?=\s+(?:off\s+)?(?:#?\d|(?:it|that|this|the)\b))(?!.*\bsigned\b)(?=.*\soff)"
)
_DONE: Final = r"(?:done|completed?|finished|closed|sorted)"
_NEEDLESS: Final = (
    r"(?:(?:no longer|not) (?:needed|required|relevant|necessary|applicable)(?: any ?more| now)?|"
    r"n/?a\b(?!\w).*|non-applicable|"
    r"redundant|obsolete|overtaken\b.*|superseded\b.*|"
    r"(?:an? )?(?:duplicate|dup|copy|repeat) (?:of|with)\b.*|(?:the )?same as\b.*)"
)


class Needless(Request):
    """`12 is no longer needed`: asks whether it is dropped, or noted by whoever may not drop it."""

    which: str
    why: str

    def run(self, ctx: RequestContext) -> Answer:
        privacy.guard(ctx, self.why)
        number = lookup.number_of(self.which, Drop, ctx)
        if number is None:
            return lookup.unknown(self.which, Drop, ctx)
        action = actions.find(ctx.session, number, ctx.person)
        offers = [Offer(f"Show {action.called}", f"show {number}")]
        if self.why:
            offers.insert(0, Offer("Add it as a note", f"note {number}: {self.why}"))
        if Drop.offer.is_for(action, ctx.person, ctx.today):
            reason = f" because {self.why}" if self.why else ""
            offers.insert(0, Offer("Drop it", f"drop {number}{reason}"))
            said = f"Shall I drop {action.called}? It stays on record."
        else:
            said = f"You can't drop {action.called}: its owner's manager or {our.lead:a} can."
        return offering(said, offers, note=NOTHING_YET)


def _needless(found: re.Match[str], _: str) -> Request | None:
    named = references.certain(found["which"])
    if named is None:
        return None
    why = (found.groupdict().get("why") or named.rest or "").strip()
    return Needless(named.which[0], why)


def _signed_off(found: re.Match[str], _: str) -> Request | None:
    """Return what asks: whoever did it may say so, or whoever checks what was done."""
    named = references.certain(found["which"])
    said = "What shall I do with {which}?"
    return not_done_yet(named.which[0], found[0], said) if named else None


def _not_finished(found: re.Match[str], _: str) -> Request | None:
    named = references.certain(found["which"])
    return not_done_yet(named.which[0], named.after_first, keeps=True) if named else None


def _unsaid(found: re.Match[str], _: str) -> Request | None:
    """Return what asks, where it is not said that one is done: "not sure 2 is done"."""
    named = references.certain(found["which"])
    if named is None or _ASKS.match(found["before"]) or not _UNSAID.search(found["before"]):
        return None
    return not_done_yet(named.which[0], found[0], "What shall I do with {which}?")


def _chased(found: re.Match[str], _: str) -> Request:
    """Say who reminds people, and offer what there is to be seen and noted."""
    who, rest = found["who"], found["which"] or ""
    named = references.leading(rest)
    which = named.which[0] if named and references.is_certain(named.which[0]) else ""
    noted = Offer("Add it as a note", f"note {which}: {found[0]}")
    of_one = (Offer(f"Show #{which}", f"show {which}"), noted) if which else ()
    return numbered.Question(
        "I remind people myself, in their morning message. What would you like to do?",
        (*of_one, Offer("Show what they have", f"list {who}")),
    )


# Of what may be done one day, or by somebody, or is only thought: "I'll", "should we", "he says".
_UNSAID: Final = pattern(
    r"\b(?:will|shall|should|must|(?:can|could|may)(?! (?:yo)?u\b|'?t)|needs?|ha(?:s|ve) to|"
    r"going to|gonna|(?:about|due|ought|remember|how) to|let'?s|do|don'?t|how|what|if|"
    r"whether|once|not|never|unable|some(?:one|body)|any(?:one|body)|thinks?|hope|doubt|"
    r"(?:un)?sure|wondering|says?|said|maybe|perhaps|apparently|hopefully|looks like|seems|"
    r"try(?:ing)?)\b|"
    r"'ll\b|<@",
    re.IGNORECASE,
)
_ASKS: Final = pattern(r"(?:has|have)\s(?!to\b)", re.IGNORECASE)
# What may follow; "6 closed cases" are none of the council's actions.
_TAIL: Final = (
    r"(?:[\s,]+(?:please|now|then|too|yet|to-?day|tomorrow|soon|later|next|this|on|by|in|at|after|"
    r"before|from|when|once|if|as|because|or|and|but)\b.*)?"
)
_TO_COME: Final = r"(?:i |we |i'd |you |still |have |just )*(?:need|want|like|wish) to"
_WHICH: Final = r"(?P<which>(?:action |number |no\.? ?)?#?\d\S*)"
_NUMBERS: Final = r"#?\d[\w.]*(?:\s*(?:,|&|and)\s*#?\d[\w.]*)*"
ENDS: Final[tuple[Rule, ...]] = (
    rule(
        rf"(?:(?:i'?ve|i have|we'?ve|we have)\s+)?(?:{_EVERYTHING}\s+(?:is |are |now |been )*"
        rf"{_DONE}|{_DONE}\s+{_EVERYTHING}|"
        rf"(?:all|everything)\b.*\b{_DONE}\b.*\b(?:except|but|bar|apart from)\b.*)",
        always(DoneList()),
    ),
    rule(
        rf"(?:(?:mark|set|put|record|log|flag|count)\s+)?{_WHICH}(?<![\u2013-])[\s\u2013-]++"
        rf"(?:(?:is|was|has been|has|are|as|to|down as|to be)\s+)*(?P<why>{_NEEDLESS}"
        r"(?:\s[\u2013-]\s.*)?)",
        _needless,
    ),
    rule(
        rf"(?:all\s+{_DONE}\s+with|done and dusted|close\s+(?:out|down)|"
        rf"(?:mark|set|flag|put)(?:ed)?(?:\s+(?:as|to|off|down))*\s+{_DONE})"
        r"[\s:,-]+(?P<which>#?\d.*)",
        typed_of_one(Close, "which"),
    ),
    rule(
        r"(?:please\s+)?sign(?:ed)?[\s-]?off\s+(?P<which>(?:action |number |no\.? ?)?#?\d.*)",
        lambda found, command: numbered.read(Sign, found["which"], command),
    ),
    rule(rf"{_WHICH}\s+(?:(?:is|was|has been|now|all)\s+)*signed[\s-]off\b.*", _signed_off),
    rule(
        r"(?:what'?s\s+)?(?:(?:any|an|the|latest)\s+)*(?:update|news|progress|latest)\s+"
        rf"(?:on|about|re|with|for)\s+{_WHICH[:-1]}(?:\s*(?:,|and|&)\s*#?\d\S*)*)|"
        r"(?P<one>#?\d[\w.]*)\s+(?:is|are|was|were|has|have) (?:it|that|this|they)\s.*",
        lambda found, command: numbered.read(Show, found["which"] or found["one"], command),
    ),
    rule(
        r"(?:no longer (?:needed|need|required|relevant|applicable)|not (?:needed|applicable)|n/?a|"
        r"don'?t need|do not need)[\s:,]+"
        r"(?P<which>(?:action |number )?#?\d.*)",
        _needless,
    ),
    rule(
        r"(?:scrap|bin|ditch|kill|forget(?: about)?|get rid of)\s+(?P<which>#?\d.*)",
        typed_of_one(Drop, "which"),
    ),
    rule(
        rf"(?:put|place|leave|keep)\s+(?P<which>{_NUMBERS})\s+on hold(?P<until>\s.*)?",
        typed_of_one(Defer, "which", "until"),
    ),
    rule(rf"pause\s+(?P<which>{_NUMBERS}(?:\s.*)?)", typed_of_one(Defer, "which")),
    rule(
        rf"(?:not (?:yet )?{_DONE}|haven'?t (?:yet )?{_DONE}|(?:didn'?t|did not) (?:do|finish|"
        rf"manage|complete|get (?:round )?to|start)|still (?:doing|working on|on)|"
        rf"not {_DONE} with|{_TO_COME} (?:finish|complete))\s+(?P<which>#?\d.*)",
        _not_finished,
    ),
    rule(
        rf"(?P<before>.+?)\b(?:close|finish|complete|tick(?: off)?|mark|{_DONE})\s+(?P<which>"
        rf"(?:action |number |no\.? ?)?#?\d[\w.]*{_TAIL})",
        _unsaid,
    ),
    rule(
        r"(?P<before>.+?)\s(?P<which>#?\d[\w.]*\s(?:(?:is |was |has been |all |now |can be )+"
        rf"{_DONE}\b.*|{_DONE}{_TAIL}))",
        _unsaid,
    ),
    rule(  # what else is "off" is somebody, "6 new deadline, Sam is off", or days: "24 and 25 off"
        rf"(?P<which>{_NUMBERS})\s+off\s+(?:the|my) list",
        lambda found, command: numbered.read(Done, found["which"], command),
    ),
    rule(
        rf"(?:chase|nudge|remind|prompt|ping|poke|hassle)(?:\s+up)?\s+(?P<who>{parsing.A_MENTION})"
        r"(?:\s+(?:about|on|re|for|over|to do|to finish)\s+(?P<which>.+))?",
        _chased,
    ),
)
