"""Handing over: everything somebody holds, offered to another, who says yes or no to each thing."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.handover import view
from bot.handover.messages import of_offer, subjects_of
from bot.slack.arguments import no_one, person_of
from bot.slack.blocks import DIVIDER, Answer, Block, field_, lines, person_picker, text_input
from bot.slack.buttons import Button, asks_for, opens
from bot.slack.filled import Filled
from bot.slack.forms import Form
from bot.slack.interaction import Interaction
from bot.slack.parsing import MENTION, split_reason, unescaped
from bot.slack.registry import ME, AlsoBeside, Command, Reply, Request
from bot.slack.view_state import ViewState
from db import handovers
from db.errors import RefusedError
from db.handovers import REASON_LENGTH
from db.models import Handover, HandoverItem, Person
from db.patterns import pattern
from db.people import queries as people
from jobs.context import RequestContext
from jobs.handover import handovers as handing

MOST_BLOCKS: Final = 50
_SOMEBODY: Final = pattern(rf"(?:{MENTION}|(?P<me>me)\b)", re.IGNORECASE)


class HandOver(Command):
    """`handover @leaver to @person because …`; both are Slack ids or ME.

    `sure` says that whoever asks has seen what it is about.
    """

    giver: str
    taker: str
    why: str = ""
    sure: bool = False

    name = "handover"
    synonyms = ("handoff", "hand-over")
    example = "handover @person to @person because she leaves in May"
    help_example = "handover @person to @person"
    summary = "offers all that somebody holds to another"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        """Read who hands over, to whom and why; nothing is what is offered to whoever asks."""
        if not rest:
            return OfferedToMe()
        said, why = split_reason(rest)
        both = re.split(r"(?<!\s)\s++to\s++", said, maxsplit=1, flags=re.IGNORECASE)
        found = [_SOMEBODY.match(each) for each in both]
        if not all(found):
            return HandOverByName(tuple(both), unescaped(why), command)
        giver, *taker = [each["person"] or ME for each in found if each]
        left = [
            words[each.end() :].strip() for words, each in zip(both, found, strict=True) if each
        ]
        if left[0] or (why and not taker):
            raise cls.wrong("Say who it goes to.", command)
        if left[-1]:
            raise cls.wrong("Put the reason after the word because.", command)
        return cls(giver, taker[0], unescaped(why)) if taker else Holdings(giver)

    def run(self, ctx: RequestContext) -> Answer:
        """Offer everything, once whoever asks has seen what that is."""
        giver, taker = person_of(self.giver, ctx), person_of(self.taker, ctx)
        return hand_over(giver, taker, self.why, ctx, sure=self.sure)


class HandOverByName(Request):
    """`handover Sam to Robin Alder`: the same, of those who alone are called so."""

    called: tuple[str, ...]
    why: str
    command: str

    def run(self, ctx: RequestContext) -> Answer:
        giver, *taker = (self._slack_id(each, ctx) for each in self.called)
        return HandOver(giver, taker[0], self.why).run(ctx) if taker else Holdings(giver).run(ctx)

    def _slack_id(self, words: str, ctx: RequestContext) -> str:
        mention = _SOMEBODY.fullmatch(words)
        if mention:
            return mention["person"] or ME
        known = people.called_so(ctx.session, words.removeprefix("@"), ctx.today)
        if len(known) == 1 and known[0].slack_id:
            return known[0].slack_id
        pick = "Pick both people from the list that Slack offers as you type @."
        raise HandOver.wrong(f"{no_one(words, known)} {pick}", self.command)


class OfferedToMe(Request):
    """`handover` alone: what is offered to whoever asks, and has no answer yet."""

    def run(self, ctx: RequestContext) -> Answer:
        offers = handovers.offered_to(ctx.session, ctx.person)
        if not offers:
            return view.nothing_offered(ctx.council.commands.action)
        shown = [shown_offer(offer, ctx) for offer in offers]
        blocks = [block for each in shown for block in (*each.blocks, DIVIDER)]
        return Answer(shown[0].text, blocks[:MOST_BLOCKS])


class Holdings(Request):
    """`handover @leaver`: everything somebody holds; `giver` is a Slack id or ME."""

    giver: str

    def run(self, ctx: RequestContext) -> Answer:
        giver = person_of(self.giver, ctx)
        held = handing.holdings(ctx, giver)
        return view.holdings(giver, held, subjects_of(ctx, held))


def hand_over(giver: Person, taker: Person, why: str, ctx: RequestContext, *, sure: bool) -> Answer:
    """Offer everything somebody holds to another, once whoever asks has seen what that is."""
    if sure:
        return view.begun(handing.offer(ctx, giver, taker, why))
    held = handing.preview(ctx, giver, taker, why)
    subjects = subjects_of(ctx, held)
    return view.preview(giver, taker, held, subjects, why)


def items_of(offer: Handover, number: int | None) -> Sequence[HandoverItem]:
    """Return one thing of an offer, or all of them."""
    found = [item for item in offer.items if number in (None, item.id)]
    if not found:
        raise RefusedError("That is not part of this handover.")
    return found


def shown_offer(offer: Handover, ctx: RequestContext) -> Answer:
    return view.offered(offer, of_offer(ctx, offer), None)


class ChooseTakerForm(Form):
    """Asks who takes over what a leaver holds."""

    name = callback = "handover_choose"
    title, submit_label = "Hand over", "Offer it all"
    main_field = "taker"

    def blocks(self, state: ViewState, ctx: RequestContext) -> Sequence[Block]:
        giver = _person(ctx, state.kept["giver"])
        held = handing.holdings(ctx, giver)
        why = text_input(REASON_LENGTH, example="She leaves at the end of May")
        hint = "Nothing moves until they say yes, to each thing or to all of it."
        return [
            lines([f"{view.holds(giver, ctx.person, view.counted(held))}."]),
            field_("taker", "Who takes over?", person_picker(), hint=hint),
            field_("why", "Why?", why, optional=True),
        ]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        giver, taker = _person(ctx, state.kept["giver"]), given.person("taker", ctx.session)
        if taker is None:
            raise RefusedError("Choose who takes over.", about="taker")
        return hand_over(giver, taker, given.text("why"), ctx, sure=True)


class RefuseForm(Form):
    """Asks why somebody does not take over what is offered."""

    name = callback = "handover_refuse"
    title, submit_label = "Refuse", "Refuse"
    main_field = "why"

    def blocks(self, state: ViewState, ctx: RequestContext) -> Sequence[Block]:
        handing.refuse_others(handovers.find(ctx.session, state.kept["h"], ctx.person), ctx.person)
        why = text_input(REASON_LENGTH, example="No room before the summer")
        return [field_("why", "Why not?", why, hint="Whoever offered it reads this.")]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        """Say no to one thing, or to all of them."""
        offer = handovers.find(ctx.session, state.kept["h"], ctx.person)
        items = items_of(offer, state.kept["i"])
        why = given.text("why")
        told = handing.refuse(ctx, offer, items, why)
        return view.answered(told, ctx.council.commands)


def _offered(click: Interaction, ctx: RequestContext) -> Reply:
    value = click.value
    giver, taker = _person(ctx, value["giver"]), _person(ctx, value["taker"])
    return hand_over(giver, taker, value["why"], ctx, sure=True)


def _accepted(click: Interaction, ctx: RequestContext) -> Reply:
    """Take over one thing that was offered, or all of them that can be."""
    offer, item = handovers.find(ctx.session, click.value["h"], ctx.person), click.value.get("i")
    told = handing.accept(ctx, offer, items_of(offer, item))
    if item is not None and told.problems:
        raise told.problems[0]
    answer = view.answered(told, ctx.council.commands)
    return AlsoBeside(answer, answer) if told.problems else answer


def _about_offer(click: Interaction) -> ViewState:
    return replace(click.state(), kept={"h": click.value["h"], "i": click.value.get("i")})


def _about_giver(click: Interaction) -> ViewState:
    # The message that says it stays; the answer comes below it.
    return replace(click.state(), message_id=None, kept={"giver": click.value["giver"]})


def _person(ctx: RequestContext, number: int) -> Person:
    found = people.named(ctx.session, [number]).get(number)
    if found is None:
        raise RefusedError("I don't know that person any more.")
    return found


VERBS: Final = (HandOver,)
FORMS: Final = (ChooseTakerForm(), RefuseForm())
BUTTONS: Final = (
    Button("handover_offer", _offered, replaces=True),
    Button("handover_accept", _accepted),
    Button("handover_see", asks_for(OfferedToMe)),
    Button("handover_refuse", opens("handover_refuse"), state=_about_offer),
    Button("handover_form", opens("handover_choose"), state=_about_giver),
)
