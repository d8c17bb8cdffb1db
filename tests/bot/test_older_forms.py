"""A form that was opened before an upgrade, which had every field and says nothing of more."""

from dataclasses import replace
from typing import Any

import pytest

from bot.actions.adding_forms import AddForm
from bot.actions.editing import EditForm
from bot.audits.outcomes import BUTTONS, FORMS
from bot.slack.blocks import Block
from bot.slack.filled import Filled
from bot.slack.forms import Form
from bot.slack.interaction import Interaction
from bot.slack.registry import UpdateView
from bot.slack.view_state import ViewState
from db.models import Person
from jobs.context import RequestContext
from tests.contexts import COUNCIL
from tests.db.audits.months import drawn
from tests.people import NOW, TODAY, Council

pytestmark = pytest.mark.mostly_sqlite
HELD = FORMS[0]


def texts_in(view: dict[str, Any]) -> set[str]:
    return {block["block_id"] for block in view["blocks"] if is_text(block)}


def is_text(block: Block) -> bool:
    return block["type"] == "input" and bool(block["element"]["type"] == "plain_text_input")


def older(form: Form, state: ViewState, ctx: RequestContext) -> dict[str, Any]:
    """Return the whole form as the version before carried it."""
    view = form.view(state.keeping(more=True), ctx)
    then = ViewState.read(view)
    kept = {name: value for name, value in then.kept.items() if name not in {"more", "n"}}
    return view | {"private_metadata": replace(then, kept=kept).metadata()}


@pytest.mark.parametrize("form", [AddForm(), EditForm(), HELD], ids=lambda form: form.name)
def test_what_was_typed_in_a_field_that_is_not_shown_at_first_any_more_stays(
    council: Council, form: Form
) -> None:
    number = council.action(council.practitioner, "first")
    audit = drawn(council, (council.manager, council.practitioner), month=TODAY.replace(day=1))
    with council.database.begin() as session:
        person = session.get_one(Person, council.manager.id)
        ctx = RequestContext(session, person, NOW, COUNCIL)
        state = ViewState(number=None if form.name == "add" else number, audit=audit[0])
        view = older(form, state, ctx)
        typed = dict.fromkeys(texts_in(view), "as it was typed")
        again = form.again(Filled(typed, view), ViewState.read(view), ctx)
        assert set(typed) <= texts_in(again)
        shown = [one["element"].get("initial_value") for one in again["blocks"] if is_text(one)]
        assert {*shown} == {"as it was typed"}


def test_another_action_is_asked_for_below_those_that_the_form_had(council: Council) -> None:
    audit = drawn(council, (council.manager, council.practitioner), month=TODAY.replace(day=1))
    another = next(each for each in BUTTONS if each.action_id == "outcome_another")
    with council.database.begin() as session:
        person = session.get_one(Person, council.manager.id)
        ctx = RequestContext(session, person, NOW, COUNCIL)
        view = older(HELD, ViewState(audit=audit[0], kept={"n": 1}), ctx)
        body = {"view": view | {"state": {"values": {}}}, "actions": [{}], "user": {"id": "U1"}}
        shown = another.work(Interaction(None, body), ctx)  # type: ignore[arg-type]  # no Slack
        assert isinstance(shown, UpdateView)
        assert {"title1", "title2"} <= texts_in(dict(shown.view))
