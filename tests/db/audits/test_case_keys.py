"""Case numbers: known by a keyed hash, refused in words, never repeated and never stored."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from bot.refusals import refusal_words
from db.audits.case_keys import CaseNumbers, audited_since, refuse_audited
from db.audits.changes import Outcome
from db.errors import RefusedError
from db.models import Base
from tests.db.audits.months import OPENED, drawn, held
from tests.people import Council
from tests.refusals import refused

SECRET = "a key of the council's own, which is long"
NUMBERS = CaseNumbers(SECRET, r"[A-Z]{2}-?\d{6}")
NUMBER = "CS-204518"


@pytest.mark.parametrize("way", ["cs-204518", " CS 204518 ", "CS204518", "ＣＳ２０４５１８"])  # noqa: RUF001  (full-width letters are the point)
def test_one_case_has_one_key_however_it_is_written(way: str) -> None:
    assert NUMBERS.key_of(way) == NUMBERS.key_of(NUMBER)


@given(st.from_regex(r"[A-Z]{2}-\d{6}", fullmatch=True))
def test_two_cases_have_two_keys(other: str) -> None:
    same = NUMBERS.key_of(other) == NUMBERS.key_of(NUMBER)
    assert same == (other == NUMBER)


def test_a_key_is_worth_nothing_without_the_councils_own() -> None:
    others = CaseNumbers(SECRET + "r", NUMBERS.pattern)
    assert others.key_of(NUMBER) != NUMBERS.key_of(NUMBER)
    # HMAC-SHA256 as `openssl dgst -sha256 -hmac` has it.
    known = CaseNumbers("key", r"\d+").key_of("1")
    assert known == "6da91fb91517be1f5cdcf3af91d7d40c717dd638a306157606fb2e584f7ae926"


@pytest.mark.parametrize(
    ("numbers", "typed", "words"),
    [
        (CaseNumbers(SECRET, ""), NUMBER, "Case numbers are not taken here"),
        (CaseNumbers(None, r"\d+"), "204518", "an administrator has to set CASE_KEY"),
        (NUMBERS, "204518", "isn't how this council writes case numbers"),
        (NUMBERS, "CS-2045180", "isn't how this council writes case numbers"),
        (NUMBERS, "Ana Doe", "isn't how this council writes case numbers"),
    ],
)
def test_what_cannot_be_kept_is_refused_without_repeating_it(
    numbers: CaseNumbers, typed: str, words: str
) -> None:
    with refused(match=words) as caught:
        numbers.key_of(typed)
    assert typed not in refusal_words(caught.value)
    assert caught.value.about == "case"


def test_a_case_is_not_audited_again_too_soon(council: Council) -> None:
    [number] = drawn(council, (council.other_manager, council.practitioner))
    key = NUMBERS.key_of(NUMBER)
    held(council, number, OPENED, Outcome("Good", case_key=key))
    with council.database.read() as session:
        refuse_audited(session, key, OPENED + timedelta(seconds=1))
        refuse_audited(session, NUMBERS.key_of("CS-204519"), OPENED)
        with pytest.raises(RefusedError) as caught:
            refuse_audited(session, key, OPENED)
        found = audited_since(session, key, OPENED)
        assert found is not None
        assert found.id == number
    assert refusal_words(caught.value) == (
        "That case was audited in January 2027 (LA-2027-01-001); choose another one."
    )


def test_no_table_holds_the_number(council: Council) -> None:
    [number] = drawn(council, (council.other_manager, council.practitioner))
    held(council, number, OPENED, Outcome("Good", case_key=NUMBERS.key_of(NUMBER)))
    with council.database.read() as session:
        rows = [
            str(row)
            for table in Base.metadata.tables
            for row in session.execute(text(f'SELECT * FROM "{table}"'))
        ]
    assert any(NUMBERS.key_of(NUMBER) in row for row in rows)
    assert not any("204518" in row for row in rows)
