"""An action marked done, the lists in which that is chosen, and an action opened again."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar, Final

from bot.actions import ordering_view
from bot.actions import view as messages
from bot.actions.phrases import owner_words
from bot.actions.render_context import action_context
from bot.actions.verb import ActionButton, ActionCommand
from bot.actions.view import ActionRenderContext, due_words
from bot.capital import listed
from bot.signoff.view import asking_words
from bot.slack import numbered, references
from bot.slack.again import NOTHING_YET, Offer, offering
from bot.slack.blocks import DIVIDER, Answer, Block, aside, bold, lines, saying, section
from bot.slack.buttons import Button
from bot.slack.hedged import WITHOUT_QUOTED, is_hedged
from bot.slack.interaction import Interaction
from bot.slack.numbered import WhichOne
from bot.slack.parsing import unescaped
from bot.slack.plain_text import says_nothing
from bot.slack.registry import Command, Reply, Request
from db.actions import queries as actions
from db.actions import signoff
from db.models import Action
from db.patterns import pattern
from db.permissions import Permission
from jobs.actions import notices
from jobs.context import RequestContext
from jobs.rules.deadline_search import find_dates
from jobs.rules.deadline_words import NUMBERS, SMALL_NUMBERS, WEEKDAYS
from jobs.signoff import signing

# "done with the strategy", "done: the strategy"; "done 71 as done" is how two ways of saying mix.
_HASHED: Final = pattern(r"#\d{1,9}(?!\w)")
_WITH: Final = pattern(r"^(?:with|off|w/?(?=\s*#?\d)|[:\s-])+(?:the\s+)?|^the\s+", re.IGNORECASE)
_AS_DONE: Final = pattern(
    r"(?<=\d)\s+(?:as\s+)?(?:done|complete|completed|finished|closed)\b[\s.!]*$"
    r"|(?<=\d)\s+(?:(?:both|all|now|already|too|for (?:me|us))\b\s*)+[.!]*$"
    r"|(?<=\d)\s*[\u2705\u2714\u2611]\ufe0f?$",
    re.IGNORECASE,
)
_BY: Final = pattern(r"by|due|before|until|till?|going|next", re.IGNORECASE)
# "Done it" names none, and closes no "Rewrite the guide".
_POINTS: Final = pattern(
    r"(?:(?:all|now|it|that|this|them|these|those|mine|yours|one|the|an?|my|our|of|on|in|at|to|for|"
    r"with|everything|i|me|you|so|too|last|just|here|there)\b[\s.,!]*)*",
    re.IGNORECASE,
)
# "We completed 3 audits" counts what may be no action's at all.
_COUNTED: Final = pattern(
    r"\(?(?:more |other )?(?:(?:out )?of \d+\)?|of (?:them|the|my|our|these|those|all)\b.*|"
    r"(?:(?:out )?of \d+ )?"
    r"(?:audits|visits|cases|reports|people|staff|colleagues|actions|tasks|items|things|days|weeks|"
    r"months|years|hours|times|drafts|meetings|sessions|reviews|records|calls|letters|forms|files|"
    r"plans|assessments|observations|interviews|referrals)"
    r"(?:\s+(?:have|has|are|were|today|yesterday|ago|early|late|already|so far|to spare|to go|left|"
    r"this \w+|last \w+|of \w+))*\)?)[\s.!]*",
    re.IGNORECASE,
)
# "Close 12 after the board" orders it for later; "done 12 after the board" tells when it was.
_LATER: Final = pattern(r"(?:after|before|during|over the|from next)\b", re.IGNORECASE)
LONGEST_CLOSING_LIST: Final = 20
MOST_MATCHES: Final = 5


class Done(ActionCommand):
    """`done 12 minutes of the board`."""

    note: str = ""

    is_order: ClassVar[bool] = False
    name = "done"
    synonyms = ("close", "closed", "complete", "completed", "finish", "finished")
    example = "done 12"
    help_example = "done 12 minutes of the board"
    summary = "with your evidence or a note; done alone lists yours"
    more_help = (("done adolescent", "finds it by its words"),)
    offer = ActionButton("Done", "action_done", Permission.CLOSE, style="primary")
    takes_several = True

    @classmethod
    def said_as(cls, word: str) -> type[Command]:
        return Close if word.lower() in _ORDERS else cls

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        """Read the number and a note; one that takes it back is asked about."""
        number, note = cls.with_text(_AS_DONE.sub("", rest), command)
        if is_hedged(note) or _COUNTED.fullmatch(note):
            return not_done_yet(str(number), note, keeps=True)
        return cls(number, note)

    @classmethod
    def unnumbered(cls, rest: str, command: str) -> Request:
        """Read words of its title, or "with 71"; without any, list what can be closed."""
        words = _WITH.sub("", rest)
        if words != rest and references.leading(words):
            return numbered.read(cls, words, command)
        spelled = [each for each in re.split(r"\W+", words.lower()) if each not in {"and", ""}]
        if spelled and all(each in SMALL_NUMBERS for each in spelled):  # or words of a title
            numbers = listed([f"#{NUMBERS[each]}" for each in spelled])
            offers = (
                Offer(f"{numbers} {'is' if len(spelled) == 1 else 'are'} done", f"done {numbers}"),
                Offer("Find it", f"find {words}"),
            )
            return numbered.Question(f"Do you mean {numbers}?", offers)
        if _HASHED.search(words):
            return WhichOne(cls, words, command)
        is_named = not _POINTS.fullmatch(words)
        return DoneByWords(tuple(unescaped(words).split())) if is_named else DoneList()

    def run(self, ctx: RequestContext) -> Answer:
        """Close it; of one that nobody owns, whoever may not is asked whether it is theirs."""
        action = self.action(ctx)
        if _is_to_come(self.note, ctx, is_order=self.is_order):
            return not_done_yet(str(action.id), self.note, keeps=True).run(ctx)
        is_nobodys = action.owner is None and action.is_open
        if is_nobodys and not self.offer.is_for(action, ctx.person, ctx.today):
            return _is_it_theirs(action, self.note)
        return close(action, self.note, ctx)


class Close(Done):
    """`close 12`: as `done 12`; what names a day on which to close it is asked about."""

    is_order = True


def _is_to_come(note: str, ctx: RequestContext, *, is_order: bool) -> bool:
    """Say whether a note tells of a day to come: "on 4 Dec", "letters go out by Friday".

    A weekday alone was most likely the last, unless it is ordered: "close 12 on Friday". "In Oct"
    has been in November.
    """
    said = WITHOUT_QUOTED.sub(" ", note)
    for one in find_dates(said, ctx.today, ctx.council.calendar):
        day = one.deadline.day if one.deadline else None
        if one.is_in_a_name or _OF_A_PAPER.search(said[: one.start]):
            continue
        is_today = day == ctx.today and not (one.deadline and one.deadline.alternatives)
        if is_order and not one.start and not is_today:
            return True
        is_dated = one.said.lower() not in WEEKDAYS or _BY.match(said, one.start)
        if day and ctx.today < day < ctx.today + _HALF_A_YEAR and is_dated:
            return True
    return is_order and _LATER.match(said) is not None


_OF_A_PAPER: Final = pattern(r"\b(?:of|from|dated|the)\s$", re.IGNORECASE)
_HALF_A_YEAR: Final = timedelta(days=183)
_ORDERS: Final = frozenset({"close", "complete", "finish"})


def _is_it_theirs(action: Action, note: str) -> Answer:
    number = action.number
    one_line = "; ".join(filter(None, map(str.strip, note.splitlines())))
    done = f"give {number} to me\ndone {number} {one_line}".strip()
    offers = [
        Offer("Yes, it's mine and done", done),
        Offer(f"Show {action.called}", f"show {number}"),
    ]
    said = f"{action.called} has no owner. Is it yours, and done?"
    return offering(said, offers, note=NOTHING_YET)


def not_done_yet(
    which: str, rest: str, asked: str = "Is {which} done, or not yet?", *, keeps: bool = False
) -> numbered.Question:
    """Close nothing, and offer what may be meant: `6 isn't done`, `6 done except the letter`.

    Where it `keeps` the words they are its note too, quoted, if it is done after all.
    """
    named = f"#{which}" if references.is_number(which) else which
    is_said = not says_nothing(rest)
    note = f" \u201c{rest}\u201d" if keeps and is_said else ""
    offers = (
        *([Offer("Add it as a note", f"note {which}: {rest}")] if is_said else []),
        Offer(f"Show {named}", f"show {which}"),
        Offer("It is done", f"done {which}{note}"),
    )
    return numbered.Question(asked.format(which=named), offers)


def close(action: Action, note: str, ctx: RequestContext) -> Answer:
    closed = signing.close(ctx, action, note)
    return ordering_view.with_what_follows(
        messages.closed(action, closed.event, asking_words(action, closed.asked)),
        closed.unblocked,
        ordering_view.comes_round_next(action, ctx),
    )


class DoneList(Request):
    """`done`."""

    def run(self, ctx: RequestContext) -> Answer:
        rows = actions.open_of(ctx.session, ctx.person, LONGEST_CLOSING_LIST)
        if not rows:
            return saying("You have no open actions, so there is nothing to close.")
        tip = aside(f"Or type its number: {ctx.council.commands.action} done {rows[0].id}")
        return _closing_list("Which one is done?", rows, action_context(ctx), tip)


class DoneByWords(Request):
    """`done adolescent`."""

    words: tuple[str, ...]

    def run(self, ctx: RequestContext) -> Answer:
        """Record that the one with these words is done, or ask which one."""
        found = actions.closable(ctx.session, ctx.person, self.words, MOST_MATCHES, ctx.today)
        if not found:
            words = " ".join(self.words)
            offers = [Offer("Find it", f"find {words}"), Offer("My open actions", "done")]
            numbers = [each.lstrip("#") for each in self.words]
            numbers = [each for each in numbers if references.is_number(each)]
            if len(numbers) == 1:
                which = numbers[0]
                offers.insert(0, Offer(f"Show #{which}", f"show {which}"))
            none = "I found no open action with those words that you can close."
            return offering(none, offers, is_lost=True)
        if len(found) > 1:
            return _closing_list(
                "More than one action fits. Which one is done?", found, action_context(ctx)
            )
        return close(found[0], "", ctx)


def _closing_list(
    heading: str, rows: Sequence[Action], context: ActionRenderContext, *below: Block
) -> Answer:
    shown = (_closable(action, context) for action in rows)
    return Answer(heading, [lines([bold(heading)]), *shown, *below])


def _closable(action: Action, context: ActionRenderContext) -> Block:
    text = (
        f"{action.called} {action.title}\n"
        f"{owner_words(action.owner)} · {due_words(action, context)}"
    )
    return section(text, Done.offer.button(action, None), f"close-{action.id}")


def _pressed(click: Interaction, ctx: RequestContext) -> Reply:
    closed = Done(click.value["n"]).run(ctx)
    if not _in_closing_list(click):
        return closed
    return Answer(closed.text, [*closed.blocks, DIVIDER, *DoneList().run(ctx).blocks])


def _in_closing_list(click: Interaction) -> bool:
    return click.block_id.startswith("close-")


class Reopen(ActionCommand):
    """`reopen 12 the board asked for more`."""

    why: str = ""

    name = "reopen"
    example = "reopen 12 the board asked for more"
    takes_several = True
    summary = "opens a completed action again"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        return cls(*cls.with_text(rest, command))

    def run(self, ctx: RequestContext) -> Answer:
        action = self.action(ctx)
        notices.told(ctx, action, signoff.reopen(ctx, action, self.why))
        return messages.reopened(action, action_context(ctx, [action]))


BUTTONS: Final = (
    Button(
        "action_done", _pressed, state=lambda click: click.state(replace=_in_closing_list(click))
    ),
)
