"""What a screen offers, and whether it is refused when it is pressed."""

import json
from collections.abc import Iterator

from slack_sdk import WebClient

from bot import registry
from bot.home.gist import OrGist
from bot.refusals import refusal_words
from bot.slack.interaction import Interaction
from bot.slack.registry import OpenForm
from db.errors import RefusedError
from jobs.context import RequestContext

Press = tuple[str, str]


def buttons_in(shown: object, beginning: str = "") -> Iterator[Press]:
    """Yield the name and value of each button in an answer or a view, whose name begins so."""
    if isinstance(shown, dict):
        if shown.get("type") == "button" and str(shown.get("action_id")).startswith(beginning):
            value = {**json.loads(shown.get("value", "{}")), "m": 1}
            yield shown["action_id"], json.dumps(value)
        for each in shown.values():
            yield from buttons_in(each, beginning)
    elif isinstance(shown, list | tuple):
        for each in shown:
            yield from buttons_in(each, beginning)
    elif hasattr(shown, "blocks"):
        yield from buttons_in(list(shown.blocks), beginning)


def refusal_of(press: Press, ctx: RequestContext) -> str:
    """Press a button, and open the form that it opens; return why not, if it was refused."""
    name, value = press
    [button] = [one for one in registry.BUTTONS if one.matches(name)]
    body = {"actions": [{"action_id": name, "value": value}], "user": {"id": ctx.person.slack_id}}
    click = Interaction(WebClient(), body, OrGist)
    known = dict(ctx.session.info)
    with ctx.session.begin_nested() as saved:
        try:
            told = button.work(click, ctx)
            if isinstance(told, OpenForm):
                state = button.state_of(click).about("audit", told.number or 0)
                registry.FORMS[told.form].view(state, ctx)
        except RefusedError as error:
            return refusal_words(error)
        finally:
            saved.rollback()
            ctx.session.info.clear()
            ctx.session.info.update(known)
    return ""
