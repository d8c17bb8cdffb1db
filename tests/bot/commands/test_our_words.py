"""What people type of a live audit is read by the council's own word as by the usual one."""

import pytest

from bot.vocabulary import our
from tests.bot.commands.board import board
from tests.bot.commands.said import Saying
from tests.people import Council

__all__ = ["board"]

SAID = {
    "book the {word} for Friday": "says Booked for Fri 27 Nov 2026, 10:00",
    "book {word} 1 friday 2pm": "says Booked for Fri 27 Nov 2026, 14:00",
    "move my {word} to Friday 2pm": "says Booked for Fri 27 Nov 2026, 14:00",
    "{word} friday 2pm": "asks Suggest it / Book it",
    "{word} book friday": "says Booked for Fri 27 Nov 2026, 10:00",
    "when is my next {word}?": "says 1 ",
    "the {word} is done": "form ",
    "I've done the {word}": "form ",
    "cancel my {word}": "form Can't do this",
    "done {word} 6": "asks Open ",
    "stop reminding me about the {word}": "says You can choose",
    "what did we learn from the {word}": "refused: No learning note",
    "how do I finish the {word}": "says ",
}


@pytest.mark.mostly_sqlite
def test_a_live_audit_reads_as_it_is_kept_under_each_of_its_names(board: Council) -> None:
    somebody = Saying(board, board.manager)
    for word in dict.fromkeys((our.live_audit, our.audit, "live audit", "audit")):
        for said, outcome in SAID.items():
            typed = said.format(word=word)
            assert somebody.outcome(typed).startswith(outcome), typed
