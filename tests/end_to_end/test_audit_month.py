"""A month of live audits, from the draw to the close, as the people in it live it."""

import pytest
from sqlalchemy import select

from db.models import Action, AuditState
from tests.end_to_end.audits import MANAGER, Month
from tests.end_to_end.persona import Persona
from tests.end_to_end.world import World
from tests.people import Council

WHO = f"<@{MANAGER}>"


@pytest.fixture
def month(world: World, council: Council, director: Persona) -> Month:
    return Month(world, council, director)


@pytest.fixture
def auditor(world: World, council: Council) -> Persona:
    return world.persona(4)


def test_the_lead_sees_a_plan_with_its_reasons_before_anybody_hears(
    month: Month, practitioner: Persona, auditor: Persona
) -> None:
    plan = month.draw()

    assert "2 live audits for December 2026" in plan.text
    assert "not published" in plan.text
    assert "Team Manager, Assessment with Practitioner 1, Permanence" in plan.text
    assert "The lead chose this pair." in plan.text
    month.world.tick()
    assert practitioner.has_nothing_new()
    assert auditor.has_nothing_new()


def test_both_hear_on_the_day_the_month_opens_and_why(
    month: Month, practitioner: Persona, auditor: Persona
) -> None:
    month.publish()

    told = practitioner.reads()
    assert (
        "You're paired with the Team Manager, Assessment for a live audit in December" in told.text
    )
    assert "Your live audit with the Team Manager, Assessment · " in told.text
    assert "Never audited before" in told.text
    assert "Your live audit with Practitioner 1, Permanence · " in auditor.reads().text


def test_a_day_is_booked_with_one_press_and_the_other_hears(
    month: Month, practitioner: Persona, auditor: Persona
) -> None:
    month.publish()
    notice = practitioner.reads()
    auditor.reads()
    book = next(name for name in notice.buttons if name.startswith("Book "))

    practitioner.presses(notice, book)

    practitioner.sees_again(notice, "Booked for ")
    month.world.tick()
    assert "is booked for" in auditor.reads().text
    assert month.audit().state == AuditState.BOOKED


def test_only_days_on_which_both_are_at_work_are_offered(
    month: Month, practitioner: Persona
) -> None:
    month.publish()
    month.director.types("/audit away <@U04> from 7 Dec to 11 Dec")
    practitioner.posts(f"/audit book {month.audit().serial}")

    form = practitioner.opened()

    days = [each["value"] for each in form.controls[0]["options"]]
    assert "2026-12-14" in days
    assert not {"2026-12-05", "2026-12-08", "2026-12-25"} & set(days)


def test_a_day_on_which_one_is_away_is_refused_with_some_that_suit(
    month: Month, practitioner: Persona
) -> None:
    month.publish()
    month.director.types("/audit away <@U04> from 7 Dec to 11 Dec")

    refused = practitioner.types(f"/audit book {month.audit().serial} 8 December")

    assert "You aren't both at work on Tue 8 Dec 2026. You are on: " in refused.text


def test_the_calendar_file_keeps_its_uid_and_raises_its_sequence(
    month: Month, practitioner: Persona, world: World
) -> None:
    month.publish()
    number = month.audit().serial
    booked = practitioner.types(f"/audit book {number} 14 December")
    practitioner.catch_up()
    practitioner.presses(booked, "Calendar file")
    first = practitioner.saves()
    moved = practitioner.types(f"/audit book {number} 15 December")
    practitioner.catch_up()
    practitioner.presses(moved, "Calendar file")
    second = practitioner.saves()

    assert "DTSTART:20261214T100000Z" in first
    assert "DTSTART:20261215T100000Z" in second
    assert [row for row in first.split("\r\n") if row.startswith("UID:")] == [
        row for row in second.split("\r\n") if row.startswith("UID:")
    ]
    assert "SEQUENCE:0" in first
    assert "SEQUENCE:1" in second


def test_what_the_auditor_records_gives_actions_their_source(
    month: Month, auditor: Persona
) -> None:
    month.publish()

    month.hold(auditor)

    with month.council.database.read() as session:
        action = session.scalars(select(Action)).one()
    assert (action.title, action.source) == (
        "Refresh the chronology template",
        month.audit().reference,
    )


