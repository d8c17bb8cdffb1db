"""What is taken of a message, and where a link may lead."""

import pytest

from bot.actions.adding_forms import from_message
from bot.actions.ordering_view import leads_to_slack
from bot.slack.view_state import ViewState
from tests.bot.commands.said import Saying, filled_of
from tests.people import Council


@pytest.mark.mostly_sqlite
def test_the_first_sentence_is_taken_as_people_read_it(council: Council) -> None:
    cases = {
        "Share the draft. Then rest.": "Share the draft",
        "Can we look at para 3.2 again? Soon.": "Can we look at para 3.2 again?",
        "\n\n• *Ring round*\nthe partners": "Ring round",
        "Read <https://example.org/a|the report> &amp; tell us": "Read the report & tell us",
        "": "",
        ":wave:": "",
        "\u2751 Write the guide": "Write the guide",
        "word " * 100: ("word " * 60).strip(),
    }
    with Saying(council, council.manager).staying() as ctx:
        for text, title in cases.items():
            form = from_message({"text": text}, ViewState(), ctx)
            held = filled_of(form["blocks"])
            assert held == (f" | title={title}" if title else "") + " | source=Slack message", text


@pytest.mark.mostly_sqlite
@pytest.mark.parametrize(
    ("text", "held", "said"),
    [
        (
            "Please read <https://council.example/x|the new guidance> by Friday <@U05>",
            " | title=Please read the new guidance | owner=U05 | due=2026-11-27",
            "",
        ),
        (
            "<@U05> and <@U06> please update the rota by Friday",
            " | title=update the rota | owner=U05 | due=2026-11-27",
            "Left out: Practitioner 2, Permanence.",
        ),
        (
            "Papers to me by 12 noon Friday please",
            " | title=Papers to me | due=2026-11-27",
            "Left out: 12 noon.",
        ),
        (
            "Hi <@U05> \u2014 please send the panel papers COP Friday. Thanks, J",
            " | title=send the panel papers | owner=U05 | due=2026-11-27",
            "",
        ),
        (
            "Morning all! Reminder: timesheets by noon tomorrow.",
            " | title=Reminder: timesheets | due=2026-11-24",
            "Left out: noon.",
        ),
        (
            "Owner: <@U05>\nTask: fridge rota\nDue: 4 Dec",
            " | title=fridge rota | owner=U05 | due=2026-12-04",
            "",
        ),
        (
            "*Action* \u2013 redraft the toolkit \u2013 <@U06> \u2013 w/c 14 Dec",
            " | title=redraft the toolkit | owner=U06 | due=2026-12-14",
            "",
        ),
        (
            "The audit on 12 November went badly, we need to redo the training",
            " | title=The audit on 12 November went badly, we need to redo the training",
            "",
        ),
        (
            "Need 3 volunteers for the 12/12 event",
            " | title=Need 3 volunteers for the 12/12 event",
            "",
        ),
        (
            "Fridge rota by 27 Nov or 4 Dec at the latest",
            " | title=Fridge rota by 27 Nov or 4 Dec at the latest",
            "",
        ),
    ],
)
def test_whoever_and_whatever_a_field_has_no_room_for_is_told(
    council: Council, text: str, held: str, said: str
) -> None:
    with Saying(council, council.manager).staying() as ctx:
        blocks = from_message({"text": text}, ViewState(), ctx)["blocks"]
    assert filled_of(blocks) == f"{held} | source=Slack message"
    assert said in str(blocks[0])


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("https://council.slack.com/archives/C1/p1", True),
        ("http://127.0.0.1:8765/archives/C1/p1", True),
        ("https://slack.com.example.org/archives", False),
        ("https://notslack.com/", False),
        ("http://council.slack.com/", False),
        ("javascript:alert(1)//slack.com", False),
        ("", False),
    ],
)
def test_only_a_link_to_slack_becomes_a_button(address: str, may: bool) -> None:
    assert leads_to_slack(address) is may
