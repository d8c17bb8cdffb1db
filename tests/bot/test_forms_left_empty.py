"""Of every form, what must be chosen and was not is said beside its field.

Slack's own apps refuse to send such a form; another client may send `selected_date: null`.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from bot.registry import FORMS
from bot.slack.filled import FieldsError
from bot.slack.forms import AskFirstError, Form, ShowViewError
from bot.slack.view_state import ViewState
from bot.slack.view_values import values_in
from db.errors import RefusedError
from db.models import Person
from jobs.context import RequestContext
from tests.bot.entrances import Body, Target, state_for
from tests.bot.test_forms_for_nobody import NOT_TRIED, opened
from tests.bot.withheld import Withheld, withheld
from tests.contexts import asking
from tests.people import NOW

__all__ = ["withheld"]

ROLES = ("Assistant Director", "Team Manager, Permanence", "Practitioner 1, Permanence")
REFUSALS = (RefusedError, AskFirstError, ShowViewError)
FEWEST = 20  # fields, over all forms


def emptied(body: Body, block: str) -> Body:
    """Return a form as it comes where nothing stands in one of its fields."""
    made: Body = json.loads(json.dumps(body))
    [(name, element)] = made["state"]["values"][block].items()
    made["state"]["values"][block][name] = {
        key: value if key == "type" else [] if isinstance(value, list) else None
        for key, value in element.items()
    }
    return made


def empty_fields(body: Body) -> Iterator[tuple[str, Body]]:
    """Yield each field in which something must be chosen, and the form without it."""
    for block in body["blocks"]:
        is_chosen = block["type"] == "input" and block["element"]["type"] != "plain_text_input"
        if is_chosen and not block["optional"]:
            without = emptied(body, block["block_id"])
            if not values_in(without)[block["block_id"], block["element"]["action_id"]]:
                yield block["block_id"], without


def beside(form: Form, body: Body, ctx: RequestContext) -> list[str]:
    """Return beside which fields something is said."""
    try:
        form.read(body, ctx)
    except FieldsError as error:
        return list(error.problems)
    except RefusedError as error:
        return [error.about]
    return []


def forms_of(things: list[Target], ctx: RequestContext) -> Iterator[tuple[Form, Body]]:
    for form in (form for name, form in FORMS.items() if name not in NOT_TRIED):
        of = [one for one in things if one.of_audit is (form.about == "audit")]
        for target in of:
            body = opened(form, target, state_for(form.name, target), ctx)
            if body is not None:
                yield form, body
                break


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_what_must_be_chosen_and_was_not_is_said_beside_its_field(withheld: Withheld) -> None:
    things = list({target.name: target for target, _ in withheld.things}.values())
    wrong, tried = [], set()
    with withheld.way.database.begin() as session:
        for role in (
            "Assistant Director",
            "Team Manager, Permanence",
            "Practitioner 1, Permanence",
        ):
            ctx = asking(session.get_one(Person, withheld.council[role].id), NOW)
            for form, body in forms_of(things, ctx):
                for name, without in empty_fields(body):
                    tried.add((form.name, name))
                    if (said := beside(form, without, ctx)) != [name]:
                        wrong.append((role, form.name, name, said))
        session.rollback()
    assert wrong == []
    assert len(tried) >= FEWEST, sorted(tried)


def without_a_field(body: Body) -> Iterator[Body]:
    """Yield a form as it comes where one of its fields is not there at all."""
    for block in body["state"]["values"]:
        made: Body = json.loads(json.dumps(body))
        del made["state"]["values"][block]
        yield made


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_form_without_one_of_its_fields_is_refused_in_words(withheld: Withheld) -> None:
    things = list({target.name: target for target, _ in withheld.things}.values())
    tried = set()
    for role in ROLES:
        with doing_nothing(withheld, role) as ctx:
            found = list(forms_of(things, ctx))
        for form, body in found:
            for made in without_a_field(body):
                with doing_nothing(withheld, role) as ctx, suppress(*REFUSALS):
                    form.submit(form.read(made, ctx), ViewState.read(made), ctx)
                tried.add(form.name)
    assert len(tried) >= FEWEST


@contextmanager
def doing_nothing(withheld: Withheld, role: str) -> Iterator[RequestContext]:
    """Ask as somebody; whatever is done is put back."""
    with withheld.way.database.begin() as session:
        yield asking(session.get_one(Person, withheld.council[role].id), NOW)
        session.rollback()
