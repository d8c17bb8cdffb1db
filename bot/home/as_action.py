"""What nobody understood and reads as something to do: shown as the action it would add."""

import re
from typing import Final

from bot.actions import adding, adding_view
from bot.actions.adding import Add
from bot.actions.adding_doubts import FORM, form_of
from bot.actions.line import DUE
from bot.actions.no_action import no_action
from bot.home import topics
from bot.home.topics import EXACT
from bot.slack.again import ACTION, Offer
from bot.slack.audit_words import AUDIT_WORD
from bot.slack.blocks import button
from bot.slack.lost import DidYouMean
from bot.slack.registry import Reply, Request
from db.errors import RefusedError
from db.patterns import pattern
from db.wording import evenly
from jobs.context import RequestContext
from jobs.rules.deadline_words import WEEKDAYS, any_of

_FEWEST: Final = 2  # words of what is to be done; numbers are none
# What is told of somebody, or is no whole sentence without its date: "is due by Friday".
_TOLD: Final = pattern(
    r"(?:be|did|do(?:es)?|would|will|can|could|took|ha[sd]|have|is|was|not|needs?\s\d)\b|"
    r".*\b(?:is|are|be|was|were)\W*$",
    re.IGNORECASE,
)
_SOMEBODY: Final = r"i|we|you|he|she|they|someone|somebody|anyone|anybody|people|everyone"
# "Next Friday: draft the note"; behind an hour would stand where.
_DAY_FIRST: Final = pattern(
    rf"(?:(?:on|this|next)\s)?(?:{any_of(WEEKDAYS)}|today|tomorrow):\s(?=\S+\s\S)", re.IGNORECASE
)
# What tells, asks or answers, and what is asked of the bot itself, is nothing to do.
_NO_TASK: Final = pattern(
    rf"(?:{_SOMEBODY})\b(?!\s(?:must|should|(?:needs?|ha(?:ve|s)|ought)\sto)\s(?!be\b|not\b|have\b))|"
    rf"(?:do|did|does|ha[sd]|have|is|are|was|were|am|may|might)\s(?:{_SOMEBODY})\b|"
    r"(?:it|wh(?:at|en|ere|y|ich|ose|o)|how|is|are|was|were|am|does|did|has|had|that|this|these|"
    r"those|there|not|no|yes|yeah|yep|ok|okay|sorry|thanks?|hi|hello|hiya|hey|my|our|his|her|their|"
    r"your|lets?|if|unless|once|because|maybe|perhaps|probably|see|away|off|on|back|"
    r"(?:leave|sick|holiday|toil)(?!\b.*\bto be \w)|ill|"
    r"poorly|half|working|wfh|free|busy|book(?!\s(?:an?|the|some)\b)|move|swap|suggest|cancel|rearrange|"
    r"rebook|reschedule|remind|show|list|tell me|all|any|anything|still|already|just|nearly|almost|"
    r"done|finished|completed?|mon|tue|wed|thu|fri|today|tomorrow|next|last)"
    r"(?:['\u2019]\w+)?(?:(?<=mon)|(?<=tue)|(?<=wed)|(?<=thu)|(?<=fri)|\b)|"
    rf".*\?\s*$|.*\b(?:\w+n['\u2019]t|cannot|(?:will|would) be|{AUDIT_WORD})\b",
    re.IGNORECASE | re.DOTALL,
)


def of(meant: Request, words: str, ctx: RequestContext) -> Reply | None:
    """Return the action that words would add which no verb understood and nobody asks."""
    if not isinstance(meant, DidYouMean) or meant.verbs.kind != ACTION or meant.is_slip:
        return None
    return None if topics.meant(evenly(words), EXACT) else proposed(words, ctx)


def proposed(words: str, ctx: RequestContext) -> Reply | None:
    """Return the action that some words would add, to be looked over; None where they may be none.

    Whose it is or by when must be said: of other words nobody knows whether they are to be kept.
    """
    dated = _DAY_FIRST.match(words)
    what = words[dated.end() :] if dated else words
    if "\n" in words.strip() or _NO_TASK.match(what) or no_action(what, ""):
        return None
    try:
        found = adding.settled(adding.read_line(words), ctx)
    except RefusedError:
        return None
    kinds = {kind for kind, *_ in found.doubts}
    is_said = found.owner or found.due or (DUE in kinds and (dated or len(kinds) > 1))
    words_of_it = sum(any(map(str.isalpha, each)) for each in found.title.split())
    if not is_said or words_of_it < _FEWEST or _TOLD.match(found.title):
        return None
    return found.run(ctx) if found.doubts else _shown(words, found, ctx)


def _shown(words: str, found: Add, ctx: RequestContext) -> Reply | None:
    """Show it with a button that adds it as if that had been typed, and one that opens the form."""
    (line,) = adding.look_over(words, ctx)
    added = Offer("Add it", f"add {words}")
    if line.problem or not added.fits:
        return None
    form = button("Change", f"form_{FORM}", form_of(found, ctx).given)
    return adding_view.proposal(
        line, added.button(0, "primary"), form, Offer("Help", "help").button(1)
    )
