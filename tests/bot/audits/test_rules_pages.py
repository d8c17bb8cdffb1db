"""The form of the rules has pages: nothing typed on one is lost where another is asked for."""

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.audits.rules_form import BUTTONS, RulesForm
from bot.audits.rules_view import PART_PICKER
from bot.slack.interaction import Interaction
from bot.slack.registry import UpdateView
from bot.slack.view_state import ViewState
from bot.slack.view_values import redrawn, values_in
from db.audits import rules
from tests.bot.commands.said import Saying
from tests.contexts import by_itself
from tests.people import NOW, Council

MUCH = "\n".join('"' * 38 + str(number) for number in range(10, 35))  # " is carried as two
View = dict[str, Any]


@pytest.fixture(params=["sqlite"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Give the quicker database alone: nothing is asked of it."""
    return str(request.param)


def turned(council: Council, view: View, page: str, **typed: str) -> View:
    """Ask for another page of a form in which something is typed; return the form as it is then."""
    state = {
        block["block_id"]: {block["element"]["action_id"]: {"value": typed[name]}}
        for block in view["blocks"]
        if (name := block.get("block_id", "").partition("~")[0]) in typed
    }
    action = {"action_id": PART_PICKER, "selected_option": {"value": page}}
    shown = view | {"state": {"values": state}}
    click = Interaction(WebClient(), {"actions": [action], "view": shown})
    with Saying(council, council.director, NOW).staying() as ctx:
        reply = BUTTONS[-1].work(click, ctx)
    assert isinstance(reply, UpdateView)
    return redrawn(reply.view, shown)


def opened(council: Council, page: str) -> View:
    with Saying(council, council.director, NOW).staying() as ctx:
        form = RulesForm().view(ViewState(), ctx)
    return turned(council, form, page)


def held(view: View) -> dict[str, Any]:
    return {name: value for (_, name), value in values_in(view).items()}


def test_what_was_emptied_is_still_empty_where_a_page_cannot_be_left(council: Council) -> None:
    with council.database.begin() as session:
        rules.change(by_itself(session, NOW), {"weeks_off": ["2026-12-21..2027-01-01"]})
    form = opened(council, "month")
    assert held(form)["weeks_off"]
    form = turned(council, form, "grades", weeks_off="", opens_on_working_day="two")
    assert "opens_on_working_day is a whole number" in str(form["blocks"])
    assert (held(form)["weeks_off"], held(form)["opens_on_working_day"]) == ("", "two")


def test_a_page_that_slack_cannot_carry_on_is_kept_and_says_so(council: Council) -> None:
    form = opened(council, "words")
    form = turned(council, form, "grades", themes=MUCH, not_held_reasons=MUCH)
    assert "Save it in parts" in str(form["blocks"])
    assert (held(form)["themes"], held(form)["not_held_reasons"]) == (MUCH, MUCH)


def test_a_page_that_is_kept_says_in_its_picker_which_it_is(council: Council) -> None:
    """While a picker keeps its name, Slack shows what was chosen in it."""
    before = opened(council, "month")
    after = turned(council, before, "grades", opens_on_working_day="two")
    names = [
        next(each["block_id"] for each in view["blocks"] if each["type"] == "actions")
        for view in (before, after)
    ]
    assert len({*names}) == len(names)
