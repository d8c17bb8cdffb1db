"""Nobody learns by a wait, or by "busy", that there is what they may not see."""

import json
import re
from collections.abc import Callable

import pytest
from slack_sdk import WebClient

from bot.actions import bulk
from bot.actions.bulk import RefusedTogetherError
from bot.actions.bulk_view import BulkChoice
from bot.audits.verb import audit_with_month
from bot.registry import ACTIONS, BUTTONS
from bot.slack.interaction import Interaction
from bot.slack.view_state import ViewState
from db.actions import queries as actions
from db.audits import changes, locking
from db.errors import BusyError
from db.models import AuditEventKind, LiveAudit, Person
from jobs.context import RequestContext
from tests.contexts import asking, doing
from tests.db.audits.months import drawn
from tests.people import NOW, Council
from tests.refusals import refused

pytestmark = pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)


def ask_for_both(own: int, other: int, ctx: RequestContext) -> None:
    with refused(match=f"There is no action #{other}"):
        ACTIONS.parse(f"done {own} {other}", "/action").run(ctx)


def tick_both(own: int, other: int, ctx: RequestContext) -> None:
    with pytest.raises(RefusedTogetherError) as refusal:
        bulk.do(BulkChoice(ViewState(), {}, chosen=[own, other], what="done"), {}, ctx)
    assert refusal.value.problems.keys() == {other}


@pytest.mark.parametrize("ask", [ask_for_both, tick_both])
def test_what_may_not_be_seen_is_waited_for_by_nobody_who_asks_for_several(
    council: Council, ask: Callable[[int, int, RequestContext], None]
) -> None:
    own, other = council.action(council.stranger), council.action(council.practitioner)
    with council.database.begin() as session, council.database.begin() as besides:
        actions.locked(session, other)
        ask(own, other, asking(besides.get_one(Person, council.stranger.id), NOW))


def test_whoever_is_not_asked_to_swap_an_audit_waits_for_nobody_and_learns_of_none(
    council: Council,
) -> None:
    mine, theirs = drawn(
        council, (council.manager, council.practitioner), (council.other_manager, council.stranger)
    )
    with council.database.begin() as session:
        changes.record(
            doing(session.get_one(Person, council.manager.id), NOW),
            session.get_one(LiveAudit, mine),
            AuditEventKind.SWAP_ASKED,
            other=theirs,
        )
    with council.database.begin() as session, council.database.begin() as besides:
        locking.lock_months_of(session, [mine])
        other = besides.get_one(Person, council.stranger.id)
        assert locking.locked_for_swap(besides, mine, other) is None
        asked = besides.get_one(Person, council.other_manager.id)
        with pytest.raises(BusyError), council.database.begin() as third:
            locking.locked_for_swap(third, mine, asked)


def press(name: str, number: int, ctx: RequestContext) -> None:
    pressed = {"action_id": name, "value": json.dumps({"a": number})}
    button = next(one for one in BUTTONS if re.fullmatch(one.action_id, name))
    button.work(Interaction(WebClient(), {"actions": [pressed]}), ctx)


def test_of_a_month_in_which_somebody_may_see_nothing_they_wait_for_nobody(
    council: Council,
) -> None:
    [other] = drawn(council, (council.other_manager, council.practitioner))
    with council.database.begin() as session, council.database.begin() as besides:
        locking.lock_months_of(session, [other])
        ctx = asking(besides.get_one(Person, council.stranger.id), NOW)
        with refused(match="There is no such live audit"):
            audit_with_month(other, ctx)
        with refused(match="Nobody is waiting for that answer"):
            press("audit_agree_swap", other, ctx)
        lead = asking(besides.get_one(Person, council.director.id), NOW)
        with pytest.raises(BusyError), council.database.begin() as third:
            locking.lock_months_of(third, [other], lead.person)
