"""What is left to say to somebody whose answer could not be shown, however often Slack delivers."""

from datetime import datetime

from sqlalchemy import select

from bot.delivery.render import MessageRenderer
from bot.delivery.rendered import RenderedMessage
from db.models import Message
from db.outbox import late_answers
from db.outbox import processed_requests as requests
from db.outbox import queries as outbox
from tests.contexts import COUNCIL
from tests.people import NOW, Council

KEY = "Ev1"


def left(council: Council, *, was_kept: bool) -> None:
    with council.database.begin() as session:
        user = council.practitioner.slack_id or ""
        late_answers.leave(session, KEY, user, NOW, was_kept=was_kept)


def carried_out(council: Council, at: datetime = NOW) -> None:
    with council.database.begin() as session:
        assert requests.first_time(session, requests.NewRequest(KEY, at))


def said(council: Council) -> list[str]:
    """Return what would be sent now, of what is still true."""
    words = []
    with council.database.read() as session:
        for number in session.scalars(select(Message.id).order_by(Message.id)):
            message = outbox.find(session, number)
            made = MessageRenderer(COUNCIL).render(session, message, NOW)
            words += [made.text] if isinstance(made, RenderedMessage) else []
    return words


def test_what_was_not_done_is_said_so_until_slack_delivers_it_again_and_it_is_done(
    council: Council,
) -> None:
    left(council, was_kept=False)
    assert ["Nothing was changed" in words for words in said(council)] == [True]
    carried_out(council)
    assert said(council) == []


def test_an_answer_that_fails_after_it_failed_to_be_done_is_still_given(council: Council) -> None:
    left(council, was_kept=False)
    carried_out(council)
    left(council, was_kept=True)
    left(council, was_kept=True)
    assert ["it's saved" in words for words in said(council)] == [True]


def test_what_was_written_down_and_given_up_is_said_not_to_be_done(council: Council) -> None:
    carried_out(council)
    left(council, was_kept=False)
    assert ["Nothing was changed" in words for words in said(council)] == [True]


def test_a_question_that_found_no_way_is_said_to_have_changed_nothing(council: Council) -> None:
    carried_out(council)
    with council.database.begin() as session:
        requests.asked_back(session, KEY)
    left(council, was_kept=True)
    assert ["Nothing was changed" in words for words in said(council)] == [True]
