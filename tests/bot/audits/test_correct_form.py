"""What was written up is put right: what is asked at first, and what stays as it was."""

from collections.abc import Mapping
from typing import Any

import pytest

from bot.audits.correcting import FORMS
from bot.slack.filled import Filled
from bot.slack.forms import ShowViewError
from bot.slack.view_state import ViewState
from db.audits import changes
from db.audits.changes import Outcome
from db.models import FamilyAsked, LiveAudit
from tests.contexts import asking, doing
from tests.db.audits.months import OPENED, drawn, me
from tests.people import Council

pytestmark = pytest.mark.mostly_sqlite
CORRECT = FORMS[0]
LINK = "https://casework.example/audits/2041"
OUTCOME = Outcome(
    "Good",
    ("Permanence",),
    practitioner_there=True,
    standards_met=False,
    family_asked=FamilyAsked.DECLINED,
    link=LINK,
)
GIVEN: Mapping[str, Any] = {
    "why": "An area was forgotten",
    "held_on": f"{OPENED:%Y-%m-%d}",
    "strengths": ("Permanence",),
    "areas": ("Supervision",),
    "grade": "Good",
}


@pytest.fixture
def number(council: Council) -> int:
    """An audit that was written up with everything there is to say."""
    [made] = drawn(council, (council.manager, council.practitioner))
    with council.database.begin() as session:
        audit = session.get_one(LiveAudit, made)
        changes.hold(doing(audit.auditor, OPENED), audit, OUTCOME)
    return made


def test_what_the_form_does_not_ask_at_first_stays_as_it_was(council: Council, number: int) -> None:
    with council.database.begin() as session:
        ctx, state = asking(me(session, council.manager), OPENED), ViewState(audit=number)
        asked = {block.get("block_id") for block in CORRECT.view(state, ctx)["blocks"]}
        assert {*GIVEN} <= asked
        assert not asked & {"there", "family", "standards", "link", "title1"}
        CORRECT.submit(Filled(GIVEN), state, ctx)
        audit = session.get_one(LiveAudit, number)
        assert audit.areas == ["Supervision"]
        assert (audit.practitioner_there, audit.standards_met) == (True, False)
        assert (audit.family_asked, audit.form_link) == (FamilyAsked.DECLINED, LINK)


def test_what_a_form_with_every_field_says_is_taken(council: Council, number: int) -> None:
    given = {"there": "no", "family": "yes", "standards": "standards", "link": ""}
    with council.database.begin() as session:
        ctx = asking(me(session, council.manager), OPENED)
        CORRECT.submit(Filled({**GIVEN, **given}), ViewState(audit=number), ctx)
        audit = session.get_one(LiveAudit, number)
        assert (audit.practitioner_there, audit.standards_met) == (False, True)
        assert (audit.family_asked, audit.form_link) == (FamilyAsked.YES, "")


def test_a_grade_that_needs_an_action_asks_for_it_beside_what_was_filled_in(
    council: Council, number: int
) -> None:
    with council.database.begin() as session:
        ctx, state = asking(me(session, council.manager), OPENED), ViewState(audit=number)
        view = CORRECT.view(state, ctx)
        with pytest.raises(ShowViewError) as shown:
            CORRECT.submit(Filled({**GIVEN, "grade": "Inadequate"}, view), state, ctx)
    blocks = {block.get("block_id"): block for block in shown.value.view["blocks"]}
    assert "This grade needs an action" in str(blocks["problem"])
    assert blocks["why"]["element"]["initial_value"] == GIVEN["why"]
    assert {"title1", "owner1", "due1"} <= set(blocks)
    assert "family" not in blocks, "what few put right would stand between"
