"""A verb about one action or audit, however it is named: by its number, or by what stands for it.

`LookedUp` finds what the number of an audit, a plan's reference or a link stands for; `Several`
does one thing to each that was named; `WhichOne` asks where none was.

People see one number of an audit, LA-2026-12-012, and 12 is the end of it. The number by which the
database knows one is never typed and never shown: buttons and forms alone carry it.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from bot.capital import listed
from bot.slack import again, references
from bot.slack.again import (
    ACTION,
    AUDIT,
    MOST_OF_A_LABEL,
    MOST_OFFERED,
    Offer,
    buttons,
    no_audit,
    offering,
)
from bot.slack.audit_names import by_name, without_why
from bot.slack.audit_words import AN_AUDIT
from bot.slack.blocks import BUTTON_LENGTH, Answer, shortened
from bot.slack.lookup import audits_of, number_of, unknown
from bot.slack.marked_numbers import bare
from bot.slack.parsing import unescaped
from bot.slack.references import Named
from bot.slack.registry import Command, Reply, Request
from bot.vocabulary import our
from db import privacy
from db.actions import finding
from db.actions import queries as actions
from db.audits import queries as audits
from db.errors import RefusedError
from db.models import LiveAudit
from db.patterns import pattern
from db.permissions import Permission, may
from jobs.audits import naming
from jobs.context import RequestContext

_AND: Final = pattern(
    r"^(?:(?:and|also|both|then|with|&amp;|&|[,:.\u2013\u2014\u2022\u00b7-])\s*)+(?=#?\d)",
    re.IGNORECASE,
)
_ABOUT: Final = pattern(r"^(?:for|on|about|to)\s+(?=#?\d[\w.]*\s?[:,\u2013\u2014-])", re.IGNORECASE)
# "Push back 6 a month"
_BACK: Final = pattern(r"^(back|forwards?|out)\s+(#?\d[\w.]*)\s+", re.IGNORECASE)
_HASHED: Final = pattern(r"#(\d{1,9})(?!\w)")
# "Note on 6 she is chasing"; whether "on 3 cases" names one is asked.
_BEHIND: Final = pattern(r"^(?:for|on|about|re)\s+#?(\d{1,9})\s+", re.IGNORECASE)
_ARTICLE: Final = pattern(r"^(?:the|my|our)\s+", re.IGNORECASE)
_AFTER_A_TITLE: Final = pattern(
    r"\s(?=(?:to|until|till?|by|because|on|for)\b|<@)|(?=:\s)", re.IGNORECASE
)
MOST_AT_ONCE: Final = 10
_OF_THE_OTHER: Final[Mapping[str, re.Pattern[str]]] = {
    ACTION: re.compile(rf"(?P<said>{AN_AUDIT})", re.IGNORECASE),
    AUDIT: re.compile(r"(?P<said>(?:(?:the|my)\s+)?actions?)\b", re.IGNORECASE),
}


def names(rest: str) -> bool:
    """Say whether a number stands first in some words."""
    return references.leading(bare(_AND.sub("", rest))) is not None


def read(verb: type[Command], rest: str, command: str) -> Request:
    """Read the words after a verb that is about an action or an audit."""
    rest = bare(_AND.sub("", rest))
    rest = _BACK.sub(r"\2 \1 ", rest) if verb.takes_date else _ABOUT.sub("", rest)
    if verb.takes_person and references.leading(rest) is None:
        rest = references.number_first(rest)
    named = references.leading(rest, dated=verb.takes_date)
    is_whole = verb.reads_whole(rest) and not references.begins_with_reference(rest)
    if named is None or is_whole:
        return _named_behind(verb, rest, command) or verb.unnumbered(rest, command)
    other = _OF_THE_OTHER[verb.subject].search(rest, 0, len(rest) - len(named.rest))
    its = references.leading(rest[other.end() :].strip()) if other else None
    if other and its and references.is_number(its.which[0]):
        return action_or_audit(verb, named, other["said"].lower(), its.which[0])
    if verb.takes_numbers:
        named = Named(named.which[:1], named.after_first)
    if len(named.which) > 1 or not named.is_sure:
        return _several(verb, named, command)
    if references.is_number(named.which[0]) and verb.subject != AUDIT:
        return verb.read(f"{named.which[0]} {named.rest}".strip(), command)
    return LookedUp(verb, named.which[0], named.rest, command, rest)


def _named_behind(verb: type[Command], rest: str, command: str) -> Request | None:
    """Return what is asked about an audit where it is named behind other words."""
    is_day = not verb.takes_date and verb.reads_whole(rest)
    named = references.audit_behind(rest, after_a_day=is_day) if verb.subject == AUDIT else None
    return LookedUp(verb, *named, command, rest) if named else None


def _several(verb: type[Command], named: Named, command: str) -> Request:
    if len(named.which) > (MOST_AT_ONCE if verb.takes_several else 1):
        return one_at_a_time(verb, named.which, named.rest)
    if not named.is_sure:
        return how_many(verb, named)
    return Several(verb, named.which, named.rest, command)


class LookedUp(Request):
    """A verb about what is looked up: `done 1.2`, `book 12 friday`, `book LA-2026-12-012 friday`.

    Where several live audits end in the number that was typed, it is asked which is meant.
    """

    verb: type[Command]
    reference: str
    rest: str
    command: str
    typed: str

    @property
    def only_looks(self) -> bool:  # type: ignore[override]  # of one request, not of its class
        """Say whether its verb only looks."""
        return self.verb.only_looks

    def run(self, ctx: RequestContext) -> Reply:
        found = audits_of(self.reference, ctx) if self.verb.subject == AUDIT else ()
        if len(found) > 1:
            return self._which_of(found, ctx).run(ctx)
        meant = self._meant(found[0].id if found else number_of(self.reference, self.verb, ctx))
        return meant.run(ctx) if meant else unknown(self.reference, self.verb, ctx)

    def kept(self, error: RefusedError, ctx: RequestContext) -> Reply | None:
        """Return what the verb keeps."""
        meant = self._meant(number_of(self.reference, self.verb, ctx))
        return meant.kept(error, ctx) if meant else None

    def _meant(self, number: int | None) -> Request | None:
        if number is not None:
            return self.verb.read(f"{number} {self.rest}".strip(), self.command)
        if references.is_certain(self.reference):
            return None
        return self.verb.unnumbered(self.typed, self.command)

    def _which_of(self, found: Sequence[LiveAudit], ctx: RequestContext) -> "Question":
        called = [one.reference for one in found]
        typed = ((one, f"{self.verb.name} {one.reference} {self.rest}".strip()) for one in found)
        offers = (Offer(self.verb.label(one, ctx), words, AUDIT) for one, words in typed)
        said = f"{listed(called)} end in {int(self.reference)}. Which one do you mean?"
        return Question(said, tuple(offers)[:MOST_OFFERED])


def of_my_audit(number: int, ctx: RequestContext) -> Answer | None:
    """Offer somebody's own live audit that ends in a number which no action has."""
    mine = {one.reference for one in _my_audits(ctx)}
    ending = audits.numbered(ctx.session, number, ctx.person)
    called = [one.reference for one in ending if one.reference in mine]
    offers = [Offer(f"Open {each}", f"show {each}", AUDIT) for each in called]
    said = f"There is no action #{number}. Do you mean your {our.live_audit}?"
    return offering(said, offers) if offers else None


