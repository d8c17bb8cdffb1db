"""What answers the bot's last question in words: "yes", "no date", "the second one", "4 Dec".

The question is read from where it stands, in the person's direct messages, so that nothing is kept
of it. Only what can mean one of its buttons presses one; anything else shows the question again.
"""

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from slack_sdk import WebClient

from bot.audits.agreeing import AnswerTime
from bot.home.everyday_correcting import PutRight
from bot.home.gist import OrGist
from bot.home.welcome import NOTHING_WAITS
from bot.slack.api_errors import CALL_ERRORS, understand
from bot.slack.blocks import Answer, Block, row, saying
from bot.slack.buttons import Button
from bot.slack.interaction import Interaction, written_at
from bot.slack.lost import DidYouMean
from bot.slack.registry import Reply, Request
from bot.slack.say_buttons import SAY_AGAIN, names_another_day
from db.errors import RefusedError
from db.outbox.processed_requests import asked_since
from db.patterns import pattern
from jobs.context import RequestContext
from jobs.rules.deadlines import is_a_day, read_or_none, spell

log = logging.getLogger(__name__)

Json = Mapping[str, Any]
ButtonCalled = Callable[[str], Button]
WHICH: Final = "Which one do you mean?"
CLOSED, AGAIN = "Answered.", "asked-again"
ANSWERED_WITHIN: Final = timedelta(hours=1)  # later, words may be about anything else
# What a question about typed words offers; other buttons stand below what is already done.
_OF_A_QUESTION: Final = pattern(
    r"say_\d+|doubt_\d+|date_\d+|date_cancel|twin_add|twin_open_\d+|several_add|several_change|"
    r"form_(?:add|several)|audit_form_away"
)
# Buttons that choose nothing which was asked about.
_BESIDES: Final = pattern(
    r"no date|another|other days|cancel|help|choose|change|put it right|(?:set )?my \w+|all \w+|"
    r"show .*|open .*|"
    r"add (?:it as )?an action|add it as a note|find it|what can i type\?",
    re.IGNORECASE,
)
_YES: Final = pattern(
    r"(?:yes|yep|yeah|yup|ok|okay|sure|correct|that'?s (?:right|it)|right|please do|do it|go ahead|"
    r"confirm(?:ed)?|fine)(?:[\s,]+(?:please|thanks|thank you|do|that'?s (?:right|it|fine)|it is))*"
)
_NO: Final = pattern(r"(?:no|nope|nah)(?:[\s,]+(?:thanks|thank you|it'?s not|it isn'?t))?")
_ORDINALS: Final = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3,
    "last": -1, "former": 0, "latter": 1,
}  # fmt: skip
_SAYS_YES, _SAYS_NO = pattern(r"yes\b"), pattern(r"no\b")  # "Norma" and "Note" are no answers
_DAY_OF_MONTH: Final = pattern(r"(?P<day>\d{1,2})(?:st|nd|rd|th)")
_NTH: Final = pattern(
    rf"(?:the )?(?P<nth>{'|'.join(_ORDINALS)})(?: (?:one|option|date|day|of (?:them|those)))?"
)
_OPTION: Final = pattern(r"(?:option|choice|button)\s+(?P<number>[1-9])")
_AROUND: Final = pattern(
    r"^(?:(?:no|yes|please|just|sorry|i (?:mean|meant)|it'?s|make it|let'?s (?:say|go for)|on|by|"
    r"the)\b[\s,]*)+(?=\S)|(?<![\s,])[\s,]+(?:please|thanks|thank you|then|it|that|one)$"
)


@dataclass(frozen=True)
class Question:
    """A question of the bot's where it stands, and its buttons."""

    channel: str
    ts: str
    blocks: tuple[Json, ...]
    buttons: tuple[Block, ...]
    asked_at: datetime

    @property
    def said(self) -> Sequence[Json]:
        """Return what it says above its buttons."""
        return [each for each in self.blocks if each.get("type") not in {"actions", "context"}]


