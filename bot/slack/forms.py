"""One form, and the one listener for all of them (https://docs.slack.dev/surfaces/modals).

What is wrong is said beside its field, and everything typed is kept.
"""

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Literal

from slack_bolt import App, BoltContext
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.context import Body, RepeatedError
from bot.refusals import refusal_words
from bot.slack import sure
from bot.slack.blocks import TITLE_LENGTH, Answer, Block, bold, lines, modal, plain, shortened
from bot.slack.carried import Carried, read
from bot.slack.filled import FieldsError, Filled, beside_field, filled, named
from bot.slack.listening import Listening
from bot.slack.pages import fitted
from bot.slack.registry import UpdateView
from bot.slack.turn import Asked, Turn
from bot.slack.view_state import ViewState, carried
from bot.slack.view_values import Value, blocks_by_field, redrawn, values_in, with_value
from db.errors import LostError
from db.guard.kinds import Kind
from db.privacy import PersonalDataError
from jobs.context import RequestContext
from jobs.solving import outside

View = dict[str, Any]
NOT_SAVED: Final = "Not saved"
CLOSED_OR_CHANGED: Final = frozenset({"not_found", "hash_conflict", "view_not_found"})

log = logging.getLogger(__name__)


class AskFirstError(Exception):
    """Something must be confirmed first: `words` say what, `state` that it was asked."""

    def __init__(self, words: str, state: ViewState) -> None:
        super().__init__(words)
        self.words, self.state = words, state


class ShowViewError(Exception):
    """Nothing is saved, and the form shows something else; the unit of work is rolled back."""

    def __init__(self, view: Mapping[str, Any]) -> None:
        super().__init__("the form shows something else")
        self.view = view


class Form:
    """A form: how it is titled, what it asks and what becomes of it. One object, no state."""

    name: ClassVar[str]
    title: ClassVar[str]
    submit_label: ClassVar[str]
    callback: ClassVar[str] = ""  # what Slack calls it by, if not form_ and its name
    way_in: ClassVar[str] = ""  # on the button that opens it from a direct message
    main_field: ClassVar[str] = ""  # beside which a problem is said that is about no field
    unguarded: ClassVar[tuple[str, ...]] = ()  # never stored or shown as they stand
    about: ClassVar[Literal["number", "audit"]] = "number"  # whose number opens it
    opening_only_looks: ClassVar[bool] = True  # and so waits for nobody who writes
    shows_undo: ClassVar[bool] = True  # beside what it changed, in the message it was opened from

    @property
    def callback_id(self) -> str:
        """Return what Slack calls it by."""
        return self.callback or f"form_{self.name}"

    @property
    def opener(self) -> str:
        """Return the action_id of the button that opens it from a direct message."""
        return f"form_{self.name}"

    @property
    def number_key(self) -> str:
        """Return under which key a button's value has the number of what it is about."""
        return "a" if self.about == "audit" else "n"

    def view(self, state: ViewState, ctx: RequestContext) -> View:
        """Return the form as it opens; RefusedError if it is not for this person."""
        return self.modal(state, self.blocks(state, ctx))

    def blocks(self, state: ViewState, ctx: RequestContext) -> Sequence[Block]:
        """Return what it shows and asks; RefusedError if it is not for this person."""
        raise NotImplementedError

    def again(self, given: Filled, state: ViewState, ctx: RequestContext) -> View:
        """Return it as the state now says, with what was filled in, which nothing takes out.

        A form that another version opened may have had every field without knowing of more.
        """
        view = self.view(state, ctx)
        typed = {name for name, value in given.values.items() if value}
        if typed - {block.get("block_id") for block in view["blocks"]}:
            view = self.view(state.keeping(more=True), ctx)
        return filled_in(view, given.values)

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer | UpdateView:
        """Carry it out; RefusedError, FieldsError or AskFirstError leave everything as it was."""
        raise NotImplementedError

    def read(self, view: Mapping[str, Any], ctx: RequestContext) -> Filled:
        """Return what was filled in; FieldsError if free text holds personal data."""
        return named(filled(view, ctx, self.unguarded), ctx.session)

    def modal(self, state: ViewState, blocks: Sequence[Block]) -> View:
        return modal(self.callback_id, self.title, self.submit_label, state.metadata(), blocks)