class Question(Request):
    """Asks which of several things is meant; nothing is done until one is chosen."""

    said: str
    offers: tuple[Offer, ...]
    text: str = ""
    stays: bool = False  # the other buttons stay when one is pressed

    def run(self, ctx: RequestContext) -> Answer:
        """Ask; what may not be kept is not shown again either."""
        privacy.guard(ctx, self.said)
        made = buttons(self.offers, stay=self.stays)
        return offering(self.said, [], *made, note=again.NOTHING_YET, text=self.text)


def action_or_audit(verb: type[Command], named: Named, said: str, number: str) -> Question:
    """Ask which is meant where a verb of the one is said of the other: `done audit 7`."""
    own, many = verb.subject, "s" * (len(named.which) > 1)
    other = ACTION if own == AUDIT else AUDIT
    rest = f": {named.rest}" if named.rest else ""
    asked = f"`{verb.name}` is for an {own}, and you wrote “{said}”. Which do you mean?"
    return Question(
        asked,
        (
            Offer(f"Open {other} {number}", f"show {number}", other),
            Offer(
                f"I mean {own}{many} {listed(named.which)}", f"{verb.name} {named.said}{rest}", own
            ),
        ),
    )


class Several(Request):
    """One verb about several actions: `done 60 61`; all of them, or, if one refuses, none."""

    verb: type[Command]
    which: tuple[str, ...]
    rest: str
    command: str

    def run(self, ctx: RequestContext) -> Reply:
        numbers = {reference: number_of(reference, self.verb, ctx) for reference in self.which}
        missing = [reference for reference, number in numbers.items() if number is None]
        if missing:
            return unknown(missing[0], self.verb, ctx)
        if self.verb.subject == ACTION:  # by number, however they were typed
            found = [one for one in numbers.values() if one is not None]
            actions.lock(ctx.session, found, ctx.person)
        words = (f"{number} {self.rest}".strip() for number in numbers.values())
        requests = [self.verb.read(each, self.command) for each in words]
        return _all_of(dict(zip(self.which, requests, strict=True)), ctx)

    def kept(self, error: RefusedError, ctx: RequestContext) -> Reply | None:
        """Offer each of them where all at once cannot be done, and say which one asks."""
        if error.kind != EACH_ASKS:
            return None
        asks = f"#{error.about}" if references.is_number(error.about) else error.about
        said = f"I have to ask about {asks} first, so nothing was changed yet. Which one first?"
        return one_at_a_time(self.verb, self.which, self.rest, said).run(ctx)


