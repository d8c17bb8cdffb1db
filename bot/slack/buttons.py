"""One button or picker, and the one listener for all of them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from bot.context import Body
from bot.slack import sure
from bot.slack.blocks import Answer, saying
from bot.slack.carried import one_of
from bot.slack.filled import as_given
from bot.slack.forms import Form, filled_in, marked, put
from bot.slack.interaction import Interaction
from bot.slack.listening import Listening
from bot.slack.registry import (
    AlsoBeside,
    Beside,
    HomeView,
    OpenForm,
    OpenView,
    Reply,
    Request,
    SendFile,
    UpdateView,
)
from bot.slack.shown import thing_of
from bot.slack.turn import Asked, Turn
from bot.slack.view_state import ViewState
from bot.slack.view_values import redrawn
from db.errors import RefusedError
from db.privacy import PersonalDataError
from jobs.context import RequestContext
from jobs.solving import outside

Work = Callable[[Interaction, RequestContext], Reply]
Kept = Callable[[RefusedError, Interaction, RequestContext], Reply | None]


@dataclass(frozen=True)
class Button:
    """What a press does; who may is asked again below, by the permission table.

    `action_id` is a pattern. `replaces`: the answer takes the place of what it was pressed in.
    `state` says where the result goes, if not where it was pressed. `only_looks`: it writes nothing
    but into the place of its answer, and waits for nobody who writes where it has none. `kept`:
    what is said instead of a refusal that would lose what the button stands for.
    """

    action_id: str
    work: Work
    replaces: bool = False
    shows_undo: bool = True
    state: Callable[[Interaction], ViewState] | None = None
    only_looks: bool = False
    asks_beside: bool = False  # what it shows is a form or stands beside, and takes no place
    kept: Kept | None = None

    def matches(self, action_id: str) -> bool:
        return re.fullmatch(self.action_id, action_id) is not None

    def state_of(self, click: Interaction) -> ViewState:
        """Return where the result of a press is shown."""
        if self.state is not None:
            return self.state(click)
        return click.state(replace=self.replaces)

    def once_refused(self, error: RefusedError) -> "Button":
        """Return what a press does after a rule said no: what is kept, or the same refusal."""

        def work(click: Interaction, ctx: RequestContext) -> Reply:
            reply = self.kept(error, click, ctx) if self.kept else None
            if reply is None:
                raise error
            return reply

        return replace(self, work=work, kept=None)

    def needs_no_turn(self, state: ViewState) -> bool:
        """Say whether nothing is written: the App Home and a message keep the answer they show."""
        has_place = state.home or state.message_id is not None
        return self.only_looks and (self.asks_beside or not has_place)


@dataclass(frozen=True)
class ButtonListener:
    """Carries out every press."""

    listening: Listening
    buttons: Sequence[Button]
    forms: Mapping[str, Form]
    in_gist: Callable[[str, Request], Request]

    def register(self, app: App) -> None:
        # One for all: each listener of Bolt's takes its time at the start and at every request.
        app.action(self._named)(self.pressed)

    @cached_property
    def _named(self) -> re.Pattern[str]:
        """A pattern of which each button has a group, in their order."""
        names = "|".join(f"({button.action_id})" for button in self.buttons)
        return re.compile(rf"^(?:{names})$")

    def pressed(self, context: BoltContext, client: WebClient, body: Body) -> None:
        """Carry out the press of the button that is called so."""
        click = Interaction(client, body, self.in_gist)
        found = self._named.match(click.name)
        assert found is not None  # Bolt has matched it
        button = self.buttons[(found.lastindex or 0) - 1]
        asked = Asked(context, client, body)
        with self.listening.turn(asked, click.tell, click.ask_first) as turn:
            try:
                self._carry_out_or_keep(button, click, turn)
            except RefusedError as error:
                self._overtaken(error, button, click, turn)

    def _carry_out_or_keep(self, button: Button, click: Interaction, turn: Turn) -> None:
        try:
            self._carry_out(button, click, turn)
        except RefusedError as error:
            if button.kept is None:
                raise
            self._carry_out(button.once_refused(error), click, turn)

    def _overtaken(
        self, error: RefusedError, button: Button, click: Interaction, turn: Turn
    ) -> None:
        """Say why not, and show how that stands now which the button was about.

        A message of the bot's own is rewritten where it stands.
        """
        state, presenter = button.state_of(click), self.listening.presenter
        if isinstance(error, PersonalDataError) or turn.is_kept or state.home:
            raise error
        words = saying(self.listening.words_for(error))
        with turn.open() as ctx:
            if state.message_id is not None:
                shown = presenter.render(ctx, state, words, shows_undo=False)
                stands = None
            else:
                stands = presenter.standing(ctx, thing_of(click.name, click.value))
                if stands is None:
                    raise error  # inside the unit of work: nothing is kept of it
        turn.acknowledge()
        if stands is None:
            presenter.send(turn, state, shown)
            turn.answer(words, click.tell)
        else:
            turn.answer(Answer(words.text, [*words.blocks, *stands.blocks]), click.tell)

    def _carry_out(self, button: Button, click: Interaction, turn: Turn) -> None:
        state, presenter = button.state_of(click), self.listening.presenter

        def work() -> tuple[Reply, Reply, Any]:
            unit = turn.look if button.needs_no_turn(state) else turn.open
            with unit() as opened_ctx:
                ctx = sure.confirmed(opened_ctx, click.sure_of)
                reply = button.work(click, ctx)
                if isinstance(reply, OpenForm):
                    reply = opened(self.forms, reply, state, ctx)
                answer = reply.answer if isinstance(reply, AlsoBeside) else reply
                turn.replied(ctx, reply.answer if isinstance(reply, Beside) else answer)
                if not isinstance(answer, Answer):
                    return reply, answer, None
                shows_undo = button.shows_undo
                return reply, answer, presenter.render(ctx, state, answer, shows_undo=shows_undo)

        reply, answer, shown = outside(work)
        turn.acknowledge()
        if isinstance(answer, Answer):
            presenter.send(turn, state, shown)
        if isinstance(reply, AlsoBeside) and state.message_id is not None:
            turn.answer(reply.beside, click.tell)
        _show_view(reply, click, turn)


def opened(
    forms: Mapping[str, Form], asked: OpenForm, state: ViewState, ctx: RequestContext
) -> OpenView:
    """Return the view of the form that is asked for; RefusedError if it is not for this person."""
    form = one_of(forms, asked.form)
    if asked.number is not None:
        state = state.about(form.about, asked.number)
    kept = {**state.kept, "text": asked.text} if asked.text else state.kept
    view = form.view(replace(state, move=asked.move, kept=kept), ctx)
    view = filled_in(view, dict(asked.fields))
    return OpenView(marked(view, asked.beside or form.main_field, asked.problem))


def _show_view(reply: Reply, click: Interaction, turn: Turn) -> None:
    if isinstance(reply, Beside):
        turn.answer(reply.answer, click.tell)
    elif isinstance(reply, OpenView):
        turn.open_view(reply.view, click.tell)
    elif isinstance(reply, HomeView):
        turn.show(lambda: click.client.views_publish(user_id=click.user, view=dict(reply.view)))
        turn.contexts.keep_aside(click.body, reply.kept)
    elif isinstance(reply, UpdateView):
        view = click.body["view"]
        drawn = redrawn(reply.view, view)
        turn.show(lambda: put(click.client, drawn, view_id=view["id"], hash=view["hash"]))
    elif isinstance(reply, SendFile):
        turn.bring(Answer("", file=lambda: reply.file))


def asks_for(verb: Callable[..., Request], *keys: str) -> Work:
    """Return the work of a button that asks for a verb, with what its value has under `keys`."""

    def work(click: Interaction, ctx: RequestContext) -> Reply:
        return verb(*(click.value[key] for key in keys)).run(ctx)

    return work


def opens(form: str) -> Work:
    """Return the work of a button that opens a form."""

    def work(_: Interaction, __: RequestContext) -> Reply:
        return OpenForm(form)

    return work


def more_fields(form: Form) -> Button:
    """Return the button that shows every field of a form; what was filled in stays."""

    def work(click: Interaction, ctx: RequestContext) -> Reply:
        view = click.body["view"]
        state = ViewState.read(view).keeping(more=True)  # which looks first whether it is ours
        return UpdateView(form.again(as_given(view), state, ctx))

    return Button(f"more_{form.name}", work)


def form_button(form: Form, action_id: str) -> Button:
    """Return the button that opens a form about the action or audit its value names."""

    def work(click: Interaction, ctx: RequestContext) -> Reply:
        value = click.value
        return OpenForm(
            form.name,
            value.get(form.number_key),
            value.get("move"),
            fields=tuple(value.get("fields", {}).items()),
            problem=value.get("problem", ""),
            beside=value.get("beside", ""),
        )

    return Button(action_id, work, only_looks=form.opening_only_looks, asks_beside=True)
