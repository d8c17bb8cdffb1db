"""Whoever has actions outside the plan alone is told of them, and may open their list."""

from bot.digest.verbs import ShowDigest
from db.models import Action, Register
from jobs import context
from jobs.context import RequestContext
from tests.people import NOW, Council
from tests.plans import ENGLAND


def shown_to_the_practitioner(council: Council) -> str:
    with council.database.begin() as session:
        ctx = RequestContext(session, council.practitioner, NOW, context.Council(ENGLAND))
        return str(ShowDigest().run(ctx).blocks)


def test_what_stands_outside_the_plan_alone_is_counted_and_its_list_is_offered(
    council: Council,
) -> None:
    number = council.action(council.practitioner, "Order the new badges")
    with council.database.begin() as session:
        session.get_one(Action, number).register = Register.TEAM
    shown = shown_to_the_practitioner(council)
    assert "Not in the plan: 1 open in teams' own lists" in shown
    assert "Open the list" in shown
    assert "No actions to show" not in shown


def test_whoever_has_none_at_all_is_offered_no_list(council: Council) -> None:
    assert "Open the list" not in shown_to_the_practitioner(council)
