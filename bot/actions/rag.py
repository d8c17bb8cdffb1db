"""Where an action stands: what a person says of it, beside what the written rule says."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.actions import rag_view
from bot.actions.render_context import action_context
from bot.actions.verb import ActionButton, ActionCommand, ActionForm
from bot.slack.blocks import Answer, Block, field_, option, radio, text_input
from bot.slack.filled import Filled
from bot.slack.parsing import split_reason
from bot.slack.registry import OpenForm, Request, given
from bot.slack.view_state import ViewState
from db import privacy
from db.actions import editing
from db.errors import RefusedError
from db.models import Action
from db.models.action import NOTE_LENGTH
from db.permissions import Permission
from jobs.actions import notices
from jobs.context import RequestContext
from jobs.rules.rag import COLOURS, SIGNS
from jobs.rules.rag_rules import UnknownLevelError, read_level

CLEAR: Final = "clear"


class Rate(ActionCommand):
    """`rag 12 amber because …`; without a level it takes back what was said."""

    level: str | None
    why: str = ""

    name = "rag"
    synonyms = ("rate",)
    example = "rag 12 amber because the partner has not answered"
    summary = "rag alone shows the rule"
    offer = ActionButton("RAG status", "form_rag", Permission.RATE)

    @classmethod
    def unnumbered(cls, rest: str, command: str) -> Request:
        """Tell the rule where nothing is said, else ask which one is meant."""
        return super().unnumbered(rest, command) if rest else TellRule()

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        number, words = cls.with_text(rest, command)
        if not words:
            return OpenForm("rag", number)
        level, why = split_reason(words)
        if not level:
            problem = "Say red, amber, green or clear."
            return OpenForm("rag", number, fields=given(why=why), problem=problem, beside="level")
        return cls(number, None if level.lower() == CLEAR else level, why)

    def run(self, ctx: RequestContext) -> Answer:
        action = self.action(ctx)
        privacy.guard(ctx, self.level or "")
        try:
            level = read_level(self.level, ctx.council.rag) if self.level else None
        except UnknownLevelError as error:
            kind = "action.rag_is_complete" if error.is_complete else "action.rag_unknown"
            raise RefusedError(kind, "level") from error
        event = notices.told(ctx, action, editing.rate(ctx, action, level, self.why))
        return rag_view.rated(action, event, action_context(ctx, [action]))

    def typed(self, ctx: RequestContext) -> Mapping[str, str]:
        """Return the level and the reason."""
        return {"level": (self.level or "").lower(), "why": self.why}


class TellRule(Request):
    """`rag`."""

    def run(self, ctx: RequestContext) -> Answer:
        return rag_view.rule(ctx.council.rag, ctx.council.commands.action)


class RateForm(ActionForm):
    """Asks where an action stands, and why."""

    name = "rag"
    permission = Permission.RATE
    title, submit_label = "RAG status", "Save"
    way_in = "Set the RAG status"
    main_field = "level"

    def asks(self, action: Action, ctx: RequestContext) -> Sequence[Block]:
        said = action.rag_override
        choices = [
            option(f"{COLOURS[one].capitalize()}: {one} {SIGNS[one]}", one)
            for one in rag_view.CHOICES
        ]
        clear = [option("As the rule says", CLEAR)] if said else []
        picker = radio([*choices, *clear], said or "")
        hint = "The rule's own rating is still shown beside it."
        why = text_input(NOTE_LENGTH, lines=True, example="The partner has not answered")
        return [
            field_("level", "RAG status", picker, hint=hint),
            field_("why", "Why?", why, optional=bool(said)),
        ]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        level = given.text("level")
        said = None if level == CLEAR else level
        return Rate(self.number(state), said, given.text("why")).run(ctx)


FORMS: Final = (RateForm(),)
BUTTONS: Final = tuple(form.button() for form in FORMS)
