"""Takes the forms people submit; what is wrong is said beside its field and the rest is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.actions import adding, adding_forms, due_dates
from bot.actions import verbs as answers
from bot.actions import view as messages
from bot.actions.adding_forms import Changed
from bot.actions.duplicates_view import ANOTHER
from bot.actions.forms_view import CLEAR, asked_again
from bot.actions.render_context import action_context
from bot.context import Body, ContextFactory, RepeatedError
from bot.presenter import latest_event, prepare, present
from bot.refusals import refusal_words
from bot.reminders.verbs import deputise
from bot.reminders.view import away_words
from bot.slack import arguments
from bot.slack.blocks import Answer
from bot.slack.errors import words_for
from bot.slack.view_state import ViewState
from db import privacy
from db.actions import operations
from db.actions import queries as actions
from db.actions.operations import Draft
from db.errors import RefusedError
from db.models import Action, Due, Person
from db.people import queries as people
from db.plan import queries as plan
from jobs.actions import notices
from jobs.context import RequestContext
from jobs.rules.deadlines import spell

Fields = Mapping[str, str]
MAIN_FIELD = {
    "add": "title",
    "move": "due",
    "give": "owner",
    "note": "note",
    "disown": "why",
    "decline": "why",
    "rag": "level",
    **adding_forms.MAIN_FIELD,
}


class FieldsError(Exception):
    """Some fields cannot be taken; says which and why."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(", ".join(problems))
        self.problems = dict(problems)


class AskFirstError(Exception):
    """Something must be confirmed first; `words` say what, `even_away` is whom it is about."""

    def __init__(self, words: str, even_away: str) -> None:
        super().__init__(words)
        self.words, self.even_away = words, even_away

    def view(self, submitted: Mapping[str, Any], origin: ViewState) -> dict[str, Any]:
        """Return the form as it was filled in, with the question at its top."""
        sure = replace(origin, even_away=self.even_away)
        return asked_again(submitted, f"{self.words} Hand in once more to do it anyway.", sure)


@dataclass(frozen=True)
class Forms:
    """Carries out a submitted form."""

    contexts: ContextFactory

    def register(self, app: App) -> None:
        """Listen for every form the bot opens."""
        for name, work in WORK.items():
            app.view(f"form_{name}")(self._listener(name, work))

    def _listener(self, name: str, work: "Work") -> Callable[..., None]:
        # A listener of its own per form: Bolt reads the parameter names, which partial would hide.
        def submitted(ack: Ack, client: WebClient, body: Body) -> None:
            self._submitted(name, work, ack, client, body)

        return submitted

    def _submitted(self, name: str, work: "Work", ack: Ack, client: WebClient, body: Body) -> None:
        origin = ViewState.read(body["view"])
        try:
            with self.contexts.open(body) as ctx:
                told = work(typed(body["view"], ctx.today), origin, ctx)
                if isinstance(told, Changed):
                    ack(response_action="update", view=told.view)
                    return
                event = latest_event(ctx, origin.number) if origin.number else None
                shown = prepare(ctx, origin, told, event)
        except AskFirstError as asked:
            ack(response_action="update", view=asked.view(body["view"], origin))
        except FieldsError as error:
            ack(response_action="errors", errors=error.problems)
        except RepeatedError:
            ack()
        except Exception as error:  # noqa: BLE001  (words_for logs all that is not a refusal)
            ack(response_action="errors", errors={_field(name, error): words_for(error)})
        else:
            ack()
            present(client, origin, body["user"]["id"], shown)


def typed(view: Mapping[str, Any], today: date) -> Fields:
    """Return what was filled in, by field; FieldsError if free text holds personal data."""
    values = {name: _value(element[name]) for name, element in view["state"]["values"].items()}
    problems = {}
    for name, value in values.items():
        try:
            privacy.refuse(value, today)
        except RefusedError as error:
            problems[name] = refusal_words(error)
    if problems:
        raise FieldsError(problems)
    return values


def _value(element: Mapping[str, Any]) -> str:
    if element["type"] == "checkboxes":
        return ",".join(str(each["value"]) for each in element.get("selected_options") or [])
    if "selected_option" in element:
        return str((element["selected_option"] or {}).get("value") or "")
    if "selected_options" in element:
        return ",".join(chosen["value"] for chosen in element["selected_options"] or [])
    kinds = {"users_select": "selected_user", "datepicker": "selected_date"}
    return str(element.get(kinds.get(element["type"], "value")) or "")


