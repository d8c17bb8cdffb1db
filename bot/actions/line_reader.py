"""An action as people say it: its words, its owner and its date, wherever they stand.

What is certain is taken; what is probable becomes a doubt, asked about before anything is saved.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.actions.dates_in_words import with_due
from bot.actions.line import (
    A_PERSON,
    BEFORE_AN_OWNER,
    BY_A_DAY,
    NAMED,
    OWNER,
    OWNERS,
    REGISTER,
    Doubt,
    Line,
    cut,
    tidied,
)
from bot.actions.owners_in_words import (
    owners_in,
    typed_name,
    with_all_mentioned,
    without_others,
)
from bot.slack.arguments import no_one
from bot.slack.registry import ME
from db.patterns import pattern
from db.people import queries as people
from jobs.context import RequestContext

# "@A's rota" is no rota for @A to make, and what they said is nothing for them to do.
_OF_THEIRS: Final = pattern(r"['\u2019]s\b|(?:said|says|asked|told|thinks?|thought|wants?)\b", re.I)
# "@A to the auditors", "@A as a lead": where they are to be, and nothing for them to do.
NO_TASK: Final = pattern(
    r"(?:as|(?:to|for|at|in|on|with|from)\s+(?:the|an?|my|our|your|all|every))\s", re.IGNORECASE
)
_GROUP: Final = pattern(
    r"<!subteam\^[A-Z0-9]+(?:\|[^<>]*)?>|(?<![\w.@])@(?:here|channel|everyone)\b"
)
_UNKNOWN: Final = pattern(
    r"(?<![\w<@.|])@(?!(?:here|channel|everyone)\b)(?P<name>[A-Za-z][\w.'-]*)"
)
_AFTER: Final = pattern(
    r"(?<![\s,;(])[\s,;(]*\b(?:after|once|when)\s+(?P<numbers>#\d{1,9}(?:(?:\s*[,&]\s*|\s+and\s+|"
    r"\s+)#\d{1,9})*)(?:\s+(?:is|are)\s+(?:done|finished|complete))?\)?",
    re.IGNORECASE,
)
_SET_OFF: Final = pattern(
    r"(?:[,;:|(\u2013\u2014-]|\b(?:owner|lead|assigned to|assign to|responsible|given to|"
    r"action for)[:\s]*)$",
    re.IGNORECASE,
)
# After these a person is spoken of, not asked.
_SPOKEN_OF: Final = pattern(
    r"\b(?:not|with|to|from|about|for|and|or|ask|tell|see|of|by|at|on|ring|call|phone|email|meet|brief|"
    r"remind|thank|update|chase|contact|invite|between|via|cc|support|show|send|help|like|&|w/)$",
    re.IGNORECASE,
)
_MY_LIST: Final = r"(?:to|on|onto)\s+my\s+(?:own\s+)?(?:list|actions|to-?do(?: list)?)"
_ME: Final = pattern(
    r"^(?:to |for )?(?:me|myself)\s*+(?=[:,]|[-\u2013\u2014]\s|\b(?:by|due|before|after|to)\b)"
    r"[:,\s\u2013\u2014-]*|"
    r"^i(?:['\u2019]ll| will|['\u2019]?m going to| am going to| need to| have to| must)\s+"
    r"(?!(?:not|never|be)\b)(?=\w)|"
    rf"^(?:(?:this|it|that)\s+)?{_MY_LIST}\s?(?::|,|\s-)\s*|"
    r"[,;(\u2013-]\s*(?:for )?(?:me|myself)\)?(?=\s*$|\s*,|\s+(?:by|due|before)\b)|"
    rf"(?<!\s)\s+{_MY_LIST}(?=[\s.]*$|\s+(?:by|due|before)\b)",
    re.IGNORECASE,
)
_OPENING: Final = pattern(
    r"^(?:an?\s+|another\s+)?(?:new\s+)?(?:actions?|tasks?|to-?do|(?:one|something)(?!\s+to\b))\s*"
    r"(?::|\bto\b(?!\s*<)|\s[-\u2013\u2014]\s|\bfor\b(?=\s*(?:<@|me\b)))\s*",
    re.IGNORECASE,
)
_LINK: Final = pattern(r"(?:\bsee:?\s+(?=\S+\W*$))?(?P<link>https?://\S+)", re.IGNORECASE)
_EMOJI: Final = pattern(r"(?<!\S):[a-z0-9_+'-]+:(?!\S)")
_HELD: Final = "\ue000"
_OF_REGISTER: Final = (
    r"(?:the\s+)?(?:improvement\s+)?(?P<register>plan|team)(?:\s+(?:register|actions?|tasks?))?"
)
_REGISTER_FIRST: Final = pattern(
    rf"^(?:(?:to|in|for|on)\s+)?{_OF_REGISTER}\s*:\s*(?=\S)|"
    rf"^to\s+{_OF_REGISTER.replace('register>', 'other>')}\s+(?=<?@|me\b|by\s|after\s+#)",
    re.IGNORECASE,
)
_REGISTER_SET_OFF: Final = pattern(
    rf"(?<![\s,;])[\s,;]*[(\[](?:to|in|for|on)?\s*{_OF_REGISTER}[)\]]|"
    rf"(?<!\s)\s*[,;\u2013\u2014-]\s*(?:(?:to|in|for|on)\s*)?"
    rf"{_OF_REGISTER.replace('register>', 'other>')}(?=\s*(?:[.,;]\s*)?$|\s+(?:by|due|before)\b)",
    re.IGNORECASE,
)
_REGISTER_LAST: Final = pattern(
    rf"(?<!\s)\s+(?:to|in|on)\s+{_OF_REGISTER}(?=[\s.]*$|\s+(?:by|due|before)\b)", re.IGNORECASE
)
_FEWEST_BESIDE_A_LINK: Final = 2
_FEWEST: Final = 3  # words before an owner who stands last without any sign


def settle(line: Line, ctx: RequestContext) -> Line:
    """Return a line with its pieces found: the certain ones taken, the probable ones in doubt."""
    emoji = iter(_EMOJI.findall(line.title))
    line = replace(line, title=_OPENING.sub("", _EMOJI.sub(_HELD, line.title)))
    for step in _STEPS:
        line = step(line, ctx)
    title = tidied(named(line.title, line.doubts, ctx))
    return replace(line, title=re.sub(_HELD, lambda _: next(emoji, ""), title))


def _without_links(line: Line, _: RequestContext) -> Line:
    """Put links beside the words, unless the words are hardly anything without them."""
    links = tuple(found["link"] for found in _LINK.finditer(line.title))
    without = tidied(_LINK.sub("", line.title))
    if not links or len(A_PERSON.sub("", without).split()) < _FEWEST_BESIDE_A_LINK:
        return line
    return replace(line, title=without, links=links)


def _with_register(line: Line, _: RequestContext) -> Line:
    """Take a register that is set off: "plan: words", "words (plan)", "words, for the plan"."""
    found = _REGISTER_FIRST.match(line.title) or _REGISTER_SET_OFF.search(line.title)
    if found is None:
        last = _REGISTER_LAST.search(line.title)
        doubt = Doubt(REGISTER, last[0], (last["register"].lower(),)) if last else None
        return replace(line, doubts=(*line.doubts, doubt)) if doubt else line
    named = found.groupdict()
    register = named["register"] or named.get("other") or ""
    title = cut(line.title, *found.span())
    return replace(line, title=title, register=register.lower())


def _without_groups(line: Line, _: RequestContext) -> Line:
    group = _GROUP.search(line.title)
    if group:
        return replace(
            line,
            title=cut(line.title, group.start(), group.end()),
            problem="A user group can't own an action. Choose one person.",
        )
    return line


def _with_typed_names(line: Line, ctx: RequestContext) -> Line:
    """Find by name whoever was typed behind @ and not picked from the list that Slack offers."""
    while unknown := _UNKNOWN.search(line.title):
        found, end = typed_name(line.title, unknown.start("name"), ctx)
        if len(found) != 1:
            title = cut(line.title, unknown.start(), end)
            name = line.title[unknown.start() + 1 : end]
            said = no_one(name, found) if found else f"I don't know who @{name} is."
            return replace(line, title=title, problem=f"{said} Choose the owner.")
        mention = f"<@{found[0].slack_id}>"
        title = line.title[: unknown.start()] + mention + line.title[end:]
        line = replace(line, title=title)
    return line


def _with_after(line: Line, _: RequestContext) -> Line:
    found = _AFTER.search(line.title)
    if found is None:
        return line
    numbers = tuple(map(int, re.findall(r"\d+", found["numbers"])))
    return replace(line, title=cut(line.title, *found.span()), after=numbers)


def _with_owner(line: Line, ctx: RequestContext) -> Line:
    line = replace(line, title=with_all_mentioned(line.title, ctx))
    mentions = list(A_PERSON.finditer(line.title))
    if not mentions:
        return _with_me(line)
    named = [each["person"] for each in mentions]
    owners = tuple(dict.fromkeys(named))
    if len(owners) > 1:
        doubt = Doubt(OWNERS, " ".join(each[0] for each in mentions), owners)
        return replace(line, doubts=(*line.doubts, doubt))
    first = mentions[0]
    alone, others = without_others(line.title)
    if others and _is_apart(alone, *first.span()):
        doubt = Doubt(OWNERS, first[0], owners, others)
        return replace(line, title=alone, doubts=(*line.doubts, doubt))
    if not _is_apart(line.title, first.start(), first.end()):
        doubt = Doubt(OWNER, first[0], owners)
        return replace(line, doubts=(*line.doubts, doubt))
    return replace(line, title=cut(line.title, *first.span()), owner=owners[0])


def _with_me(line: Line) -> Line:
    if line.problem:
        return line
    mine = _ME.search(line.title)
    return replace(line, title=cut(line.title, *mine.span()), owner=ME) if mine else line


def _with_name(line: Line, ctx: RequestContext) -> Line:
    """Put whoever is named without @ where an owner stands in doubt: a name is no person yet."""
    if line.owner or line.problem or A_PERSON.search(line.title):
        return line
    title, found = line.title, owners_in(line.title, ctx)
    for each in reversed(found):
        title = title[: each.start] + each.mention + title[each.end :]
    if not found:
        return line
    ids = tuple(dict.fromkeys(each.person.slack_id or "" for each in found))
    kind = OWNERS if len(ids) > 1 else NAMED
    doubt = Doubt(kind, " ".join(each.mention for each in found), ids)
    return replace(line, title=title, doubts=(*line.doubts, doubt))


def _is_apart(text: str, start: int, end: int) -> bool:
    """Say whether somebody is named as the owner: first, last, or set off by signs."""
    before, after = text[:start].strip(), text[end:].strip()
    if _OF_THEIRS.match(after) or NO_TASK.match(after):
        return False
    if BEFORE_AN_OWNER.fullmatch(before) or (after[:1] == ":" and BY_A_DAY.fullmatch(before)):
        return True
    ends = (
        not after
        or after[0] in ",;:|)]\u2013\u2014-."
        or re.match(r"(?:by|due|before)\b", after, re.I)
    )
    if not ends:
        return False
    if _SET_OFF.search(before):
        return True
    is_last = not _SPOKEN_OF.search(before) and len(before.split()) >= _FEWEST
    return bool(is_last) and not before.endswith(("“", '"'))


def named(title: str, doubts: Sequence[Doubt], ctx: RequestContext) -> str:
    """Return words with people named in them, but for those who may be asked to own them."""
    asked = " ".join(each.piece for each in doubts if each.kind in {OWNER, OWNERS, NAMED})

    def name(found: re.Match[str]) -> str:
        return found[0] if found[0] in asked else name_of(found["person"], ctx)

    return A_PERSON.sub(name, title)


def name_of(slack_id: str, ctx: RequestContext) -> str:
    """Return what somebody is called; the mention's own id means nothing to people."""
    if slack_id == ME:
        return ctx.person.name
    person = people.known_by_slack_id(ctx.session, slack_id)
    return person.name if person else "somebody"


