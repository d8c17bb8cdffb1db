"""Listens for what is chosen and done to several actions at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.actions import bulk
from bot.actions.bulk import AskAgainError, RefusedTogetherError
from bot.actions.bulk_view import About, refused
from bot.actions.buttons import carry_out
from bot.audits.fields import value_of
from bot.context import Body, ContextFactory, RepeatedError
from bot.presenter import prepare, present
from bot.slack.errors import answered, words_for
from bot.slack.press import Press
from db.errors import RefusedError

TURNED = re.compile(r"choose_(?:earlier|more)$")


@dataclass(frozen=True)
class Choosing:
    """Carries out what is done in the two forms; who may is asked again of each action."""

    contexts: ContextFactory

    def register(self, app: App) -> None:
        """Listen for the buttons and the two forms."""
        app.action("choose_open")(self.open)
        app.action(TURNED)(self.turn)
        app.action("choose_undo")(self.undo)
        app.view("choose_which")(self.chosen)
        app.view("choose_do")(self.done)

    def open(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Open the form in which they are chosen."""
        ack()
        press = Press(client, body)
        value = press.value
        scope = {
            "name": value["scope"],
            "person_id": value["person"],
            "phase": value.get("phase", ""),
        }
        with answered(press.tell):
            with self.contexts.open(body) as ctx:
                view = bulk.which(About(press.origin(), _asked(scope, ctx.person.id)), ctx)
            client.views_open(trigger_id=body["trigger_id"], view=view)

    def turn(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Turn to another page; what was ticked on this one is kept."""
        ack()
        press, view = Press(client, body), body["view"]
        about = replace(_ticked(view), start=int(press.value["start"]))
        with answered(press.tell):
            with self.contexts.open(body) as ctx:
                drawn = bulk.which(about, ctx)
            client.views_update(view_id=view["id"], hash=view["hash"], view=drawn)

    def chosen(self, ack: Ack, body: Body) -> None:
        """Ask how, once they are chosen."""
        view = body["view"]
        about = replace(_ticked(view), what=_typed(view).get("what", ""))
        try:
            with self.contexts.open(body) as ctx:
                drawn = bulk.next_step(about, ctx)
        except RepeatedError:
            ack()
        except Exception as error:  # noqa: BLE001  (words_for logs all that is not a refusal)
            ack(response_action="errors", errors={_field(view, error): words_for(error)})
        else:
            ack(response_action="update", view=drawn)

    def done(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Do it to all of them, or say of each why not."""
        view = body["view"]
        about = _ticked(view)
        try:
            with self.contexts.open(body) as ctx:
                told = bulk.do(about, _typed(view), ctx)
                shown = prepare(ctx, about.origin, told, None)
        except AskAgainError as asked:
            ack(response_action="update", view=asked.view)
        except RefusedTogetherError as error:
            ack(response_action="errors", errors=_beside(view, error.problems))
        except RepeatedError:
            ack()
        except Exception as error:  # noqa: BLE001  (words_for logs all that is not a refusal)
            ack(response_action="errors", errors={_field(view, error): words_for(error)})
        else:
            ack()
            present(client, about.origin, body["user"]["id"], shown)

    def undo(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Put all of them back as they were."""
        ack()
        press = Press(client, body)
        events = [int(number) for number in press.value["events"]]
        carry_out(
            self.contexts, press, lambda ctx: bulk.undo(events, ctx), press.origin(replace=True)
        )


def _asked(scope: Mapping[str, Any], person_id: int) -> dict[str, Any]:
    return {**scope, "person_id": scope["person_id"] or person_id}


def _ticked(view: Mapping[str, Any]) -> About:
    """Return what a form carries, with what was ticked on the page it shows."""
    about = About.read(view)
    ticked = [
        int(number)
        for name, element in _elements(view)
        if name.startswith("pick")
        for number in value_of(element)
    ]
    elsewhere = [number for number in about.chosen if number not in _shown(view)]
    return replace(about, chosen=tuple(sorted({*elsewhere, *ticked})))


def _shown(view: Mapping[str, Any]) -> set[int]:
    return {number for numbers in _groups(view).values() for number in numbers}


def _groups(view: Mapping[str, Any]) -> dict[str, set[int]]:
    return {
        block["block_id"]: {int(each["value"]) for each in block["element"]["options"]}
        for block in view["blocks"]
        if block["type"] == "input" and block["element"]["type"] == "checkboxes"
    }


def _elements(view: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    values = view["state"]["values"].values()
    return [(name, element) for block in values for name, element in block.items()]


def _typed(view: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: str(value_of(element) or "").strip()
        for name, element in _elements(view)
        if not name.startswith("pick")
    }


def _beside(view: Mapping[str, Any], problems: Mapping[int, str]) -> dict[str, str]:
    """Return each refusal beside the group of boxes in which its action stands."""
    beside = {}
    for block_id, numbers in _groups(view).items():
        its = {number: words for number, words in problems.items() if number in numbers}
        if its:
            beside[block_id] = refused(its)
    return beside


def _field(view: Mapping[str, Any], error: Exception) -> str:
    fields = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    about = error.about if isinstance(error, RefusedError) else ""
    return about if about in fields else str(fields[-1])
