"""What stands on the board while people type: the corpus names its numbers."""

from datetime import date, timedelta

import pytest

from db.models import Action, Message, MessageName
from tests.db.audits.months import drawn
from tests.kept import kept
from tests.people import NOW, TODAY, Council

SOON = date(2026, 12, 4)
LONG_AGO = NOW - timedelta(days=60)
CARD, AUDIT_CARD = "1795420000.000100", "1795420000.000200"


@pytest.fixture
def board(council: Council) -> Council:
    """Give the small council some actions and an audit to hold."""
    return kept(council, fill)


def fill(council: Council) -> None:
    practitioner, manager = council.practitioner, council.manager
    titles = {
        1: ("Finalise the Adolescent Strategy", practitioner, SOON),
        2: ("Rewrite the induction pack", manager, date(2026, 12, 11)),
        3: ("Settle the duty phone", manager, None),
        4: ("Publish the placement scheme", practitioner, SOON),
        5: ("Review supervision notes", practitioner, date(2026, 11, 20)),
        6: ("Numbered one", practitioner, SOON),
        7: ("Numbered two", practitioner, SOON),
        8: ("Numbered three", practitioner, None),
        9: ("Print the Children\u2019s leaflet", practitioner, SOON),
    }
    for title, owner, due in titles.values():
        council.action(owner, title, due, at=LONG_AGO)
    (audit,) = drawn(council, (manager, practitioner), month=TODAY.replace(day=1))
    with council.database.begin() as session:
        session.get_one(Action, 4).reference = "1.2"
        session.get_one(Action, 5).reference = "12a"
        session.get_one(Action, 9).phase = "Children's phase"
        for number, (ts, about) in enumerate(
            ((CARD, {"action": 1}), (AUDIT_CARD, {"audit": audit})), start=1
        ):
            session.add(
                Message(
                    dedupe_key=f"card {number}",
                    token=f"card {number}",
                    person_id=manager.id,
                    kind=MessageName.AUDIT if "audit" in about else MessageName.UNBLOCKED,
                    about=about,
                    due_at=NOW,
                    done_at=NOW,
                    outcome="sent",
                    slack_channel="D03",
                    slack_ts=ts,
                )
            )