def owned(title: str, owner: str, others: Sequence[str], ctx: RequestContext) -> str:
    """Return words without their owner's mention, the others' names in place of theirs."""
    for found in reversed(list(A_PERSON.finditer(title))):
        is_listed = _is_apart(title, found.start(), found.end()) or _is_beside(title, found)
        if found["person"] == owner or (is_listed and found["person"] in others):
            title = cut(title, *found.span())
        else:
            name = name_of(found["person"], ctx)
            title = title[: found.start()] + name + title[found.end() :]
    return tidied(title)


def _is_beside(title: str, found: re.Match[str]) -> bool:
    """Say whether a mention stands in a list of owners: "@A and @B by Friday"."""
    before = A_PERSON.sub("", title[: found.start()])
    return re.fullmatch(r"[\s,;&]*(?:(?:and|to|for)[\s,;&]*)*", before, re.IGNORECASE) is not None


def _without_label(line: Line, _: RequestContext) -> Line:
    """Take what only says that words follow: "Owner: @A; Due: 3 Dec; Action: the guide"."""
    return replace(line, title=_LABEL.sub("", line.title))


_LABEL: Final = pattern(r"^(?:action|task|what)\s?:\s*(?=\S)", re.IGNORECASE)
_STEPS: Final = (
    _with_register,
    _without_groups,
    _with_typed_names,
    _with_after,
    _with_owner,
    _with_name,
    with_due,
    _without_links,
    _without_label,
)