def _all_of(requests: Mapping[str, Request], ctx: RequestContext) -> Answer:
    told = []
    for which, each in requests.items():
        reply = each.run(ctx)
        if not isinstance(reply, Answer) or reply.asks:
            raise RefusedError(EACH_ASKS, about=which)  # something back
        told.append(reply)
    blocks = [block for answer in told for block in answer.blocks]
    return Answer(" ".join(answer.text for answer in told), blocks)


class EachLine(Request):
    """Several requests, each in a line of its own: all of them, or, if one cannot be, none."""

    requests: tuple[Request, ...]
    lines: tuple[str, ...]
    kind: str

    def run(self, ctx: RequestContext) -> Answer:
        return _all_of(dict(zip(self.lines, self.requests, strict=True)), ctx)

    def kept(self, error: RefusedError, ctx: RequestContext) -> Reply | None:
        """Offer each of them where all at once cannot be done."""
        offers = [
            Offer(shortened(unescaped(line), MOST_OF_A_LABEL), line, self.kind)
            for line in self.lines[:MOST_OFFERED]
        ]
        return offering("One at a time, please. Which one first?", offers, note=again.NOTHING_YET)


def how_many(verb: type[Command], named: Named) -> Question:
    """Ask whether what looks like another number is one: `done 12 3 sessions were held`."""
    which = named.which
    first = which[0] if len(which) > 1 else which[0][:-1]  # of a lone "12 a" its number
    every = listed([f"#{each}" for each in which])
    rest = f": {named.rest}" if named.rest else ""
    offers = (
        Offer(every, f"{verb.name} {named.said}{rest}", verb.subject),
        Offer(f"#{first} only", f"{verb.name} {first}: {named.after_first}", verb.subject),
    )
    said = f"Do you mean {every}, or #{first} with “{named.after_first}”?"
    return Question(said, offers, "Which ones do you mean?")


def one_at_a_time(verb: type[Command], which: Sequence[str], rest: str, why: str = "") -> Question:
    """Offer each of several actions where a verb is about one, or cannot do all at once."""
    offers = (
        Offer(f"#{each}", f"{verb.name} {each} {rest}".strip(), verb.subject) for each in which
    )
    said = why or f"`{verb.name}` takes one at a time. Which one first?"
    return Question(said, tuple(offers)[:MOST_OFFERED])


