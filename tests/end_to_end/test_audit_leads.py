"""What the leads take back, read in the calendar, and are told where nothing runs by itself."""

from datetime import UTC, datetime

import pytest

from db.audits import rules
from tests.contexts import by_itself
from tests.end_to_end.audits import MANAGER, OFFICER, OTHER_MANAGER, PRACTITIONER, Month
from tests.end_to_end.persona import Persona
from tests.end_to_end.seen import Seen
from tests.end_to_end.world import World
from tests.people import NOW, Council

CHOSEN = "The lead chose this pair."


@pytest.fixture
def month(world: World, council: Council, director: Persona) -> Month:
    return Month(world, council, director)


@pytest.fixture
def auditor(world: World, council: Council) -> Persona:
    return world.persona(4)


def heard(persona: Persona, words: str) -> Seen:
    """Return the next message with these words."""
    told = persona.reads(what=f"a message with {words!r}")
    while words not in told.text:
        told = persona.reads(what=f"a message with {words!r}")
    return told


def test_a_pin_is_taken_back_and_only_once(month: Month) -> None:
    assert CHOSEN in month.draw().text

    free = f"/audit unpin <@{OTHER_MANAGER}> with <@{PRACTITIONER}>"

    assert CHOSEN not in month.director.types(free).text
    assert "neither pinned nor forbidden" in month.director.types(free).text


def test_a_pin_is_taken_back_in_the_form_too(month: Month) -> None:
    plan = month.draw()
    month.director.presses(plan, "Change a pair")
    month.director.submits(
        month.director.opened(), auditor=OTHER_MANAGER, practitioner=PRACTITIONER, how="free"
    )
    again = month.director.reads(month.director.channel)
    assert "2 live audits for December 2026" in again.text
    assert CHOSEN not in again.text


def test_a_draw_afresh_forgets_every_pin(month: Month) -> None:
    month.draw()
    assert CHOSEN in month.director.types("/audit draw December").text
    assert CHOSEN not in month.director.types("/audit draw 2026-12 afresh").text


def test_scrutiny_dates_stand_in_the_calendar_and_outlive_the_rules_form(month: Month) -> None:
    dates = [
        {"date": "2026-12-16", "who": "Board"},
        {"date": "2027-04-14", "who": "Scrutiny panel"},
    ]
    with month.council.database.begin() as session:
        rules.change(by_itself(session, NOW), {"scrutiny_dates": dates})

    month.allows(quota="3")
    told = month.director.types("/audit calendar").text

    before, after = "Tue 1 Dec 2026: pairs notified", "Thu 31 Dec 2026: audit deadline"
    assert told.index(before) < told.index("Wed 16 Dec 2026: Board") < told.index(after)
    assert told.index("Later") < told.index("Wed 14 Apr 2027: Scrutiny panel")


def test_the_rules_form_says_where_the_scrutiny_dates_are(month: Month) -> None:
    month.director.posts("/audit rules")
    dates = month.director.goes_on(month.director.opened(), "Which rules?", "The month")
    assert "/audit calendar add" in dates.text


def test_the_rest_and_actions_are_asked_for_when_somebody_wants_them_and_nothing_typed_is_lost(
    month: Month, auditor: Persona
) -> None:
    month.publish()
    auditor.posts(f"/audit held {month.audit().serial}")
    form = auditor.opened()
    assert "Action 1" not in form.text

    form = auditor.goes_on(form, "Add an action", held_on="2026-12-01")
    assert "Action 2" not in form.text
    title = "Refresh the chronology template"
    assert not {"there", "standards", "link"} & {each["action_id"] for each in form.controls}
    form = auditor.goes_on(form, "More fields", title1=title, grade="Good")
    assert "More fields" not in form.buttons
    link = "https://casework.example/audits/2041"
    form = auditor.goes_on(form, "Another action", link=link, there="yes")

    held = {each["action_id"]: each for each in form.controls}
    assert held["held_on"]["initial_date"] == "2026-12-01"
    assert held["grade"]["initial_option"]["value"] == "Good"
    assert held["link"]["initial_value"] == link
    assert held["there"]["initial_option"]["value"] == "yes"
    assert held["title1"]["initial_value"] == title
    assert "Action 3" not in form.text
    form = auditor.goes_on(form, "Another action")
    assert "Action 3" in form.text
    assert "Another action" not in form.text


