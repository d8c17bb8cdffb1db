"""What may be kept and what may not. Every number here is made up or reserved for examples."""

import csv
import re
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from db.guard.kinds import Kind
from db.guard.own import CouncilsOwn
from db.privacy import PersonalDataError, find, look, refuse

TODAY = date(2026, 11, 23)
REPORT = Path(__file__).parents[3] / "sample" / "actions.csv"

ORDINARY = [
    "Finalise the Adolescent Strategy",
    "Write the Adolescent Strategy, by 4/12/2026",
    "Draft to leads by Fri 4 Dec 2026, 9 working days",
    "Moved from 30 April to 4 December because the group met late",
    "Report due 2026-12-04 and again on 2027-01-15",
    "Ofsted 2020 asked for this; see also Ofsted 2023",
    "This will be finalised by April 2020",
    "Peer review of February 2020, paragraph 38",
    "Paragraphs 31a, 31b and 31c; para 4.2.1",
    "Section 47 enquiries closed within 15 working days",
    "S47 2nd review; Room E1 2nd floor; Phase M1 3rd cohort",
    "Section 20 and s17 thresholds, S.47(1)(b)",
    "Q3 2026/27 return, Q4 to follow",
    "2026-27 budget: £12,000 of £1,250,000.00",
    "£0.5m, £70,000,000 over 10 years",
    "ACT-41a follows ACT-42b; REC-44 after KLOE 3",
    "LA-2027-01-017 is the audit reference",
    "1,326 open cases, 112 re-referrals, 8.5% up",
    "Room B12 at 10:30, then B12 again",
    "Meet in the M4 room, level E1, desk W12",
    "07:30 to 15:30, 3pm at the latest",
    "Between 01/12/2026 and 03/12/2026 10:30",
    "2026-01-02 2026-01-03 2026-01-04",
    "01.12.2026 10 cases, 02.12.2026 12 cases",
    "12 of 30 audits held; 40% on time; 9 out of 10",
    "#12 replaces #7 and #1024",
    "https://example.org/minutes/2026-11-03",
    "https://example.org/report/2019/05/04/final.pdf",
    "Minutes: https://example.org/d/07123456789/view?id=0123456789012",
    "https://example.slack.com/archives/C01ABCD2EFG/p1700000000123456",
    "https://example.slack.com/archives/C01/p1?thread_ts=9434765870.123456&cid=C01",
    "https://example.org/sites/cs/2f1c9e1a-4e12-4b7d-9a1b-0c2d3e4f5a6b",
    "Ask @team.manager and/@owner; see #improvement",
    "<@U012AB3CD> to speak with <@U98765432>",
    "Children born after 4 December 2026 are out of scope",
    "Pre-birth assessments cleared by 4/12/2026",
    "Panels, pre-birth: 4/12/2026; unborn: 5/12/2026",
    "Unborn baby protocol signed off on 4 December 2026",
    "Birth plans 4/12/2026: template agreed with midwifery",
    "By 4/12/2026: birth-parent letters reviewed",
    "Newborn pathway, 2 weeks, 0-25 service",
    "Caseloads of 18 to 22; average 19.4, was 21.7 in 2025",
    "Supervision every 4 weeks; 3 of 12 missed in October 2026",
    "Version 2.10, paragraph 1.2.3, table 4-12",
    "Ages 0-5, 6-10, 11-15 and 16+",
    "Grade: Requires improvement (2), was Inadequate (1)",
    "Working Together 2023, pages 10-12",
    "Children Act 1989 s.47 and Children Act 2004",
    "5 x 2 hour sessions, 20 staff each",
    "Recruit 10 social workers, 4 FTE by 31 March 2027",
    "Response within 24 hrs; 72 hrs for strategy meetings",
    "ISO 27001 and Cyber Essentials+ in place",
    "Backlog 100 200 300 by month",
    "Phase 2b, wave 3c, step 10d",
    "WTE 12.5 -> 14.0 (+1.5)",
    "Performance board 12th January 2027, 2pm to 4pm",
    "Top tip 31d; see KLOE 6 (b) and finding 19",
    "Audit tool v3 ready; 95th percentile 45 days",
    "Scrutiny committee 18 November: 12 actions noted",
    "Monthly: two cases with staff, 24 audits a year",
    "Train 120 staff in 6 cohorts, 20 a cohort, from 11/01/2027",
    "A5 leaflets for N1 and SE2 teams, 500 copies",
    "Contract C2026-117, PO 450012345, cost code 70123",
]


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
        ("0300 123 4567", Kind.PHONE_NUMBER),
        ("O77OO 9OO 123", Kind.PHONE_NUMBER),
        ("<mailto:someone@example.org|someone>", Kind.EMAIL),
        ("some.one+x@mail.example.org", Kind.EMAIL),
        ("https://example.org/?to=someone%40example.org", Kind.EMAIL),
        ("a nine year old boy", Kind.AGE),
        ("aged nine", Kind.AGE),
        ("the 6 year old was seen", Kind.AGE),
        ("K.T. (9 yrs)", Kind.INITIALS),
        ("AB - 6 years old", Kind.INITIALS),
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