def _field(name: str, error: Exception) -> str:
    about = error.about if isinstance(error, RefusedError) else ""
    return about or MAIN_FIELD[name]


def _add(fields: Fields, origin: ViewState, ctx: RequestContext) -> Answer | Changed:
    due = _due(fields["due"], ctx) if fields["due"] else Due()
    owner = _chosen(fields["owner"], ctx) if fields["owner"] else None
    signer = (
        arguments.person_of(fields["signer"], ctx, about="signer") if fields["signer"] else None
    )
    draft = Draft(
        fields["title"],
        owner,
        due,
        fields["source"],
        fields["measure"],
        signer=signer,
        source_link=origin.link,
        answers=plan.several(ctx.session, [origin.item] if origin.item else []),
    )
    if ANOTHER not in fields.get(ANOTHER, ""):
        likely = adding.likely_twins(draft, ctx)
        if likely and ANOTHER in fields:
            raise FieldsError({ANOTHER: "Tick this if it is another one; Cancel saves nothing."})
        if likely:
            return adding_forms.with_twins(likely, fields, origin, action_context(ctx, likely))
    _ask_if_away(owner, origin, ctx)
    return adding.add(draft, ctx)


def _move(fields: Fields, origin: ViewState, ctx: RequestContext) -> Answer:
    due = _due(fields["due"], ctx)
    return answers.move(_action(origin, ctx), due, fields["why"], ctx)


def _give(fields: Fields, origin: ViewState, ctx: RequestContext) -> Answer:
    to = _chosen(fields["owner"], ctx)
    _ask_if_away(to, origin, ctx)
    action = _action(origin, ctx)
    given = answers.give(action, to, fields["why"], ctx)
    if fields.get("deputy"):
        deputise(action, _chosen(fields["deputy"], ctx, "deputy"), ctx)
    return given


def _note(fields: Fields, origin: ViewState, ctx: RequestContext) -> Answer:
    action = _action(origin, ctx)
    return messages.noted(action, operations.note(ctx, action, fields["note"]))


def _disown(fields: Fields, origin: ViewState, ctx: RequestContext) -> Answer:
    action = _action(origin, ctx)
    event = operations.disown(ctx, action, fields["why"])
    notices.tell(ctx.session, action, event)
    return messages.disowned(action, notices.responsible(ctx.session, action))


def _decline(fields: Fields, origin: ViewState, ctx: RequestContext) -> Answer:
    return due_dates.decline(_action(origin, ctx), fields["why"], origin.move, ctx)


def _rag(fields: Fields, origin: ViewState, ctx: RequestContext) -> Answer:
    said = None if fields["level"] == CLEAR else fields["level"]
    return due_dates.rate(_action(origin, ctx), said, fields["why"], ctx)


def _ask_if_away(to: Person | None, origin: ViewState, ctx: RequestContext) -> None:
    absence = arguments.absence_of(to, ctx)
    if to and absence and origin.even_away != to.slack_id:
        raise AskFirstError(away_words(to, absence), to.slack_id or "")


Work = Callable[[Fields, ViewState, RequestContext], Answer | Changed]
WORK: Mapping[str, Work] = {
    "add": _add,
    "move": _move,
    "give": _give,
    "note": _note,
    "disown": _disown,
    "decline": _decline,
    "rag": _rag,
    **adding_forms.WORK,
}


def _action(origin: ViewState, ctx: RequestContext) -> Action:
    if origin.number is None:
        raise TypeError("this form was opened about no action")
    return actions.find(ctx.session, origin.number, ctx.person)


def _chosen(slack_id: str, ctx: RequestContext, field: str = "owner") -> Person:
    try:
        return people.mentioned(ctx.session, slack_id)
    except RefusedError as error:
        raise error.beside(field) from error


def _due(chosen: str, ctx: RequestContext) -> Due:
    day = date.fromisoformat(chosen)
    if day < ctx.today:
        raise RefusedError(
            f"{spell(day)} lies in the past. Choose a day to come, or type the date after "
            f"{ctx.council.commands.action}, where I can ask you about it.",
            about="due",
        )
    return Due.on(day)
