"""Whatever chance makes that identifies a person is found, and what names a document is not."""

import re
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from db.guard.kinds import Kind
from db.privacy import PersonalDataError, find, refuse
from tests.db.guard.harmless import ORDINARY, TODAY


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
