"""From done to signed off, by three people with buttons; and what is put aside and wakes."""

from datetime import timedelta

import pytest

from db.models import Action, Person
from tests.end_to_end.persona import Persona
from tests.end_to_end.seen import TO_A_LEAD
from tests.end_to_end.world import World
from tests.people import NOW, Council, becomes

pytestmark = pytest.mark.usefixtures("world", "council")
LONG_AGO = NOW - timedelta(days=200)
LINK = "https://council.example/minutes"


def status(council: Council, number: int) -> str:
    with council.database.read() as session:
        return session.get_one(Action, number).status


def a_minute_later(world: World) -> None:
    world.later(seconds=61)
    world.tick()


@pytest.mark.over_http
def test_done_is_asked_about_sent_back_done_again_and_signed_off(  # noqa: PLR0915  (one story)
    council: Council, manager: Persona, practitioner: Persona, officer: Persona, world: World
) -> None:
    number = council.action(council.practitioner, "Finalise the Adolescent Strategy")
    answer = practitioner.types(f"/action done {number} Draft with the board")
    assert "I'll ask the Improvement Officer to sign it off." in answer.text
    assert officer.has_nothing_new()
    a_minute_later(world)

    asked = officer.reads()
    assert f"Practitioner 1, Permanence says that #{number} is done." in asked.text
    assert "Draft with the board" in asked.text
    assert asked.buttons == ["Sign off", "Send back"]
    officer.presses(asked, "Send back")
    officer.submits(officer.opened(), why="The minutes are not signed yet")
    officer.sees_again(asked, "↩ Not signed off: it is in progress.")
    assert status(council, number) == "in progress"
    a_minute_later(world)

    back = practitioner.reads()
    told = f"The Improvement Officer did not sign off #{number}, so it is in progress again:"
    assert told in back.text
    assert "The minutes are not signed yet" in back.text
    assert back.buttons == ["Done", "Move", "Note", "Not my action"]
    manager.types(f"/action done {number} Signed minutes are in")
    a_minute_later(world)

    again = officer.reads()
    assert f"The Team Manager, Permanence says that #{number} is done." in again.text
    officer.presses(again, "Sign off")
    form = officer.opened()
    [tick] = [each for each in form.controls if each["type"] == "checkboxes"]
    words = tick["options"][0]["text"]["text"]
    assert words == "Ask in 8 weeks whether it made a difference"
    officer.submits(form, evidence=LINK, note="Seen", check="check")
    officer.sees_again(again, "✅ Signed off.")
    a_minute_later(world)

    assert practitioner.reads().text.startswith("The Team Manager, Permanence marked your action")
    assert f"signed off #{number}:" in practitioner.reads().text
    assert f"signed off #{number}:" in manager.reads().text
    shown = practitioner.types(f"/action show {number}").text
    for part in ("Signed off by: Improvement Officer", f"Evidence: {LINK}", "sent it back"):
        assert part in shown


def test_a_sign_off_can_be_undone_where_it_was_given(
    council: Council, practitioner: Persona, officer: Persona, world: World
) -> None:
    number = council.action(council.practitioner)
    practitioner.types(f"/action done {number}")
    a_minute_later(world)
    asked = officer.reads()
    officer.presses(asked, "Sign off")
    officer.submits(officer.opened(), note="Seen")

    after = officer.sees_again(asked, "✅ Signed off.")
    officer.presses(after, "Undo")

    assert "Sign off" in officer.sees_again(asked, "Do you sign it off?", "✅").buttons
    assert status(council, number) == "done"
    a_minute_later(world)
    assert practitioner.has_nothing_new()


def test_a_done_that_is_undone_asks_nobody(
    council: Council, practitioner: Persona, officer: Persona, world: World
) -> None:
    number = council.action(council.practitioner)
    done = practitioner.types(f"/action done {number}")
    practitioner.presses(done, "Undo")
    practitioner.sees_again(done, "as it was")
    a_minute_later(world)

    assert officer.has_nothing_new()


def test_a_sign_off_with_nothing_to_show_is_refused_beside_the_field(
    council: Council, practitioner: Persona, officer: Persona
) -> None:
    number = council.action(council.practitioner)
    practitioner.types(f"/action done {number}")
    officer.posts(f"/action sign {number}")
    form = officer.opened()

    assert "Say what shows that it is done" in officer.submits(form)["errors"]["evidence"]
    wrong = officer.submits(form, evidence="minutes.docx")
    assert "Evidence is a web address" in wrong["errors"]["evidence"]
    personal = officer.submits(form, evidence=LINK, note="call 07700 900123")
    assert list(personal["errors"]) == ["note"]
    assert officer.submits(form, evidence=LINK)["outcome"] == "closed"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (LINK, (LINK, "")),
        (f"{LINK} item 4", (LINK, "item 4")),
        (f"minutes: {LINK}.", (LINK, "minutes")),
        (f"off because {LINK}", ("", LINK)),
        ("minutes of the board, item 4", ("", "minutes of the board, item 4")),
    ],
)
def test_a_sign_off_is_typed_with_a_link_or_a_note(
    council: Council, practitioner: Persona, officer: Persona, typed: str, kept: tuple[str, str]
) -> None:
    number = council.action(council.practitioner)
    practitioner.types(f"/action done {number}")

    answer = officer.types(f"/action sign {number} {typed}")

    assert "is signed off." in answer.text
    with council.database.read() as session:
        assert session.get_one(Action, number).evidence == kept[0]
    assert kept[1] in answer.text


