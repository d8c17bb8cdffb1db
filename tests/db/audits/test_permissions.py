"""The table for live audits, cell by cell, and that the rows obey it."""

from collections.abc import Callable

import pytest

from bot.refusals import refusal_words
from db.audits import booking, changes
from db.audits import queries as audits
from db.audits.changes import Outcome
from db.errors import RefusedError
from db.models import LiveAudit, Meeting, Person
from db.permission_rules import ACTIONS, AUDITS
from db.permissions import Permission, Role, may, roles_of
from tests.contexts import doing
from tests.db.audits.months import BOOKED_ON, OPENED, drawn, me
from tests.people import LINE, Council
from tests.refusals import refused

LEAD = {"Assistant Director"}
LEAD_OR_ADMIN = {"Assistant Director", "Improvement Officer"}
AUDITOR = {"Team Manager, Assessment"}
PRACTITIONER = {"Practitioner 1, Permanence"}
LINES = {"Team Manager, Permanence", "Head of Service", "Assistant Director"}

EXPECTED = {
    Permission.DRAW: LEAD_OR_ADMIN,
    Permission.PUBLISH: LEAD_OR_ADMIN,
    Permission.PIN: LEAD_OR_ADMIN,
    Permission.RULES: LEAD_OR_ADMIN,
    Permission.AUDITORS: LEAD_OR_ADMIN,
    Permission.COVERAGE: LEAD_OR_ADMIN,
    Permission.SEE_AUDIT: AUDITOR | PRACTITIONER | LINES | LEAD_OR_ADMIN,
    Permission.BOOK: AUDITOR | PRACTITIONER | LINES,
    Permission.CANNOT: AUDITOR | PRACTITIONER | LINES,
    Permission.RE_PAIR: LINES | LEAD_OR_ADMIN,
    Permission.HOLD: AUDITOR | LEAD,
    Permission.CORRECT: AUDITOR | LEAD,
    Permission.REOPEN_AUDIT: AUDITOR | LEAD,
    Permission.STOP_RECORDS: LEAD,
    Permission.SEE_MONTH: LEAD_OR_ADMIN,
    Permission.NUDGE: LEAD_OR_ADMIN,
    Permission.REFLECT: PRACTITIONER,
    Permission.SWAP: AUDITOR,
    Permission.EXTEND: LINES | LEAD,
    Permission.EXTEND_LONGER: LEAD,
    Permission.EXEMPT: LEAD,
    Permission.TALK: LINES,
    Permission.WRITE_NOTE: LEAD_OR_ADMIN,
    Permission.DISCUSS: set(),  # what somebody is to a team is asked where the team is known
    Permission.AWAY: LEAD_OR_ADMIN | LINES,
    Permission.SAMPLE: LEAD_OR_ADMIN,
    Permission.FILES: LEAD_OR_ADMIN,
    Permission.RELEASE_FILE: LEAD,
    Permission.NAME_CASE: LINES | LEAD,
    Permission.AGREE_CASE: AUDITOR | PRACTITIONER,
    Permission.NEXT_CASE: AUDITOR | PRACTITIONER | LINES,
    Permission.SEE_DRAFT: LEAD_OR_ADMIN,
    Permission.SEE_MODERATED: set(),
    Permission.MODERATE: set(),  # the lead is above the pair here
    Permission.BE_MODERATOR: set(),
}


def _pair(council: Council) -> int:
    [number] = drawn(council, (council.other_manager, council.practitioner))
    return number


@pytest.mark.parametrize("permission", AUDITS)
def test_exactly_these_may(council: Council, permission: Permission) -> None:
    number = _pair(council)
    with council.database.read() as session:
        audit = audits.several(session, [number])[number]
        allowed = {role for role in LINE if may(me(session, council[role]), permission, audit)}
    assert allowed == EXPECTED[permission]


def test_every_permission_has_one_rule_and_every_role_a_use() -> None:
    assert set(ACTIONS) | set(AUDITS) == set(Permission)
    assert not set(ACTIONS) & set(AUDITS)
    rules = [*ACTIONS.values(), *AUDITS.values()]
    assert {role for one in rules for role in one.owned | one.unowned | one.needs} == set(Role)


def test_who_is_neither_of_the_pair_nor_above_them_is_nothing_to_an_audit(
    council: Council,
) -> None:
    number = _pair(council)
    with council.database.read() as session:
        audit = audits.several(session, [number])[number]
        for person in (council.colleague, council.stranger):
            roles = roles_of(me(session, person), audit)
            assert not roles - {Role.INDEPENDENT, Role.NOT_PRACTITIONER}


def test_an_auditor_above_the_practitioner_gives_themselves_no_more_time(
    council: Council,
) -> None:
    [number] = drawn(council, (council.head, council.practitioner))
    with council.database.begin() as session:
        head = me(session, council.head)
        audit = audits.find(session, number, head)
        assert roles_of(head, audit) == {Role.AUDITOR, Role.NOT_PRACTITIONER}
        with refused(match="can extend LA-2027-01-001"):
            changes.extend(doing(head, OPENED), audit, BOOKED_ON.replace(month=2))


Deed = Callable[[LiveAudit, Person], object]
DEEDS: dict[Permission, Deed] = {
    Permission.BOOK: lambda audit, by: booking.book(doing(by, OPENED), audit, Meeting(BOOKED_ON)),
    Permission.CANNOT: lambda audit, by: changes.not_held(doing(by, OPENED), audit, "leave"),
    Permission.HOLD: lambda audit, by: changes.hold(doing(by, OPENED), audit, Outcome("Good")),
    Permission.EXTEND: lambda audit, by: changes.extend(
        doing(by, OPENED), audit, BOOKED_ON.replace(month=2)
    ),
    Permission.EXEMPT: lambda audit, by: changes.exempt(doing(by, OPENED), audit, "vacancy"),
}


@pytest.mark.parametrize("permission", DEEDS)
def test_the_rows_themselves_refuse_whom_the_table_refuses(
    council: Council, permission: Permission
) -> None:
    number = _pair(council)
    for role in LINE.keys() - EXPECTED[permission]:
        with council.database.begin() as session, refused(match=r"^Only "):
            DEEDS[permission](session.get_one(LiveAudit, number), me(session, council[role]))
    with council.database.begin() as session:
        [role, *_] = sorted(EXPECTED[permission])
        DEEDS[permission](session.get_one(LiveAudit, number), me(session, council[role]))


def test_a_refusal_names_who_can(council: Council) -> None:
    number = _pair(council)
    with council.database.begin() as session:
        audit = session.get_one(LiveAudit, number)
        with pytest.raises(RefusedError) as caught:
            booking.book(doing(me(session, council.stranger), OPENED), audit, Meeting(BOOKED_ON))
    assert refusal_words(caught.value) == (
        "Only the Team Manager, Assessment, Practitioner 1, Permanence or a manager of "
        "theirs can book LA-2027-01-001."
    )


def test_leads_and_administrators_are_the_same_for_the_machinery() -> None:
    leads = {Role.LEAD, Role.ADMIN}
    assert {permission for permission, rule in AUDITS.items() if rule.owned == leads} == {
        Permission.DRAW, Permission.PUBLISH, Permission.PIN,
        Permission.RULES, Permission.AUDITORS, Permission.COVERAGE, Permission.SEE_DRAFT,
        Permission.SEE_MONTH, Permission.NUDGE, Permission.WRITE_NOTE,
        Permission.SAMPLE, Permission.FILES,
    }  # fmt: skip
