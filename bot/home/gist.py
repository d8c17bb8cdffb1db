"""What was not understood, by what it is about: a live audit, by whom it is with, or another verb.

People say "book Sam Thursday 2pm" and "Sam's off sick, we couldn't do ours". Nothing is carried out
by it: a form opens with their words in it, a time is asked about, or the audit is shown.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import field, replace
from functools import cached_property
from typing import Final

from bot.audits import view
from bot.audits.agreeing import asked_when
from bot.audits.booking import BookAudit
from bot.audits.heading import is_blind
from bot.audits.outcomes import day_gone
from bot.audits.settling import MORE_TIME
from bot.audits.verb import rules_for
from bot.audits.verbs import MyAudits, ShowAudit
from bot.home import as_action
from bot.home.arranging import arranged, time_in
from bot.home.everyday_anything import CannotAttend
from bot.home.showing import read_elsewhere, shown
from bot.home.small_talk import with_what_waits
from bot.home.topics import (
    ASKS,
    CERTAIN,
    EXACT,
    SURE,
    answered,
    is_said,
    offered,
    otherwise,
)
from bot.people.absences import Away
from bot.people.whereabouts import WhoIsAway
from bot.registry import AUDITS
from bot.slack import numbered
from bot.slack.again import ACTION, AUDIT, STATUS, Offer
from bot.slack.audit_names import by_name
from bot.slack.audit_words import AUDIT_WORD
from bot.slack.blocks import Answer, saying
from bot.slack.lost import LOST, DidYouMean
from bot.slack.registry import OpenForm, Reply, Request, given
from db.audits import queries as audits
from db.errors import RefusedError
from db.models import LiveAudit, MonthState
from db.patterns import pattern
from db.permissions import Permission, may
from db.wording import evenly
from jobs.audits import naming
from jobs.context import RequestContext
from jobs.rules.audit_rules import grades
from jobs.rules.deadline_words import WEEKDAYS, any_of
from jobs.rules.grade_scales import by_words
from jobs.rules.meeting_words import read_meeting

_OURS: Final = pattern(
    r"\b(?:my|our|the|this|that|next|an|your)\s(?:live\s|next\s)?"
    rf"(?:{AUDIT_WORD}|case|family)\b(?!\s\w+ing\b)|"
    rf"^(?:live )?{AUDIT_WORD}\s(?:was|got|needs|over\w+|ran|is|has)\b|"
    r"\b(?:ours|postpone|rearrange|rebook|reschedule)\b|"
    r"\b(?:move|change|done|book|shift|push|finish(?:ed)?)\s(?:all\s)?mine\b|"
    r"\band (?:i|me)\s(?:met|moved)\b|"
    r"\b(?:we|it|they)\s(?:did|moved|didn'?t|never|couldn'?t|haven'?t|went)\b|"
    r"\b(?:shift|move|push|bring|change)\s(?:it|us)\b|\brunning late\b",
    re.IGNORECASE,
)
_OF_AN_AUDIT: Final = pattern(rf"\b(?:{AUDIT_WORD}|case|family)\b", re.IGNORECASE)
_NEAR: Final = pattern(
    rf"\b(?:moderat|{AUDIT_WORD}|reflect|(?:in)?adequate|excuse)|\bgrades?\b", re.IGNORECASE
)
_CANNOT: Final = pattern(
    r"\b(?:(?:can'?t|cannot)(?! (?:rem\w+|recall|find|see|think|wait|tell|believe|open)\b)|"
    r"couldn'?t|won'?t|unable|sick|ill|poorly|leave|didn'?t|never|closed|left|"
    r"transferred|excuse[d]?|too busy|no capacity|cancel(?:led)?|call(?:ed)? off|no[- ]?show)\b|"
    r"\b(?:is|was|are|'s)\soff\b|\bmoved to\b.{0,40}\bteam\b|\bteam\b.{0,40}\bmoved\b",
    re.IGNORECASE,
)
_LONGER: Final = pattern(
    r"\b(?:need (?:un)?till?|more time|longer|extension|extra (?:day|week)s?|another week)\b",
    re.IGNORECASE,
)
_NEVER: Final = pattern(
    r"\b(?:not|never|(?:did|could|was|has|have|had|ca|wo)n'?t)\b|\bcancel", re.IGNORECASE
)
_HELD: Final = pattern(
    r"\b(?:done|did|held|met|went|finished|completed|write up|wrote up|written up)\b", re.IGNORECASE
)
# "Graded good", ": requires improvement.", "good overall".
_GRADED: Final = pattern(
    r"(?:\b(?:got|graded|grade|rated|scored|overall|outcome)\W{1,3}(?:(?:is|was|an?|as|of)\s)*|"
    r"[:,;.]\s+)(?P<grade>[a-z][a-z ]{0,29}?)(?=\W*$|[,.;]|\soverall\b)|"
    r"(?P<whole>[a-z][a-z ]{0,29})\soverall\b",
    re.IGNORECASE,
)
_GONE_BY: Final = pattern(
    rf"\b(?:yesterday|today|(?:(?:on|last)\s)?(?:{any_of(WEEKDAYS)}))\b", re.IGNORECASE
)


# What tells of all, where somebody's audit is asked about.
_OF_EVERYBODY: Final = (MyAudits(), Offer("", "auditors", AUDIT), Offer("", "plan", AUDIT))


class OrGist(Request):
    """What was typed; where it was not understood, what it is about."""

    words: str
    meant: Request
    tried: list[Request] = field(default_factory=list, compare=False)

    @property
    def only_looks(self) -> bool:  # type: ignore[override]  # of one request, not of its class
        """Say whether what was typed only looks."""
        return self.meant.only_looks

    def run(self, ctx: RequestContext) -> Reply:
        reply = self.meant.run(ctx)
        if not isinstance(reply, Answer) or not reply.asks:
            return reply
        said, asks_which = evenly(self.words), isinstance(self.meant, numbered.WhichOne)
        only_lost = self.only_looks and reply.is_lost
        if asks_which and (told := shown(said, ctx)):
            return told
        is_sentence = (asks_which or only_lost) and " " in said
        if is_sentence and (told := answered(said, ctx, CERTAIN if only_lost else EXACT)):
            return told
        if not reply.is_lost or self.only_looks or (asks_which and not ASKS.search(said)):
            return reply
        added = as_action.of(self.meant, self.words, ctx)
        found = added or self._gist(reply, ctx)
        return found or (reply if _offers_what_is_meant(reply) else with_what_waits(reply, ctx))

    def kept(self, error: RefusedError, ctx: RequestContext) -> Reply | None:
        """Return what the request keeps; a verb that names no action may be about an audit."""
        for each in self.tried:
            return each.kept(error, ctx)
        asked = self.meant
        is_no_day = isinstance(asked, Away) and error.about == "first"  # "leave me alone"
        said = evenly(self.words)
        told = as_action.proposed(self.words, ctx) if is_no_day else None  # "leave form to be sent"
        if is_no_day and told is None:
            told = answered(said, ctx, SURE, besides=[OpenForm("away")])
        kept = told or asked.kept(error, ctx)
        is_of_none = isinstance(asked, numbered.WhichOne) and asked.verb.subject == ACTION
        if kept is None and (is_of_none or _is_of_no_day(asked, error)):
            return shown(said, ctx) or self._gist(saying(""), ctx)
        return kept

    def _gist(self, lost: Answer, ctx: RequestContext) -> Reply | None:
        known = _known_to(ctx)
        mine = [one for one in known if view.is_of_pair(one, ctx.person)]
        named = by_name(self.words, mine, ctx.person) or by_name(self.words, known, ctx.person)
        about = [one for one in known if one.reference in named]
        if about and (asked := self._of_verb(about, ctx)) is not None:
            return asked
        said = evenly(next(iter(named.values())) if len(named) == 1 else self.words)
        of_one = about or (mine if self._is_after_audits else [])
        if len(of_one) == 1 and (found := self._meant_of(of_one, ctx, is_named=True)):
            return found
        told = answered(evenly(self.words), ctx, CERTAIN, besides=[CannotAttend("")])
        if told is not None or (not about and self._is_slip):
            return told or lost  # "doen 2"; but Sian is no slip of "sign"
        if not about and self._is_of_ours(lost):
            about = mine
        if found := self._meant_of(about, ctx, is_named=bool(named)):
            return found
        about = [one for one in about if self._is_of_it or view.is_of_pair(one, ctx.person)]
        is_about_one = bool(about or _offers_what_is_meant(lost))
        told = self._of_anything(said, ctx, is_about_one=is_about_one)
        if told is not None or not about:
            return told
        shown = view.mine(about, ctx)
        tools = [] if ASKS.search(self.words) else lost.blocks[1:]
        return replace(shown, blocks=[*shown.blocks, *tools, *otherwise(said, MyAudits())])

    def _of_verb(self, about: Sequence[LiveAudit], ctx: RequestContext) -> Reply | None:
        """Return what a verb of audits asks; `show me Sam's grade` shows those that are named."""
        asked = _of_audits(self.words, ctx)
        if asked is None:
            return None
        if asked.verb is ShowAudit:
            return view.mine(about, ctx)
        self.tried.append(asked)
        return asked.run(ctx)

    def _of_anything(self, said: str, ctx: RequestContext, *, is_about_one: bool) -> Reply | None:
        """Return what answers it; of what is about one thing, only what can mean nothing else."""
        if is_about_one:
            return answered(said, ctx, SURE, besides=_OF_EVERYBODY)
        told = read_elsewhere(self.words, (AUDIT, STATUS), ctx) or answered(said, ctx, SURE)
        return told or (None if self._is_like_a_verb else offered(self.words, said))

    def _meant_of(
        self, about: Sequence[LiveAudit], ctx: RequestContext, *, is_named: bool
    ) -> Reply | None:
        """Return the form or the question that some words mean of an audit, or of which."""
        if len(about) == 1 and _is_for(about[0], evenly(self.words), ctx):
            found = (meaning(about[0], self.words, ctx) for meaning in _MEANINGS)
            return next((each for each in found if each is not None), None)
        when = "" if is_named or len(about) < 2 else self._when  # noqa: PLR2004
        command = ctx.council.commands.audit
        return numbered.WhichOne(BookAudit, when, command).run(ctx) if when else None

    @cached_property
    def _when(self) -> str:
        """Return the time to meet that is named; looked for once, as it takes long."""
        return arranged(self.words)

    @property
    def _is_of_it(self) -> bool:
        """Say whether words that name somebody may be about their audit, and not about them."""
        may_be = (ASKS, _NEAR, _OURS, _CANNOT, _LONGER, _HELD)
        return bool(self._when) or any(each.search(evenly(self.words)) for each in may_be)

    @property
    def _is_slip(self) -> bool:
        return isinstance(self.meant, DidYouMean) and self.meant.is_slip

    @property
    def _is_like_a_verb(self) -> bool:
        """Say whether it begins with no word that people say here, but much like a verb."""
        word = self.words.split(maxsplit=1)[0]
        is_unread = isinstance(self.meant, DidYouMean) and not is_said(word)
        return is_unread and bool(self.meant.verbs.nearest(word))  # type: ignore[attr-defined]

    @property
    def _is_after_audits(self) -> bool:
        return isinstance(self.meant, DidYouMean) and self.meant.verbs.kind == AUDIT

    def _is_of_ours(self, lost: Answer) -> bool:
        """Say whether it is about their own audits; a verb of actions is, where it says so."""
        if self._is_after_audits:
            return True
        said = evenly(self.words)
        is_open = not _offers_what_is_meant(lost) or _OF_AN_AUDIT.search(said) is not None
        return is_open and _is_ours(said, self._when)


def _is_of_no_day(asked: Request, error: RefusedError) -> bool:
    """Say whether it was read as somebody being away on a day that is none."""
    return isinstance(asked, WhoIsAway) and error.about == "first"


def _is_for(audit: LiveAudit, said: str, ctx: RequestContext) -> bool:
    """Say whether words about somebody are about their audit: their manager may mean others."""
    return view.is_of_pair(audit, ctx.person) or _OF_AN_AUDIT.search(said) is not None


def _offers_what_is_meant(lost: Answer) -> bool:
    return bool(lost.text) and not lost.text.startswith(LOST)


def _is_ours(said: str, when: str) -> bool:
    """Say whether words are about the live audits of whoever says them; a question may be near."""
    is_near = _NEAR.search(said) and ASKS.search(said)
    return bool(when or is_near or _OURS.search(said))


def _of_audits(words: str, ctx: RequestContext) -> numbered.WhichOne | None:
    """Read a verb of audits that was typed to the bot itself: "book Sam friday 2pm"."""
    verb = AUDITS.verb_called(words.partition(" ")[0])
    if verb is None or verb.subject != AUDIT:
        return None
    try:
        asked = AUDITS.parse(words, ctx.council.commands.audit)
    except RefusedError:
        return None
    return asked if isinstance(asked, numbered.WhichOne) else None


def _known_to(ctx: RequestContext) -> Sequence[LiveAudit]:
    """Return the audits of this person that wait, and then those of the people of a manager."""
    found = list(naming.waiting_for(ctx))
    if ctx.person.is_manager or ctx.person.is_lead:
        months = audits.published_months(ctx.session)
        running = (each for each in months if each.state != MonthState.CLOSED)
        found += (one for each in running for one in audits.standing(ctx.session, each.id))
    unique = {one.id: one for one in found}.values()
    return [
        one
        for one in unique
        if may(ctx.person, Permission.SEE_AUDIT, one) and not is_blind(one, ctx)
    ]


def _cannot(audit: LiveAudit, words: str, ctx: RequestContext) -> Reply | None:
    is_longer = _LONGER.search(words) is not None
    is_open = audit.is_open and may(ctx.person, Permission.CANNOT, audit)
    if not is_open or not (is_longer or _CANNOT.search(evenly(words))):
        return None
    wish = (("wish", MORE_TIME),) if is_longer else ()
    return OpenForm("cannot", audit.id, fields=(*wish, ("note", words)))


def _held(audit: LiveAudit, words: str, ctx: RequestContext) -> Reply | None:
    """Open the outcome with the day and the grade in it, where it is said that it was held."""
    if ASKS.search(words) or _NEVER.search(evenly(words)) or not view.can_write_up(audit, ctx):
        return None
    grade = _grade(words, grades(rules_for(audit, ctx)))
    if not (grade or _HELD.search(words)):
        return None
    said = _GONE_BY.search(words)
    day = day_gone(said[0], ctx) if said else None
    return OpenForm("held", audit.id, fields=given(held_on=f"{day or ''}", grade=grade))


def _grade(words: str, scale: Sequence[str]) -> str:
    """Return the one grade that is named as such: "good practice" is none."""
    spelt = by_words(scale)
    named = set()
    for found in _GRADED.finditer(words):
        exact, whole = (found["grade"] or "").lower(), f" {found['whole'] or ''}".lower()
        named |= {
            grade for word, grade in spelt.items() if exact == word or whole.endswith(f" {word}")
        }
    return named.pop() if len(named) == 1 else ""


def _meets(audit: LiveAudit, words: str, ctx: RequestContext) -> Reply | None:
    """Ask about a time: what else is said may be about it as well, where an hour is named."""
    if not (audit.is_open and view.is_of_pair(audit, ctx.person)):
        return None
    when, is_all = time_in(by_name(words, [audit], ctx.person).get(audit.reference, words))
    if when and is_all:
        return asked_when(when, ctx, audit)
    instead = Offer("Add it as an action", f"add {words}")
    return asked_when(when, ctx, audit, instead) if read_meeting(when).starts else None


_MEANINGS: Final[Sequence[Callable[[LiveAudit, str, RequestContext], Reply | None]]] = (
    _held, _cannot, _meets,
)  # fmt: skip
