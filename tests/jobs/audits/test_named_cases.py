"""A month whose cases a person names, or the pair agree: asked for, waited for, and said once."""

from datetime import date, datetime
from functools import partial

import pytest

from db.audits import debts
from jobs.audits import case_changes, naming
from jobs.audits.case_changes import Named
from jobs.context import Council
from jobs.reminders.daily import enqueue_reminders
from tests.contexts import asking
from tests.jobs.audits.months import ENGLAND, JANUARY, OPENS, DrawnMonth, on
from tests.jobs.audits.sheets import HEAD, JANUARY_DRAWN, P1, file, given, named, told
from tests.refusals import refused


def test_a_case_that_is_named_is_asked_for_and_waits_where_the_pair_can_see_it(
    month: DrawnMonth,
) -> None:
    month.rules(case_choice="named")
    month.published()
    audit = month.audits()[0]
    assert told(month, audit) == "Case: not named yet. The head of service is asked to name it."
    for role in (audit.auditor.role, audit.practitioner.role):
        with refused(match=r"^Only "):
            named(month, audit, role, 17)
    named(month, audit, HEAD, 17)
    known = month.audits()[0]
    assert told(month, known) == "Case: line 17 of December's sheet."
    assert known.case_chosen == "named"
    other = month.audits()[1]
    given(month, file((17, P1, "", "", "", ""), (18, P1, "", "", "", "")))
    with refused(match="Another audit looks at line 17"):
        named(month, other, HEAD, 17)
    with refused(match="Line 40 is not on the month's sheet"):
        named(month, other, HEAD, 40)


def test_a_case_that_the_pair_has_still_to_agree_says_so_to_them(month: DrawnMonth) -> None:
    month.rules(case_choice="agreed")
    month.published()
    assert told(month, month.audits()[0]) == "Case: not agreed yet."


def _same(at: datetime) -> datetime:
    return at


def asked_to_name(month: DrawnMonth, *days: int) -> list[tuple[str, str]]:
    """Return which reminders to name a case came on the mornings of so many working days after."""
    roles = {person.id: role for role, person in month.council.people.items()}
    for day in days:
        at = on(ENGLAND.shift(OPENS, day))
        enqueue_reminders(month.database, partial(_same, at), Council(ENGLAND))
    return [
        (roles[message.person_id], step["step"])
        for message in month.messages("morning")
        for step in message.about["audits"]
        if step["step"].startswith("case ")
    ]


def test_who_names_a_case_is_asked_each_few_days_then_a_lead_hears_and_then_it_ends(
    month: DrawnMonth,
) -> None:
    month.rules(case_choice="named")
    month.published()
    for number, audit in enumerate(month.audits()[1:]):
        named(month, audit, HEAD, number)
    head = [(HEAD, "case 0"), (HEAD, "case +2"), (HEAD, "case +5")]
    assert asked_to_name(month, *range(6)) == head
    lead = "Assistant Director"
    later = [(lead, "case +8"), (HEAD, "case +8"), (lead, "case +13"), (HEAD, "case +13")]
    assert sorted(asked_to_name(month, *range(6, 22))) == sorted([*head, *later])


def test_a_case_that_was_named_is_asked_for_no_more(month: DrawnMonth) -> None:
    month.rules(case_choice="named")
    month.published()
    for number, audit in enumerate(month.audits()):
        named(month, audit, HEAD, number)
    assert asked_to_name(month, *range(6)) == []


def test_what_waits_for_whom_has_the_case_for_its_chooser(month: DrawnMonth) -> None:
    month.rules(case_choice="named")
    month.published()
    with month.database.read() as session:
        waiting = naming.waiting_for(asking(month.person(session, HEAD), on(OPENS)))
        assert {audit.id for audit in waiting} == {audit.id for audit in month.audits()}


@pytest.mark.parametrize("knows", [True, False])
def test_a_look_whose_case_somebody_names_who_cannot_know_which_leaves_the_file_owed(
    month: DrawnMonth, knows: bool
) -> None:
    month.rules(case_choice="named")
    month.published()
    first = month.audits()[0]
    month.hold(first, on(date(2026, 12, 9)), "Inadequate")
    month.draw(JANUARY, on(JANUARY_DRAWN))
    month.publish(JANUARY, on(JANUARY_DRAWN))
    [again] = [audit for audit in month.audits(JANUARY) if audit.re_audit_of_id]
    with month.database.begin() as session:
        if not knows:  # somebody else heads the service now, and never knew the first grade
            other = month.person(session, "Improvement Officer")
            other.is_lead = True
        role = HEAD if knows else "Improvement Officer"
        row = month.load(session, again)
        ctx = asking(month.person(session, role), on(JANUARY_DRAWN))
        case_changes.name_case(ctx, row, Named(4))
        assert (row.re_audit_of_id == first.id) is knows
        assert len(debts.owed(session, date(2027, 1, 5))) == (0 if knows else 1)


def test_a_case_that_the_pair_agree_is_theirs_to_say(month: DrawnMonth) -> None:
    month.rules(case_choice="agreed")
    month.published()
    audit = month.audits()[0]
    with refused(match=r"^Only "):
        named(month, audit, HEAD, 3)
    named(month, audit, audit.practitioner.role, 3)
    assert month.audits()[0].case_chosen == "agreed"
