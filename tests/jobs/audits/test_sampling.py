"""Which audits a moderator sees."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from db.models import AuditMonth, LiveAudit
from jobs.audits.moderating import needs_moderation
from jobs.rules.audit_rules import AuditRules

SERIALS = st.integers(1, 999)


def audit(serial: int, grade: str | None) -> LiveAudit:
    return LiveAudit(audit_month=AuditMonth(month=date(2027, 1, 1)), serial=serial, grade=grade)


@given(SERIALS, st.sampled_from(["all", "sample", "inadequate"]))
def test_every_inadequate_is_moderated_whatever_the_rule(serial: int, rule: str) -> None:
    rules = AuditRules.model_validate({"moderation": rule, "sample_percent": 1})
    assert needs_moderation(rules, audit(serial, "Inadequate"), "seed")


@given(SERIALS)
def test_where_all_are_moderated_so_is_one_without_a_grade(serial: int) -> None:
    assert needs_moderation(AuditRules(moderation="all"), audit(serial, None), "seed")


def test_a_sample_is_about_as_large_as_the_rules_say_and_the_same_every_time() -> None:
    rules = AuditRules(moderation="sample", sample_percent=20)
    drawn = [needs_moderation(rules, audit(n, "Good"), "seed") for n in range(1000)]
    assert 150 < sum(drawn) < 250
    assert drawn == [needs_moderation(rules, audit(n, "Good"), "seed") for n in range(1000)]
    assert drawn != [needs_moderation(rules, audit(n, "Good"), "other") for n in range(1000)]
