"""What is chosen in the App Home itself: what it shows, its pages, its menus."""

from dataclasses import replace
from functools import partial
from typing import Final

from bot.actions.show import Show
from bot.digest.verbs import ShowDigest
from bot.home.blocks import Choice
from bot.home.view import home_view
from bot.presenter import keep_choice
from bot.slack.buttons import Button, asks_for
from bot.slack.carried import number_of
from bot.slack.interaction import Interaction
from bot.slack.registry import HomeView, OpenForm, Reply
from bot.slack.view_state import ViewState
from db.home import queries as homes
from jobs.context import RequestContext


def _filtered(click: Interaction, ctx: RequestContext) -> Reply:
    return _looking(Choice(click.chosen), click, ctx)


def _turned(click: Interaction, ctx: RequestContext) -> Reply:
    page = click.value.number("page")
    return _looking(replace(Choice.read(click.looks_at), page=page), click, ctx)


def _looking(at: Choice, click: Interaction, ctx: RequestContext) -> Reply:
    before = (homes.choice(ctx.session, ctx.person), Choice.read(click.looks_at).told())
    said = homes.said_until(ctx.session, ctx.person)
    return HomeView(home_view(ctx, at), partial(keep_choice, at, before, said))


def _chosen(click: Interaction, ctx: RequestContext) -> Reply:
    wish, number = click.chosen_parts(2)
    if wish == "show":
        return Show(number_of(number)).run(ctx)
    return OpenForm(wish, number_of(number))


def _beside(click: Interaction) -> ViewState:
    _, number = click.chosen_parts(2)
    return replace(click.state(), number=number_of(number))


BUTTONS: Final = (
    Button("home_status", asks_for(ShowDigest)),
    Button("home_filter", _filtered, only_looks=True, asks_beside=True),
    Button(r"home_(?:earlier|more)", _turned, only_looks=True, asks_beside=True),
    Button("item_more", _chosen, shows_undo=False, state=_beside),
)
