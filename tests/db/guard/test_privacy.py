"""What may be kept and what may not. Every number here is made up or reserved for examples."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from db.guard.kinds import Kind
from db.guard.own import CouncilsOwn
from db.privacy import PersonalDataError, find, look, refuse
from tests.db.guard.harmless import ORDINARY, TODAY

REPORT = Path(__file__).parents[3] / "sample" / "actions.csv"


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_improvement_work_is_let_by(text: str) -> None:
    assert find(text, TODAY) is None


def test_the_reports_own_actions_are_let_by() -> None:
    with REPORT.open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert "Write the Adolescent Strategy" in cells
    assert [cell for cell in cells if find(cell, TODAY)] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("NHS no 943 476 5870.", Kind.NHS_NUMBER),
        ("see9434765870now", Kind.NHS_NUMBER),
        ("9 4 3 4 7 6 5 8 7 0", Kind.NHS_NUMBER),
        ("12 943-476-5870 12", Kind.NHS_NUMBER),
        ("\N{FULLWIDTH DIGIT NINE}434765870", Kind.NHS_NUMBER),
        ("943\N{ZERO WIDTH SPACE}476\N{NO-BREAK SPACE}5870", Kind.NHS_NUMBER),
        ("943\N{MINUS SIGN}476\N{NON-BREAKING HYPHEN}5870", Kind.NHS_NUMBER),
        ("943\x00476\x1f5870", Kind.NHS_NUMBER),
        ("\N{ARABIC-INDIC DIGIT NINE}434765870", Kind.NHS_NUMBER),
        ("9\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}434765870", Kind.NHS_NUMBER),
        ("943&nbsp;476&nbsp;5870", Kind.NHS_NUMBER),
        ("943&amp;nbsp;476&#8203;5870", Kind.NHS_NUMBER),
        ("https://example.org/people/9434765870", Kind.NHS_NUMBER),
        ("https://example.org/?thread_ts=9434765870", Kind.NHS_NUMBER),
        ("ab 12 34 56 c", Kind.NATIONAL_INSURANCE_NUMBER),
        ("AB-12-34-56-C", Kind.NATIONAL_INSURANCE_NUMBER),
        ("lives at sw1a1aa", Kind.POSTCODE),
        ("LS1 4DY,", Kind.POSTCODE),
        ("https://example.org/map/SW1A%201AA", Kind.POSTCODE),
        ("dob 4/5/2026", Kind.DATE_OF_BIRTH),
        ("D.O.B.: 04.05.26", Kind.DATE_OF_BIRTH),
        ("DOB 04052026", Kind.DATE_OF_BIRTH),
        ("born on the 4th of May", Kind.DATE_OF_BIRTH),
        ("her birthday is Tuesday 4 May", Kind.DATE_OF_BIRTH),
        ("date of birth - 2026-05-04", Kind.DATE_OF_BIRTH),
        ("Birth: 4 May 2026", Kind.DATE_OF_BIRTH),
        ("4 May 2026 (birthday)", Kind.DATE_OF_BIRTH),
        ("4/5/2026 is the date of birth", Kind.DATE_OF_BIRTH),
        ("18.02.2020", Kind.OLD_DATE),
        ("2020-02-18", Kind.OLD_DATE),
        ("18 February 2020", Kind.OLD_DATE),
        ("Feb 18th, 2020", Kind.OLD_DATE),
        ("18th of Feb '20", Kind.OLD_DATE),
        ("18 02 2020", Kind.OLD_DATE),
        ("18.02.99", Kind.OLD_DATE),
        ("02/18/2020", Kind.OLD_DATE),
        ("01.02.2020-19.02.2020", Kind.OLD_DATE),
        ("ring 07700 900123", Kind.PHONE_NUMBER),
        ("+44 (0)20 7946 0958", Kind.PHONE_NUMBER),
        ("0044 1632 960123", Kind.PHONE_NUMBER),
        ("(020) 7946 0958", Kind.PHONE_NUMBER),
        ("447700900123", Kind.PHONE_NUMBER),
        ("tel:+441632960123", Kind.PHONE_NUMBER),
        ("O77OO 9OO 123", Kind.PHONE_NUMBER),
        ("<mailto:someone@example.org|someone>", Kind.EMAIL),
        ("some.one+x@mail.example.org", Kind.EMAIL),
        ("https://example.org/?to=someone%40example.org", Kind.EMAIL),
        ("a nine year old boy", Kind.AGE),
        ("aged nine", Kind.AGE),
        ("the 6 year old was seen", Kind.AGE),
        ("K.T. (9 yrs)", Kind.INITIALS),
        ("AB - 6 years old", Kind.INITIALS),
        ("> 943 476\n> 5870", Kind.NHS_NUMBER),
        ("&gt; 943&lt;br&gt;476\n&gt; 5870", Kind.NHS_NUMBER),
        ("07700 900123/07700 900124", Kind.PHONE_NUMBER),
        ("a spreadsheet's 7700900123", Kind.FOREIGN_PHONE),
        ("AB_DOB_040526.docx", Kind.DATE_OF_BIRTH),
        ("PO 456 942 7510", Kind.NHS_NUMBER),
        ("D/O/B 04/05/2026", Kind.DATE_OF_BIRTH),
        ("YP - AB", Kind.INITIALS),
        ("baby T's plan", Kind.INITIALS),
        ("turned seven on the third of May", Kind.AGE),
        ("nine four three, four seven six, five eight seven oh", Kind.NHS_NUMBER),
        ("oh double seven double oh nine hundred one two three", Kind.PHONE_NUMBER),
        ("date of birth three five twenty sixteen", Kind.DATE_OF_BIRTH),
        ("TN 03 05 16 F", Kind.NATIONAL_INSURANCE_NUMBER),
        ("LE3, 5QR", Kind.POSTCODE),
        ("card 4012 8888 8888 1881", Kind.PERSONAL_NUMBER),
        ("sort code 20-00-00", Kind.PERSONAL_NUMBER),
        ("passport no 123456789", Kind.PERSONAL_NUMBER),
        ("attends Oakfield Primary, Y3", Kind.SCHOOL),
        ("Oakfield School, Year 3", Kind.SCHOOL),
    ],
)
def test_what_identifies_a_person_is_named_by_its_kind(text: str, kind: Kind) -> None:
    assert find(text, TODAY) is kind


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("9434765871", "the check digit of an NHS number is wrong"),
        ("AO123456C", "no second letter is an O"),
        ("AB123456E", "the last letter goes to D"),
        ("AA1 1AA", "there is no such postcode area"),
        ("SW1A 1CA", "no postcode ends in a C"),
        ("45/13/2019", "there is no such day"),
        ("0440 12345678", "no number starts that way"),
        ("journal 01045772000", "it is an entry of the ledger"),
        ("PO 4569427510", "it is a purchase order, one in eleven of which has that check digit"),
        ("Oracle ref 7104455667", "it is called a reference"),
        ('"Child A" in write-ups', "it stands in quotation marks"),
        ("card 4012 8888 8888 1882", "the check digit of a card is wrong"),
        ("LCSPR Child Q", "its review was published"),
        ("Child A in the training pack", "it was made up to learn from"),
        ("Options B1, 2AB and 3CD", "a postcode with a comma has two letters first"),
        ("attends Oakfield School governors meeting", "a colleague does"),
    ],
)
def test_what_only_resembles_it_is_let_by(text: str, why: str) -> None:
    assert find(text, TODAY) is None, why


def test_a_full_date_is_let_by_until_it_is_a_year_old() -> None:
    a_year_ago = date(2025, 11, 23)
    assert find(f"On {a_year_ago:%d/%m/%Y}", TODAY) is None
    assert find(f"On {a_year_ago - timedelta(days=2):%d/%m/%Y}", TODAY) is Kind.OLD_DATE


def test_two_digits_of_a_year_are_of_this_century_while_that_is_near() -> None:
    assert find("Plan to 31/12/35", TODAY) is None
    assert find("On 31/12/45", TODAY) is Kind.OLD_DATE


def test_a_text_that_may_be_kept_is_not_refused() -> None:
    refuse("Finalise the Adolescent Strategy by 4/12/2026", TODAY)


def test_the_key_of_a_shared_document_is_no_postcode_however_it_looks() -> None:
    shared = "https://council.sharepoint.com/:w:/r/sites/QA/Ea1NMwAcPpqafwpCZhgH?csf=1&e={}"
    assert [key for key in ("W9O3zJ", "LE27QF", "w4s7lJ") if find(shared.format(key), TODAY)] == []
    assert find("https://council.example/find?e=LE2+7QF", TODAY) is Kind.POSTCODE


def test_a_link_cannot_be_put_in_other_words_so_it_is_asked_about() -> None:
    linked, written = "https://example.org/people/9434765870", "943 476 5870"
    assert [each.is_question for each in look(linked, TODAY)] == [True]
    assert [each.is_question for each in look(written, TODAY)] == [False]
    assert [each.is_question for each in look(f"{linked} {written}", TODAY)] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "The letter of 3 May 2015 from Ofsted",
        "Baseline March 2014, reported on 12/06/2014",
        "Guidance issued 26 March 2015",
        "Minutes, 4 July 2023",
        "Contract from 01/04/2018 until 31/03/2023",
        "By the twelfth of March 2015 the policy was in force",
    ],
)
def test_the_date_of_a_document_is_no_date_of_birth(text: str) -> None:
    assert find(text, TODAY) is None


@pytest.mark.parametrize(
    "text",
    ["The boy of 3 May 2015, as the letter says", "Placed with her mother on 12/06/2014, report"],
)
def test_a_document_beside_it_lets_no_date_of_a_person_by(text: str) -> None:
    assert find(text, TODAY) is Kind.OLD_DATE


@pytest.mark.parametrize(
    "text",
    [
        "Social work student at Northumbria starts on Monday",
        "Student of Northumbria University joins the team",
        "Student from Leicester on placement until May",
        "Pupil at Key Stage 2: data to be refreshed",
        "Enrolled at the Practice Academy for the first year",
        "On roll at Virtual School: 312",
        "Attends the Leadership Academy on Thursdays",
        "Ask those in Year 1 at The Social Work Academy what helped",
        "The plan turns two on 4 December",
        "The service turns ten on Monday",
    ],
)
def test_where_staff_learn_and_how_old_a_service_is_tell_of_no_child(text: str) -> None:
    assert find(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("student at Northfield", Kind.SCHOOL),
        ("Pupil at Oakwood University Academy", Kind.SCHOOL),
        ("attends Northfield Primary School", Kind.SCHOOL),
        ("she turns 5 on Monday", Kind.AGE),
    ],
)
def test_what_is_said_so_of_a_child_is_asked_about(text: str, kind: Kind) -> None:
    assert find(text, TODAY) is kind


OWN = CouncilsOwn(
    domains=("council.example",),
    phones=("0116 496 0000",),
    buildings=("County Hall, 1 Sample Road, LE3 8RA", "111 Sample Road"),
    case_numbers=("P99999", "LCS 99-9999"),
)


@pytest.mark.parametrize(
    "text",
    [
        "write to team@council.example",
        "write to team@schools.council.example",
        "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.gov.uk%2Fguidance"
        "&data=05%7C02%7Cjo.hart%40council.example%7C4f1c77ab01634960123408dd0f5b1234&reserved=0",
        "ring 0116 496 0000, or +44 116 496 0000",
        "at County Hall, 1 Sample Road, LE3 8RA",
        "in LE38RA",
    ],
)
def test_what_is_the_councils_own_may_be_written(text: str) -> None:
    assert find(text, TODAY) is not None
    assert find(text, TODAY, OWN) is None


@pytest.mark.parametrize(
    "text",
    [
        "team@council.example and mum@example.com",
        "ring 0116 496 0001",
        "2 Sample Road",
        "11 Sample Road",
        "lives in LE3",
        "E3 8RA",
        "someone@other-council.example",
    ],
)
def test_what_only_stands_beside_it_may_not(text: str) -> None:
    assert find(text, TODAY, OWN) is not None


@pytest.mark.parametrize("text", ["P12345", "see p12345.", "LCS 12-3456", "LCS12-3456"])
def test_the_councils_own_case_numbers_are_refused_whoever_is_sure(text: str) -> None:
    with pytest.raises(PersonalDataError) as refused:
        refuse(text, TODAY, OWN, sure=frozenset(Kind))
    assert refused.value.kinds == {Kind.OWN_CASE_NUMBER}


def test_whoever_is_sure_of_one_kind_is_asked_of_another() -> None:
    text = "Visit 14 Acacia Avenue, child AB"
    with pytest.raises(PersonalDataError) as refused:
        refuse(text, TODAY)
    assert refused.value.is_question
    assert refused.value.kinds == {Kind.ADDRESS, Kind.INITIALS}
    with pytest.raises(PersonalDataError) as again:
        refuse(text, TODAY, sure={Kind.ADDRESS})
    assert again.value.kinds == {Kind.INITIALS}
    refuse(text, TODAY, sure={Kind.ADDRESS, Kind.INITIALS})


def test_what_is_refused_is_told_before_what_is_asked() -> None:
    with pytest.raises(PersonalDataError) as refused:
        refuse("child AB, NHS 943 476 5870", TODAY, sure=frozenset(Kind))
    assert refused.value.kinds == {Kind.NHS_NUMBER}
