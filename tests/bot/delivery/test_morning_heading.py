"""What stands over a morning's message is true when it comes, and after each press in it."""

import pytest
from sqlalchemy import select

from bot.delivery.message_kind import RenderJob
from bot.delivery.render import answer_of
from db.audits import changes
from db.models import AuditMonth, LiveAudit, MessageName, MonthState, Person
from db.outbox import queries as outbox
from jobs.context import RequestContext
from tests.bot.delivery.card_world import CardWorld
from tests.contexts import AT_ONCE, doing
from tests.council_slack import CouncilSlack
from tests.db.audits.months import drawn, held
from tests.people import TODAY, Council

on_sqlite = pytest.mark.parametrize("database_kind", ["sqlite"])


@pytest.fixture
def cards(council: Council, slack: CouncilSlack) -> CardWorld:
    return CardWorld(council, slack)


@on_sqlite
def test_it_counts_what_is_still_to_be_done(cards: CardWorld) -> None:
    council = cards.council
    numbers = [council.action(council.practitioner, title) for title in ("Ring Legal", "Ring HR")]
    morning = cards.morning(council.practitioner, "owner", *numbers)
    cards.tick()
    said = [cards.read(morning)]

    for number in numbers:
        cards.says(council.practitioner, f"/action done {number}")
        cards.later(seconds=70)
        said.append(cards.read(morning))

    assert [each.partition(" #")[0] for each in said] == [
        "Good morning. 2 actions for you.",
        "Good morning. 1 action for you.",
        "Good morning. Nothing left to do here.",
    ]


@on_sqlite
def test_a_month_that_is_published_is_not_to_be_published(cards: CardWorld) -> None:
    council = cards.council
    pairs = (council.manager, council.practitioner), (council.other_manager, council.stranger)
    drawn(council, *pairs, month=TODAY.replace(day=1), state=MonthState.DRAWN)
    about = {"months": [{"month": f"{TODAY:%Y-%m}-01"}], "day": str(TODAY)}
    morning = cards.tells(council.director, MessageName.DAILY_DIGEST, about)
    cards.tick()
    assert "1 month to publish" in cards.read(morning)

    with council.database.begin() as session:
        session.scalars(select(AuditMonth)).one().state = MonthState.PUBLISHED
        lead = session.get_one(Person, council.director.id)
        context = RequestContext(session, lead, cards.at, AT_ONCE)
        told = answer_of(RenderJob(context, outbox.find(session, morning)))

    assert told is not None
    assert told.text == "Nothing left to do here."


@on_sqlite
def test_that_a_month_is_published_is_told_once_when_the_morning_is_drawn_anew(
    cards: CardWorld,
) -> None:
    council = cards.council
    month = f"{TODAY:%Y-%m}-01"
    pairs = (council.manager, council.practitioner), (council.other_manager, council.stranger)
    drawn(council, *pairs, month=TODAY.replace(day=1))
    number = council.action(council.director, "Ring Legal")
    told = {"kind": "audit round", "about": {"event": "published", "month": month}, "id": 1}
    about = {"months": [{"month": month}], "day": str(TODAY), "news": [told]}
    about["actions"] = [{"id": number, "due": str(TODAY), "step": "0", "as": "owner"}]
    morning = cards.tells(council.director, MessageName.DAILY_DIGEST, about)
    cards.tick()
    before = cards.read(morning)
    cards.says(council.director, f"/action done {number}")
    cards.later(seconds=70)
    after = cards.read(morning)
    assert [each.count("published") for each in (before, after)] == [1, 1]


@on_sqlite
def test_an_audit_that_is_over_is_told_of_as_over(cards: CardWorld) -> None:
    council = cards.council
    auditor, practitioner = council.manager, council.practitioner
    pairs = (auditor, practitioner), (council.other_manager, council.stranger)
    first, second = drawn(council, *pairs, month=TODAY.replace(day=1))
    told = [
        cards.tells(who, MessageName.AUDIT, {"audit": audit, "event": "published"})
        for who, audit in ((auditor, first), (practitioner, first), (council.other_manager, second))
    ]
    cards.tick()
    assert "Your live audit with Practitioner 1, Permanence · November" in cards.read(told[0])
    assert "You review a case with them" in cards.read(told[0])
    assert "They review a case with you" in cards.read(told[1])

    held(council, first, cards.at)
    with council.database.begin() as session:
        audit = session.get_one(LiveAudit, second)
        changes.not_held(doing(audit.auditor, cards.at), audit, "sickness")
    cards.later(seconds=70)

    assert "You reviewed a case with them" in cards.read(told[0])
    assert "They reviewed a case with you" in cards.read(told[1])
    assert "You were due to review a case with them" in cards.read(told[2])


@on_sqlite
def test_what_asks_for_a_reflection_is_still_to_be_done_until_it_is_there(
    cards: CardWorld,
) -> None:
    council = cards.council
    auditor, practitioner = council.manager, council.practitioner
    (number,) = drawn(council, (auditor, practitioner), month=TODAY.replace(day=1))
    about = {
        "audits": [{"id": number, "step": "opened 0", "as": "practitioner"}],
        "day": str(TODAY),
    }
    morning = cards.tells(practitioner, MessageName.DAILY_DIGEST, about)
    cards.tick()
    held(council, number, cards.at)
    notice = cards.tells(practitioner, MessageName.AUDIT, {"audit": number, "event": "held"})
    cards.later(seconds=70)
    assert "Good morning. 1 live audit for you." in cards.read(morning)
    assert "Waiting for you to reflect" in cards.read(morning)
    assert "Please add your reflection." in cards.read(notice)

    with council.database.begin() as session:
        audit = session.get_one(LiveAudit, number)
        changes.reflect(doing(audit.practitioner, cards.at), audit, "Useful.", agrees=True)
    cards.later(seconds=70)

    assert "Good morning. Nothing left to do here." in cards.read(morning)
    assert "Please add your reflection" not in cards.read(notice)
    assert "Completed and closed" in cards.read(notice)
