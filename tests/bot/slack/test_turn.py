"""A request on its way: in time or not, kept or not, and what is said of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import cast

import pytest
from slack_bolt import BoltContext
from slack_sdk import WebClient

from bot.context import Body, ContextFactory, TooLateError
from bot.presenter import MessagePresenter
from bot.slack.blocks import Answer, saying
from bot.slack.fair_share import FairShare
from bot.slack.listening import BUSY, WAITS, Listening
from bot.slack.turn import SAID_TO_HAVE_FAILED, AckPatience, Asked, UnshownError
from bot.unanswered import Unanswered
from db.actions import operations
from db.actions import queries as actions
from db.actions.operations import Draft
from db.errors import BusyError, LostError, RefusedError
from db.models import Action
from jobs.context import Council as CouncilOfRules
from jobs.rules.working_days import Calendar
from tests.people import NOW, Council


@dataclass
class Request:
    """A command that somebody typed, a clock, and what they were told."""

    council: Council
    number: int
    seconds: float = 100.0
    answer: Answer = field(default_factory=lambda: saying("Noted."))
    told: list[Answer] = field(default_factory=list)
    ended: list[tuple[str, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        rules = CouncilOfRules(Calendar.of("ENG"))
        contexts = ContextFactory(self.council.database, lambda: NOW, rules)
        patience = AckPatience(lambda: self.seconds, on_end=lambda *ended: self.ended.append(ended))
        self.listening = Listening(contexts, MessagePresenter(), patience)
        body = {"user_id": self.council.practitioner.slack_id, "trigger_id": "1.2.3"}
        nobody = cast("WebClient", None)
        self.asked = Asked(BoltContext(), nobody, body)

    def note(self, *, before: float = 0, inside: float = 0, after: float = 0) -> None:
        """Note something on the action, while as many seconds pass."""
        with self.listening.turn(self.asked, self.told.append) as turn:
            self.seconds += before
            with turn.open() as ctx:
                action = actions.find(ctx.session, self.number, ctx.person)
                operations.note(ctx, action, "The board has met")
                self.seconds += inside
            self.seconds += after
            turn.acknowledge()
            turn.answer(self.answer, self.told.append)

    @property
    def is_noted(self) -> bool:
        with self.council.database.read() as session:
            history = actions.history(session, session.get_one(Action, self.number))
            return any(event.note == "The board has met" for event in history)

    @property
    def is_acknowledged(self) -> bool:
        return self.asked.context.ack.response is not None


@pytest.fixture
def request_(council: Council) -> Iterator[Request]:
    made = Request(council, council.action(council.practitioner))
    yield made
    made.listening.contexts.notes.close()


def test_a_request_is_kept_before_it_is_acknowledged(request_: Request) -> None:
    request_.note()
    assert request_.is_noted
    assert request_.is_acknowledged
    assert [each.text for each in request_.told] == ["Noted."]


@pytest.mark.parametrize("when", ["before", "inside"])
def test_what_slack_has_said_to_have_failed_is_not_done_in_secret(
    request_: Request, when: str
) -> None:
    request_.note(**{when: 2.6})
    assert not request_.is_noted
    assert [each.text for each in request_.told] == [BUSY]
    [(outcome, seconds)] = request_.ended
    assert (outcome, round(seconds, 1)) == ("busy", 2.6)


def test_what_was_done_although_slack_gave_it_up_is_said_to_be_done(request_: Request) -> None:
    request_.note(after=3.1)
    assert request_.is_noted
    [answer] = request_.told
    assert answer.blocks[-1]["elements"][0]["text"] == SAID_TO_HAVE_FAILED


def test_a_question_that_was_late_is_not_said_to_be_done(request_: Request) -> None:
    request_.answer = replace(request_.answer, asks=True)
    request_.note(after=3.1)
    assert request_.told == [request_.answer]


def test_the_same_request_again_is_acknowledged_and_not_done_again(request_: Request) -> None:
    request_.note()
    request_.asked.context.ack.response = None
    request_.note()
    assert request_.is_acknowledged
    assert len(request_.told) == 1
    assert [outcome for outcome, _ in request_.ended] == ["done", "repeated"]


def test_a_busy_database_is_no_fault_of_ours(request_: Request) -> None:
    with request_.listening.turn(request_.asked, request_.told.append):
        raise BusyError
    assert [each.text for each in request_.told] == [BUSY]


def test_what_was_kept_is_not_said_to_have_failed_when_it_comes_again(request_: Request) -> None:
    request_.note()
    for trouble in (BusyError(), LostError("gone"), RefusedError("You asked too often.")):
        request_.asked.context.ack.response = None
        with request_.listening.turn(request_.asked, request_.told.append):
            raise trouble
        assert request_.is_acknowledged
    assert [each.text for each in request_.told] == ["Noted."]


@pytest.mark.parametrize(("counts_as_one", "is_room_left"), [(False, False), (True, True)])
def test_what_is_changed_counts_and_a_files_import_counts_as_one(
    request_: Request, *, counts_as_one: bool, is_room_left: bool
) -> None:
    share = FairShare(most=3)
    request_.listening = replace(request_.listening, share=share)
    with (
        request_.listening.turn(request_.asked) as turn,
        turn.open(counts_as_one=counts_as_one) as ctx,
    ):
        for number in range(120):
            operations.add(ctx, Draft(f"Write to school {number}"))
    with share.taken(request_.asked.body["user_id"]) as mine:
        try:
            mine.require()
        except RefusedError:
            assert not is_room_left
        else:
            assert is_room_left


def test_what_is_one_too_many_is_refused_in_words_and_not_done(request_: Request) -> None:
    share = FairShare(most=1)
    with share.taken(request_.asked.body["user_id"]):
        pass
    request_.listening = replace(request_.listening, share=share)
    request_.note()
    assert not request_.is_noted
    assert request_.is_acknowledged
    assert "so I left this one" in request_.told[0].text
    assert [outcome for outcome, _ in request_.ended] == ["refused"]


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (BusyError(), "I'm busy at the moment. Please try again in a minute."),
        (TooLateError(), "I'm busy at the moment. Please try again in a minute."),
        (LostError("gone"), "I lost my database for a moment. Please try again in a minute."),
        (UnshownError(), "Slack didn't answer me. Please try again."),
        (ConnectionError("reset"), "Slack didn't answer me. Please try again."),
        (ValueError("a bug"), "Something broke on my side. Please give an administrator this"),
    ],
)
def test_whoever_only_looks_hears_nothing_of_changes(
    request_: Request, trouble: Exception, told: str
) -> None:
    listening = request_.listening
    with listening.turn(request_.asked, request_.told.append) as turn, turn.look():
        raise trouble
    [answer] = request_.told
    assert answer.text.startswith(told)


def test_a_bot_that_looks_too_late_says_that_it_is_busy_and_no_more(request_: Request) -> None:
    with request_.listening.turn(request_.asked, request_.told.append) as turn:
        request_.seconds += 2.6
        with turn.look():
            pytest.fail("it was too late to look")
    assert [each.text for each in request_.told] == [
        "I'm busy at the moment. Please try again in a minute."
    ]


def test_what_is_written_down_is_never_said_to_be_left_undone_and_is_done_later(
    request_: Request,
) -> None:
    """A draw, or an import: it was acknowledged before, so whoever lives still does it."""
    for trouble in (BusyError(), LostError("gone")):
        request_.told.clear()
        request_.asked.body["trigger_id"] = f"of {type(trouble).__name__}"
        request_.asked.context.ack.response = None
        with request_.listening.turn(request_.asked, request_.told.append) as turn:
            turn.write_down("command", (), "")
            with turn.open():
                raise trouble
        assert request_.is_acknowledged
        assert [each.text for each in request_.told] == [WAITS]
        request_.listening.contexts.notes.write()

        with request_.listening.turn(request_.asked, request_.told.append) as again:
            again.is_resumed = True
            with again.open():
                raise trouble
        assert len(request_.told) == 1  # that it waits is said once

    done = []

    def resume(context: BoltContext, _: WebClient, body: Body) -> None:
        asked = Asked(context, request_.asked.client, body)
        with request_.listening.turn(asked, request_.told.append) as turn:
            turn.is_resumed = True
            done.append(body)

    contexts = replace(request_.listening.contexts, now=lambda: NOW + timedelta(minutes=3))
    Unanswered(contexts, request_.asked.client, {"command": resume}).look()
    assert len(done) == 2
