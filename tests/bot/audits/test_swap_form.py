"""What the form to ask for a swap offers."""

import pytest

from bot.audits.settling import SwapForm
from bot.slack.blocks import options_of
from bot.slack.view_state import ViewState
from db.models import LiveAudit
from tests.contexts import asking
from tests.db.audits.months import OPENED, drawn
from tests.people import Council

pytestmark = pytest.mark.mostly_sqlite


def test_the_number_of_an_audit_is_not_cut_off_behind_long_names(council: Council) -> None:
    mine, other = drawn(
        council, (council.manager, council.stranger), (council.other_manager, council.practitioner)
    )
    with council.database.begin() as session:
        for person in session.get_one(LiveAudit, other).people:
            person.name = f"{person.name} of the Family Help and Safeguarding Partnership"
    with council.database.begin() as session:
        auditor = session.get_one(LiveAudit, mine).auditor
        asked = SwapForm().blocks(ViewState(audit=mine), asking(auditor, OPENED))
        [choice] = options_of(asked[-1]["element"])
    assert choice["text"]["text"].startswith("Team Manager, Assessment of the Family Help")
    assert choice["text"]["text"].endswith(" · LA-2027-01-002")