def with_check_digit(nine: str) -> str | None:
    """Complete an NHS number: modulus 11 over weights 10 to 2; ten means there is none."""
    total = sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True))
    check = (11 - total % 11) % 11
    return None if check == 10 else f"{nine}{check}"


def grouped(digits: str, sizes: tuple[int, ...], separator: str) -> str:
    pieces, rest = [], digits
    for size in sizes:
        pieces.append(rest[:size])
        rest = rest[size:]
    return separator.join(pieces)


def cased(text: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda text, lower: text.lower() if lower else text, text, st.booleans())


separators = st.sampled_from(
    ["", " ", "-", ".", "\N{NO-BREAK SPACE}", "\N{ZERO WIDTH SPACE}", "  "]
)
nhs_numbers = st.builds(
    lambda digits, separator: grouped(digits, (3, 3, 4), separator),
    st.from_regex(r"\A[0-9]{9}\Z").map(with_check_digit).filter(bool),
    separators,
)
insurance_numbers = cased(
    st.builds(
        lambda text, separator: grouped(text, (2, 2, 2, 2, 1), separator),
        st.from_regex(r"\A(AB|CE|JG|NP|PX|RA|SY|TW|YZ|ZA|LL|MM)[0-9]{6}[ABCD]\Z"),
        separators.filter(lambda separator: len(separator) < 2 or separator.isspace()),
    )
)
areas = st.sampled_from(
    re.findall(
        "[A-Z]+",
        "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT "
        "DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA "
        "LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE "
        "SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV "
        "YO ZE",
    )
)
postcodes = st.builds(
    lambda area, district, separator, inward: f"{area}{district}{separator}{inward}",
    areas,
    st.from_regex(r"\A[0-9][0-9ABEHMNPRVWXY]?\Z"),
    st.sampled_from(["", " ", "-", "\N{NO-BREAK SPACE}", "\N{ZERO WIDTH SPACE}"]),
    st.from_regex(r"\A[0-9][ABD-HJLNP-UW-Z]{2}\Z"),
)
small_postcodes = postcodes.map(str.lower).filter(lambda text: not re.search("st|nd|rd|th", text))
phone_numbers = st.builds(
    lambda prefix, rest: prefix + rest,
    st.sampled_from(["0", "+44", "+44 ", "0044 ", "+44(0)", "+44 (0) "]),
    st.builds(
        lambda digits, separator: grouped(digits, (4, 3, 3), separator),
        st.from_regex(r"\A[1237][0-9]{9}\Z"),
        st.sampled_from(["", " ", "-", ".", "\N{NO-BREAK SPACE}"]),
    ),
)
emails = st.from_regex(
    r"\A[a-z0-9][a-z0-9._%+'-]{0,12}@([a-z0-9][a-z0-9-]{0,8}\.){1,3}[a-z]{2,6}\Z", fullmatch=True
)
birth_dates = st.dates(date(1940, 1, 1), TODAY - timedelta(days=367)).flatmap(
    lambda day: st.sampled_from(
        [
            f"{day:%d/%m/%Y}",
            f"{day:%d.%m.%Y}",
            f"{day:%d-%m-%y}",
            f"{day:%d.%m.%y}",
            day.isoformat(),
            f"{day.day} {day:%B %Y}",
            f"{day.day}th of {day:%b, %Y}",
            f"{day:%B} {day.day}, {day.year}",
            f"{day.day}{day:%b%Y}",
        ]
    )
)
personal = st.one_of(
    nhs_numbers,
    insurance_numbers,
    postcodes,
    small_postcodes,
    phone_numbers,
    emails,
)
# Text on either side ends at a space, a stop or a bracket: a digit more is another number.
befores = st.builds(
    str.__add__,
    st.sampled_from(ORDINARY) | st.text(max_size=30),
    st.sampled_from([" ", "\n", ": ", " (", " #", '"', ", ", " *", " _", " ~", "\t", " <"]),
)
afters = st.builds(
    str.__add__,
    st.sampled_from([" ", "\n", ", ", ")", ". ", '"', ";", "!", "* ", "? ", ">"]),
    st.sampled_from(ORDINARY) | st.text(max_size=30),
)