def test_the_owner_and_their_manager_are_told_who_can_sign_off(
    council: Council, practitioner: Persona, manager: Persona
) -> None:
    number = council.action(council.practitioner)
    practitioner.types(f"/action done {number}")
    told = (
        "Only a lead, an administrator or a manager who answers for none of it can sign off or "
        f"send back #{number}."
    )
    assert practitioner.types(f"/action sign {number} {LINK}").text == told
    assert manager.types(f"/action return {number} because it is thin").text == told


def test_a_forged_press_signs_nothing_off(
    council: Council, practitioner: Persona, officer: Persona, world: World
) -> None:
    number = council.action(council.practitioner)
    practitioner.types(f"/action done {number}")
    shown = practitioner.types(f"/action show {number}")
    assert shown.buttons == []
    assert "Only a lead" in practitioner.types(f"/action sign {number}").text
    officer.posts(f"/action sign {number}")
    form = officer.opened()
    becomes(council, number, owner_id=council.officer.id)  # since the form was opened

    outcome = officer.submits(form, evidence=LINK)

    assert "Only a lead" in outcome["errors"]["evidence"]
    assert status(council, number) == "done"


def test_what_waits_for_me_is_listed_with_its_buttons(
    council: Council, practitioner: Persona, officer: Persona
) -> None:
    assert officer.types("/action waiting").text == "Nothing needs your sign-off."
    number = council.action(council.practitioner, "Write the plan")
    practitioner.types(f"/action done {number}")

    listed = officer.types("/action waiting")

    assert "1 waiting for your sign-off" in listed.text
    assert f"#{number} Write the plan" in listed.text
    assert listed.buttons == ["Sign off", "Send back"]
    officer.presses(listed, "Sign off")
    officer.submits(officer.opened(), note="Seen")
    assert "is signed off." in officer.reads(officer.channel).text


def test_a_lead_is_told_when_nobody_may_sign_off_and_chooses_somebody(
    council: Council, director: Persona, officer: Persona, world: World
) -> None:
    number = council.action(council.director)
    answer = director.types(f"/action done {number}")
    assert "Nobody I know can sign it off, so I'll tell the leads." in answer.text
    a_minute_later(world)

    told = director.reads()
    assert f"#{number} is done, but I can't find anybody who may sign it off." in told.text
    with council.database.begin() as session:
        session.get_one(Person, council.officer.id).manager_id = None
    director.presses(told, "Who signs off")
    wrong = director.submits(director.opened(), signer="U03")
    assert "cannot sign it off" in wrong["errors"]["signer"]
    director.presses(told, "Who signs off")
    director.submits(director.opened(), signer="U08")
    a_minute_later(world)

    assert "Do you sign it off?" in officer.reads().text


def test_a_signer_is_chosen_by_command_and_asked_when_it_is_done(
    council: Council, manager: Persona, practitioner: Persona, stranger: Persona, world: World
) -> None:
    number = council.action(council.practitioner)
    chosen = manager.types(f"/action signer {number} <@U07>")
    assert "I'll ask Practitioner 1, Assessment to sign it off." in chosen.text
    practitioner.types(f"/action done {number}")
    a_minute_later(world)

    asked = stranger.reads()
    stranger.presses(asked, "Sign off")
    stranger.submits(stranger.opened(), note="Seen")

    stranger.sees_again(asked, "✅ Signed off.")
    assert status(council, number) == "signed off"


def test_the_sign_off_ladder_comes_in_the_one_morning_message(
    council: Council, practitioner: Persona, officer: Persona, director: Persona, world: World
) -> None:
    number = council.action(council.practitioner, "Write the plan")
    council.action(council.officer, "Share the plan", due=NOW.date(), at=LONG_AGO)
    practitioner.types(f"/action done {number}")
    ago = NOW - timedelta(days=5)  # three working days
    becomes(council, number, done_at=ago, sign_off_asked_on=ago.date())
    world.later(seconds=30)
    world.tick()

    morning = officer.reads()
    assert "Good morning. 1 sign-off and 1 action for you." in morning.text
    assert morning.buttons[:5] == [*TO_A_LEAD, "Done"], "what is due today comes first"
    assert {"Sign off", "Send back"} <= set(morning.buttons)
    assert director.has_nothing_new()
    officer.presses(morning, "Sign off")
    officer.submits(officer.opened(), evidence=LINK)
    officer.sees_again(morning, "✅ Signed off.")


