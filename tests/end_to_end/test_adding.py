"""Twins, several actions at once, and actions made of messages."""

import pytest
from sqlalchemy import func, select

from db.models import Action, Message
from tests.end_to_end.persona import Persona
from tests.end_to_end.world import World
from tests.people import Council

pytestmark = pytest.mark.usefixtures("world", "council")

TWIN = "This looks like one that's already there:"


def titles(council: Council) -> list[str]:
    with council.database.read() as session:
        return list(session.scalars(select(Action.title).order_by(Action.id)))


def test_a_likely_twin_is_shown_before_anything_is_saved(
    council: Council, manager: Persona
) -> None:
    there = council.action(council.practitioner, "Finalise the Adolescent Strategy")

    asked = manager.types("/action add by Fri 18 Dec: Write the adolescent strategy")

    assert TWIN in asked.text
    assert f"#{there} Finalise the Adolescent Strategy" in asked.text
    assert asked.buttons == ["Add anyway", f"Open #{there}", "Cancel"]
    assert len(titles(council)) == 1
    manager.presses(asked, f"Open #{there}")
    assert "Finalise the Adolescent Strategy" in manager.reads(manager.channel).text
    manager.presses(asked, "Add anyway")
    assert "Fri 18 Dec 2026" in manager.sees_again(asked, "Added #").text
    assert titles(council)[-1] == "Write the adolescent strategy"


def test_a_twin_can_be_called_off(council: Council, manager: Persona) -> None:
    council.action(council.practitioner, "Finalise the Adolescent Strategy")
    asked = manager.types("/action add Adolescent strategy to be finalised")

    manager.presses(asked, "Cancel")

    manager.sees_again(asked, "Nothing was saved.")
    assert len(titles(council)) == 1


def test_an_unclear_date_is_asked_first_and_then_the_twin(
    council: Council, manager: Persona
) -> None:
    council.action(council.practitioner, "Finalise the Adolescent Strategy")

    asked = manager.types(
        "/action add <@U05> by next friday: Write the adolescent strategy “now” & so on"
    )
    manager.presses(asked, asked.buttons[0])
    asked = manager.sees_again(asked, TWIN)
    manager.presses(asked, "Add anyway")

    manager.sees_again(asked, "Added #")
    assert titles(council)[-1] == "Write the adolescent strategy “now” & so on"


def test_the_longest_action_of_any_letters_survives_the_question(
    council: Council, manager: Persona
) -> None:
    long = "Überprüfung “ßtrategy” 🙂 " * 11
    council.action(council.practitioner, long.strip())

    asked = manager.types(f"/action add {long}")
    manager.presses(asked, "Add anyway")

    manager.sees_again(asked, "Added #")
    assert titles(council) == [long.strip(), long.strip()]


def test_a_twin_that_one_may_not_see_is_never_told(council: Council, stranger: Persona) -> None:
    council.action(council.practitioner, "Finalise the Adolescent Strategy")

    assert "Added #" in stranger.types("/action add Finalise the Adolescent Strategy").text


def test_whose_hands_it_may_be_in_is_said_before_a_twin_is(
    council: Council, manager: Persona
) -> None:
    council.action(council.practitioner, "Finalise the Adolescent Strategy")

    told = manager.types("/action add <@U07>: Finalise the Adolescent Strategy").text

    assert "can give actions to" in told


def test_a_finished_action_is_no_twin(council: Council, manager: Persona) -> None:
    there = council.action(council.practitioner, "Finalise the Adolescent Strategy")
    manager.types(f"/action done {there}")

    assert "Added #" in manager.types("/action add Finalise the Adolescent Strategy").text


def test_the_form_shows_the_twin_keeps_what_was_typed_and_offers_a_box(
    council: Council, manager: Persona
) -> None:
    council.action(council.practitioner, "Finalise the Adolescent Strategy")
    manager.posts("/action add")
    typed = {"title": "Write the adolescent strategy", "owner": "U05", "due": "2026-12-18"}

    assert manager.submits(manager.opened(), **typed)["outcome"] == "updated"
    form = manager.opened()
    assert TWIN in form.text
    assert form.control("Finalise the strategy")["initial_value"] == typed["title"]
    assert manager.submits(form)["errors"] == {
        "another": "Tick this if it's a different one; Cancel saves nothing."
    }
    assert len(titles(council)) == 1
    assert manager.submits(form, another="another")["outcome"] == "closed"

    told = manager.reads(manager.channel).text
    assert "Write the adolescent strategy" in told
    assert "Fri 18 Dec 2026" in told


def test_several_lines_are_shown_and_then_all_added(council: Council, manager: Persona) -> None:
    there = council.action(council.practitioner, "Finalise the Adolescent Strategy")

    asked = manager.types(
        "/action add\n"
        f"- <@U05> by Fri 18 Dec after #{there}: Train the staff\n"
        "\n"
        "2. Write the adolescent strategy & share it\n"
        "Open days for applicants\n"
        "Hold open days for applicants"
    )

    assert "4 actions, line by line" in asked.text
    assert f"1 Train the staff · Practitioner 1, Permanence · Fri 18 Dec 2026 · after #{there}" in (
        asked.text
    )
    assert f"& share it · no owner · no date · looks like #{there}" in asked.text
    assert "looks like line 3" in asked.text
    assert len(titles(council)) == 1
    manager.presses(asked, "Add all 4")
    assert "Added 4 actions: #" in manager.sees_again(asked, "Added 4").text
    assert titles(council)[1:3] == ["Train the staff", "Write the adolescent strategy & share it"]


