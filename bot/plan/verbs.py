"""The plan's gaps, what an action answers, and closing a gap with an action."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.actions.adding_forms import answering
from bot.actions.render_context import action_context
from bot.actions.verb import ActionCommand
from bot.plan import view
from bot.slack.blocks import Answer, Block
from bot.slack.buttons import Button, asks_for, opens
from bot.slack.carried import out_of_date
from bot.slack.filled import Filled
from bot.slack.forms import Form
from bot.slack.interaction import Interaction
from bot.slack.registry import Command, OpenView, Reply, Request, wrong
from bot.slack.view_state import ViewState
from bot.vocabulary import our
from db.actions import queries as actions
from db.errors import RefusedError
from db.models import PlanItem
from db.plan import queries as plan
from jobs.context import RequestContext


class ShowGaps(Command):
    """`gaps`."""

    only_looks = True

    start: int = 0

    name = example = "gaps"
    synonyms = ("gap",)
    summary = "top tips and areas that no action answers"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        """Read nothing more."""
        if rest:
            raise cls.wrong("Gaps has nothing after it.", command)
        return cls()

    def run(self, ctx: RequestContext) -> Answer:
        """Show one page of what no action answers."""
        found = plan.gaps(ctx.session, start=self.start, size=view.PAGE)
        return view.told(found, ctx.council.commands.action)


class Answers(ActionCommand):
    """`answers 12 TIP-b`, `answers 12 not TIP-b`; without references it asks what they are."""

    references: tuple[str, ...] = ()
    takes_back: bool = False

    name = "answers"
    synonyms = ("answer",)
    example = "answers 12 TIP-b"
    summary = "what an action answers; answers 12 not TIP-b removes it"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        """Read the number, and the references."""
        number, words = cls.with_text(rest, command)
        takes_back = re.match(r"not\b\s*", words, re.IGNORECASE)
        named = words[takes_back.end() :] if takes_back else words
        references = tuple(part for part in re.split(r"[\s,;]+|\band\b", named) if part)
        if takes_back and not references:
            raise wrong(f"answers {number} not TIP-b", "Say what it does not answer.", command)
        return cls(number, references, takes_back is not None)

    def run(self, ctx: RequestContext) -> Answer:
        """Write down what the action answers, or show it."""
        action = self.action(ctx)
        if not self.references:
            items = plan.answered_by(ctx.session, action)
            return view.shown(action, items, ctx.council.commands.action)
        items = [plan.find(ctx.session, reference) for reference in self.references]
        if self.takes_back:
            plan.part(ctx, action, items)
            return view.parted(action, items, action_context(ctx))
        plan.answer(ctx, action, items)
        return view.answered(action, items, action_context(ctx))


class AnsweredForm(Form):
    """Asks which action answers what a review says."""

    name = callback = "gap_answered"
    title, submit_label = "An action answers it", "Save"
    main_field = "action"

    def blocks(self, state: ViewState, ctx: RequestContext) -> Sequence[Block]:
        """Return what the review says, and the actions it may be said of."""
        item = _item(state, ctx)
        rows = actions.linkable(ctx.session, ctx.person)
        if not rows:
            raise RefusedError(
                f"There is no action you can say this about. Add one for it, or ask {our.lead:a}."
            )
        from bot.plan import forms_view

        return forms_view.which_action(item, rows)

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        """Record which action answers the gap."""
        number = given.text("action").strip().removeprefix("#")
        if not number.isascii() or not number.isdigit():
            raise RefusedError("Give the action's number, for example 12.")
        action = actions.find(ctx.session, int(number), ctx.person)
        items = plan.several(ctx.session, [state.item] if state.item else [])
        plan.answer(ctx, action, items)
        return view.answered(action, items, action_context(ctx))


def _added(click: Interaction, ctx: RequestContext) -> Reply:
    """Open the form for a new action that answers the gap beside the button."""
    state = _about_item(click)
    item = _item(state, ctx)
    paragraph = f", paragraph {item.paragraph}" if item.paragraph else ""
    source = f"{item.source}{paragraph} ({item.reference})".removeprefix(", ")
    return OpenView(answering(item, source, state, ctx))


def _item(state: ViewState, ctx: RequestContext) -> PlanItem:
    for item in plan.several(ctx.session, [state.item or 0]):
        return item
    raise out_of_date()


def _about_item(click: Interaction) -> ViewState:
    return replace(click.state(), item=click.value["i"])


VERBS: Final = (ShowGaps, Answers)
FORMS: Final = (AnsweredForm(),)
BUTTONS: Final = (
    Button("gaps_open", asks_for(ShowGaps, "start"), only_looks=True),
    Button(r"gaps_(?:earlier|more)", asks_for(ShowGaps, "start"), replaces=True, only_looks=True),
    Button("gap_add", _added, only_looks=True, asks_beside=True),
    Button(
        "gap_pick", opens(AnsweredForm.name), state=_about_item, only_looks=True, asks_beside=True
    ),
)