def test_a_lead_hears_of_a_sign_off_that_has_waited_long(
    council: Council, practitioner: Persona, director: Persona, world: World
) -> None:
    number = council.action(council.practitioner, "Write the plan")
    practitioner.types(f"/action done {number}")
    becomes(council, number, sign_off_asked_on=(NOW - timedelta(days=19)).date())
    world.tick()

    told = director.reads()
    assert "waiting for the Improvement Officer to sign it off" in told.text
    assert told.buttons == TO_A_LEAD, "it is for the officer to see to"


def test_what_is_deferred_is_left_alone_and_wakes_on_its_day(
    council: Council, manager: Persona, practitioner: Persona, world: World
) -> None:
    number = council.action(council.practitioner, "Write the plan", due=NOW.date(), at=LONG_AGO)
    answer = manager.types(f"/action defer {number} until 1 December because the grant begins then")
    assert "is deferred until Tue 1 Dec 2026." in answer.text
    assert "It is due before that, on Mon 23 Nov 2026: move its date too." in answer.text
    a_minute_later(world)
    told = practitioner.reads().text
    assert f"deferred #{number}, so its reminders are paused:" in told
    assert practitioner.has_nothing_new()  # its due date brings no reminder
    assert "*Overdue*" not in manager.types("/action status").text
    world.later(days=7)
    world.tick()
    assert practitioner.has_nothing_new()
    world.later(days=1)
    world.tick()

    woke = practitioner.reads()
    assert f"#{number} was deferred until today, so it is open again:" in woke.text
    assert woke.buttons == ["Done", "Move", "Note", "Not my action"]
    assert status(council, number) == "not started"


def test_a_date_to_defer_to_that_could_be_two_is_asked_about(
    council: Council, manager: Persona
) -> None:
    number = council.action(council.practitioner)
    asked = manager.types(f"/action defer {number} until next friday because of the budget")
    assert asked.buttons == ["Fri 27 Nov 2026", "Fri 4 Dec 2026", "Cancel"]
    manager.presses(asked, "Fri 4 Dec 2026")

    manager.sees_again(asked, "is deferred until Fri 4 Dec 2026.")
    month = manager.types(f"/action defer {number} until March because of the budget")
    assert "until 1 March 2027" in month.text


def test_what_is_dropped_stays_on_record_and_is_taken_up_with_a_button(
    council: Council, manager: Persona, practitioner: Persona
) -> None:
    number = council.action(council.practitioner)
    shown = manager.types(f"/action show {number}")
    manager.presses(shown, "Drop")
    manager.submits(manager.opened(), why="The new strategy covers it")
    assert "is dropped. It stays on record." in manager.reads(manager.channel).text
    refused = practitioner.types(f"/action done {number}").text
    assert refused == f"#{number} is dropped; resume it first to mark it done."

    shown = manager.types(f"/action show {number}")
    assert "dropped it" in shown.text
    assert shown.buttons == ["Resume"]
    manager.presses(shown, "Resume")

    assert f"#{number} is open again." in manager.reads(manager.channel).text


def test_an_owner_cannot_drop_their_own_action(council: Council, practitioner: Persona) -> None:
    number = council.action(council.practitioner)
    answer = practitioner.types(f"/action drop {number} because it is hard")
    assert answer.text == (
        f"Only their manager, a lead or an administrator can defer, drop or resume #{number}."
    )


def test_the_owners_manager_says_what_came_of_it(
    council: Council, manager: Persona, practitioner: Persona, officer: Persona, world: World
) -> None:
    number = council.action(council.practitioner, "Write the plan")
    practitioner.types(f"/action done {number}")
    officer.posts(f"/action sign {number}")
    officer.submits(officer.opened(), note="Seen", check="check")
    world.later(days=56)
    world.tick()

    asked = manager.reads()
    assert f"#{number} was signed off on Mon 23 Nov 2026. Did it make a difference?" in asked.text
    assert asked.buttons == ["Made a difference", "Some", "None", "Too early to say"]
    manager.presses(asked, "Too early to say")
    manager.sees_again(asked, "Recorded: too early to say.")
    world.later(days=56)
    world.tick()
    again = manager.reads()
    manager.presses(again, "Some")
    manager.sees_again(again, "Recorded: some difference.")

    assert "Outcome: some difference" in manager.types(f"/action show {number}").text


def test_where_things_stand_counts_what_waits_for_a_sign_off(
    council: Council, practitioner: Persona
) -> None:
    number = council.action(council.practitioner)
    practitioner.types(f"/action done {number}")

    assert (
        "Of 1: 1 done (awaiting sign-off)" in practitioner.types("/action status everything").text
    )
    assert "done, awaiting sign-off" in practitioner.types("/action list all").text
