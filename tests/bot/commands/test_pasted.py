"""What is pasted from a mail or a chat: its head, its greeting and what stands under it."""

import pytest

from bot.slack.blocks import Answer
from bot.slack.letters import of_actions
from tests.bot.commands.board import board
from tests.bot.commands.said import Saying
from tests.people import Council

__all__ = ["board"]


@pytest.fixture(params=["sqlite"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Give the quicker database alone."""
    return str(request.param)


@pytest.mark.parametrize(
    ("pasted", "taken", "left"),
    [
        (
            "From: Sam Birch\nSent: 03 December 2026 10:14\nTo: Robin Alder\nSubject: RE: Actions\n"
            "Hi Robin,\nUpdate the toolkit by 15 January\nKind regards,\nSam\nService Manager",
            ["Update the toolkit by 15 January"],
            8,
        ),
        ("[10:32] Sam Birch\nUpdate the toolkit", ["Update the toolkit"], 1),
        ("On Thu 3 Dec 2026 at 10:14, Sam Birch wrote:\nUpdate it", ["Update it"], 1),
        ("Update it\nOwner: me\nDue: 12 Feb", ["Update it, me by 12 Feb"], 0),
        ("Update it\nby 15 Jan\nTrain the staff", ["Update it by 15 Jan", "Train the staff"], 0),
        ("Thanks all: minutes\nDear Robin", ["Thanks all: minutes", "Dear Robin"], 0),
        ("Many thanks,\nSam", ["Many thanks,", "Sam"], 0),
        ("Hi Robin,", ["Hi Robin,"], 0),
        ("Hi all,\nas discussed today:\nUpdate it\nTrain them", ["Update it", "Train them"], 2),
        ("Set up the panel:\nInvite Legal", ["Set up the panel:", "Invite Legal"], 0),
    ],
)  # fmt: skip
def test_the_lines_that_are_no_actions_are_told_apart(
    pasted: str, taken: list[str], left: int
) -> None:
    lines = pasted.splitlines()
    kept, others = of_actions(lines)
    assert kept == taken
    assert len(others) == left
    assert all(any(word in one for one in (*kept, *others)) for word in "".join(lines[0]).split())


@pytest.mark.parametrize("box", ["[ ] ", "[] ", "\u2610 ", "- [ ] "])
def test_the_box_of_a_to_do_list_is_no_word_of_it(board: Council, box: str) -> None:
    said = Saying(board, board.manager)
    assert (
        said.outcome(f"/action add {box}Book the hall")
        == "added Book the hall | no owner | no date"
    )
    both = said.says(f"/action add {box}Book the hall\n{box}Print the badges")
    assert "'Book the hall'" in str(both)
    assert "'Print the badges'" in str(both)


def test_what_is_not_taken_is_shown_and_can_still_be_changed(board: Council) -> None:
    said = Saying(board, board.manager).says(
        "/action add Update the toolkit by 15 Jan\n\nKind regards,\nSam Birch"
    )
    assert isinstance(said, Answer)
    assert said.text == "1 action to look over"
    assert "Not taken as actions: Kind regards, · Sam Birch" in str(said.blocks)
    assert "Kind regards" in str(said.blocks[-2])  # what Change carries


def test_a_telephone_number_below_a_mail_is_neither_shown_nor_carried(board: Council) -> None:
    said = Saying(board, board.manager).says(
        "/action add Update the toolkit by 15 Jan\nKind regards,\nSam\nTel 01632 960123"
    )
    assert isinstance(said, Answer)
    assert "960123" not in str(said.blocks)
    assert "Not taken as actions: Kind regards, · Sam" in str(said.blocks)


@pytest.mark.parametrize("opening", ["Hi all,", "Hello everyone\n\nas discussed at the meeting:"])
def test_a_mail_with_a_list_is_looked_over_at_once(board: Council, opening: str) -> None:
    said = Saying(board, board.manager).says(
        f"{opening}\n\n- Ring Legal by Friday\n- Book the room\n\nThanks\nSam"
    )
    assert isinstance(said, Answer)
    assert said.text == "2 actions to look over"
    assert f"Not taken as actions: {opening.partition(chr(10))[0]}" in str(said.blocks)


def test_the_greeting_of_a_mail_that_was_not_understood_becomes_no_action(board: Council) -> None:
    somebody = Saying(board, board.manager)
    lost = somebody.says("Hi all,\nRing Legal by Friday\nBook the room")
    assert isinstance(lost, Answer)
    told = somebody.presses(lost, "Add it as an action")
    assert isinstance(told, Answer)
    assert told.text == "2 actions to look over"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("done 2\n\nKind regards\nSam", "Left out: Kind regards, Sam."),
        ("note 6 spoke to Legal\n\nThanks,\nSam Birch\nTeam Manager", "Thanks, Sam Birch, Team"),
        ("done 2. Regards, Sam", "Left out: Regards, Sam."),
        ("6 done\n--\nSam Birch\nTeam Manager\nT: 01632 960123", "Left out: the end of the letter"),
        ("show 2\n\nKind regards\nSam", ""),
        ("done 2 thanks to Jo", ""),
    ],
)
def test_what_was_taken_for_the_end_of_a_letter_is_told(
    board: Council, typed: str, told: str
) -> None:
    read = Saying(board, board.manager).reads(typed)
    assert ("Left out" in read) == bool(told)
    assert told in read


@pytest.mark.parametrize(
    "headings",
    [
        "Ref \u2013 Recommendation \u2013 Action required \u2013 Lead \u2013 Date",
        "No. | Theme | Action | Lead officer | RAG rating",
        "Action \u2013 Owner \u2013 Budget \u2013 By when",
    ],
)
def test_the_headings_of_a_table_are_no_action_whatever_its_columns(headings: str) -> None:
    assert of_actions([headings, "Train the staff"]) == (["Train the staff"], [headings])


def test_a_row_whose_words_are_headings_too_is_an_action() -> None:
    rows = ["Lead \u2013 review the notes", "Action plan \u2013 update the outcomes by Friday"]
    assert of_actions(rows) == (rows, [])
