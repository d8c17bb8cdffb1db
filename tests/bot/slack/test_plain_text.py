"""What is typed or pasted, made plain: marks of lists, what is struck out, what ends a letter."""

import pytest

from bot.slack.letters import unsigned
from bot.slack.plain_text import lines_of, plain, struck, unwrapped

MARKS = (
    *("\u2751 ", "\u2192 ", "\u00bb ", "\u203a ", "\u00a7 ", "\u00a7\t", "\uf071\t", "\u2605 "),
    *("\u2714\ufe0f ", ":small_blue_diamond: ", ":black_small_square: ", ":arrow_right: "),
)


@pytest.mark.parametrize("mark", MARKS)
def test_the_mark_of_a_line_is_no_part_of_its_action(mark: str) -> None:
    assert lines_of(plain(f"{mark}Write it\n{mark}Print it")) == ["Write it", "Print it"]


@pytest.mark.parametrize(
    "text",
    [
        *("1 Write it\n2 Print it", "a. Write it\nb. Print it", "o Write it\no Print it"),
        *("1\ufe0f\u20e3 Write it\n2\ufe0f\u20e3 Print it", "A. Write it\n\nB. Print it"),
    ],
)
def test_what_counts_the_lines_of_a_list_is_no_part_of_them(text: str) -> None:
    assert lines_of(plain(text)) == ["Write it", "Print it"]


@pytest.mark.parametrize(
    "text",
    [
        *("A. Birch to ring Legal", "A. Birch to ring Legal\nS. Khan to write to them"),
        *("3 visits to homes\n2 visits to schools", "o dear", ":warning: Ring Legal"),
    ],
)
def test_what_only_looks_as_if_it_counted_stays(text: str) -> None:
    assert lines_of(plain(text)) == text.split("\n")


def test_what_is_struck_out_is_taken_back() -> None:
    assert plain("done ~6~ 7") == "done 7"
    assert plain("~Ring~ Write to *Legal*") == "Write to Legal"
    assert struck(plain("*~done 6~*")) == "done 6"
    assert not struck(plain("~5 people, ~6 visits"))


@pytest.mark.parametrize(
    "text", ["\u201cdone 6\u201d", "\u2018done 6\u2019", '"done 6"', "'done 6'."]
)
def test_the_quotation_marks_around_all_of_it_are_none_of_it(text: str) -> None:
    assert unwrapped(plain(text)) == "done 6"


@pytest.mark.parametrize(
    "text", ["done 6 \u201cand all\u201d", "\u201cHall\u201d and \u201cRoom\u201d", "'tis done"]
)
def test_other_quotation_marks_stay(text: str) -> None:
    assert unwrapped(plain(text)) == text


SAID = "note 6 spoke to Legal"


@pytest.mark.parametrize(
    "below",
    [
        *("\n\nKind regards\nSam", "\nThanks, Jo", "\nBW\nSam", "\nCheers\nSam :)", "\n--\nSam"),
        *("\nMany thanks,\nSam Birch\nTeam Manager | Permanence\nT: 01234 567", ". Regards, Sam"),
        *(". Thanks, Sam", "\n\nFrom: Jo\nSent: Monday\nSubject: RE: 6\n\nWhat they had written"),
        "\n\nOn Mon, 23 Nov 2026 at 10:12, Jo wrote:\n> What they had written",
    ],
)
def test_what_ends_a_letter_is_left_out(below: str) -> None:
    assert unsigned(f"{SAID}{below}").rstrip(".") == SAID


@pytest.mark.parametrize(
    "below",
    [
        *(
            "\nThanks\nThey will reply by Friday",
            "\nThanks to Jo for the minutes",
            "\nThanks\n7 done",
        ),
        *("\nCheers\nDone 7", "\nBest Practice Guide sent", "\nThis message is for all of them"),
        *(", thanks to Jo", ". Thanks for chasing", "\nFrom here on it is theirs"),
    ],
)
def test_what_is_more_than_the_end_of_a_letter_stays(below: str) -> None:
    assert unsigned(plain(f"{SAID}{below}")) == f"{SAID}{below}"
