"""Where one of a list is left for its last page, it is told as one and not as 11 to 11."""

from bot.actions import bulk_view
from bot.actions.bulk_view import BulkChoice
from bot.actions.render_context import action_context
from bot.slack.blocks import Answer
from bot.slack.view_state import ViewState
from db.models import Action, Person
from tests.bot.commands.said import Saying
from tests.bot.delivery.as_read import as_read
from tests.contexts import asking
from tests.people import NOW, Council


def test_a_list_of_eleven_has_ten_and_one(council: Council) -> None:
    for _ in range(11):
        council.action(council.practitioner)
    who = Saying(council, council.practitioner)
    first = who.says("/action list")
    assert isinstance(first, Answer)
    second = who.presses(first, "More")
    assert isinstance(second, Answer)
    assert "1 to 10 of 11" in as_read(first)
    assert "11 of 11" in as_read(second)
    assert "11 to 11" not in as_read(second)


def test_of_eleven_to_choose_from_the_last_stands_as_one(council: Council) -> None:
    numbers = [council.action(council.practitioner) for _ in range(11)]
    with council.database.read() as session:
        ctx = asking(session.get_one(Person, council.practitioner.id), NOW)
        rows = [session.get_one(Action, number) for number in numbers]
        about = BulkChoice(ViewState(), {})
        form = bulk_view.which(rows, len(rows), about, action_context(ctx, rows))
    labels = [block["label"]["text"] for block in form["blocks"] if "label" in block]
    assert labels[:2] == ["1 to 10 of 11 actions", "11 of 11 actions"]
