"""What changes after a month of live audits is published, and what the bot does by itself."""

from datetime import UTC, datetime

import pytest

from db.models import AuditState
from tests.end_to_end.audits import Month
from tests.end_to_end.persona import Persona
from tests.end_to_end.world import World
from tests.people import Council

LAST_DAY = datetime(2026, 12, 31, 9, 0, tzinfo=UTC)
AFTER_MODERATION = datetime(2027, 1, 18, 9, 0, tzinfo=UTC)  # working day 10 of January is the 15th


@pytest.fixture
def month(world: World, council: Council, director: Persona) -> Month:
    return Month(world, council, director)


@pytest.fixture
def auditor(world: World, council: Council) -> Persona:
    return world.persona(4)


def test_a_forbidden_pair_is_drawn_around(month: Month) -> None:
    month.draw()

    plan = month.director.types("/audit forbid <@U04> with <@U05>")

    assert "Team Manager, Assessment with Practitioner 2, Permanence" in plan.text
    assert "Practitioner 1, Permanence have" not in plan.text


def test_a_pin_that_the_rules_forbid_is_refused_in_words(month: Month) -> None:
    month.draw()

    told = month.director.types("/audit pin <@U03> with <@U06>")

    assert "December 2026 can't be drawn yet" in told.text
    assert "one of them supervises the other" in told.text


def test_the_month_is_drawn_by_itself_and_the_lead_is_told(month: Month) -> None:
    month.director.types("/audit auditors add <@U04> quota 1")
    month.world.clock.time = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    month.world.tick()

    told = month.director.reads()
    assert "December 2026 is drawn: 1 live audits. Not published yet." in told.text
    month.director.presses(told, "See the plan")
    assert "Publish" in month.director.reads().buttons


def test_leave_on_the_booked_day_asks_the_pair_for_another(
    month: Month, practitioner: Persona, auditor: Persona
) -> None:
    month.publish()
    practitioner.types(f"/audit book {month.audit().serial} 14 December")
    month.world.tick()
    practitioner.catch_up()
    auditor.catch_up()

    auditor.types("/audit away <@U04> from 14 Dec to 15 Dec")
    month.world.tick()

    assert "needs another day" in practitioner.reads().text


def test_a_swap_that_the_rules_forbid_is_refused_before_anybody_is_asked(
    month: Month, manager: Persona, auditor: Persona
) -> None:
    month.publish()
    manager.catch_up()
    theirs = month.audit("Practitioner 1, Assessment").reference

    told = auditor.types(f"/audit swap {month.audit().reference} with {theirs}")

    assert "This swap is not possible" in told.text  # each would audit their own staff
    month.world.tick()
    assert manager.has_nothing_new()


def test_a_swap_needs_the_consent_of_the_other_auditor(
    month: Month, manager: Persona, auditor: Persona
) -> None:
    month.allows(never_own_supervisor="off")
    month.publish(pinned=False)
    manager.catch_up()
    mine, theirs = month.of("Team Manager, Assessment"), month.of("Team Manager, Permanence")

    told = auditor.types(f"/audit swap {mine.serial} with {theirs.serial}")
    assert "Nothing changes until they agree" in told.text
    month.world.tick()
    asked = manager.reads()
    assert "asks to swap live audits with you" in asked.text
    assert month.of("Team Manager, Assessment").id == mine.id
    manager.presses(asked, "Agree")
    manager.sees_again(asked, "Another pair has taken its place")

    now = month.of("Team Manager, Permanence")
    assert (now.state, now.practitioner_id) == (AuditState.PUBLISHED, mine.practitioner_id)


def test_what_nobody_held_is_counted_by_reason_when_the_month_closes(
    month: Month, practitioner: Persona
) -> None:
    month.publish()
    practitioner.posts(f"/audit cannot {month.audit().serial}")
    practitioner.submits(practitioner.opened(), reason="sickness")
    month.world.tick()
    month.director.catch_up()
    month.world.clock.time = AFTER_MODERATION

    month.world.tick()

    told = month.director.reads()
    while "is closed" not in told.text:
        told = month.director.reads()
    assert "December 2026 is closed: 0 of 2 live audits held" in told.text
    assert "not completed, no update given: 1 of 2" in told.text
    assert "not completed, away: 1 of 2" in told.text


