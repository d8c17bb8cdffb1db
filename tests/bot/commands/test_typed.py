"""What people type, asked back, answered with a press, and taken back."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.actions.closing import Done
from bot.context import ContextFactory
from bot.registry import ACTIONS
from bot.signoff.verbs import Sign
from bot.slack.blocks import Answer
from bot.slack.carrying_out import carry_out
from bot.slack.registry import OpenView, Reply
from db.errors import RefusedError
from db.models import Action, Event, Message, Status
from db.models.event_kinds import EventKind
from db.permission_rules import ACTIONS as RULES
from db.permission_rules import Permission, Role
from tests.bot.commands.board import board
from tests.bot.commands.said import Saying, controls, filled_of, words_on
from tests.bot.delivery.as_read import as_read
from tests.contexts import COUNCIL
from tests.db.audits.months import drawn
from tests.people import NOW, TODAY, Council

__all__ = ["board"]

ANA = "<@U05|ana>"


@pytest.fixture
def manager(board: Council) -> Saying:
    return Saying(board, board.manager)


def asked(reply: Reply) -> Answer:
    assert isinstance(reply, Answer)
    return reply


def labels(reply: Reply) -> list[str]:
    return [words_on(each) for each in controls(list(asked(reply).blocks))]


def latest(board: Council) -> tuple[str, str | None, str | None]:
    """Return the newest action: its words, its owner and its date."""
    with board.database.read() as session:
        made = session.scalars(select(Action).order_by(Action.id.desc())).first()
        assert made is not None
        owner = made.owner.name if made.owner else None
        return made.title, owner, str(made.due_on) if made.due_on else None


def test_a_probable_date_is_taken_with_one_press(board: Council, manager: Saying) -> None:
    question = manager.says("/action add Book the room on Friday")
    assert latest(board)[0] != "Book the room"
    manager.presses(asked(question), "Fri 27 Nov 2026")
    assert latest(board) == ("Book the room", None, "2026-11-27")


@pytest.mark.parametrize(("pressed", "due"), [("No date", None), ("Fri 4 Dec 2026", "2026-12-04")])
def test_a_date_that_is_part_of_the_words_stays_in_them(
    board: Council, manager: Saying, pressed: str, due: str | None
) -> None:
    question = manager.says("/action add Write the slides for the 4 Dec meeting")
    manager.presses(asked(question), pressed)
    assert latest(board) == ("Write the slides for the 4 Dec meeting", None, due)


def test_another_date_opens_the_form_with_the_words(manager: Saying) -> None:
    question = manager.says(f"/action add {ANA}: book the room on Friday")
    form = manager.presses(asked(question), "Another")
    assert isinstance(form, OpenView)
    assert filled_of(form.view["blocks"]) == " | title=book the room | owner=U05"


def test_a_time_of_day_is_left_out_and_said_so(board: Council, manager: Saying) -> None:
    question = manager.says(f"/action add {ANA} by Fri 4 Dec 10:30: Send the papers")
    assert "I only store dates, so 10:30 is left out." in str(asked(question).blocks)
    added = manager.presses(asked(question), "Fri 4 Dec 2026")
    assert "Left out: 10:30." in str(asked(added).blocks)
    assert latest(board) == ("Send the papers", "Practitioner 1, Permanence", "2026-12-04")


def test_somebody_who_is_named_may_own_it_or_not(board: Council, manager: Saying) -> None:
    question = manager.says(f"/action add Ask {ANA} about the room by Friday")
    manager.presses(asked(question), "No, just named")
    assert latest(board) == ("Ask Practitioner 1, Permanence about the room", None, "2026-11-27")
    manager.presses(asked(question), "Yes, Practitioner 1, Permanence")
    again = manager.says(f"/action add Meet {ANA} for tea")
    manager.presses(asked(again), "Yes, Practitioner 1, Permanence")
    assert latest(board)[1] == "Practitioner 1, Permanence"


def test_of_two_owners_one_is_chosen_and_the_other_is_told_to_be_left_out(
    board: Council, manager: Saying
) -> None:
    question = manager.says(f"/action add {ANA} and <@U06|b> to share the rota by Friday")
    added = manager.presses(asked(question), "Practitioner 2, Permanence")
    assert latest(board) == ("share the rota", "Practitioner 2, Permanence", "2026-11-27")
    assert "Left out: Practitioner 1, Permanence." in str(asked(added).blocks)


def test_what_has_no_owner_or_date_says_so_and_takes_both(board: Council, manager: Saying) -> None:
    added = manager.says("/action add Book the room")
    assert labels(added) == ["It's mine", "Choose", "Set a date", "Undo"]
    assert "It has no owner and no date yet." in str(asked(added).blocks)
    manager.presses(asked(added), "It's mine")
    assert latest(board) == ("Book the room", "Team Manager, Permanence", None)
    form = manager.presses(asked(added), "Set a date")
    assert isinstance(form, OpenView)


def test_a_link_stands_beside_the_words(board: Council, manager: Saying) -> None:
    manager.says("/action add Read the report <https://council.example/a> by 4 Dec")
    assert latest(board) == ("Read the report", None, "2026-12-04")
    with board.database.read() as session:
        event = session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert event is not None
    assert event.note == "https://council.example/a"


def test_a_new_action_is_undone_within_its_minute_and_stays_on_record(
    board: Council, manager: Saying
) -> None:
    added = manager.says(f"/action add {ANA} book the room by Friday")
    deleted = manager.presses(asked(added), "Undo")
    assert labels(deleted) == ["Undo"]
    with board.database.read() as session:
        made = session.scalars(select(Action).order_by(Action.id.desc())).first()
        assert made is not None
        assert made.status == Status.DROPPED
        first, last = session.scalars(
            select(Event).where(Event.action_id == made.id).order_by(Event.id)
        )
        assert (first.kind, last.kind) == (EventKind.ADDED, EventKind.DROPPED)
        assert (last.undoes_id, last.note) == (first.id, "Added by mistake.")
        told = session.scalars(select(Message).where(Message.kind == "event")).all()
        assert len(told) == 2  # the owner hears of both, or of neither
    manager.presses(asked(deleted), "Undo")
    with board.database.read() as session:
        assert session.get_one(Action, made.id).is_open


@pytest.mark.parametrize("typed", ["undo", "/action undo", "/action delete {}", "delete #{}"])
def test_it_is_taken_back_in_words_too(board: Council, manager: Saying, typed: str) -> None:
    manager.says("/action add book the room")
    manager.says(typed.format(10))
    with board.database.read() as session:
        assert session.get_one(Action, 10).status == Status.DROPPED


def test_afterwards_and_for_others_it_is_dropped_with_a_reason(
    board: Council, manager: Saying
) -> None:
    manager.says(f"/action add {ANA} book the room")
    other = Saying(board, board.practitioner)
    assert other.outcome("/action delete 10").startswith("refused: Only their manager, a lead")
    manager.at = NOW + timedelta(seconds=61)
    assert manager.outcome("/action delete 10").startswith("form Drop it | ! This stays on record")
    with pytest.raises(RefusedError, match="nothing of yours"):
        manager.says("/action undo")


def test_what_others_have_touched_is_not_taken_back(board: Council, manager: Saying) -> None:
    added = manager.says(f"/action add {ANA} book the room")
    Saying(board, board.practitioner).says("/action note 10 the hall is free")
    with pytest.raises(RefusedError):
        manager.presses(asked(added), "Undo")


def test_a_typo_is_put_right_with_one_press(board: Council, manager: Saying) -> None:
    manager.presses(asked(manager.says("/action doen 6")), "/action done 6")
    with board.database.read() as session:
        assert session.get_one(Action, 6).status == Status.DONE


def test_several_are_all_done_or_none(board: Council, manager: Saying) -> None:
    with pytest.raises(RefusedError, match="4711"):
        manager.says("/action done 6 4711")
    with board.database.read() as session:
        assert session.get_one(Action, 6).is_open


def test_what_is_refused_opens_as_it_was_typed(manager: Saying) -> None:
    refused = manager.says("/action move 6 to whenever because the panel meets")
    form = manager.presses(asked(refused), "Put it right")
    assert isinstance(form, OpenView)
    held = filled_of(form.view["blocks"])
    assert "I didn't understand the date." in held
    assert held.endswith("due=2026-12-04 | why=the panel meets")


def test_what_must_not_be_kept_is_not_carried_on(manager: Saying) -> None:
    with pytest.raises(RefusedError, match="phone_number"):
        manager.says("/action move 6 to whenever because she rang 07700 900123")
    with pytest.raises(RefusedError, match="phone_number"):
        manager.says("/action add Ring 07700 900123 by Friday")


def test_a_message_that_is_not_ones_own_names_nothing(board: Council) -> None:
    other = Saying(board, board.other_manager)
    link = "https://council.slack.com/archives/D03/p1795420000000100"
    assert other.outcome(f"/action show {link}") == "asks My actions"


def test_a_plans_number_that_one_may_not_see_is_unknown(board: Council) -> None:
    other = Saying(board, board.stranger)
    assert other.outcome("/action show 1.2") == other.outcome("/action show 9.9")
    assert other.outcome("/action find placement scheme") == other.outcome("/action find no such")


def test_what_is_only_refused_leaves_no_mark_that_it_was_carried_out(board: Council) -> None:
    contexts = ContextFactory(board.database, lambda: NOW, COUNCIL)
    body = {"user_id": board.stranger.slack_id, "trigger_id": "one and the same"}
    for _ in range(2):  # the second would be taken for the first delivered again
        with pytest.raises(RefusedError, match="unknown"):
            carry_out(lambda: contexts.open(body), Done(6), lambda reply, _: reply)


def test_what_is_said_to_be_not_done_can_be_kept_as_a_note(board: Council) -> None:
    somebody = Saying(board, board.manager)
    asked_back = asked(somebody.says("6 isn't done"))
    with board.database.read() as session:
        assert session.get_one(Action, 6).is_open
    somebody.presses(asked_back, "Add it as a note")
    with board.database.read() as session:
        assert session.get_one(Action, 6).is_open
        latest_event = session.scalars(select(Event).order_by(Event.id.desc())).first()
        assert latest_event is not None
        assert (latest_event.kind, latest_event.action_id) == (EventKind.NOTED, 6)


def test_a_move_by_weeks_is_made_from_the_day_that_is_chosen(board: Council) -> None:
    somebody = Saying(board, board.manager)
    asked_back = asked(somebody.says("/action move 6 by 2 weeks because the panel meets"))
    somebody.presses(asked_back, "Fri 18 Dec 2026")
    with board.database.read() as session:
        assert f"{session.get_one(Action, 6).due_on}" == "2026-12-18"


def test_what_two_people_are_given_goes_to_the_one_who_is_chosen(board: Council) -> None:
    somebody = Saying(board, board.manager)
    asked_back = asked(somebody.says("/action give 6 to me and <@U06|b>"))
    somebody.presses(asked_back, "Team Manager, Permanence")
    with board.database.read() as session:
        assert session.get_one(Action, 6).owner_id == board.manager.id


@pytest.mark.parametrize("typed", ["/action about me", "/audit about me", "about me please"])
def test_what_is_held_on_whoever_asks_is_a_page_to_read_and_a_file(
    board: Council, typed: str
) -> None:
    told = asked(Saying(board, board.practitioner).says(typed))
    page = as_read(told)
    many = sum(map(len, json.loads(told.file().content).values())) if told.file else 0
    assert f"*I hold {many - 1} records about you.*" in page  # one line says what isn't there
    assert "Actions that you own, added, finished or sign off: *7*" in page
    assert "Each of them is in the file that comes to you in a direct message." in page
    assert "Texts in which others wrote your name aren't in it" in page
    assert told.file is not None
    assert b"Finalise the Adolescent Strategy" in told.file().content
    assert b"Texts in which others wrote your name aren't in it" in told.file().content


@pytest.mark.parametrize("hour", ["14:75", "25:00", "10am 11am"])
def test_an_hour_that_there_is_none_of_is_said_to_be_so(manager: Saying, hour: str) -> None:
    told = asked(manager.says(f"/audit book 1 friday {hour}"))
    assert "I didn't understand the time." in str(told.blocks[0])


@pytest.mark.parametrize("typed", ["book 1 friday 14:00", "suggest 1 friday 14:00", "book 1"])
def test_once_its_last_day_has_passed_nobody_is_asked_to_choose_another_day(
    board: Council, typed: str
) -> None:
    late = Saying(board, board.manager, NOW + timedelta(days=14))
    with pytest.raises(RefusedError, match="so no day is left to book"):
        late.says(f"/audit {typed}")


def test_whoever_names_one_of_two_audits_they_cannot_make_is_not_asked_which(
    council: Council,
) -> None:
    pairs = ((council.manager, council.practitioner), (council.manager, council.other_manager))
    _, second = drawn(council, *pairs, month=TODAY.replace(day=1))
    manager = Saying(council, council.manager)
    assert manager.outcome(f"can't make {second}").startswith("form Can't do this")
    assert "Which one?" in asked(manager.says("I can't make the 14th")).text


@pytest.mark.mostly_sqlite
def test_a_number_that_only_their_audit_has_offers_it(council: Council) -> None:
    (audit,) = drawn(council, (council.manager, council.practitioner), month=TODAY.replace(day=1))
    theirs, others = Saying(council, council.manager), Saying(council, council.officer)
    assert labels(theirs.says(f"/action done {audit}")) == ["Open LA-2026-11-001"]
    with pytest.raises(RefusedError):
        others.says(f"/action done {audit}")


def test_what_was_done_is_listed(manager: Saying) -> None:
    manager.says("/action done 2")
    assert asked(manager.says("/action list done")).text == "Your completed actions: 1"
    assert asked(manager.says("what have I done?")).text == "Your completed actions: 1"
    assert asked(manager.says("/action list done this week")).text.endswith("29 Nov 2026: 1")
    assert "none" in manager.reads("/action list done last week")


def test_a_pasted_list_of_commands_is_carried_out_with_one_press(
    board: Council, manager: Saying
) -> None:
    question = asked(manager.says("\u00b7 note 6 sent to Legal\n\u00b7 note 7 chased"))
    manager.presses(question, "Yes")
    with board.database.read() as session:
        noted = session.scalars(select(Event).order_by(Event.id.desc()).limit(2)).all()
        assert [(one.action_id, one.note) for one in noted] == [(7, "chased"), (6, "sent to Legal")]


def test_a_pasted_list_that_only_looks_like_commands_is_added_with_one_press(
    board: Council, manager: Saying
) -> None:
    question = asked(manager.says("- Close 6 accounts"))
    manager.presses(question, "No, add as new")
    assert latest(board) == ("Close 6 accounts", None, None)


def test_which_of_several_covers_is_chosen_with_one_press(board: Council, manager: Saying) -> None:
    question = asked(manager.says(f"/action deputy 7 <@U06> or {ANA} while she is away"))
    assert question.text == "A deputy is one person. Who covers for its owner?"
    told = asked(manager.presses(question, "Practitioner 2, Permanence"))
    assert "Left out: while she is away." in str(told.blocks)


def test_nothing_is_the_main_button_where_it_was_not_understood(
    board: Council, manager: Saying
) -> None:
    told = asked(manager.says("/action book the hall"))
    assert labels(told)[0] == "Add it as an action"
    assert "primary" not in [each.get("style") for each in controls(list(told.blocks))]


def test_who_covers_for_somebody_is_named(board: Council, manager: Saying) -> None:
    manager.says("/action deputy 2 <@U05|ana>")
    told = asked(manager.says("who's covering for me"))
    assert "Practitioner 1, Permanence" in str(told.blocks)


def test_a_link_that_slack_sends_with_words_of_its_own_is_the_evidence() -> None:
    link = "https://council.example/minutes"
    asked = ACTIONS.parse(f"sign 12 <{link}|the minutes> item 4", "/action")
    assert asked == Sign(12, link, "the minutes item 4")


@pytest.mark.parametrize(
    ("typed", "link", "note"),
    [
        ("{link}/minutes_(final) agreed", "{link}/minutes_(final)", "agreed"),
        ("seen ({link}/a), agreed at the board", "{link}/a", "seen agreed at the board"),
        ("({link}/a)", "{link}/a", ""),
        ("&lt;{link}/a&gt;", "{link}/a", ""),
        ("minutes: {link}/a?b=1&amp;c=2.", "{link}/a?b=1&c=2", "minutes"),
    ],
)
def test_a_link_is_taken_whole_and_without_what_stands_around_it(
    typed: str, link: str, note: str
) -> None:
    place = "https://council.example"
    asked = ACTIONS.parse(f"sign 12 {typed.format(link=place)}", "/action")
    assert asked == Sign(12, link.format(link=place), note)


def test_who_sees_an_action_is_said_as_the_permission_table_has_it(manager: Saying) -> None:
    said = asked(manager.says("who can see this")).text
    called = {
        Role.OWNER: "its owner",
        Role.DEPUTY: "their deputy",
        Role.TEAM: "team",
        Role.MANAGER: "managers",
        Role.LEAD: "leads",
        Role.ADMIN: "administrators",
        Role.ASKED: "asked to sign it off",
    }
    rule = RULES[Permission.SEE]
    assert (rule.owned, rule.unowned) == (frozenset(called), frozenset({Role.ANYONE}))
    assert [words for words in called.values() if words not in said] == []
    assert "by every colleague until it has an owner" in said
    assert "whoever may see that audit" in said
    assert "An administrator can list who sees more with live-audit access" in said
    assert "whoever runs the council's Slack may" in said
