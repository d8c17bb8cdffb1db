"""What is chosen in the App Home itself: what it shows, its pages, its menus."""

import json
from dataclasses import replace
from typing import Final

from bot.actions.show import Show
from bot.digest.verbs import ShowDigest
from bot.home.blocks import Choice
from bot.presenter import pressed_home
from bot.slack.buttons import Button, asks_for
from bot.slack.interaction import Interaction
from bot.slack.registry import HomeView, OpenForm, Reply
from bot.slack.view_state import ViewState
from jobs.context import RequestContext


def _filtered(click: Interaction, ctx: RequestContext) -> Reply:
    return HomeView(pressed_home(ctx, Choice(click.chosen), None))


def _turned(click: Interaction, ctx: RequestContext) -> Reply:
    seen = Choice.read(json.loads(click.body["view"]["private_metadata"] or "{}"))
    page = int(click.value["page"])
    return HomeView(pressed_home(ctx, replace(seen, page=page), None))


def _chosen(click: Interaction, ctx: RequestContext) -> Reply:
    wish, number = click.chosen.split()
    if wish == "show":
        return Show(int(number)).run(ctx)
    return OpenForm(wish, int(number))


def _beside(click: Interaction) -> ViewState:
    _, number = click.chosen.split()
    return replace(click.state(), number=int(number))


BUTTONS: Final = (
    Button("home_status", asks_for(ShowDigest)),
    Button("home_filter", _filtered),
    Button(r"home_(?:earlier|more)", _turned),
    Button("item_more", _chosen, shows_undo=False, state=_beside),
)
