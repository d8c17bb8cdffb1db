"""Which live audit is meant by a day that is typed without one."""

import pytest

from bot.audits.booking import SuggestTime
from bot.slack.numbered import WhichOne
from tests.contexts import asking
from tests.db.audits.months import drawn, me
from tests.people import NOW, TODAY, Council

pytestmark = pytest.mark.mostly_sqlite


def test_a_day_is_suggested_for_the_audit_that_is_still_to_come(council: Council) -> None:
    pair = council.other_manager, council.practitioner
    for month in (TODAY.replace(month=10, day=1), TODAY.replace(day=1)):
        drawn(council, pair, month=month)
    with council.database.begin() as session:
        ctx = asking(me(session, council.practitioner), NOW)
        told = WhichOne(SuggestTime, "thu 26 nov 10:00", "/audit").run(ctx)
    assert "Which one?" not in str(told)
    assert "Thu 26 Nov 2026, 10:00" in str(told)
