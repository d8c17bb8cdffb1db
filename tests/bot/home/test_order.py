"""In somebody's App Home stands first what waits for them, then what has time, then the others'."""

from datetime import date, timedelta

from bot.home.blocks import Choice
from bot.home.view import home_view
from db.models import Person
from tests.contexts import asking
from tests.db.audits.months import drawn
from tests.people import NOW, TODAY, Council


def headings(council: Council, who: Person) -> list[str]:
    """Return the headings of somebody's Home, from above."""
    with council.database.begin() as session:
        view = home_view(asking(session.get_one(Person, who.id), NOW), Choice())
    return [block["text"]["text"] for block in view["blocks"] if block["type"] == "header"]


def test_a_live_audit_that_waits_stands_before_what_is_due_later(council: Council) -> None:
    auditor = council.manager
    drawn(council, (auditor, council.colleague), month=date(2026, 11, 1))
    for days in (30, 2, -2):
        council.action(auditor, due=TODAY + timedelta(days=days))
    council.action(council.practitioner, due=TODAY)

    assert headings(council, auditor) == [
        "Overdue",
        "This week",
        "Live audits",
        "Later",
        "My team",
    ]


def test_the_tools_of_a_lead_have_a_heading_wherever_their_audits_stand(council: Council) -> None:
    drawn(council, (council.director, council.colleague), month=date(2026, 11, 1))
    council.action(council.director, due=TODAY + timedelta(days=30))

    assert headings(council, council.director) == ["Live audits", "Later", "Live audits"]


def test_what_waits_stands_first_where_somebody_has_no_actions_of_their_own(
    council: Council,
) -> None:
    drawn(council, (council.manager, council.colleague), month=date(2026, 11, 1))
    with council.database.begin() as session:
        view = home_view(asking(session.get_one(Person, council.manager.id), NOW), Choice())
    kinds = [block["type"] for block in view["blocks"]]
    counted, heading = view["blocks"][kinds.index("context")], view["blocks"][kinds.index("header")]
    assert counted["elements"][0]["text"] == "Live audits 1 · no open actions of your own"
    assert heading["text"]["text"] == "Live audits"
    assert kinds.index("header") == kinds.index("context") + 1
