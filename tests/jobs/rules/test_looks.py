"""Who looks at performance, and when."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.audit_rules import AuditRules, read
from jobs.rules.looks import boards, looks, next_look
from jobs.rules.working_days import Calendar

ENGLAND = Calendar.of("ENG")
TODAY = date(2026, 11, 24)
RULES = read(
    {
        "scrutiny_dates": [{"date": "2027-01-12", "who": "Scrutiny board"}],
        "scrutiny_monthly": [{"working_day": 5, "who": "Improvement board"}],
        "months_off": [8],
    }
)


def test_a_month_of_live_audits_has_five_days() -> None:
    found = looks(AuditRules(), date(2026, 12, 1), date(2026, 12, 31), ENGLAND)
    assert [(one.on, one.kind) for one in found] == [
        (date(2026, 12, 1), "open"),
        (date(2026, 12, 14), "moderate"),
        (date(2026, 12, 15), "close"),
        (date(2026, 12, 23), "draw"),
        (date(2026, 12, 31), "due"),
    ]


def test_a_monthly_look_falls_on_a_working_day_of_every_month() -> None:
    found = boards(RULES, date(2026, 12, 1), date(2027, 1, 31), ENGLAND)
    assert [(each.date, each.who) for each in found] == [
        (date(2026, 12, 7), "Improvement board"),
        (date(2027, 1, 8), "Improvement board"),
        (date(2027, 1, 12), "Scrutiny board"),
    ]


def test_the_next_look_is_a_boards_and_never_one_gone_by() -> None:
    found = next_look(RULES, TODAY, ENGLAND)
    assert found
    assert (found.what, found.on) == ("Improvement board", date(2026, 12, 7))
    assert next_look(AuditRules(), TODAY, ENGLAND) is None


def test_nothing_is_drawn_for_a_month_off() -> None:
    found = looks(RULES, date(2027, 7, 1), date(2027, 9, 30), ENGLAND)
    assert not [one for one in found if "August" in one.what]
    assert [one for one in found if "September" in one.what]


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.integers(1, 18))
def test_the_next_look_is_the_first_of_the_coming_ones(today: date, working_day: int) -> None:
    rules = read({"scrutiny_monthly": [{"working_day": working_day, "who": "Board"}]})
    found = next_look(rules, today, ENGLAND)
    coming = boards(rules, today, today + timedelta(days=70), ENGLAND)
    assert found
    assert found.on == coming[0].date >= today


def test_every_entry_has_a_name_of_its_own() -> None:
    found = looks(RULES, TODAY, date(2027, 11, 24), ENGLAND)
    assert len({one.name for one in found}) == len(found)