class WhichOne(Request):
    """Asks which action or audit is meant where none is named, and keeps what was typed."""

    verb: type[Command]
    rest: str
    command: str

    def run(self, ctx: RequestContext) -> Reply:
        audits_ = self._audits(ctx) if self.verb.subject == AUDIT else ()
        only = self._only(audits_, ctx)
        if only is not None:
            return only.run(ctx)
        named, titled = self._named(), self._titled(ctx)
        mine = (self._offer(*each, self.rest) for each in self._mine(audits_, ctx).items())
        offers = [*named, *(titled or mine)][:MOST_OFFERED]
        if not offers and self.verb.subject == AUDIT:
            return no_audit()
        if not offers:
            raise self.verb.wrong(self.verb.which_one.format(command=self.command), self.command)
        said = f"Which one? Or type its number: `{self.command} {self.verb.example}`."
        note = again.NOTHING_YET if self.rest else ""
        is_lost = self.verb.subject == ACTION and not (named or titled)
        return offering(said, offers, note=note, is_lost=is_lost)

    def kept(self, error: RefusedError, ctx: RequestContext) -> Reply | None:
        """Return what the verb keeps."""
        only = self._only(self._audits(ctx), ctx) if self.verb.subject == AUDIT else None
        return only.kept(error, ctx) if only else None

    def _audits(self, ctx: RequestContext) -> Sequence[LiveAudit]:
        """Return those that may be meant: a day is named for one still to come, if there is one."""
        mine, dated = _my_audits(ctx), self.verb.takes_date
        return [one for one in mine if not (dated and one.is_lapsed(ctx.today))] or mine

    def _mine(self, audits_: Sequence[LiveAudit], ctx: RequestContext) -> Mapping[str, str]:
        """Return what is typed for each that may be meant, and its label."""
        if self.verb.subject == AUDIT:
            return {one.reference: self.verb.label(one, ctx) for one in audits_}
        rows = actions.open_of(ctx.session, ctx.person, MOST_OFFERED)
        return {str(one.id): f"{one.called} {one.title}" for one in rows}

    def _only(self, mine: Sequence[LiveAudit], ctx: RequestContext) -> Request | None:
        """Return what is asked where no doubt is which is meant: the only audit, or one by name."""
        if self.verb.subject != AUDIT or self._named():
            return None
        named = by_name(self.rest, mine, ctx.person, keeps_sentence=True)
        if self.verb.takes_date:
            meant = by_name(without_why(self.rest), mine, ctx.person)
            named = {reference: rest for reference, rest in named.items() if reference in meant}
        found = named or {one.reference: self.rest for one in mine}
        asked = [LookedUp(self.verb, *each, self.command, each[1]) for each in found.items()]
        return asked[0] if len(asked) == 1 else None

    def _named(self) -> Sequence[Offer]:
        """Return what is named somewhere in the words: "draft sent for #6"."""
        about = _BEHIND.match(self.rest)
        is_number = about and not references.is_of_time(self.rest, about.start(1))
        numbers = [about[1]] if about and is_number else []
        numbers += [found[1] for found in _HASHED.finditer(self.rest)]
        return [
            self._offer(number, f"#{number}", self._without(number))
            for number in dict.fromkeys(numbers)
        ]

    def _titled(self, ctx: RequestContext) -> Sequence[Offer]:
        """Return the actions that the first words name: "the strategy to 4 Dec"."""
        title, asked = [*_AFTER_A_TITLE.split(self.rest, maxsplit=1), ""][:2]
        if self.verb.subject != ACTION or not re.search(r"\w{4}", title):
            return []
        found = finding.titled(ctx.session, ctx.person, _ARTICLE.sub("", title).split())
        return [self._offer(str(one.id), f"{one.called} {one.title}", asked) for one in found]

    def _without(self, number: str) -> str:
        """Return the words without a number that ends them; it is part of them elsewhere."""
        if _BEHIND.match(self.rest):
            return _BEHIND.sub("", self.rest)
        behind = rf"(?:(?<![\s,;(])[\s,;(]++)?(?:\b(?:on|for|of|to|about)\s++)?#{number}\)?[\s.]*+$"
        return re.sub(behind, "", self.rest)

    def _offer(self, which: str, label: str, rest: str) -> Offer:
        words = f"{self.verb.name} {which} {rest}".strip()
        return Offer(shortened(label, BUTTON_LENGTH), words, self.verb.subject)


def _my_audits(ctx: RequestContext) -> Sequence[LiveAudit]:
    found = naming.waiting_for(ctx)
    return [one for one in found if may(ctx.person, Permission.SEE_AUDIT, one)]


EACH_ASKS: Final = "One at a time, please. Nothing was changed."
