"""A form opens for nobody who is refused what they filled in: every form, role and state."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

import pytest

from bot.registry import FORMS
from bot.slack.filled import FieldsError
from bot.slack.forms import AskFirstError, Form, ShowViewError
from bot.slack.view_state import ViewState
from db.errors import RefusedError
from db.models import Person
from jobs.context import RequestContext
from tests.bot.entrances import Body, Target, filled_in, state_for
from tests.bot.withheld import EVERYBODY, TRIED, Withheld, few, withheld
from tests.contexts import asking
from tests.people import NOW

__all__ = ["withheld"]

# For managers what is filled in says who may: how long an audit is extended, who owns a new action.
BY_WHAT_IS_FILLED_IN: Final = frozenset({"extend", "add"})
MOST: Final = 2  # things that somebody is shown a form about, of each form
# What follows another form.
NOT_TRIED: Final = frozenset({"choose_do", "rules_sure"})


def opened(form: Form, target: Target, state: ViewState, ctx: RequestContext) -> Body | None:
    """Return a form about a thing filled in with its reader as everybody it asks for."""
    with suppress(RefusedError):
        shown = filled_in(form.view(state, ctx), state, str(ctx.person.slack_id))
        return dict(json.loads(json.dumps(shown)))
    return None


def refusals(form: Form, things: Sequence[Target], ctx: RequestContext) -> Iterator[str]:
    """Yield where somebody is shown a form and refused by the table once it is filled in."""
    shown = 0
    for target in things:
        if (form.about == "audit") is not target.of_audit or shown == MOST:
            continue
        with ctx.session.begin_nested() as saved:
            body = opened(form, target, state_for(form.name, target), ctx)
            shown += body is not None
            try:
                if body is not None:
                    handed_in(form, body, ctx)
            except RefusedError as error:
                if error.kind.startswith("permission."):
                    yield f"{target.name}: {error}"
            finally:
                saved.rollback()
                ctx.session.info.clear()  # what was noted of what was rolled back


def is_asked(name: str, person: Person) -> bool:
    return name not in NOT_TRIED and not (person.is_manager and name in BY_WHAT_IS_FILLED_IN)


def handed_in(form: Form, body: Mapping[str, Any], ctx: RequestContext) -> None:
    with suppress(FieldsError, AskFirstError, ShowViewError):
        form.submit(form.read(body, ctx), ViewState.read(body), ctx)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_no_form_opens_for_somebody_who_is_refused_afterwards(withheld: Withheld) -> None:
    things = list({target.name: target for target, _ in withheld.things}.values())
    found = []
    for role in EVERYBODY:
        with withheld.way.database.begin() as session:
            ctx = asking(session.get_one(Person, withheld.council[role].id), NOW)
            for place, (name, form) in enumerate(FORMS.items()):
                if role in few(EVERYBODY, place, TRIED + 1) and is_asked(name, ctx.person):
                    found += [(name, role, told) for told in refusals(form, things, ctx)]
    assert found == []