def test_each_owner_hears_of_what_several_lines_gave_them(
    council: Council, world: World, manager: Persona, practitioner: Persona
) -> None:
    asked = manager.types("/action add\n<@U05>: Train the staff\n<@U05>: Write to the partners")
    manager.presses(asked, "Add all 2")
    manager.sees_again(asked, "Added 2")
    world.tick()

    told = practitioner.reads().text
    assert "Train the staff" in told
    assert "Write to the partners" in told
    assert practitioner.has_nothing_new()


def test_one_wrong_line_saves_none_and_can_be_put_right(council: Council, manager: Persona) -> None:
    asked = manager.types(
        "/action add\nTrain the staff & tell\nby next friday: Review it\n"
        "by yesterday: Look\n@me: Do it"
    )

    assert "Line 2: “next friday” could be more than one day" in asked.text
    assert "Line 3: Sun 22 Nov 2026 has passed." in asked.text
    assert "Line 4: I don't know who @me is. Choose the owner." in asked.text
    assert "Nothing can be saved until 3 lines are put right." in asked.text
    assert asked.buttons == ["Change", "Cancel"]
    manager.presses(asked, "Change")
    form = manager.opened()
    assert form.control("by Fri 4 Dec: Finalise the strategy")["initial_value"].startswith(
        "Train the staff & tell\nby next friday"
    )
    right = "Train the staff & tell\nby Fri 4 Dec: Review it"
    assert manager.submits(form, lines=right)["outcome"] == "updated"
    assert titles(council) == []
    shown = manager.opened()
    assert "2 actions, line by line" in shown.text
    assert manager.submits(shown)["outcome"] == "closed"
    manager.sees_again(asked, "Added 2 actions")
    assert titles(council) == ["Train the staff & tell", "Review it"]


def test_a_line_with_personal_data_is_named_by_its_number_and_carried_nowhere(
    council: Council, manager: Persona
) -> None:
    asked = manager.types("/action add\nTrain the staff\nRing 07700 900123 about it")

    assert "Line 2: That looks like a phone number." in asked.text
    assert "07700" not in str(asked.blocks)
    assert asked.buttons == ["Cancel"]


def test_more_lines_than_a_button_carries_go_into_the_form(
    council: Council, manager: Persona
) -> None:
    lines = [f"{number} " + f"Train team {chr(96 + number)} {'x' * 130}" for number in range(1, 18)]
    manager.posts("/action add\n" + "\n".join(lines))

    shown = manager.opened()

    assert "17 actions, line by line" in shown.text
    assert manager.submits(shown)["outcome"] == "closed"
    assert len(titles(council)) == 17


def test_too_many_lines_are_refused(council: Council, manager: Persona) -> None:
    told = manager.types("/action add\n" + "\n".join(["Train the staff"] * 26)).text

    assert "That is 26 lines; 25 at a time at most." in told


def test_a_list_pasted_to_the_bot_is_shown_and_added(
    council: Council, practitioner: Persona
) -> None:
    asked = practitioner.writes("- me by Fri 18 Dec: Train the staff\n- Write to the partners")
    practitioner.presses(asked, "Add all 2")

    practitioner.sees_again(asked, "Added 2 actions")
    assert titles(council) == ["Train the staff", "Write to the partners"]


def test_several_can_be_added_from_the_home(council: Council, practitioner: Persona) -> None:
    home = practitioner.opens_home("You have no open actions.")
    practitioner.presses(home, "Add several")
    form = practitioner.opened()

    assert practitioner.submits(form, lines="me: Train the staff")["outcome"] == "updated"
    shown = practitioner.opened()
    assert practitioner.submits(shown, lines="me: Train all staff")["outcome"] == "updated"
    assert practitioner.submits(practitioner.opened())["outcome"] == "closed"

    practitioner.sees_home("Added #1.")
    assert titles(council) == ["Train all staff"]


def test_a_message_becomes_an_action_with_a_link_to_it(
    council: Council, world: World, manager: Persona, practitioner: Persona
) -> None:
    ts = practitioner.says("*Share the draft strategy* with <@U04> & the partners. Then rest.")
    manager.chooses_in_menu("make_action", ts)
    form = manager.opened()

    assert form.control("Finalise the strategy")["initial_value"] == (
        "Share the draft strategy with Team Manager, Assessment & the partners"
    )
    assert "It keeps a link to the message." in form.text
    form = manager.goes_on(form, "More fields", title="Share the draft strategy")
    assert "It keeps a link to the message." in form.text
    assert manager.submits(form)["outcome"] == "closed"

    told = manager.reads(manager.channel)
    assert "Added #" in told.text
    with council.database.read() as session:
        made = session.scalars(select(Action)).one()
    assert made.source == "Slack message"
    assert made.source_link == f"{world.workspace.url}/archives/C01/p{ts.replace('.', '')}"
    shown = manager.types(f"/action show {made.id}")
    assert "From: Slack message" in shown.text
    assert shown.control("Open the message")["url"] == made.source_link
    manager.presses(shown, "Open the message")


def test_nothing_is_taken_from_a_message_that_holds_personal_data(
    council: Council, manager: Persona, practitioner: Persona
) -> None:
    ts = practitioner.says("Ring the family. It is 07700 900123.")
    manager.chooses_in_menu("make_action", ts)

    form = manager.opened()

    assert "The message seems to hold a phone number, so none of its words were taken." in form.text
    assert "initial_value" not in form.control("Finalise the strategy")
    assert "family" not in str(form.blocks)
    with council.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Message)) == 0
