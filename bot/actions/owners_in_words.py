"""Finds who is named without @ where an owner stands: "Mo Khan to …", "…, Mo Khan, by Friday"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from db.models import Person
from db.patterns import pattern
from db.people import queries as people
from db.permissions import Permission, may
from jobs.context import RequestContext

_CALLED: Final = r"[A-Z][\w'\u2019-]*(?:\s[A-Z][\w'\u2019-]*){0,3}"
# "Sam Birch by Friday: ", "Sam Birch: ", "Sam Birch to ", "action for Sam Birch ring them".
_FIRST: Final = (
    pattern(
        r"(?:(?i:to|for)\s+)?(?P<name>[^\W\d_][^:<>@]{1,60}?)"
        r"(?=:\s|\s[-\u2013]\s|(?i:\s(?:by|due)\s)[^:]{1,40}:\s|(?i:\s(?:needs\s|has\s)?to\s))"
    ),
    pattern(rf"(?P<opening>(?i:action|task)\s+(?i:for)\s+)(?P<name>{_CALLED})(?=\s[a-z])"),
)
_SET_OFF: Final = pattern(
    r"(?:[,;(/\u2013\u2014]|\s-\s|\b(?i:owner|lead|who|by whom|assigned to|responsible)\s*[:-]|"
    r"[.;,]\s(?i:lead|responsible)\b|"
    r"\s(?i:owner|owned by|assigned to)\b)"
    rf"\s*(?P<name>{_CALLED})"
    r"(?=[.\s]*$|\.\s|\s*[;)/\u2013\u2014]|\s-\s|,(?!\s+and\b)|\s(?i:by|due|before)[\s:]|,?\s\d)"
)
_LABEL: Final = pattern(
    r"\b(?:owner|owned by|lead|who|by whom|assigned to|responsible)\b", re.IGNORECASE
)
_TYPED: Final = pattern(r"[^\W\d_][\w.'\u2019-]*(?:,?\s[A-Z\d][\w'\u2019-]*){0,4}")
_JOINT: Final = pattern(r"(?:(?<!\s)\s++)?(?:[,/&+]|\b(?:and|or)\b)\s*+")
_BESIDE: Final = pattern(
    r"(?<=>)\s*(?:[,/&+]|\b(?i:and|or)\b)\s*(?P<name>[^\W\d_][^:<>@]{1,60}?)"
    r"(?=:\s|[.\s]*$|\s(?i:by|due|before|to)\s)"
)

# "@A and me" names two owners, as "@A and @B" does.
_AND_ME: Final = pattern(
    r"(?<=>)(?P<joint>\s*(?:,|/|\+|&amp;|&|\band\b|\bor\b)\s*)(?:(?:me|myself)\b|i(?=\s(?:will|to|need|should|must|are)\b))"
    r"|\b(?:me|myself)(?P<before>\s*(?:,|/|\+|&amp;|&|\band\b|\bor\b)\s*)(?=<@)",
    re.IGNORECASE,
)
# "@A & co to tidy": others who are nobody in particular stand beside the one who is named.
_AND_OTHERS: Final = pattern(
    r"(?<=>)\s*(?:(?:,|/|\+|&amp;|&|\band\b)\s*(?P<others>co\b\.?|team\b|(?:all )?(?:the )?"
    r"others?\b|colleagues?\b|(?:her|his|their|our|my|the|some|all|a|an|one|two|some(?:one|body)|anybody|"
    r"anyone|another)\s[^,;:<>@]{1,40}?)|(?P<alii>et al\b\.?))"
    r"(?=[\s.]*$|\s*[,;:)]|\s(?:to|by|due|before|please)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class NamedOwner:
    """Where in some words somebody is named who may own them."""

    start: int
    end: int
    person: Person

    @property
    def mention(self) -> str:
        return f"<@{self.person.slack_id}>"


def owners_in(words: str, ctx: RequestContext) -> list[NamedOwner]:
    """Return who is named where an owner stands, each only where no other is called so."""
    first = next(filter(None, (each.match(words) for each in _FIRST)), None)
    found = list(_of_names(first["name"], first.start("name"), ctx)) if first else []
    if first and found and "opening" in first.groupdict():
        found[0] = replace(found[0], start=0)
    for each in _SET_OFF.finditer(words):
        if not found or each.start("name") > found[-1].end:
            is_said = _LABEL.search(each[0]) is not None
            found += _of_names(each["name"], each.start("name"), ctx, is_said=is_said)
    return found


def typed_name(words: str, at: int, ctx: RequestContext) -> tuple[Sequence[Person], int]:
    """Return who is called as the words at a place say, and where the name ends there.

    It is as long as somebody is called so: of "Sam Whitlock Ring Legal" it is two words.
    """
    name = _TYPED.match(words, at)
    if name is None:
        return (), at
    ends = [at + found.end() for found in re.finditer(r"\S+", name[0])]
    for end in reversed(ends):
        known = people.called_so(ctx.session, words[at:end].rstrip(".,:;"), ctx.today)
        if known:
            return known, at + len(words[at:end].rstrip(".,:;"))
    return (), ends[0]


def with_all_mentioned(words: str, ctx: RequestContext) -> str:
    """Return words in which whoever is named beside a mention is mentioned: "@Mo and Sam Birch"."""
    mine = f"<@{ctx.person.slack_id}>"
    words = _AND_ME.sub(
        lambda found: f"{found['joint']}{mine}" if found["joint"] else mine + found["before"], words
    )
    for each in reversed(list(_BESIDE.finditer(words))):
        known = people.called_so(ctx.session, each["name"], ctx.today)
        if len(known) == 1:
            mention = f"<@{known[0].slack_id}>"
            words = words[: each.start("name")] + mention + words[each.end("name") :]
    return words


def without_others(words: str) -> tuple[str, str]:
    """Return words without the others beside a mention who are nobody in particular, and those."""
    found = _AND_OTHERS.search(words)
    if found is None:
        return words, ""
    return words[: found.start()] + words[found.end() :], found["others"] or found["alii"]


def _of_names(
    words: str, at: int, ctx: RequestContext, *, is_said: bool = False
) -> Iterator[NamedOwner]:
    """Yield whom some words name: one, as "Birch, Sam" does, or each of several.

    Of whom it `is_said` that they own it is asked, even where they may be given nothing: or else
    they would be lost among the words.
    """
    alone = _called(words, ctx, is_said=is_said)
    if alone:
        yield NamedOwner(at, at + len(words), alone)
        return
    ends = [*((joint.start(), joint.end()) for joint in _JOINT.finditer(words)), (len(words),) * 2]
    starts = [0, *(end for _, end in ends)]
    named = [
        (start, end, _called(words[start:end], ctx, is_said=is_said))
        for start, (end, _) in zip(starts, ends, strict=False)
    ]
    if len(named) > 1 and all(person for *_, person in named):
        yield from (NamedOwner(at + start, at + end, each) for start, end, each in named if each)


def _called(words: str, ctx: RequestContext, *, is_said: bool) -> Person | None:
    if words.lower() in {"me", "myself"}:
        return ctx.person
    known = people.called_so(ctx.session, words, ctx.today)
    may_have_it = [one for one in known if is_said or may(ctx.person, Permission.RECEIVE, one)]
    return may_have_it[0] if len(known) == 1 and may_have_it else None
