"""What a sentence that no rule understood is about: answered, or offered beside adding it.

It is found by what people say of each subject: `bot/home/subjects.py`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import Final

from bot.home.everyday_anything import AwayToday
from bot.home.sayings import Sayings
from bot.home.subjects import Answered, Subject, subjects
from bot.refusals import refusal_words
from bot.registry import SETS
from bot.slack import again, references
from bot.slack.again import Offer, buttons, offering
from bot.slack.blocks import Answer, Block, row, saying
from bot.slack.lost import LOST
from bot.slack.registry import Reply
from db.errors import RefusedError
from db.patterns import pattern
from jobs.context import RequestContext

EXACT: Final = 1.0  # where just this is said of it
CERTAIN: Final = 0.95  # how likely it must be about a subject to be about nothing else,
SURE: Final = 0.6  # to be answered,
LIKELY: Final = 0.06  # and to be offered where somebody asks or speaks of themselves,
PERHAPS: Final = 0.35  # or else: it may be something to do
OFFERED: Final = 3
_FEW: Final = 3  # words; fewer are no action
_MADE: Final = frozenset({"report", "pack", "away", "back"})  # nothing is made by a guess
ASKS: Final = pattern(
    r"^(?:and |so |but |ok |hi |hello |please )*(?:did(?!\s\S+'s)|have|has|had|is|are|am|was|were|"
    r"(?:when|where|what|who|how)s?|which|why|do(?! an?\b)|does|any|show|list|tell me|"
    r"can (?:i|you|we)|could (?:i|you)|huh|i need|i want|give me|send me)\b|\?\s*$",
    re.IGNORECASE,
)
_HASHED: Final = pattern(r"#\d")
# What names a number or somebody else may be something to do, whatever it is near.
_NUMBER: Final = pattern(r"(?<![\w:./])\d+(?![\w:./]|\.\d)")
_OF_ME: Final = pattern(r"\b(?:i|i'?m|i'?ve|i'?d|me|my|mine|we|us|our|you)\b", re.IGNORECASE)


@cache
def _sayings() -> Sayings:
    """Return what people say, by the place of its subject."""
    return Sayings([one.sayings for one in subjects()])


@lru_cache(maxsize=1)  # one message is asked about with several thresholds
def _nearest(said: str) -> Sequence[tuple[float, int]]:
    return _sayings().nearest(said)


def offered(words: str, said: str) -> Reply | None:
    """Offer what some words may be about, beside adding them."""
    least = LIKELY if ASKS.search(said) or _OF_ME.search(said) else PERHAPS
    offers = [one.offer for one in subjects_near(said, least) if one.offer][:OFFERED]
    if not offers:
        return None
    # None is sure, so none is the usual one.
    made = buttons([*to_add(words), *offers, Offer("Help", "help")], first_is_usual=False)
    return offering(f"{LOST} Is it one of these?", [], *made, text=LOST)


def is_said(word: str) -> bool:
    """Say whether people say a word of any subject."""
    return _sayings().knows(word)


def answered(
    said: str, ctx: RequestContext, least: float, besides: Sequence[Answered] = ()
) -> Reply | None:
    """Return what answers the subject that is meant; None where none is."""
    subject = meant(said, least, besides)
    if subject is None:
        return None
    reply = _shown(subject, said, ctx)
    if not isinstance(reply, Answer):
        return reply
    added = () if ASKS.search(said) or subject.is_talk else to_add(said)
    return replace(reply, blocks=[*reply.blocks, *otherwise(said, subject.answer, added)])


def meant(said: str, least: float, besides: Sequence[Answered] = ()) -> Subject | None:
    """Return the nearest subject, where anybody asks or nobody else can be meant.

    None is where its answer is one of `besides`, which are given better elsewhere.
    """
    is_asked = ASKS.search(said) is not None
    is_numbered = _NUMBER.search(said) is not None or "\n" in said
    if is_numbered or (not is_asked and "<@" in said):
        least = CERTAIN
    near = subjects_near(said, least)
    if not near or near[0].answer in besides:
        return None
    is_to_bot = is_asked or near[0].is_talk
    is_meant = is_asked if is_numbered else is_to_bot or subjects_near(said, CERTAIN)
    return near[0] if is_meant else None


def otherwise(said: str, but: Answered, added: Sequence[Offer] = ()) -> list[Block]:
    """Return a row of what else may be meant than what is answered."""
    near = subjects_near(said, LIKELY)
    others = [one.offer for one in near if one.offer and one.answer != but][:2]
    tools = buttons([*added, *others], first_is_usual=False, stay=True)
    return [row("otherwise", *tools)] if tools else []


def subjects_near(said: str, least: float) -> Sequence[Subject]:
    """Return what a sentence may be about, the nearest first; none where an action is numbered."""
    if references.leading(said) or references.spoken_of(said) or _HASHED.search(said):
        return []
    if " " not in said.strip():  # "two" stands in many a sentence
        least = max(least, CERTAIN)
    return [subjects()[place] for likely, place in _nearest(said) if likely >= least]


def to_add(words: str) -> list[Offer]:
    """Return what adds a sentence as an action; nothing where it is too short to be one."""
    return [Offer("Add it as an action", f"add {words}")] * (len(words.split()) >= _FEW)


def _shown(subject: Subject, said: str, ctx: RequestContext) -> Reply:
    answer = subject.answer
    try:
        if isinstance(answer, AwayToday):
            return answer.as_said(said, ctx).run(ctx)
        if not isinstance(answer, Offer):
            return answer.run(ctx)
        if answer.words in _MADE and subject.offer:
            return offering("Is this what you'd like?", [subject.offer])
        command = again.command_of(answer.after, ctx.council.commands)
        return SETS[answer.after].parse(answer.words, command).run(ctx)
    except RefusedError as refused:  # it says who may
        return saying(refusal_words(refused, ctx.council.commands))
