"""An auditor's live audits, handed over to another one."""

from bot.refusals import refusal_words
from db.handovers import HoldingKind
from jobs.audits.taking_over import take_audit
from tests.contexts import asking
from tests.jobs.audits.months import DrawnMonth, on
from tests.jobs.handover.test_handovers import COLLEAGUE, HEAD, MANAGER, OTHER, offered, says_yes
from tests.people import TODAY
from tests.refusals import refused


def test_a_live_audit_goes_to_another_auditor(month: DrawnMonth) -> None:
    month.published()
    number = offered(month.council, MANAGER, OTHER, HEAD)
    result = says_yes(month.council, number, HoldingKind.AUDIT)
    passed = [item.subject_id for item in result.settled]
    for item in passed:
        assert next(a for a in month.audits() if a.id == item).state == "replaced"
    made = [a for a in month.audits() if a.replaces_id in passed]
    assert [a.auditor.role for a in made] == [OTHER] * len(passed)
    assert len(passed) + len(result.problems) == 2


def test_a_live_audit_never_goes_to_the_practitioners_own_supervisor(month: DrawnMonth) -> None:
    month.published()
    theirs = [a for a in month.audits() if a.practitioner.role.endswith("Permanence")]
    audit = next(a for a in theirs if a.auditor.role == OTHER)
    with month.database.begin() as session:
        manager = month.person(session, MANAGER)
        with refused(match="supervises the other"):
            take_audit(asking(manager, on(TODAY)), month.load(session, audit))


def test_somebody_who_is_no_auditor_cannot_take_an_audit(month: DrawnMonth) -> None:
    month.published()
    with refused("can't take on any of it"):
        offered(month.council, MANAGER, COLLEAGUE, HEAD)
    month.council.action(month.council.manager)
    number = offered(month.council, MANAGER, COLLEAGUE, HEAD)
    result = says_yes(month.council, number, HoldingKind.AUDIT)
    assert result.settled == []
    assert all("list of auditors" in refusal_words(problem) for problem in result.problems)
    assert len(result.problems) == 2