class AnswerInWords(Request):
    """Words that mean nothing by themselves, below a question: the button they name is pressed."""

    words: str
    question: Question
    user: str
    button_called: ButtonCalled = field(compare=False, repr=False)
    otherwise: Request
    pressed: list[Block] = field(default_factory=list, compare=False)

    def run(self, ctx: RequestContext) -> Reply:
        """Press the one button that is meant, leave it at "no", or ask again which is meant.

        Whoever was asked long ago, or has done something else since, is asked again.
        """
        buttons = self.question.buttons
        chosen = _chosen(self.words, buttons, ctx)
        if chosen is not None and not self._is_the_last(ctx):
            return self._asked_before(ctx)
        if chosen is not None:
            self.pressed[:] = [chosen]
            click = self._click(chosen)
            return self.button_called(click.name).work(click, ctx)
        if not _choices(buttons):
            return self.otherwise.run(ctx)
        if _NO.fullmatch(_plain(self.words)):
            return NOTHING_WAITS.run(ctx)
        if _is_an_answer(self.words, buttons):
            return self._again(WHICH, buttons)
        return self.otherwise.run(ctx)

    def _is_the_last(self, ctx: RequestContext) -> bool:
        """Say whether it is what they were asked last: a command is asked back beside these."""
        at = self.question.asked_at
        is_fresh = ctx.now - at <= ANSWERED_WITHIN
        return is_fresh and not asked_since(ctx.session, self.user, at, ctx.fingerprint)

    def _asked_before(self, ctx: RequestContext) -> Answer:
        """Ask it again, but for what names another day by now."""
        day = ctx.day_of(self.question.asked_at)
        when = "earlier" if day == ctx.today else f"on {spell(day)}"
        left = [each for each in self.question.buttons if not names_another_day(each, day, ctx)]
        if not _choices(left):
            return saying(f"I asked you this {when}. {SAY_AGAIN}")
        asked = f"I asked you this {when}. Choose now:"
        return self._again(asked, left, *map(dict, self.question.said))

    def _again(self, said: str, buttons: Sequence[Block], *above: Block) -> Answer:
        """Show it below, where its buttons are from now on."""
        return Answer(said, [*saying(said).blocks, *above, row(AGAIN, *buttons)], asks=True)

    def kept(self, error: RefusedError, ctx: RequestContext) -> Reply | None:
        """Return what the button keeps that was pressed."""
        for chosen in self.pressed:
            click = self._click(chosen)
            kept = self.button_called(click.name).kept
            return kept(error, click, ctx) if kept else None
        return None

    def _click(self, chosen: Block) -> Interaction:
        body = {"actions": [chosen], "user": {"id": self.user}}
        return Interaction(None, body, OrGist)  # type: ignore[arg-type]  # no Slack


def is_unsure(request: Request) -> bool:
    """Say whether words mean nothing by themselves, so that they may answer a question."""
    return isinstance(request, AnswerTime | DidYouMean | PutRight)


def no_question(_: WebClient, __: Json) -> Question | None:
    """Find no question: what is written in a channel answers nothing that was asked there."""
    return None


def question_above(client: WebClient, event: Json) -> Question | None:
    """Return the question that stands above a direct message; None where none does.

    That is the message it is a reply below, or else the last one before it, if it is the bot's.
    """
    below = event.get("thread_ts")
    latest = str(below or event.get("ts") or "")
    try:
        answer = client.conversations_history(
            channel=str(event["channel"]), latest=latest, inclusive=bool(below), limit=1
        )
    except CALL_ERRORS as error:
        log.warning("the question above was not read: %s", understand(error))
        return None
    found: Json = next(iter(answer.get("messages") or ()), {})
    blocks = tuple(found.get("blocks") or ()) if found.get("bot_id") else ()
    buttons = tuple(buttons_of(blocks))
    if not buttons:
        return None
    return Question(str(event["channel"]), str(found["ts"]), blocks, buttons, written_at(found))


