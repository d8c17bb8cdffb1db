"""The rules of each service, set by a lead in the modal; the next draw obeys them."""

import pytest
from sqlalchemy import select

from db.audits import rules
from db.models import Team
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


def of(service: str, director: Persona) -> Seen:
    """Open the rules and choose a service in the form."""
    director.posts("/audit rules")
    director.chooses(director.opened(), "Whose rules?", service)
    return director.opened()


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
    assert "hold from the next draw on" in director.opened_with("The rules are saved").text
    assert own(month) == {SERVICE: {"quota": 1}}

    plan = director.types("/audit draw December").text
    assert "2 live audits for December 2026" in plan


def test_every_field_of_a_service_can_be_its_own_or_as_the_councils(month: Month) -> None:
    values = {
        "days_apart": "3",
        "who_with_whom": "another service",
        "months_off": "none",
        "themes": "Planning\nRecording",
        "case_number_pattern": r"\d{7}",
    }
    form = of(SERVICE, month.director)
    month.director.submits(form, **{f"{name}@{SERVICE}": value for name, value in values.items()})
    month.director.submits(month.director.opened_with("Nothing is saved yet"))
    month.director.opened_with("The rules are saved")
    assert own(month) == {
        SERVICE: {
            "who_with_whom": "another service",
            "days_apart": 3,
            "themes": ["Planning", "Recording"],
            "case_number_pattern": r"\d{7}",
        }
    }

    back = dict.fromkeys((f"days_apart@{SERVICE}", f"themes@{SERVICE}"), "")
    back |= {f"who_with_whom@{SERVICE}": "as the council's", f"case_number_pattern@{SERVICE}": ""}
    month.director.submits(of(SERVICE, month.director), **back)
    effect = month.director.opened_with("Nothing is saved yet")
    assert "An auditor's audits are 5 working days apart, as the council" in effect.text
    month.director.submits(effect)
    month.director.opened_with("The rules are saved")
    assert own(month) == {}


def test_the_councils_form_shows_what_each_service_has_of_its_own(month: Month) -> None:
    with month.council.database.begin() as session:
        rules.change(by_itself(session, NOW), {"quota": 1, "months_off": [8]}, SERVICE)
    month.director.posts("/audit rules")
    told = month.director.opened().text
    assert (
        "Front door · An auditor without a quota of their own has 1 audit a month. "
        "Months in which nothing is drawn: August." in told
    )


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
    assert outcome["errors"] == {
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
    values = {f"months_off@{SERVICE}": "12", f"moderation_by_working_day@{SERVICE}": "15"}
    month.allows(never_own_supervisor="off")
    month.director.types(f"/audit auditors add <@{OFFICER}> quota 0")
    month.director.submits(of(SERVICE, month.director), **values)
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
    month.director.submits(of(SERVICE, month.director), **values)
    month.director.opened_with("Save it in parts")
    assert own(month) == {}
