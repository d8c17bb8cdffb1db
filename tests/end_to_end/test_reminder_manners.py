"""Leave and deputies, remind me later, and why somebody sees a message."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from db.models import Action, Message, MessageName, Person, Snooze
from db.outbox import queries as outbox
from db.people import queries as people
from tests.end_to_end.audits import Month
from tests.end_to_end.persona import Persona
from tests.end_to_end.seen import GREETING
from tests.end_to_end.world import World
from tests.people import NOW, TODAY, Council

pytestmark = pytest.mark.usefixtures("world", "council")
LONG_AGO = NOW - timedelta(days=200)
WHY = "Why am I seeing this?"


def test_the_deputy_is_asked_while_the_owner_is_on_leave_and_the_owner_once_they_are_back(
    council: Council, practitioner: Persona, colleague: Persona, manager: Persona, world: World
) -> None:
    number = council.action(council.practitioner, "Write the plan", due=TODAY, at=LONG_AGO)
    said = manager.types(f"/action deputy {number} <@U06>").text
    assert f"I'll ask Practitioner 2, Permanence about #{number}" in said
    said = practitioner.types("/action away from 23 November 2026 to 24 November 2026").text
    assert f"#{number} is due on those days" in said
    world.tick()

    assert "made you the deputy" in colleague.reads().text
    asked = colleague.reads()
    assert "You're covering for Practitioner 1, Permanence until Tue 24 Nov 2026." in asked.text
    assert asked.buttons == [*GREETING, "Done", "Note"]
    assert "changed the deputy of your action" in practitioner.reads().text
    assert practitioner.has_nothing_new()
    assert "Due while Practitioner 1, Permanence is away" in manager.reads().text
    world.later(days=2)
    world.tick()

    assert f"#{number} Write the plan" in practitioner.reads().text
    assert practitioner.has_nothing_new()
    assert colleague.has_nothing_new()


def test_a_deputy_who_stands_in_marks_it_done_and_else_may_not(
    council: Council, practitioner: Persona, colleague: Persona, world: World
) -> None:
    number = council.action(council.practitioner, due=TODAY, at=LONG_AGO)
    practitioner.types(f"/action deputy {number} <@U06>")
    refused = colleague.types(f"/action done {number}").text
    assert "their deputy while they are away" in refused
    colleague.types(f"/action note {number} draft is with Legal")
    practitioner.types("/action away me from 23 November 2026 to 24 November 2026")
    world.tick()
    colleague.reads()
    asked = colleague.reads()

    colleague.presses(asked, "Done")

    colleague.sees_again(asked, "✅ Done.")


def test_somebody_who_is_back_early_is_asked_again(
    council: Council, practitioner: Persona, colleague: Persona, world: World
) -> None:
    council.action(council.practitioner, due=TODAY, at=LONG_AGO)
    practitioner.types("/action away me from 23 November 2026 to 30 November 2026")
    assert "is not yours" not in practitioner.types("/audit back me").text

    world.tick()

    assert "1 action for you" in practitioner.reads().text


def test_an_action_for_somebody_on_leave_is_asked_about_first(
    council: Council, manager: Persona, world: World
) -> None:
    number = council.action(council.manager, due=TODAY, at=LONG_AGO)
    manager.types("/action away <@U05> from 23 November 2026 to 4 December 2026")

    asked = manager.types(f"/action give {number} to <@U05>")
    assert "Practitioner 1, Permanence is away until Fri 4 Dec 2026." in asked.text
    with council.database.read() as session:
        assert session.get_one(Action, number).owner_id == council.manager.id
    manager.presses(asked, "Give it anyway")

    def given() -> bool | None:
        with council.database.read() as session:
            return session.get_one(Action, number).owner_id == council.practitioner.id or None

    manager.waits_for(given, "the action to be given")


def test_a_new_action_for_somebody_on_leave_is_asked_about_too(
    council: Council, manager: Persona
) -> None:
    manager.types("/action away <@U05> from 23 November 2026 to 4 December 2026")

    asked = manager.types("/action add <@U05> by 11 December 2026: Write the plan")
    manager.presses(asked, "Cancel")

    assert "Give it to them anyway?" in asked.text
    with council.database.read() as session:
        assert session.scalars(select(Action)).all() == []


def test_a_day_that_could_be_two_is_not_guessed(council: Council, practitioner: Persona) -> None:
    number = council.action(council.practitioner, due=TODAY, at=LONG_AGO)
    said = practitioner.types(f"/action snooze {number} until next friday").text
    assert "“next friday” could be Fri 27 Nov 2026 or Fri 4 Dec 2026." in said


def test_twenty_late_actions_make_a_message_that_slack_takes_and_a_button_for_the_rest(
    council: Council, practitioner: Persona, world: World
) -> None:
    for _ in range(20):
        council.action(council.practitioner, due=TODAY - timedelta(days=8), at=LONG_AGO)

    world.tick()

    told = practitioner.reads()
    assert "20 actions for you" in told.text
    assert len(told.blocks) <= 50
    practitioner.presses(told, "Show 2 more")
    assert "#20" in practitioner.reads().text


def test_the_form_asks_before_it_gives_to_somebody_who_takes_nothing_new(
    council: Council, manager: Persona, world: World
) -> None:
    number = council.action(council.manager, due=TODAY, at=LONG_AGO)
    manager.types("/action away <@U05> from 23 November 2026 to 4 December 2026 can finish")
    manager.posts(f"/action give {number}")
    form = manager.opened()

    outcome = manager.submits(form, owner="U05", deputy="U06", why="She leads on it now")
    assert outcome["outcome"] != "closed"
    again = manager.opened()
    assert "isn't taking on anything new until Fri 4 Dec 2026." in again.text
    outcome = manager.submits(again, owner="U05", deputy="U06", why="She leads on it now")

    assert outcome["outcome"] == "closed"
    with council.database.read() as session:
        action = session.get_one(Action, number)
        assert (action.owner_id, action.deputy_id) == (
            council.practitioner.id,
            council.colleague.id,
        )


def test_an_action_is_put_off_by_its_picker_and_comes_again_on_that_day(
    council: Council, practitioner: Persona, world: World
) -> None:
    council.action(council.practitioner, "Write the plan", due=TODAY, at=LONG_AGO)
    world.tick()
    morning = practitioner.reads()

    practitioner.chooses(morning, "Remind me later", "In 3 working days")
    after = practitioner.sees_again(morning, "⏰ I'll remind you on Thu 26 Nov 2026.")
    assert "It is still due Mon 23 Nov 2026" in after.text
    world.later(days=2)
    world.tick()
    assert practitioner.has_nothing_new()
    world.later(days=1)
    world.tick()

    assert "Write the plan" in practitioner.reads().text
    with council.database.read() as session:
        assert session.scalars(select(Snooze)).all() == []


def test_putting_off_is_taken_back_and_a_day_is_chosen_on_a_form(
    council: Council, practitioner: Persona, world: World
) -> None:
    council.action(council.practitioner, due=TODAY, at=LONG_AGO)
    world.tick()
    morning = practitioner.reads()
    practitioner.chooses(morning, "Remind me later", "On another day")
    practitioner.submits(practitioner.opened(), until="2026-12-25")
    after = practitioner.sees_again(morning, "⏰ I'll remind you on Mon 30 Nov 2026.")  # as far as

    practitioner.presses(after, "Undo")

    back = practitioner.sees_again(morning, "not started", without="⏰")
    assert back.control("Remind me later")


def test_a_typed_snooze_says_what_stays_as_it_is(
    council: Council, practitioner: Persona, stranger: Persona
) -> None:
    number = council.action(council.practitioner, due=TODAY, at=LONG_AGO)
    said = practitioner.types(f"/action snooze {number} until thu").text
    assert f"I'll remind you of #{number} on Thu 26 Nov 2026." in said
    assert "It is still due Mon 23 Nov 2026, and others are reminded as before." in said
    assert "isn't put off" in practitioner.types(f"/action snooze {number} off").text


def test_a_reminder_says_why_it_came_what_comes_next_and_how_it_ends(
    council: Council, practitioner: Persona, world: World
) -> None:
    number = council.action(council.practitioner, "Write the plan", due=TODAY, at=LONG_AGO)
    world.tick()
    morning = practitioner.reads()

    practitioner.presses(morning, WHY)

    told = practitioner.reads().text
    assert f"#{number} Write the plan" in told
    assert "You own it. It is due Mon 23 Nov 2026. This is the reminder for that day." in told
    assert "The next is on Mon 30 Nov 2026, if it is still open." in told
    assert "/action deputy 12 @person" in told


def test_every_message_of_the_outbox_has_the_button(
    council: Council, practitioner: Persona, colleague: Persona, officer: Persona, world: World
) -> None:
    number = council.action(council.practitioner, due=TODAY, at=LONG_AGO)
    world.tick()
    practitioner.reads()
    practitioner.types(f"/action deputy {number} <@U06>")
    with council.database.begin() as session:
        dead = session.scalars(select(Message).order_by(Message.id)).first()
        assert dead is not None
        dead.last_error = "channel_not_found"
        admin = people.admins(session, TODAY)[0]
        about = {"message_id": dead.id}
        outbox.add(
            session,
            outbox.NewMessage(
                "dead", admin, MessageName.DEAD_LETTER, about=about, at=world.clock()
            ),
        )
    world.tick()

    for reader, words in (
        (colleague, "You are or were its deputy, and Practitioner 1, Permanence changed it"),
        (officer, "You're an administrator, and a message to Practitioner 1, Permanence"),
    ):
        reader.presses(reader.reads(), WHY)
        assert words in reader.reads().text


def test_the_notice_of_a_live_audit_and_news_of_it_say_why_they_came(
    council: Council, director: Persona, practitioner: Persona, world: World
) -> None:
    month = Month(world, council, director)
    auditor = world.persona(4)
    month.publish()
    auditor.presses(auditor.reads(), WHY)
    assert (
        "You're the auditor for this audit. Its month opened on Tue 1 Dec 2026."
        in auditor.reads().text
    )
    practitioner.reads()

    practitioner.posts(f"/audit cannot {month.audit().serial}")
    practitioner.submits(practitioner.opened(), reason="workload")
    world.later(minutes=2)  # until then it can be undone, and nobody hears of it
    world.tick()
    news = auditor.reads()
    auditor.presses(news, WHY)

    assert "You're the auditor for this audit." in auditor.reads().text


def test_the_lead_hears_why_a_month_is_told_of(
    council: Council, director: Persona, world: World
) -> None:
    with council.database.begin() as session:
        lead = session.get_one(Person, council.director.id)
        about = {"round": None, "month": "2026-12-01", "event": "not drawn"}
        outbox.add(
            session,
            outbox.NewMessage(
                "round", lead, MessageName.AUDIT_MONTH, about=about, at=world.clock()
            ),
        )
    world.tick()

    director.presses(director.reads(), WHY)

    assert (
        "You're a lead. You're told when a month of live audits (here December 2026)"
        in director.reads().text
    )


def test_nobody_learns_why_somebody_else_got_a_message(
    council: Council, practitioner: Persona, manager: Persona, world: World
) -> None:
    council.action(council.practitioner, due=TODAY, at=LONG_AGO)
    council.action(council.manager, due=TODAY, at=LONG_AGO)
    world.tick()
    with council.database.read() as session:
        theirs = session.scalars(
            select(Message).where(Message.person_id == council.practitioner.id)
        ).one()
    manager.presses(manager.reads(), WHY, forging=f'{{"m": {theirs.id}}}')

    assert "was written to somebody else" in manager.reads().text