@given(personal, befores, afters)
def test_whatever_identifies_a_person_is_refused_and_not_repeated(
    secret: str, before: str, after: str
) -> None:
    with pytest.raises(PersonalDataError) as refused:
        refuse(f"{before}{secret}{after}", TODAY)
    assert secret not in str(refused.value)


@given(
    birth_dates,
    st.sampled_from(["", "Seen ", "The north team, ", "Finalise it: ", "a) ", "12 cases; "]),
    st.sampled_from(["", " .", ", north team", "; 12 cases", ") again"]),
)
def test_an_old_date_that_is_of_no_document_is_asked_about(
    day: str, before: str, after: str
) -> None:
    assert find(f"{before}{day}{after}", TODAY) is Kind.OLD_DATE


@given(nhs_numbers, st.sampled_from(ORDINARY))
def test_an_nhs_number_glued_to_words_is_found(secret: str, text: str) -> None:
    assume(not text[-1].isdecimal())
    assume("http" not in text)
    assert find(f"{text}{secret}x", TODAY) is Kind.NHS_NUMBER


@given(st.text(max_size=200))
def test_any_text_at_all_can_be_looked_at(text: str) -> None:
    assert find(text, TODAY) in {None, *Kind}


DOCUMENTS = st.sampled_from(
    [
        "https://council.sharepoint.com/sites/QA/Doc.aspx?sourcedoc=%7B{guid}%7D&file=Plan.docx",
        "https://council.sharepoint.com/:w:/r/sites/QA/{key}?d=w{hex}&csf=1&web=1&e={short}",
        "https://teams.microsoft.com/l/message/19:{hex}@thread.tacv2/{long}?tenantId={guid}",
        "https://council.slack.com/archives/C01ABCD2EFG/p{long}000?thread_ts={clock}&cid=C01",
        "https://docs.google.com/document/d/{key}/edit",
        "document {guid}",
        "see {{{guid}}}, sha {hex}",
    ]
)


@given(DOCUMENTS, st.uuids(version=4), st.integers(10**12, 10**13 - 1), st.randoms())
def test_what_names_a_document_is_never_refused(
    link: str, guid: object, number: int, chosen: Random
) -> None:
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    text = link.format(
        guid=str(guid).upper() if chosen.random() < 0.5 else guid,
        hex=str(guid).replace("-", ""),
        key="Ea1" + "".join(chosen.choices(letters, k=40)),
        short="".join(chosen.choices(letters, k=6)),
        long=number,
        clock=f"{number // 1000}.{number % 1000000:06}",
    )
    assert find(text, TODAY) is None


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


OWN = CouncilsOwn(
    domains=("council.example",),
    phones=("0116 496 0000",),
    buildings=("County Hall, 1 Sample Road, LE3 8RA",),
    case_numbers=("P99999", "LCS 99-9999"),
)


@pytest.mark.parametrize(
    "text",
    [
        "write to team@council.example",
        "write to team@schools.council.example",
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
