"""What is typed or pasted, made plain: marks of lists, what is struck out, what ends a letter."""

import re
from pathlib import Path
from typing import Final

import pytest

from bot.slack.letters import unsigned
from bot.slack.plain_text import lines_of, plain, struck, unwrapped, without_addresses

BOT: Final = Path(__file__).parents[3] / "bot"

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
        *("1 visit to schools\n2 visits to nurseries", "1 new laptop\n2 phones\n3 desks"),
        *("A. Smith's review\nB. Jones's review", "A. Smith\u2019s review\nB. James\u2019 review"),
        *("\u00a717 assessments\n\u00a747 enquiries", "\u00a7 17 assessments\n\u00a7 47 enquiries"),
    ],
)
def test_what_only_looks_as_if_it_counted_stays(text: str) -> None:
    assert lines_of(plain(text)) == text.split("\n")


def test_what_is_struck_out_is_taken_back() -> None:
    assert plain("done ~6~ 7") == "done 7"
    assert plain("~Ring~ Write to *Legal*") == "Write to Legal"
    assert struck(plain("*~done 6~*")) == "done 6"
    assert not struck(plain("~5 people, ~6 visits"))
    assert plain("costs ~\u00a35k~ \u00a36k (~5~), ~old~ new") == "costs \u00a36k (), new"


@pytest.mark.parametrize(
    "text",
    [
        *("it is (~\u00a340k) now, was (~\u00a320k) before", "Save ~\u00a310k/~\u00a312k on taxis"),
        *(
            "Find ~\u00a35k (~\u00a36k with VAT) for it",
            "fewer than ~5 (~\u00a32k)",
            "~5 [~6] or 7-~8",
        ),
        "rates were ~10% (~5 families), now lower (~\u00a32k)",
    ],
)
def test_what_is_about_so_much_is_not_struck_out(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    "text", ["\u201cdone 6\u201d", "\u2018done 6\u2019", '"done 6"', "'done 6'."]
)
def test_the_quotation_marks_around_all_of_it_are_none_of_it(text: str) -> None:
    assert unwrapped(plain(text)) == "done 6"


@pytest.mark.parametrize(
    "text",
    [
        *("done 6 \u201cand all\u201d", "\u201cHall\u201d and \u201cRoom\u201d", "'tis done"),
        *("'Children's plan' is 'done'", "'note 1 the pack' and 'note 13 the form'", "'1', '6'"),
    ],
)
def test_other_quotation_marks_stay(text: str) -> None:
    assert unwrapped(plain(text)) == text


def test_an_apostrophe_within_them_is_no_other_pair() -> None:
    assert unwrapped("'note 6 the children's plan'") == "note 6 the children's plan"
    assert unwrapped("'note 6 the parents' views'") == "note 6 the parents' views"


SAID = "note 6 spoke to Legal"


@pytest.mark.parametrize(
    "below",
    [
        *("\n\nKind regards\nSam", "\nThanks, Jo", "\nBW\nSam", "\nCheers\nSam :)"),
        "\n--\nSam Birch\nTeam Manager",
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


@pytest.mark.parametrize(
    "said",
    [
        "On 2 December the IRO wrote: plan is not safe enough.\nTeam to respond by Friday.",
        "On 2 December 2026 the IRO wrote:\nplan is not safe enough.",
        "opening hours changed\nfrom: 9am Monday\nto: 10am Monday\nStaff told",
        "Dates\nFrom: 4 Dec\nDate: 5 Dec",
        "Decision\n--- Forwarded to legal on Monday\nReply awaited",
        "Two letters came back. Sent from mail room without stamps",
        "Guidance says. This message is confidential to the family",
        "All 12 visits done. Thanks North Team",
        "The school said yes! Thanks Mrs Patel",
        "this message was intended for the team",
        "sites\n--\nLeeds\nYork\nHull\nGoole",
        "Risks\n---\nBUDGET and STAFFING",
        "Agreed three headings:\nThanks\nNext Steps\nContact",
        "list of words on the poster:\nhello\nthanks\nsorry\nplease",
        "Mum said:\nThanks\nI Will Think About It",
        "Wording agreed for the card:\nBest wishes,\nYour Social Worker",
        "letters posted.\nSent from the Galaxy hotel to save money\nNext step is visits",
        "They wrote:\nthis message is confidential to staff and we will act on it\nThen we met.",
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", ["", "note 1 ", "note 1 Contact\n"])
def test_words_that_only_sound_like_the_end_of_a_letter_stay(before: str, said: str) -> None:
    assert unsigned(plain(f"{before}{said}")) == f"{before}{said}"


@pytest.mark.parametrize(
    "below",
    [
        "\n\nFrom: Jo Lee <jo@council.example>\nTo: Sam\nOld words",
        "\n----- Original Message -----\nOld words",
        "\n---------- Forwarded message ---------\nOld words",
        "\n\nSent from my iPhone\n\nOn 23 Nov 2026, Jo wrote:\nOld words",
        "\n\nSent from Outlook for Android",
        "\nThis e-mail may contain confidential information.\nDelete it if it is not for you.",
    ],
)
def test_a_mail_that_is_answered_and_the_lines_under_it_are_left_out(below: str) -> None:
    assert unsigned(plain(f"{SAID}{below}")) == SAID


@pytest.mark.parametrize("sent", ["<https://council.example/m|the minutes>", "the minutes<tel:1>"])
def test_a_message_that_keeps_its_own_link_gives_its_words(sent: str) -> None:
    assert without_addresses(sent) == "the minutes"


def test_no_other_room_reads_the_links_that_slack_writes() -> None:
    own = re.compile(r"<\W*(?:P<\w+>)?\W*(?:https\?|mailto)")
    places = [path for path in BOT.rglob("*.py") if own.search(path.read_text("utf-8"))]
    assert [path.name for path in places] == ["plain_text.py"]