def test_the_morning_after_a_booked_day_asks_whether_it_happened(
    month: Month, auditor: Persona
) -> None:
    month.publish()
    auditor.types(f"/audit book {month.audit().serial} 2 December")
    month.world.tick()
    auditor.catch_up()
    month.world.clock.time = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)

    month.world.tick()

    told = auditor.reads()
    assert "1 live audit for you" in told.text
    assert "Was booked for Wed 2 Dec 2026" in told.text
    assert "yesterday. Did it take place?" in told.text
    assert "Mark complete" in told.buttons


def test_whoever_does_not_write_it_up_reads_that_nobody_has_yet(
    month: Month, auditor: Persona, practitioner: Persona
) -> None:
    month.publish()
    auditor.types(f"/audit book {month.audit().serial} 2 December")
    month.world.clock.time = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)

    told = practitioner.types("/audit")

    assert "yesterday. Not written up yet." in told.text
    assert "Mark complete" not in told.buttons


def test_the_case_number_leaves_only_a_fingerprint(
    month: Month, auditor: Persona, world: World
) -> None:
    month.allows(case_number_pattern=r"\d{7}")
    month.publish()
    auditor.posts(f"/audit held {month.audit().serial}")
    form = auditor.opened()

    wrong = auditor.submits(form, strengths="Permanence", family="yes", grade="Good", case="ABC")
    assert "ABC" not in wrong["errors"]["case"]
    right = auditor.submits(form, strengths="Ambition", family="yes", grade="Good", case="1234567")

    assert right["outcome"] == "closed"
    audit = month.audit()
    assert audit.state == AuditState.HELD
    assert audit.case_key is not None
    assert "1234567" not in audit.case_key


def test_an_inadequate_needs_an_action_and_the_form_says_so_beside_it(
    month: Month, auditor: Persona, head: Persona
) -> None:
    month.publish()
    head.catch_up()
    auditor.posts(f"/audit held {month.audit().serial}")
    form = auditor.opened()

    refused = auditor.submits(form, strengths="Permanence", family="yes", grade="Inadequate")
    assert refused["outcome"] == "updated"
    form = auditor.opened_with("This grade needs an action, due by")
    filled = {"strengths": "Permanence", "family": "yes", "grade": "Inadequate"}
    refused = auditor.submits(form, **filled)
    assert "needs an action" in refused["errors"]["title1"]
    done = auditor.submits(
        form,
        **filled,
        title1="Write the plan again",
        owner1="U05",
        due1="2026-12-10",
    )

    assert done["outcome"] == "closed"
    month.world.later(minutes=2)
    month.world.tick()
    assert "a re-audit will be scheduled" in head.reads().text


def test_a_lead_exempts_an_audit_and_the_pair_hear(month: Month, practitioner: Persona) -> None:
    month.publish()
    practitioner.catch_up()
    shown = month.director.types(f"/audit show {month.audit().serial}")

    month.director.presses(shown, "Exempt")
    month.director.submits(month.director.opened(), reason="vacancy")
    month.world.tick()

    assert "You've been excused from your live audit" in practitioner.reads().text
    assert month.audit().exempt


def test_a_direct_message_about_audits_is_answered_like_the_command(
    month: Month, practitioner: Persona
) -> None:
    month.publish()
    practitioner.catch_up()

    assert "They review a case with you" in practitioner.writes("audit").text
    way_in = practitioner.writes(f"audit cannot {month.audit().serial}")
    assert month.audit().reference in way_in.text
    practitioner.presses(way_in, "Say why")
    assert "Choose a reason" in {
        each.get("placeholder", {}).get("text") for each in practitioner.opened().controls
    }


def test_anybody_may_ask_who_looks_at_performance_and_when(
    month: Month, practitioner: Persona
) -> None:
    told = practitioner.types("/audit calendar").text

    assert "December 2026 · not drawn yet" in told
    assert "Tue 1 Dec 2026: pairs notified" in told


def test_coverage_counts_n_of_n_and_is_for_leads(month: Month, practitioner: Persona) -> None:
    assert "0 of 3 practitioners" in month.director.types("/audit coverage").text
    assert "Only" in practitioner.types("/audit coverage").text


def test_somebody_elses_audit_is_not_shown(month: Month, colleague: Persona) -> None:
    month.publish()

    number = month.audit().serial
    refused = colleague.types(f"/audit show {number}").text
    assert refused == colleague.types(f"/audit show {number + 90}").text.replace(
        str(number + 90), str(number)
    )