def test_an_audit_goes_from_held_over_the_reflection_to_moderation(
    month: Month, practitioner: Persona, auditor: Persona, officer: Persona
) -> None:
    month.publish()
    practitioner.catch_up()
    officer.catch_up()
    month.hold(auditor)
    month.world.tick()
    practitioner.presses(practitioner.reads(), "Reflect")
    reflecting = practitioner.opened()
    assert "Good" in reflecting.text
    practitioner.submits(reflecting, agrees="disagree", words="The plan was older than it looked")
    month.world.tick()
    asked = officer.reads()
    assert "needs your moderation" in asked.text
    officer.presses(asked, "Moderate")
    moderating = officer.opened()
    for seen in ("Grade: Good", "Refresh the chronology template", "The plan was older than it"):
        assert seen in moderating.text
    for betrays in ("Practitioner 1", "Team Manager", month.audit().reference):
        assert betrays not in asked.text + moderating.text
    officer.submits(moderating, outcome="upheld")

    assert month.audit().state == AuditState.MODERATED
    practitioner.catch_up()
    month.world.tick()
    assert "has been moderated: the outcome, Good, was upheld." in practitioner.reads().text


def test_a_grade_never_stands_beside_the_practitioners_name_for_the_lead_outside_their_line(
    month: Month, practitioner: Persona, auditor: Persona, officer: Persona
) -> None:
    month.publish()
    number = month.audit().serial
    auditor.posts(f"/audit held {number}")
    auditor.submits(auditor.opened(), strengths="Permanence", family="yes", grade="Outstanding")

    assert "Outstanding" not in officer.types(f"/audit show {number}").text
    assert "Outstanding" not in auditor.types(f"/audit show {number}").text
    assert "Outstanding" in practitioner.types(f"/audit show {number}").text


def test_strengths_areas_and_ticks_are_told_to_who_may_know_them(
    month: Month, auditor: Persona, practitioner: Persona
) -> None:
    month.publish()
    number = month.audit().serial
    auditor.posts(f"/audit held {number}")
    form = auditor.goes_on(auditor.opened(), "More fields")
    kept = {"grade": "Good", "family": "not asked", "there": "yes", "standards": "yes"}
    none = auditor.submits(form, **kept)
    assert none["errors"] == {"strengths~1": "Choose at least one strength or one area."}

    auditor.submits(form, **kept, strengths="Permanence,Supervision", areas="Direct work")

    told = practitioner.types(f"/audit show {number}").text
    assert "Strengths: Permanence, Supervision" in told
    assert "Areas for improvement: Direct work" in told
    assert "The practitioner was there; the family was not asked" in told
    assert "standards were met" in told
    assert "standards" not in auditor.types(f"/audit show {number}").text


def test_one_action_arising_is_told_as_one(month: Month, auditor: Persona) -> None:
    month.publish()

    month.hold(auditor)

    assert "1 action arises from it." in auditor.reads(auditor.channel).text


def test_a_moderator_is_never_told_whose_work_it_is(
    month: Month, practitioner: Persona, auditor: Persona, officer: Persona
) -> None:
    month.publish()
    number = month.audit().serial
    month.hold(auditor)
    practitioner.catch_up()
    practitioner.presses(practitioner.types("/audit"), "Reflect")
    practitioner.submits(practitioner.opened(), agrees="disagree", words="The plan was older")
    month.world.tick()

    home = officer.opens_home("Live audits")
    shown = (officer.types("/audit"), officer.types(f"/audit show {number}"), home)

    reference = month.audit().reference
    for told in shown:
        assert "You are not told who the pair are." in told.text
        for betrays in ("Practitioner 1", "Team Manager, Assessment", reference):
            assert betrays not in told.text