@dataclass(frozen=True)
class FormListener:
    """Carries out every submitted form."""

    listening: Listening
    forms: Sequence[Form]

    def register(self, app: App) -> None:
        # One for all: each listener of Bolt's takes its time at the start and at every request.
        names = "|".join(form.callback_id for form in self.forms)
        app.view(re.compile(rf"^(?:{names})$"))(self.submitted)

    def submitted(self, context: BoltContext, client: WebClient, body: Body) -> None:
        """Carry out the form that is called so."""
        name = body["view"]["callback_id"]
        form = next(each for each in self.forms if each.callback_id == name)
        with self.listening.turn(Asked(context, client, body)) as turn:
            self._submitted(form, turn)

    def _submitted(self, form: Form, turn: Turn) -> None:
        view, presenter = Carried(turn.body["view"]), self.listening.presenter
        state, view_id = ViewState.read(view), str(view.get("id") or "")

        def work() -> tuple[Answer | UpdateView, Any]:
            with turn.open() as opened:
                ctx = sure.confirmed(opened, sure.kinds_of(state.sure))
                told = form.submit(form.read(view, ctx), state, ctx)
                turn.replied(ctx, told)
                if not isinstance(told, Answer):
                    return told, None
                return told, presenter.render(ctx, state, told, shows_undo=form.shows_undo)

        try:
            told, shown = outside(work)
        except (RepeatedError, LostError):
            raise
        except Exception as error:  # noqa: BLE001  (words_for logs all that is not a refusal)
            turn.acknowledge(**self._instead(form, view, error))
            return
        if isinstance(told, UpdateView):
            turn.acknowledge(**updated(told.view, view))
            self._follow(told, turn, view_id)
        else:
            turn.acknowledge()
            presenter.send(turn, state, shown)

    def _instead(self, form: Form, view: Mapping[str, Any], error: Exception) -> dict[str, Any]:
        """Return how Slack is answered where nothing was done."""
        if isinstance(error, AskFirstError):
            return updated(asked_again(view, error.words, error.state.metadata()), view)
        if isinstance(error, ShowViewError):
            return updated(error.view, view)
        if isinstance(error, FieldsError):
            blocks = blocks_by_field(view)
            return _errors({blocks.get(at, at): words for at, words in error.problems.items()})
        if isinstance(error, PersonalDataError) and error.is_question:
            return updated(asked_about_data(view, error), view)
        words, beside = self.listening.words_for(error), beside_field(view, form.main_field, error)
        return _errors({beside: words}) if beside else updated(notice(NOT_SAVED, words), view)

    def _follow(self, told: UpdateView, turn: Turn, view_id: str) -> None:
        if told.then is None:
            return
        try:
            view = dict(told.then(self.listening.contexts))
        except Exception as error:  # noqa: BLE001  (words_for logs all that is not a refusal)
            view = notice(NOT_SAVED, self.listening.words_for(error))
        turn.show(lambda: put(turn.client, view, view_id=view_id))


def updated(view: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return how Slack is answered where a form takes the place of the one that was handed in."""
    return {"response_action": "update", "view": fitted(redrawn(view, before))}


def _errors(problems: Mapping[str, str]) -> dict[str, Any]:
    return {"response_action": "errors", "errors": problems}


def put(client: WebClient, view: View, **place: str) -> None:
    """Show a view in an open window; one that was closed or changed since has nobody to tell."""
    try:
        client.views_update(view=fitted(view), **place)
    except SlackApiError as error:
        if error.response.get("error") not in CLOSED_OR_CHANGED:
            raise
        log.info("the window was closed or changed meanwhile")


def asked_again(submitted: Mapping[str, Any], words: str, metadata: str) -> View:
    """Return a form that was handed in, as it was filled in, with some words at its top."""
    values = {block_id: value for (block_id, _), value in values_in(submitted).items()}
    submitted = Carried(submitted)
    blocks = [block for block in submitted["blocks"] if block.get("block_id") != "asked"]
    note = lines([bold(words)]) | {"block_id": "asked"}
    kept = {name: submitted[name] for name in ("type", "callback_id", "title", "submit", "close")}
    stand = [with_value(block, values.get(str(block.get("block_id")), "")) for block in blocks]
    return kept | {"private_metadata": metadata, "blocks": [note, *stand]}


def asked_about_data(submitted: Mapping[str, Any], error: PersonalDataError) -> View:
    """Return a form as it was filled in, with the question whether that is about a child."""
    kinds = sure.names_of({*kinds_sure_of(submitted), *error.kinds})
    words = f"{refusal_words(error)} {sure.SUBMIT_AGAIN}"
    held = read(submitted.get("private_metadata"))
    return asked_again(submitted, words, carried({**held, "sure": kinds}))


def kinds_sure_of(submitted: Mapping[str, Any]) -> frozenset[Kind]:
    """Return of which kinds whoever hands a form in again says that they are no child's."""
    return sure.kinds_of(ViewState.read(submitted).sure)


def filled_in(view: View, fields: Mapping[str, Value]) -> View:
    """Return a form with what somebody has typed, or might have, in its fields."""
    given = [(block, fields.get(str(block.get("block_id")))) for block in view["blocks"]]
    return view | {
        "blocks": [with_value(block, value) if value else block for block, value in given]
    }


def marked(view: View, name: str, problem: str) -> View:
    """Return a form with what is wrong said above the field it is about."""
    if not problem:
        return view
    note = lines([bold(problem)]) | {"block_id": "problem"}
    blocks = list(view["blocks"])
    places = [place for place, block in enumerate(blocks) if block.get("block_id") == name]
    at = places[0] if places else 0
    return view | {"blocks": [*blocks[:at], note, *blocks[at:]]}


def notice(title: str, words: str) -> View:
    """Return a view that says one thing."""
    return window(title, Answer(words, [lines([words])]))


def window(title: str, told: Answer) -> View:
    """Return a view that only shows something; its buttons work in messages, so it has none."""
    shown = [block for block in told.blocks if block["type"] != "actions"]
    heading = plain(shortened(title, TITLE_LENGTH))
    return fitted({"type": "modal", "title": heading, "close": plain("Close"), "blocks": shown})
