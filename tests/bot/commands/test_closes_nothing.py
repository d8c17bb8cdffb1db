"""What is asked, thought, hoped or announced of an action closes nothing: it is asked about."""

import pytest

from tests.bot.commands.board import board
from tests.bot.commands.said import Saying
from tests.people import Council

__all__ = ["board"]


@pytest.fixture(params=["sqlite"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Give the quicker database alone."""
    return str(request.param)


@pytest.mark.parametrize(
    "typed",
    [
        *("2 done or not?", "2 is done, right?", "2 done yet", "ok so 2 is done?", "done 2? no"),
        *("2 can be closed?", "so 2 has been completed?", "tick 2?", "mark 2 done?", "\u2705 2?"),
        *("2 is far from done", "2 is nowhere near done", "2 is being done", "2 getting done"),
        *("2 might be done", "2 may be closed", "2 kind of done", "2 more or less done"),
        *("2 as good as done", "2 is allegedly done", "2 done i hope", "done 2 i guess"),
        *("1 out of 2 done", "1 of 2 done"),
        *("done 2 tomorrow", "close 2 next week", "2 done next Friday", "mark 2 done later"),
        *("done 2 when Sam agrees", "close 2 when the rota is out"),
        *("2 was closed by mistake", "done 2 in error", "2 was done wrong", "2 done too early"),
        *("completed 2 visits", "I closed 2 cases today", "we completed 2 audits", "2 visits done"),
        *("2 reports are complete", "2 weeks ago done", "2 people have finished", "2 months done"),
        *("2 of my actions are done", "done with 2 of them", "finished 2 days early"),
        *("[ ] 2 done", "[ ] done 2", "\u2610 2 done", "[ ] 2 done\n[ ] 3 done", "- [ ] done 2"),
        *(
            "2 can be closed",
            "2 can now be marked as done",
            "close 2 on Friday",
            "tick 2 on Friday",
        ),
        *(
            "close 2 next week",
            "complete 2 in January",
            "finish 2 after the board",
            "mark 2 done Monday",
        ),
        *("I'll close 2", "should we close 2", "can someone close 2", "can I close 2?", "close? 2"),
        *(
            "we need to close 2",
            "not sure 2 is done",
            "done? 2",
            "I think 2 is done",
            "will finish 2",
        ),
        *(
            "> done 2",
            "&gt; done 2",
            "&gt;2 is done",
            "&gt;&gt;&gt; done 2\nclose 3",
            "> close 2\n> thx",
        ),
        *("need to finish 2", "we still need to complete 2", "I want to finish 2"),
    ],
)
def test_what_does_not_say_that_it_is_done_closes_nothing(board: Council, typed: str) -> None:
    assert Saying(board, board.manager).outcome(typed).startswith(("asks ", "says Action #"))


@pytest.mark.parametrize(
    "typed",
    [
        *("2 done", "done 2 already", "2 is done, yes", "can you close 2?"),
        *("could you mark 2 as done?", "please complete 2", "2 done next steps are with Sam"),
        *(
            "close 2 today",
            "complete 2 with the minutes",
            "&gt; is 2 done?\ndone 2",
            "closed 2 on Friday",
        ),
        *("2 done, the maybe list went out", "done 2 on Friday", "2 has been completed"),
        *(
            "done 2 minutes of the board",
            "done 2 visits to both homes are written up",
        ),
    ],
)
def test_what_says_it_closes_it(board: Council, typed: str) -> None:
    assert Saying(board, board.manager).outcome(typed).startswith("done #2")


@pytest.mark.parametrize(
    "typed",
    [
        *("number one priority is done", "the action two years ago is done", "action one day done"),
        *("action one hundred is done", "number two or three done", "action two and three done"),
        *("action a is done", "the action a colleague did is done"),
    ],
)
def test_a_word_that_counts_something_else_is_no_actions_number(board: Council, typed: str) -> None:
    told = Saying(board, board.manager).outcome(typed)
    assert told in {"asks Find it / My open actions", "says Which one is done?"}


@pytest.mark.parametrize(
    "typed",
    [
        "2 needs more time",
        "2 needs longer",
        "2 needs until friday?",
        "2 needs until friday because x",
    ],
)
def test_an_action_that_needs_longer_waits_for_no_other(board: Council, typed: str) -> None:
    outcome = Saying(board, board.manager).outcome(typed)
    assert outcome.startswith(("form Move the due date", "moved #2 | 2026-11-27 | x"))
