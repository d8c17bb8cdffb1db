"""The rules of each service, set by a lead in the modal; the next draw obeys them."""

import pytest
from sqlalchemy import select

from bot.audits.rules_view import PARTS
from db.audits import rules
from db.models import Team
from jobs.rules.audit_rules import AuditRules
from tests.contexts import by_itself
from tests.end_to_end.audits import MANAGER, OFFICER, OTHER_MANAGER, Month
from tests.end_to_end.persona import Persona
from tests.end_to_end.seen import Seen
from tests.end_to_end.world import World
from tests.people import NOW, Council

SERVICE = "Front door"


@pytest.fixture
def month(world: World, council: Council, director: Persona) -> Month:
    """Put the team Assessment into a service of its own, and seat the auditors."""
    with council.database.begin() as session:
        session.scalars(select(Team).where(Team.name == "Assessment")).one().service = SERVICE
    director.types(f"/audit auditors add <@{MANAGER}> quota 1")
    director.types(f"/audit auditors add <@{OTHER_MANAGER}>")
    return Month(world, council, director)


def of(service: str, director: Persona, part: str = "The draw") -> Seen:
    """Open the rules and choose a service, and some of its rules, in the form."""
    director.posts("/audit rules")
    form = director.goes_on(director.opened(), "Whose rules?", service)
    return director.goes_on(form, "Which rules?", part)


def own(month: Month) -> dict[str, object]:
    with month.council.database.read() as session:
        return {name: dict(values) for name, values in rules.own_values(session).items()}


def test_a_lead_sets_a_rule_of_a_service_and_the_next_draw_obeys(month: Month) -> None:
    director = month.director
    form = of(SERVICE, director)
    assert "A rule left empty is as the council's" in form.text

    director.submits(form, **{f"quota@{SERVICE}": "1"})
    effect = director.opened_with("Nothing is saved yet")
    assert (
        "Front door: An auditor without a quota of their own has 1 audit a month "
        "(until now: 2 audits, as the council)." in effect.text
    )
    assert "December 2026 by these rules: 2 auditors, 2 audits, 2 of 3" in effect.text
    assert own(month) == {}

    director.submits(effect)
    assert "apply from the next draw" in director.opened_with("The rules are saved").text
    assert own(month) == {SERVICE: {"quota": 1}}

    plan = director.types("/audit draw December").text
    assert "2 live audits for December 2026" in plan


def test_every_field_of_a_service_can_be_its_own_or_as_the_councils(month: Month) -> None:
    director = month.director
    form = of(SERVICE, director)
    for part, values in (
        ("The month", {"days_apart": "3", "who_with_whom": "another service"}),
        ("The case", {"months_off": "none"}),
        ("Reasons", {"case_number_pattern": r"\d{7}"}),
    ):
        form = director.goes_on(form, "Which rules?", part, **named(values))
    director.submits(form, **named({"themes": "Planning\nRecording"}))
    director.submits(director.opened_with("Nothing is saved yet"))
    director.opened_with("The rules are saved")
    assert own(month) == {
        SERVICE: {
            "who_with_whom": "another service",
            "days_apart": 3,
            "themes": ["Planning", "Recording"],
            "case_number_pattern": r"\d{7}",
        }
    }

    back = {"days_apart": "", "who_with_whom": "as the council's"}
    form = director.goes_on(of(SERVICE, director), "Which rules?", "The case", **named(back))
    form = director.goes_on(form, "Which rules?", "Reasons", **named({"case_number_pattern": ""}))
    director.submits(form, **named({"themes": ""}))
    effect = director.opened_with("Nothing is saved yet")
    assert "An auditor's audits are 5 working days apart, as the council" in effect.text
    director.submits(effect)
    director.opened_with("The rules are saved")
    assert own(month) == {}


def named(values: dict[str, str]) -> dict[str, str]:
    return {f"{name}@{SERVICE}": value for name, value in values.items()}


def held(form: Seen, name: str) -> str:
    found = next(each for each in form.controls if each["action_id"] == name)
    return str(found["initial_value"])


