"""Digests that come by themselves: to a person, to a channel, over weeks with a bank holiday."""

from datetime import UTC, date, datetime, timedelta

import pytest

from db import council_events
from db.context import WorkContext
from db.models import Action, Message, MessageName, Person, Status, Subscription
from tests.end_to_end.persona import Persona, ask
from tests.end_to_end.seen import Seen
from tests.end_to_end.world import World
from tests.people import LINE, Council, becomes
from tests.plans import board

__all__ = ["board"]

WHY = "Why am I seeing this?"
CHANNEL = "<#C01>"
MONDAY = datetime(2026, 12, 14, 8, 0, tzinfo=UTC)


def at(day: int, hour: int = 9, month: int = 12, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def comes(world: World, persona: Persona, when: datetime, channel: str = "") -> Seen:
    """Let the clock be at an instant, look, and read the digest that came."""
    world.clock.time = when
    world.tick()
    while True:
        seen = persona.reads(channel)
        if "Next time I'll show" in seen.text or "Since " in seen.text[:6]:
            return seen


def nothing_comes(world: World, when: datetime) -> bool:
    """Let the clock be at an instant, look, and say whether no digest was written for it."""
    before = digests(world)
    world.clock.time = when
    world.tick()
    return digests(world) == before


def digests(world: World) -> int:
    with world.database.read() as session:
        return session.query(Message).filter_by(kind=MessageName.SUBSCRIPTION).count()


def finish(council: Council, title: str) -> None:
    with council.database.read() as session:
        number = session.query(Action).filter_by(title=title).one().id
    becomes(council, number, at(18), status=Status.DONE, done_at=at(18))


@pytest.mark.on_both
def test_every_monday_it_says_what_changed_and_a_bank_holiday_moves_it(
    board: Council, director: Persona, world: World
) -> None:
    world.clock.time = MONDAY - timedelta(days=3)
    said = director.types("/status weekly mon 9:00 me").text
    assert "Every Monday at 09:00 to you, from Mon 14 Dec 2026; bank holidays move it" in said

    first = comes(world, director, at(14))
    assert first.text.startswith("Next time I'll show what changed.")
    assert "*Overdue*: 4 of 9" in first.text

    finish(board, "Publish the placement guide")
    second = comes(world, director, at(21))
    assert second.text.startswith("Since Mon 14 Dec 2026: 1 more done, 2 more at risk.")
    assert "*Overdue*: 4 of 8" in second.text

    assert nothing_comes(world, at(28))
    third = comes(world, director, at(29))
    assert third.text.startswith("Since Mon 21 Dec 2026: ")
    assert nothing_comes(world, at(29, 10))


@pytest.mark.on_both
def test_missed_ones_come_merged_into_one(board: Council, director: Persona, world: World) -> None:
    world.clock.time = MONDAY - timedelta(days=3)
    director.types("/status weekly mon 9:00 me")
    comes(world, director, at(14))
    merged = comes(world, director, at(6, 9, 1, 2027))
    assert merged.text.startswith("Since Mon 14 Dec 2026 (3 weeks in one): ")


@pytest.mark.on_both
def test_a_channel_gets_counts_alone(board: Council, director: Persona, world: World) -> None:
    said = director.types("/status weekly mon 9:00 here").text
    assert "Only counts go there" in said
    assert "/invite @Live audit" in said
    told = comes(world, director, at(30, month=11), "C01")
    assert "open actions overdue" in told.text
    assert told.buttons == []
    everything = str(told.blocks)
    with board.database.read() as session:
        titles = [action.title for action in session.query(Action)]
        people = [person.name for person in session.query(Person)]
    assert len(titles) > 5
    assert set(people) == set(LINE)
    for word in [*titles, *people, "The chair left", "Waiting for Health", "Estates are late"]:
        assert word not in everything


@pytest.mark.parametrize("section", ["overdue", "drift", "audits", "coverage", "loop"])
def test_a_section_in_a_channel_is_counts_alone_too(
    board: Council, director: Persona, world: World, section: str
) -> None:
    director.types(f"/status weekly mon 9:00 {CHANNEL} {section}")
    told = str(comes(world, director, at(30, month=11), "C01").blocks)
    with board.database.read() as session:
        words = [action.title for action in session.query(Action)]
    assert not [word for word in [*words, *LINE] if word in told]


def test_a_section_of_a_team_comes_to_a_person(
    board: Council, director: Persona, world: World
) -> None:
    director.types("/status monthly day 3 9:00 me overdue team Assessment")
    told = comes(world, director, at(3))
    assert "the actions of Assessment" in told.text
    assert "Clear the unallocated list" in told.text


def test_who_may_not_is_told_so_in_words(council: Council, colleague: Persona) -> None:
    assert (
        "Only a lead, an administrator or somebody's manager can send counts"
        in colleague.types("/status weekly mon 9:00 here").text
    )
    assert "Only a lead" in colleague.types("/status weekly mon 9:00 me team Assessment").text


def test_who_is_no_manager_any_more_gets_only_their_own(
    board: Council, manager: Persona, world: World
) -> None:
    manager.types("/status weekly mon 9:00 me team Permanence")
    with board.database.begin() as session:
        for person in (board.practitioner, board.colleague):
            session.get_one(Person, person.id).manager_id = board.head.id
    told = comes(world, manager, at(30, month=11)).text
    assert "You can no longer see what you subscribed to; this is what you can see." in told
    assert "Where your actions in the plan stand" in told
    assert "Publish the placement guide" not in told


def test_it_is_paused_resumed_and_stopped_by_command(
    council: Council, manager: Persona, world: World
) -> None:
    manager.types("/status weekly mon 9:00 me")
    with council.database.read() as session:
        number = session.query(Subscription).one().id
    assert f"{number}. Every Monday at 09:00" in manager.types("/status subscriptions").text
    assert "is paused" in manager.types(f"/status pause {number}").text
    assert "paused already" in manager.types(f"/action status pause {number}").text
    assert nothing_comes(world, at(30, month=11))
    said = manager.types(f"/status resume {number}").text
    assert "is on again, next on Mon 7 Dec 2026" in said
    assert "has ended" in manager.types(f"/status stop {number}").text
    assert "no subscription" in manager.types(f"/status stop {number}").text
    assert "You have no subscriptions" in manager.types("/status subscriptions").text


def test_it_is_paused_resumed_and_stopped_by_button(
    council: Council, manager: Persona, world: World
) -> None:
    council.action(council.practitioner)
    manager.types("/status weekly mon 9:00 me")
    listed = manager.types("/status subscriptions")
    manager.presses(listed, "Pause")
    paused = manager.sees_again(listed, "paused")
    manager.presses(paused, "Resume")
    manager.sees_again(listed, "next Mon 30 Nov 2026")
    told = comes(world, manager, at(30, month=11))
    manager.presses(told, "Stop")
    assert "has ended" in manager.reads(manager.dm).text
    assert nothing_comes(world, at(7))


def test_a_forged_button_stops_nobody_elses(
    council: Council, manager: Persona, colleague: Persona
) -> None:
    manager.types("/status weekly mon 9:00 me")
    colleague.types("/status weekly tue 9:00 me")
    with council.database.read() as session:
        theirs = session.query(Subscription).filter_by(made_by_id=council.manager.id).one().id
    listed = colleague.types("/status subscriptions")
    colleague.presses(listed, "Stop", forging=f'{{"s":{theirs},"list":true}}')
    assert "You have no subscription" in colleague.reads(colleague.channel).text


def test_the_digest_offers_to_come_by_itself(
    council: Council, manager: Persona, world: World
) -> None:
    council.action(council.practitioner)
    digest = manager.types("/status")
    manager.presses(digest, "Send me this regularly")
    form = manager.opened()
    assert "This channel, counts only" in str(form.blocks)
    manager.submits(form, often="monthly 3", at="10:30", to="channel")
    said = manager.reads(manager.channel).text
    assert "Working day 3 of every month at 10:30 to " in said
    assert "from Thu 3 Dec 2026" in said
    told = comes(world, manager, at(3, 11), "C01")
    assert "0 of 1 open actions overdue" in told.text


def test_the_form_offers_no_channel_to_whoever_may_not(
    council: Council, colleague: Persona
) -> None:
    council.action(council.colleague)
    digest = colleague.types("/status")
    colleague.presses(digest, "Send me this regularly")
    assert "This channel" not in str(colleague.opened().blocks)


def test_a_time_at_night_is_refused_beside_its_field(council: Council, manager: Persona) -> None:
    council.action(council.practitioner)
    manager.presses(manager.types("/status"), "Send me this regularly")
    refused = manager.submits(manager.opened(), often="weekly 0", at="03:00", to="me")
    assert "Choose a time from 06:00 to 20:00." in str(refused)


@pytest.mark.on_both
def test_a_channel_that_takes_nothing_pauses_it_and_says_what_to_do(
    council: Council, manager: Persona, world: World
) -> None:
    manager.types("/status weekly mon 9:00 here")
    with council.database.begin() as session:
        one = session.query(Subscription).one()
        one.channel = "C99GONE"
        council_events.subscription(WorkContext(session, None, world.clock()), one, "moved")
    world.clock.time = at(30, month=11)
    world.tick()
    world.tick()
    told = manager.reads(manager.dm)
    assert "I couldn't post the counts in " in told.text
    assert "It is gone, or private and I'm not a member." in told.text
    assert set(told.buttons) >= {"Resume", "Stop"}
    manager.presses(told, WHY)
    assert "they couldn't go there" in manager.reads(manager.dm).text
    assert nothing_comes(world, at(7))


SHARED = ("is_ext_shared", "is_org_shared", "is_pending_ext_shared")
OUTSIDE = "read outside the council"
GUESTS = "There are guests in it"


@pytest.mark.parametrize("how", SHARED)
def test_counts_go_into_no_channel_that_is_shared_outside(
    council: Council, manager: Persona, world: World, how: str
) -> None:
    world.opens("C01", **{how: True})
    said = manager.types("/status weekly mon 9:00 here").text
    assert OUTSIDE in said
    assert "Choose another." in said
    assert OUTSIDE in manager.writes(f"status weekly mon 9:00 {CHANNEL}").text
    assert OUTSIDE not in manager.types("/status weekly mon 9:00 me").text
    with council.database.read() as session:
        assert [one.channel for one in session.query(Subscription)] == [None]


def test_the_form_says_beside_its_field_that_a_channel_has_guests(
    council: Council, manager: Persona, world: World
) -> None:
    world.lets_in_a_guest("C01")
    council.action(council.practitioner)
    manager.presses(manager.types("/status"), "Send me this regularly")
    refused = manager.submits(manager.opened(), often="weekly 0", at="09:00", to="channel")
    assert GUESTS in str(refused)
    with council.database.read() as session:
        assert session.query(Subscription).count() == 0


def test_whoever_may_not_subscribe_a_channel_is_not_told_who_reads_it(
    council: Council, colleague: Persona, world: World
) -> None:
    world.opens("C01", is_ext_shared=True)
    said = colleague.types("/status weekly mon 9:00 here").text
    assert "Only a lead" in said
    assert OUTSIDE not in said


@pytest.mark.parametrize(("is_guest", "why"), [(True, GUESTS), (False, OUTSIDE)])
def test_a_channel_into_which_others_come_later_gets_no_more_and_its_maker_is_told(
    board: Council, manager: Persona, world: World, *, is_guest: bool, why: str
) -> None:
    manager.types("/status weekly mon 9:00 here team Permanence")
    comes(world, manager, at(30, month=11), "C01")
    if is_guest:
        world.lets_in_a_guest("C01")
    else:
        world.opens("C01", is_ext_shared=True)
    before = messages_in(world, "C01")
    world.clock.time = at(7)
    world.tick()
    world.tick()
    assert messages_in(world, "C01") == before
    told = reads_on(manager, "I couldn't post the counts")
    assert why in told.text
    assert set(told.buttons) >= {"Resume", "Stop"}
    assert nothing_comes(world, at(14))


def test_without_the_scope_to_see_who_reads_a_channel_nothing_goes_there_and_the_rest_goes_on(
    board: Council, manager: Persona, practitioner: Persona, world: World
) -> None:
    manager.types("/status weekly mon 9:00 here team Permanence")
    practitioner.types("/status weekly mon 9:00 me")
    fault = {"method": "conversations.info", "kind": "refused", "error": "missing_scope"}
    ask(f"{world.workspace.url}/control/faults", fault)
    comes(world, practitioner, at(30, month=11))
    world.tick()
    told = reads_on(manager, "I couldn't post the counts").text
    assert "Ask an administrator to install the app again" in told
    assert "open actions overdue" not in str(messages_in(world, "C01"))


def reads_on(persona: Persona, begins: str) -> Seen:
    """Read what came into somebody's direct messages until something begins so."""
    while True:
        seen = persona.reads(persona.dm)
        if seen.text.startswith(begins):
            return seen


def messages_in(world: World, channel: str) -> list[str]:
    found = ask(f"{world.workspace.url}/control/messages?channel={channel}")
    return [str(one["text"]) for one in found if not one["ephemeral_for"]]


def test_why_a_digest_came_can_be_asked(council: Council, manager: Persona, world: World) -> None:
    council.action(council.practitioner)
    manager.types("/status weekly mon 9:00 me")
    told = comes(world, manager, at(30, month=11))
    manager.presses(told, WHY)
    said = manager.reads(manager.dm).text
    assert "You asked for this on Mon 23 Nov 2026: every Monday at 09:00" in said
    assert "The next comes on Mon 7 Dec 2026." in said


@pytest.mark.on_both
def test_leads_hear_what_somebody_who_left_had(
    council: Council, director: Persona, manager: Persona, world: World
) -> None:
    manager.types("/status weekly mon 9:00 here")
    with council.database.begin() as session:
        session.get_one(Person, council.manager.id).ends_on = date(2026, 11, 27)
    world.clock.time = at(30, month=11)
    world.tick()
    told = director.reads(director.dm)
    assert "The Team Manager, Permanence has left, so this has ended: every Monday" in told.text
    director.presses(told, WHY)
    assert "Leads are told once" in director.reads(director.dm).text


def test_here_in_a_direct_message_is_the_person(council: Council, manager: Persona) -> None:
    assert "to you, from" in manager.writes("status weekly mon 9:00 here").text


def test_the_distance_and_pictures_answer_here_too(board: Council, director: Persona) -> None:
    assert director.types("/status distance").text == director.types("/action distance").text
    assert director.types("/status measures").text == director.types("/action measures").text
