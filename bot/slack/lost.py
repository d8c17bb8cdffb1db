"""What nobody understood: kept, and asked about with what it may have meant."""

from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Final, Protocol

from bot.slack import numbered, references, spelling
from bot.slack.again import ACTION, AUDIT, MOST_OF_A_LABEL, STATUS, Offer, buttons, offering
from bot.slack.blocks import Answer, shortened
from bot.slack.parsing import unescaped
from bot.slack.registry import Request
from bot.vocabulary import our
from db import privacy
from db.actions import queries as actions
from db.errors import RefusedError
from jobs.context import RequestContext

LOST: Final = "I didn't understand that."
_FEW: Final = 3  # words; fewer are no action


class Verbs(Protocol):
    """What is asked of the verbs of a command where none of them was understood."""

    @property
    def kind(self) -> str: ...

    @property
    def known_words(self) -> frozenset[str]: ...

    def parse(self, text: str, command: str) -> Request: ...

    def nearest(self, word: str) -> Sequence[str]: ...

    def is_slip_of_verb(self, word: str) -> bool: ...


class DidYouMean(Request):
    """What nobody understood, kept: what it may have meant, as buttons."""

    verbs: Verbs = field(compare=False, repr=False)
    words: str
    command: str

    def run(self, ctx: RequestContext) -> Answer:
        word, rest = [*self.words.split(maxsplit=1), "", ""][:2]
        near = [f"{name} {rest}".strip() for name in self.verbs.nearest(word)]
        sentence = None if self.is_slip else next(self._mended(), None)
        if sentence is not None:
            privacy.guard(ctx, sentence)
            return self._ask(unescaped(sentence), sentence)
        if near:
            said = f"{LOST} Did you mean `{self.command} {near[0]}`?"
            offers = [
                Offer(f"{self.command} {near[0]}", near[0], self.verbs.kind),
                Offer("Help", "help", self.verbs.kind),
            ]
            is_verb = numbered.names(rest) or near[0].startswith("add ")
            if self.verbs.kind == ACTION and len(rest.split()) > _FEW and not is_verb:
                offers.insert(1, Offer("Add it as an action", f"add {self.words}"))
            return offering(said, offers, text=LOST, is_lost=True)
        about_one = None if references.spoken_of(self.words) else self._about_one(ctx)
        return about_one or lost(self.words, self.command, self.verbs.kind)

    def _about_one(self, ctx: RequestContext) -> Answer | None:
        """Offer what can be done with the action whose number stands in the words."""
        found = references.anywhere(self.words) if self.verbs.kind == ACTION else None
        number = (found["reference"] or "") if found else ""
        if not found or not references.is_number(number):
            return None
        if references.counts_else(self.words, found.start()) or not actions.several(
            ctx.session, [int(number)], ctx.person
        ):
            return None
        shown = Offer(f"Show #{number}", f"show {number}")
        offers = [Offer("Add it as a note", f"note {number}: {self.words}"), shown]
        if len(self.words.split()) >= _FEW:
            offers.append(Offer("Add it as an action", f"add {self.words}"))
        made = buttons(offers, first_is_usual=False)
        asked = f"Is it about #{number}?"
        return offering(f"{LOST} {asked}", [], *made, text=asked, is_lost=True)

    @property
    def is_slip(self) -> bool:
        """Say whether it begins with a verb that has a letter too many, too few, or a wrong one."""
        word = [*self.words.split(maxsplit=1), ""][0]
        return bool(self.verbs.nearest(word)) and self.verbs.is_slip_of_verb(word)

    def _mended(self) -> Iterator[str]:
        """Yield the words as they may have been meant, where something is known by them."""
        for sentence in spelling.mended(self.words, self.verbs.known_words):
            try:
                meant = self.verbs.parse(sentence, self.command)
            except RefusedError:
                continue
            if not isinstance(meant, DidYouMean):
                yield sentence

    def _ask(self, said: str, sentence: str) -> Answer:
        kind = self.verbs.kind
        offers = [Offer(shortened(said, MOST_OF_A_LABEL), sentence, kind)]
        if kind == ACTION and len(sentence.split()) >= _FEW:
            offers.append(Offer("Add it as an action", f"add {self.words}"))
        offers.append(Offer("Help", "help", kind))
        return offering(f"{LOST} Did you mean \u201c{said}\u201d?", offers, text=LOST)


def lost(words: str, command: str, kind: str) -> Answer:
    """Say in one line that something was not understood, with three buttons."""
    first = {AUDIT: Offer(f"My {our.audits}", "mine", AUDIT), STATUS: Offer("Status", "", STATUS)}
    offers = [first.get(kind, Offer("My actions", "list")), Offer("Help", "help", kind)]
    added = Offer("Add it as an action", f"add {words}")
    number = references.spoken_of(words) if kind == ACTION else ""
    if number:
        shown = Offer(f"Show #{number}", f"show {number}")
        offers[:1] = [Offer("Add it as a note", f"note {number}: {words}"), shown]
        return offering(f"{LOST} What shall I do with #{number}?", offers)
    is_long = len(words.split()) >= _FEW
    if is_long and added.fits:
        offers.insert(0, added)
    else:
        offers.insert(
            1, Offer("My actions", "list") if kind == AUDIT else Offer("Add an action", "add")
        )
    # None of them is what was meant: the usual one would be pressed unread.
    plain = buttons(offers, first_is_usual=False)
    said = f"{LOST} `{command} help` shows what I understand."
    return offering(said, [], *plain, is_lost=True)


def of_others(
    words: str, kind: str, said: str = "You're quoting somebody. Shall I do what they say?"
) -> Request:
    """Ask where there is nothing but somebody else's words, or what is taken back."""
    does = Offer(shortened(unescaped(words), MOST_OF_A_LABEL), words, kind)
    return numbered.Question(said, (does, Offer("Help", "help", kind)))