def test_what_was_changed_on_one_page_of_the_rules_is_there_again_and_saved_with_the_others(
    month: Month,
) -> None:
    director = month.director
    director.posts("/audit rules")
    form = director.goes_on(director.opened(), "Which rules?", "The case", quota="3")
    form = director.goes_on(form, "Which rules?", "The draw", re_audit_within_months="4")
    assert held(form, "quota") == "3"
    director.submits(form, repeat_gap_months="9")
    effect = director.opened_with("Nothing is saved yet").text
    for changed in ("has 3 audits a month", "again within 4 months", "after 9 months"):
        assert changed in effect


def test_a_page_of_the_rules_is_not_left_while_something_on_it_is_wrong(month: Month) -> None:
    director = month.director
    director.posts("/audit rules")
    form = director.goes_on(director.opened(), "Which rules?", "Grades", quota="two")
    assert "quota is a whole number, such as 2." in form.text
    assert held(form, "quota") == "two"
    form = director.goes_on(form, "Whose rules?", SERVICE, quota="3")
    assert "Save what you have changed first: press See the effect." in form.text
    assert held(form, "quota") == "3"
    form = director.goes_on(form, "Whose rules?", SERVICE, quota="2")
    assert "A rule left empty is as the council's" in form.text


def test_every_rule_stands_on_one_page_of_the_form_and_in_words_on_the_last() -> None:
    pages = [name for _, names in PARTS.values() for name in names]
    elsewhere = {"scrutiny_dates", "scrutiny_monthly"}
    assert sorted(pages) == sorted(AuditRules.model_fields.keys() - elsewhere)


def test_the_councils_form_shows_what_each_service_has_of_its_own(month: Month) -> None:
    with month.council.database.begin() as session:
        rules.change(by_itself(session, NOW), {"quota": 1, "months_off": [8]}, SERVICE)
    month.director.posts("/audit rules")
    told = month.director.goes_on(month.director.opened(), "Which rules?", "All of them").text
    assert "An auditor without a quota of their own has 2 audits a month." in told
    assert "Front door: An auditor without a quota of their own has 1 audit a month." in told
    assert "Front door: Months in which nothing is drawn: August." in told


def test_the_council_is_chosen_again_in_the_same_form(month: Month) -> None:
    form = of(SERVICE, month.director)
    month.director.chooses(form, "Whose rules?", "The council")
    names = [control["action_id"] for control in month.director.opened().controls]
    assert "quota" in names
    assert f"quota@{SERVICE}" not in names


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(month: Month) -> None:
    outcome = month.director.submits(
        of(SERVICE, month.director),
        **{f"quota@{SERVICE}": "two", f"days_apart@{SERVICE}": "99"},
    )
    errors = {name.partition("~")[0]: words for name, words in outcome["errors"].items()}
    assert errors == {
        f"quota@{SERVICE}": "quota is a whole number, such as 2.",
        f"days_apart@{SERVICE}": "days_apart is 15 at most, such as 5.",
    }
    assert own(month) == {}


def test_a_manager_who_is_no_lead_cannot_change_a_services_rules(
    month: Month, world: World
) -> None:
    said = world.persona(3).types("/audit rules").text
    assert "Only a lead or an administrator" in said
    assert own(month) == {}


def test_a_month_off_for_a_service_stands_in_the_calendar_and_in_the_plan(month: Month) -> None:
    month.allows(never_own_supervisor="off")
    month.director.types(f"/audit auditors add <@{OFFICER}> quota 0")
    form = of(SERVICE, month.director, "The month")
    off = named({"months_off": "12"})
    form = month.director.goes_on(form, "Which rules?", "Moderation", **off)
    month.director.submits(form, **named({"moderation_by_working_day": "15"}))
    effect = month.director.opened_with("Nothing is saved yet")
    assert "nothing for Front door." in effect.text
    month.director.submits(effect)
    month.director.opened_with("The rules are saved")

    calendar = month.director.types("/audit calendar").text
    assert "December 2026 · not drawn yet · a month off for Front door" in calendar
    assert "moderation deadline in Front door" in calendar
    plan = month.director.types("/audit draw December").text
    assert "A month off, so nothing is drawn for Front door" in plan


def test_lists_too_long_for_slack_to_carry_are_refused_in_words(month: Month) -> None:
    lines = "\n".join('"' * 38 + str(number) for number in range(10, 35))  # " is carried as two
    values = {f"themes@{SERVICE}": lines, f"not_held_reasons@{SERVICE}": lines}
    month.director.submits(of(SERVICE, month.director, "Reasons"), **values)
    month.director.opened_with("Save it in parts")
    assert own(month) == {}