def asked_for_actions(month: Month, auditor: Persona, number: int) -> Seen:
    """Open the outcome's form with so many actions in it."""
    auditor.posts(f"/audit held {month.audit().serial}")
    form = auditor.goes_on(auditor.opened(), "Add an action")
    for _ in range(number - 1):
        form = auditor.goes_on(form, "Another action")
    return form


def test_a_problem_of_an_action_is_said_beside_that_action(month: Month, auditor: Persona) -> None:
    month.publish()
    form = asked_for_actions(month, auditor, 3)
    outcome = auditor.submits(
        form,
        strengths="Permanence",
        family="yes",
        grade="Good",
        title2="Refresh the chronology template",
        owner2=OTHER_MANAGER,
        due2="2026-12-18",
        title3="Write the plan down",
        owner3=OFFICER,
        due3="2026-12-18",
    )
    assert [name.partition("~")[0] for name in outcome["errors"]] == ["owner3"]


def test_an_action_with_an_owner_but_no_words_is_not_passed_over(
    month: Month, auditor: Persona
) -> None:
    month.publish()
    form = asked_for_actions(month, auditor, 2)
    outcome = auditor.submits(
        form, strengths="Permanence", family="yes", grade="Good", owner2=OTHER_MANAGER
    )
    assert {name.partition("~")[0]: words for name, words in outcome["errors"].items()} == {
        "title2": "Say what needs doing.",
        "due2": "Enter a due date, today or later.",
    }


def test_the_lead_hears_that_nobody_can_moderate_and_not_of_whom(
    month: Month, auditor: Persona, practitioner: Persona
) -> None:
    month.publish()
    month.director.types(f"/audit auditors remove <@{OFFICER}>")
    month.hold(auditor)
    practitioner.catch_up()
    practitioner.presses(practitioner.writes(f"audit show {month.audit().serial}"), "Reflect")
    practitioner.submits(practitioner.opened(), agrees="disagree", words="It was more than fair.")

    month.world.tick()

    told = heard(month.director, "everybody who could do it is in the pair's line")
    assert month.audit().reference in told.text
    assert "Practitioner 1" not in told.text


def test_the_lead_hears_of_a_file_that_was_not_looked_at_again_in_time(
    month: Month, auditor: Persona
) -> None:
    month.publish()
    auditor.submits(
        asked_for_actions(month, auditor, 1),
        strengths="Permanence",
        family="yes",
        grade="Inadequate",
        title1="Write the plan down",
        owner1=OTHER_MANAGER,
        due1="2026-12-10",
    )
    for who in (MANAGER, OTHER_MANAGER, OFFICER):
        month.director.types(f"/audit auditors remove <@{who}>")
    month.world.clock.time = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)

    month.world.tick()

    told = heard(month.director, "1 file is still to be looked at again")
    assert month.audit().reference not in told.text
    assert "Practitioner 1" not in told.text


def test_a_lead_records_for_an_auditor_from_the_months_page_and_undoes_it(month: Month) -> None:
    month.publish()
    lead = month.director
    page = lead.types("/audit month")
    assert "0 of 2 held · 2 not booked" in page.text

    lead.presses(page, "Record for them")
    lead.submits(lead.opened(), strengths="Permanence", family="yes", grade="Good")
    told = lead.sees_again(page, "is recorded")
    assert "1 of 2 held" in told.text

    lead.presses(told, "Undo")
    lead.sees_last(lead.channel, "is as it was")
    assert "0 of 2 held" in lead.types("/audit month").text