def test_cannot_takes_a_reason_from_the_list_and_everybody_it_concerns_hears(
    month: Month, practitioner: Persona, auditor: Persona, manager: Persona
) -> None:
    month.publish()
    for persona in (practitioner, auditor, manager):
        persona.catch_up()
    practitioner.posts(f"/audit cannot {month.audit().serial}")

    outcome = practitioner.submits(practitioner.opened(), reason="workload")

    assert outcome["outcome"] == "closed"
    assert "has been cancelled" in practitioner.reads(practitioner.channel).text
    month.world.later(minutes=2)
    month.world.tick()
    assert "has been cancelled: workload." in auditor.reads().text
    told = manager.reads()
    assert "has been cancelled: workload." in told.text
    manager.presses(told, "Find another pair")
    offer = manager.reads(manager.dm)
    assert "1 new pair" in offer.text
    manager.presses(offer, "Confirm this pair")
    assert "Done." in manager.reads(manager.dm).text
    assert month.audit("Practitioner 2, Permanence").state == AuditState.PUBLISHED


def test_more_time_is_asked_of_the_line_manager_who_agrees_with_one_press(
    month: Month, practitioner: Persona, manager: Persona
) -> None:
    month.publish()
    practitioner.catch_up()
    manager.catch_up()
    practitioner.posts(f"/audit cannot {month.audit().serial}")

    practitioner.submits(
        practitioner.opened(), reason="leave", wish="more time", until="2027-01-05"
    )
    month.world.tick()
    asked = manager.reads()
    assert "asks for more time" in asked.text
    manager.presses(asked, "Agree")

    manager.sees_again(asked, "Complete by Tue 5 Jan 2027")
    assert str(month.audit().due_on) == "2027-01-05"


def test_the_safeguarding_button_says_that_it_reports_nothing_and_keeps_nothing(
    month: Month, practitioner: Persona, officer: Persona
) -> None:
    month.publish()
    number = month.audit().serial
    booked = practitioner.types(f"/audit book {number} 14 December")
    before = officer.types(f"/audit show {number}").text

    practitioner.presses(booked, "Safeguarding concern")

    told = practitioner.opened().text
    assert told.index("reports nothing") < told.index("Follow your safeguarding procedure now")
    assert officer.types(f"/audit show {number}").text == before


def test_the_rules_show_their_effect_before_they_are_saved(month: Month, world: World) -> None:
    month.director.posts("/audit rules")
    form = month.director.opened()

    month.director.submits(form, quota="3")

    preview = month.director.opened_with("Nothing is saved yet.")
    assert "2 a month (as the rules)" in month.director.types(f"/audit auditors add {WHO}").text
    month.director.submits(preview)
    month.director.opened_with("The rules are saved")
    assert "3 a month (as the rules)" in month.director.types("/audit auditors").text


def test_a_wrong_rule_is_said_beside_its_field(month: Month) -> None:
    month.director.posts("/audit rules")

    outcome = month.director.submits(month.director.opened(), days_apart="many")

    assert list(outcome["errors"]) == ["days_apart"]


def test_nobody_but_a_lead_draws(month: Month, practitioner: Persona) -> None:
    assert "Only" in practitioner.types("/audit draw").text


def test_the_home_shows_what_waits_with_its_buttons(month: Month, practitioner: Persona) -> None:
    month.publish()

    home = practitioner.opens_home("You")

    assert "Can't do this" in practitioner.sees_home("They review a case with you").buttons
    assert "Draw the next month" not in home.buttons
    assert "Draw the next month" in month.director.opens_home("Live audits").buttons


def test_that_somebody_is_ill_is_counted_but_told_to_nobody(
    month: Month, practitioner: Persona, auditor: Persona, manager: Persona
) -> None:
    month.publish()
    for persona in (practitioner, auditor, manager):
        persona.catch_up()
    number = month.audit().serial
    practitioner.posts(f"/audit cannot {number}")
    practitioner.submits(practitioner.opened(), reason="sickness")
    month.world.later(minutes=2)
    month.world.tick()

    assert "has been cancelled: away." in auditor.reads().text
    assert "sickness" not in manager.reads().text
    assert "sickness" not in auditor.types(f"/audit show {number}").text
    assert month.audit().not_held_reason == "sickness"
