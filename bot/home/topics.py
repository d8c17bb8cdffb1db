"""What a sentence that no rule understood is about: answered, or offered beside adding it.

It is found by how near the sentence comes to things people say: `bot/home/subjects.py`.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import Final

from bot.home.sayings import Sayings
from bot.home.subjects import SUBJECTS, Subject
from bot.registry import ACTIONS, SETS
from bot.slack import again
from bot.slack.again import Offer, buttons, offering
from bot.slack.lost import LOST
from bot.slack.registry import Reply, Request
from db.errors import RefusedError
from db.patterns import pattern
from jobs.context import RequestContext

CERTAIN: Final = 0.85  # how near what is said must come to be about nothing else,
SURE: Final = 0.6  # to be answered,
ASKED: Final = 0.5  # to be answered, if it is a question that comes near nothing else,
MARGIN: Final = 0.15
LIKELY: Final = 0.47  # and to be offered
_OFFERED: Final = 2
_FEW: Final = 3  # words; fewer are no action
_MADE: Final = frozenset({"report", "pack", "away", "back"})  # nothing is made by a guess
ASKS: Final = pattern(
    r"^(?:and |so |but |ok |hi |hello |please )*(?:did(?!\s\S+'s)|have|has|had|is|are|am|was|were|"
    r"(?:when|where|what|who|how)s?|which|why|do|does|any|show|list|tell me|can (?:i|you|we)|"
    r"could (?:i|you)|huh|i need|i want|give me|send me)\b|\?\s*$",
    re.IGNORECASE,
)
_OF_A_NUMBER: Final = pattern(r"(?<![\w:./])#?\d+(?![\w:./]|\.\d)")
_OF_ME: Final = pattern(
    r"\b(?:i|i'?m|i'?ve|my|me|dwi)\b|"
    r"^(?:got|feeling|stuck|off|been|throwing|on|maternity|not well)\b",
    re.IGNORECASE,
)
_HOW: Final = pattern(r"how (?:do|does|can|should|would) (?:i|you|we|this|it)\b", re.IGNORECASE)


@cache
def _sayings() -> Sayings:
    """Return what people say, by the place of its subject."""
    return Sayings([one.sayings for one in SUBJECTS])


@lru_cache(maxsize=1)  # one message is asked about with several thresholds
def _nearest(said: str) -> Sequence[tuple[float, int]]:
    return _sayings().nearest(said)


def of_topic(words: str, said: str, ctx: RequestContext) -> Reply | None:
    """Answer what is asked or said to the bot; offer what else it may be about."""
    found = answered(said, ctx, SURE)
    if found is not None:
        return found
    offers = [*islice(_offered(said, ctx), _OFFERED)]
    if offers and not _HOW.match(said):
        # None is sure, so none is the usual one.
        made = buttons([*to_add(words), *offers, Offer("Help", "help")], first_is_usual=False)
        return offering(f"{LOST} Is it one of these?", [], *made, text=LOST)
    return _help_of(said, ctx)


def _offered(said: str, ctx: RequestContext) -> Iterator[Offer]:
    """Yield what may be asked about, the nearest first: nothing that is not for who asks."""
    for each in subjects_near(said, LIKELY):
        if each.offer and (each.offer.words in _MADE or _shown(each, ctx)):
            yield each.offer


def _help_of(said: str, ctx: RequestContext) -> Reply | None:
    """Return what can be typed where somebody asks how to do something."""
    command = ctx.council.commands.action
    return ACTIONS.parse("help", command).run(ctx) if _HOW.match(said) else None


def answered(
    said: str, ctx: RequestContext, least: float, besides: Request | None = None
) -> Reply | None:
    """Return what answers the nearest subject, where anybody asks or nobody else can be meant.

    Nothing does where `besides` would, which is answered better elsewhere.
    """
    is_asked = ASKS.search(said) is not None
    likely: Sequence[Subject] = [
        one for one in subjects_near(said, least) if is_asked or one.is_talk
    ]
    if is_asked and not likely and least <= SURE:
        likely = _ahead(said)
    if likely and besides is not None and likely[0].answer == besides:
        return None
    replies = (_shown(each, ctx) for each in likely)
    return next((each for each in replies if each is not None), None)


def _ahead(said: str) -> Sequence[Subject]:
    """Return the subject a question comes nearest to, where no other is near."""
    is_near = bool(subjects_near(said, ASKED))
    found = subjects_near(said, ASKED - MARGIN) if is_near else ()
    return found if len(found) == 1 else ()


def subjects_near(said: str, least: float) -> Sequence[Subject]:
    """Return what a sentence may be about, the nearest first; none where an action is numbered."""
    if _OF_A_NUMBER.search(said):
        return ()
    if " " not in said.strip():  # "two" stands in many a sentence
        least = max(least, CERTAIN)
    near = [SUBJECTS[place] for near, place in _nearest(said) if near >= least]
    return [one for one in near if not one.is_of_me or _OF_ME.search(said)]


def to_add(words: str) -> list[Offer]:
    """Return what adds a sentence as an action; nothing where it is too short to be one."""
    return [Offer("Add it as an action", f"add {words}")] * (len(words.split()) >= _FEW)


def _shown(subject: Subject, ctx: RequestContext) -> Reply | None:
    answer = subject.answer
    try:
        if not isinstance(answer, Offer):
            return answer.run(ctx)
        if answer.words in _MADE:
            return None
        command = again.command_of(answer.after, ctx.council.commands)
        return SETS[answer.after].parse(answer.words, command).run(ctx)
    except RefusedError:  # not for them
        return None
