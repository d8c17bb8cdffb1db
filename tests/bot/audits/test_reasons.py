"""Why somebody could not hold an audit never stands beside a name where it is theirs to tell."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.audits.event_words import EVENTS
from bot.audits.view import details
from db.audits import changes
from db.audits import queries as audits
from db.models import AuditEventKind, LiveAudit
from jobs.rules.audit_rules import AuditRules
from jobs.rules.not_held import REASONS, USUAL_REASONS, reason_named, told_reason
from tests.contexts import asking, doing
from tests.db.audits.months import OPENED, drawn, me
from tests.people import Council

TOLD = {"away", "a private reason"}
PUBLIC = {reason.name for reason in REASONS if not reason.is_private}
ABSENCES = ("leave", "sickness", "long-term sickness", "maternity", "sick leave", "parental leave")
CASES = st.sampled_from((str.upper, str.title, str.lower, str.capitalize))
MARKS = st.sampled_from(("", " ", "  ", ".", "!", " -", "\t"))


@given(st.sampled_from(ABSENCES), CASES, MARKS, MARKS)
def test_an_absence_is_told_as_one_however_it_is_spelt(
    name: str, case: type[str], before: str, after: str
) -> None:
    spelt = f"{before}{case(name)}{after}".replace("-", " ")
    assert told_reason(spelt) == "away"
    assert reason_named(spelt).means_away


@given(st.text(min_size=1, max_size=40))
def test_a_reason_that_nobody_knows_is_private(reason: str) -> None:
    told = told_reason(reason)
    assert told in TOLD or reason_named(reason).name in PUBLIC


@pytest.mark.parametrize("reason", ["", None])
def test_where_nobody_gave_a_reason_nothing_is_told(reason: str | None) -> None:
    assert told_reason(reason) == ""


def test_a_reason_of_the_work_stands_as_it_is() -> None:
    assert [told_reason(reason) for reason in sorted(PUBLIC)] == sorted(PUBLIC)
    assert AuditRules().not_held_reasons == USUAL_REASONS


def test_every_kind_of_event_has_words() -> None:
    assert set(EVENTS) == set(AuditEventKind)


@pytest.mark.parametrize(
    "reason", ["sickness", "Sickness", "long-term sickness", "maternity", "panic attacks", "leave "]
)
def test_nobody_outside_the_line_reads_it_anywhere_in_the_audit(
    council: Council, reason: str
) -> None:
    [number] = drawn(council, (council.other_manager, council.practitioner))
    with council.database.begin() as session:
        audit = session.get_one(LiveAudit, number)
        author = me(session, council.practitioner)
        changes.not_held(doing(author, OPENED), audit, reason, f"Note: {reason}")
    for person in (council.other_manager, council.officer):
        shown = _shown(council, number, person.id)
        assert reason.strip().casefold() not in shown.casefold()
        assert any(words in shown for words in TOLD)
    for person in (council.practitioner, council.manager, council.director):
        assert f"Note: {reason.strip()}" in _shown(council, number, person.id)


def _shown(council: Council, number: int, person_id: int) -> str:
    with council.database.read() as session:
        person = next(me(session, one) for one in council.people.values() if one.id == person_id)
        audit = audits.find(session, number, person)
        history = audits.history(session, audit)
        return str(details(audit, history, asking(person, OPENED + timedelta(days=1))).blocks)


def test_an_extension_is_asked_without_saying_who_is_ill(council: Council) -> None:
    [number] = drawn(council, (council.other_manager, council.practitioner))
    with council.database.begin() as session:
        audit = session.get_one(LiveAudit, number)
        author = me(session, council.practitioner)
        kind, until = AuditEventKind.EXTENSION_ASKED, date(2027, 2, 1)
        changes.record(doing(author, OPENED), audit, kind, "sickness", until=until.isoformat())
    assert "sickness" not in _shown(council, number, council.other_manager.id)