def close_question(client: WebClient, answered: AnswerInWords, told: Answer) -> None:
    """Take the buttons off a question that was answered in words, or is asked again below."""
    question = answered.question
    left = [dict(each) for each in question.said]
    is_below = any(block.get("block_id") == AGAIN for block in told.blocks)
    if not left or not (is_below or (answered.pressed and not told.asks)):
        return
    try:
        client.chat_update(channel=question.channel, ts=question.ts, text=CLOSED, blocks=left)
    except CALL_ERRORS as error:
        log.warning("a question keeps its buttons: %s", understand(error))


def buttons_of(blocks: Sequence[Json]) -> Sequence[Block]:
    """Return the buttons of a question; none where a message asks nothing."""
    found = [
        dict(each)
        for block in blocks
        for each in (block.get("elements") or () if block.get("type") == "actions" else ())
        if each.get("type") == "button"
    ]
    asks = [each for each in found if _OF_A_QUESTION.fullmatch(str(each.get("action_id")))]
    return asks if len(asks) == len(found) else ()


def _chosen(words: str, question: Sequence[Block], ctx: RequestContext) -> Block | None:
    """Return the button that words can only mean."""
    said = _plain(words)
    labels = [_plain(_label(each)) for each in question]
    choices = _choices(question)
    if _YES.fullmatch(said):
        agreed = [each for each in choices if _SAYS_YES.match(_plain(_label(each)))]
        return _only(agreed or choices)
    if _NO.fullmatch(said):
        refused = [each for each in choices if _SAYS_NO.match(_plain(_label(each)))]
        return _only(refused)
    bare = _AROUND.sub("", said) or said
    nth = _NTH.fullmatch(said) or _NTH.fullmatch(bare) or _OPTION.fullmatch(bare)
    if nth is not None:
        return _only(_at_place(nth, choices, ctx))
    is_called = [
        each for each, label in zip(question, labels, strict=True) if label in {said, bare}
    ]
    return _only(is_called) or _only(_of_day(bare, question, ctx))


def _at_place(nth: re.Match[str], choices: Sequence[Block], ctx: RequestContext) -> Sequence[Block]:
    """Return what "the 2nd" may mean: the second of them, or the one of the 2nd of a month."""
    named = nth.groupdict()
    place = _ORDINALS[named["nth"]] if "nth" in named else int(named["number"]) - 1
    found = [choices[place]] if -len(choices) <= place < len(choices) else []
    of_month = _DAY_OF_MONTH.fullmatch(named.get("nth", ""))
    if of_month is None:
        return found
    days = [(each, _day_in(_label(each), ctx)) for each in choices]
    of_day = [each for each, day in days if day and day.day == int(of_month["day"])]
    return [*found, *(each for each in of_day if each not in found)]


def _choices(question: Sequence[Block]) -> Sequence[Block]:
    """Return the buttons that answer what is asked."""
    return [each for each in question if not _BESIDES.fullmatch(_plain(_label(each)))]


def _of_day(said: str, question: Sequence[Block], ctx: RequestContext) -> Sequence[Block]:
    """Return the buttons that name the day somebody says."""
    day = _day_in(said, ctx)
    return [each for each in question if day and _day_in(_label(each), ctx) == day]


def _day_in(words: str, ctx: RequestContext) -> date | None:
    found = read_or_none(words, ctx.today, ctx.council.calendar) if is_a_day(words) else None
    # "next Friday" is what was asked about
    return None if found is None or found.alternatives else found.day


def _is_an_answer(words: str, question: Sequence[Block]) -> bool:
    """Say whether words choose something; a day does where days are to be chosen from."""
    said = _plain(words)
    said = said if _YES.fullmatch(said) else _AROUND.sub("", said)
    if any(each.fullmatch(said) for each in (_YES, _NTH, _OPTION, _DAY_OF_MONTH)):
        return True
    return is_a_day(said) and any(is_a_day(_label(each)) for each in question)


def _only(found: Sequence[Block]) -> Block | None:
    return found[0] if len(found) == 1 else None


def _label(button: Block) -> str:
    return str(button.get("text", {}).get("text", ""))


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("\u2019", "'").split()).strip(" .,!?")
