"""What is taken of a message, and where a link may lead."""

import pytest

from bot.actions.adding_forms import first_sentence
from bot.actions.ordering_view import leads_to_slack


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Share the draft. Then rest.", "Share the draft"),
        ("Can we look at para 3.2 again? Soon.", "Can we look at para 3.2 again?"),
        ("\n\n• *Ring round*\nthe partners", "Ring round"),
        (
            "<@U04> please read <https://example.org/a|the report> &amp; tell us",
            "please read the report & tell us",
        ),
        ("", ""),
        (":wave:", ""),
    ],
)
def test_the_first_sentence_is_taken_as_people_read_it(text: str, title: str) -> None:
    assert first_sentence(text) == title


def test_a_long_sentence_is_cut_between_words() -> None:
    taken = first_sentence("word " * 100)
    assert len(taken) <= 300
    assert taken.endswith("word")


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
