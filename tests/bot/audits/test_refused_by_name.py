"""What is refused of a live audit names it by whom it is with, to whoever may know that."""

from db.models import LiveAudit
from tests.bot.commands.board import board
from tests.bot.commands.said import Saying
from tests.people import Council

__all__ = ["board"]

TOO_LATE = "/audit book LA-2026-11-001 4 Jan 2027 10am"


def test_one_of_the_pair_reads_whom_it_is_with_and_not_its_number(board: Council) -> None:
    told = Saying(board, board["Team Manager, Permanence"]).reads(TOO_LATE)
    assert (
        "Your November live audit with Practitioner 1, Permanence has to take place between" in told
    )
    assert "LA-2026-11-001 has to" not in told


def test_what_is_over_is_named_so_too(board: Council) -> None:
    with board.database.begin() as session:
        session.get_one(LiveAudit, 1).not_held_reason = "case closed"
        session.get_one(LiveAudit, 1).state = "not held"
    manager = Saying(board, board["Team Manager, Permanence"])
    assert manager.outcome("/audit book 1 friday") == (
        "refused: Your November live audit with Practitioner 1, Permanence has been cancelled, "
        "so you can't book a time."
    )


def test_somebody_who_may_not_know_the_pair_is_told_no_name(board: Council) -> None:
    told = Saying(board, board["Team Manager, Assessment"]).reads(TOO_LATE)
    assert "Practitioner 1" not in told
    assert "Team Manager, Permanence" not in told
