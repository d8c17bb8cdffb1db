"""Messages that are in Slack already: they show how things stand, and nothing that is refused."""

from datetime import timedelta

import pytest
from slack_bolt import BoltContext
from sqlalchemy import select

from bot.delivery.render import MessageRenderer, answer_of
from bot.delivery.rendered import RenderedMessage
from bot.delivery.transport import SlackTransport, outbox_client
from bot.people.channel_readers import ChannelReaders
from bot.presenter import MessagePresenter
from bot.registry import ACTIONS
from bot.slack.blocks import Answer
from bot.slack.respond import post
from bot.slack.shown import thing_of, things_in
from bot.slack.turn import AckPatience, Asked, Turn
from db.context import WorkContext
from db.models import Action, AuditEvent, Card, CardItem, Event, MessageName, Person
from db.outbox import cards as registry
from db.outbox import queries as outbox
from db.outbox.answer_cards import AnswerPlace
from db.outbox.pointing import ItemKind, shown_in
from db.retention import Periods, erase
from jobs.context import RequestContext
from tests.bot.commands.said import Saying, request_of
from tests.bot.delivery.as_read import as_read
from tests.bot.delivery.card_world import CardWorld
from tests.bot.delivery.samples.every_kind import SAMPLES, job_of
from tests.bot.delivery.samples.kit import month_of_audits
from tests.claiming import claimed
from tests.contexts import AT_ONCE
from tests.council_slack import TOKEN
from tests.databases import on_sqlite
from tests.db.audits.months import drawn, held
from tests.people import NOW, TODAY, Council

MOVED_TWICE = (
    "move 12 to 29 January because the panel meets then",
    "move 12 to 12 February because the panel meets then",
)
PUT_FIRST = {
    "approve": MOVED_TWICE,
    "decline": MOVED_TWICE,
    "reopen": ("done 12",),
    "sign": ("done 12",),
    "return": ("done 12",),
    "resume": ("defer 12 until 1 March because the grant begins then",),
}
# These show something, open a form in which it is changed, or need an imported review.
LEFT_OUT = {"show", "edit", "answers"}
CHANGES = [verb.example for verb in ACTIONS.verbs if verb.subject and verb.name not in LEFT_OUT]
LONG_AGO = NOW - timedelta(days=30)


def typed(example: str, number: int) -> str:
    """Return the example of a verb about an action, with somebody in it."""
    words = example.replace("@person", "<@U06>").replace("12", str(number), 1)
    return f"/action {words.replace('#7 #9', '#1')}"


@on_sqlite
def test_after_any_change_no_message_shows_a_button_that_is_refused(cards: CardWorld) -> None:
    council = cards.council
    owner, manager, lead = council.practitioner, council.manager, council.director
    council.action(owner, "Come first", at=LONG_AGO)
    unchanged = []
    for example in CHANGES:
        number = council.action(owner, "Write the plan", at=LONG_AGO)
        for who, role in ((owner, "owner"), (lead, "lead")):
            cards.morning(who, role, number)
        cards.tick()
        for step in (*PUT_FIRST.get(example.partition(" ")[0], ()), example):
            whoever = (owner, manager, council.officer, council.head, lead)
            if not any(cards.says(who, typed(step, number)) for who in whoever):
                unchanged.append(step)
            cards.later(seconds=70)
            assert cards.refused(cards.showing(number)) == [], step
    assert unchanged == []


@on_sqlite
@pytest.mark.parametrize("done", ["/action done {action}", "held"])
def test_an_undo_that_slack_cannot_take_away_answers_with_how_things_stand(
    cards: CardWorld, done: str
) -> None:
    """An answer that its reader alone sees cannot be rewritten later."""
    council = cards.council
    owner = council.practitioner
    action = council.action(owner, at=LONG_AGO)
    [audit] = drawn(council, (council.manager, owner), month=TODAY.replace(day=1))
    if done == "held":
        held(council, audit, cards.at)
    else:
        assert cards.says(owner, done.format(action=action))
    kind, name = (AuditEvent, "audit_undo") if done == "held" else (Event, "action_undo")
    with council.database.begin() as session:
        event = session.scalars(select(kind.id).order_by(kind.id.desc())).first()
        ctx = RequestContext(session, session.get_one(Person, owner.id), cards.at, AT_ONCE)
        told = MessagePresenter().standing(ctx, thing_of(name, {"event": event}))
    assert told is not None
    assert ("LA-2026-11-001" if done == "held" else f"#{action}") in as_read(told)
    assert "Undo" not in as_read(told)


@on_sqlite
def test_a_card_says_by_whom_and_when_it_was_done(cards: CardWorld) -> None:
    council = cards.council
    number = council.action(council.practitioner, at=LONG_AGO)
    told = cards.morning(council.practitioner, "owner", number)
    cards.tick()
    assert "Done" in cards.buttons(told)

    cards.says(council.manager, f"/action done {number}")
    cards.later(seconds=5)

    manager = "the Team Manager, Permanence"
    assert f"✅ Done by {manager} on Mon 23 Nov 2026." in cards.read(told)
    assert cards.buttons(told) == ["Why am I seeing this?"]


@on_sqlite
def test_a_new_action_that_was_deleted_says_so(cards: CardWorld) -> None:
    council = cards.council
    number = council.action(council.manager)
    with council.database.begin() as session:
        session.get_one(Action, number).created_by_id = council.manager.id
    told = cards.morning(council.manager, "owner", number)
    cards.tick()

    cards.says(council.manager, f"/action delete {number}")
    cards.later(seconds=5)

    assert "🗑 Deleted." in cards.read(told)


@on_sqlite
def test_who_may_not_see_an_action_any_more_reads_nothing_of_it(cards: CardWorld) -> None:
    """What a card shows is what its reader may know now."""
    council = cards.council
    number = council.action(council.practitioner, "Tell the court", at=LONG_AGO)
    told = cards.morning(council.practitioner, "owner", number)
    cards.tick()
    assert "Tell the court" in cards.read(told)

    assert cards.says(council.head, f"/action give {number} to <@U08>")
    with council.database.begin() as session:
        session.get_one(Person, council.practitioner.id).team = None
    cards.later(seconds=5)

    assert "Tell the court" not in cards.read(told)
    assert f"#{number}: no longer yours to see." in cards.read(told)


@on_sqlite
def test_undo_goes_when_its_minute_is_over_and_when_something_came_after_it(
    cards: CardWorld,
) -> None:
    council = cards.council
    number = council.action(council.practitioner, at=LONG_AGO)
    told = cards.morning(council.practitioner, "owner", number)
    cards.tick()

    cards.presses(told, "Done")
    cards.later(seconds=10)
    assert "Undo" in cards.buttons(told)
    cards.later(seconds=55)
    assert "Undo" not in cards.buttons(told)


def test_many_changes_are_one_rewriting_and_what_reads_the_same_is_none(cards: CardWorld) -> None:
    council = cards.council
    number = council.action(council.practitioner)
    told = cards.morning(council.practitioner, "owner", number)
    cards.tick()
    assert cards.says(council.manager, f"/action note {number} draft sent to Legal")
    cards.later(seconds=5)
    assert cards.updates() == 0
    for day in ("14 Jan 2027", "21 Jan 2027", "28 Jan 2027"):
        cards.says(council.head, f"/action move {number} to {day} because the panel meets then")
    cards.later(seconds=5)
    assert cards.updates() == 1
    assert "Thu 28 Jan 2027" in cards.read(told)


@on_sqlite
def test_what_slack_does_not_take_is_rewritten_later(cards: CardWorld) -> None:
    council = cards.council
    number = council.action(council.practitioner, at=LONG_AGO)
    told = cards.morning(council.practitioner, "owner", number)
    cards.tick()
    cards.slack.fail("ratelimited", "chat.update", retry_after=30)

    cards.says(council.manager, f"/action done {number}")
    cards.later(seconds=5)
    assert "Done by" not in cards.read(told)
    cards.later(seconds=31)

    assert "Done by" in cards.read(told)


@on_sqlite
@pytest.mark.parametrize("name", ["message_not_found", "cant_update_message", "edit_window_closed"])
def test_what_slack_will_never_let_be_rewritten_is_tried_once(cards: CardWorld, name: str) -> None:
    council = cards.council
    number = council.action(council.practitioner, at=LONG_AGO)
    told = cards.morning(council.practitioner, "owner", number)
    cards.tick()
    cards.slack.fail("refused", "chat.update", error=name)

    cards.says(council.manager, f"/action done {number}")
    cards.later(seconds=5)

    with council.database.read() as session:
        assert session.get_one(Card, told).due_at is None


def test_whoever_runs_next_rewrites_what_a_killed_bot_had_taken(cards: CardWorld) -> None:
    council = cards.council
    number = council.action(council.practitioner, at=LONG_AGO)
    told = cards.morning(council.practitioner, "owner", number)
    cards.tick()
    cards.says(council.manager, f"/action done {number}")
    with council.database.begin() as session:
        assert registry.claim(session, cards.at, timedelta(minutes=1)) is not None
    cards.later(seconds=5)
    assert "Done by" not in cards.read(told)

    cards.later(seconds=60)

    assert "Done by" in cards.read(told)


def test_a_change_while_a_message_is_on_its_way_is_not_lost(cards: CardWorld) -> None:
    council = cards.council
    number = council.action(council.practitioner, at=LONG_AGO)
    told = cards.morning(council.practitioner, "owner", number)
    with council.database.begin() as session:
        message = claimed(session, cards.at)
    with council.database.read() as session:
        as_it_was = MessageRenderer(AT_ONCE).render(session, message, cards.at)
    assert isinstance(as_it_was, RenderedMessage)
    cards.says(council.manager, f"/action done {number}")
    client = outbox_client(TOKEN, cards.slack.api)
    transport = SlackTransport(client, ChannelReaders(client, council.database))
    ts = transport.post("D05", as_it_was, message.token)
    with council.database.begin() as session:
        outbox.sent(session, message, "D05", ts, cards.at)

    cards.later(seconds=5)

    assert "Done by" in cards.read(told)


def test_what_is_older_than_the_bound_is_left_as_it_is(cards: CardWorld) -> None:
    council = cards.council
    number = council.action(council.practitioner, at=LONG_AGO)
    cards.morning(council.practitioner, "owner", number)
    cards.tick()
    cards.later(days=46)

    cards.says(council.manager, f"/action done {number}")
    cards.later(seconds=5)

    assert cards.updates() == 0
    with council.database.read() as session:
        assert session.scalars(select(Card).where(Card.due_at <= cards.at)).all() == []


def test_the_register_goes_with_its_messages(cards: CardWorld) -> None:
    council = cards.council
    cards.morning(council.practitioner, "owner", council.action(council.practitioner))
    cards.tick()
    with council.database.begin() as session:
        erase(WorkContext(session, None, cards.at + timedelta(days=400)), Periods(messages=12))
    with council.database.read() as session:
        assert not session.scalars(select(Card)).all()
        assert not session.scalars(select(CardItem)).all()


def test_an_answer_in_direct_messages_is_kept_fresh_too(cards: CardWorld) -> None:
    council = cards.council
    owner = council.practitioner
    number = council.action(owner, at=LONG_AGO)
    said = Saying(council, owner, cards.at).says(f"show {number}")
    assert isinstance(said, Answer)
    client = outbox_client(TOKEN, cards.slack.api)
    for one in post(client, owner.slack_id or "", said):
        place = AnswerPlace(one.channel, one.ts, cards.at)
        cards.contexts.keep_answer(owner.slack_id or "", things_in(one.page), place)

    cards.says(council.manager, f"/action done {number}")
    cards.later(seconds=5)

    assert "Done by" in cards.read(1)
    assert cards.refused() == []


@pytest.mark.parametrize("typed", ["show {}", "move {} to 11 Dec because the panel moved"])
@pytest.mark.parametrize("is_overtaken", [True, False])
def test_an_answer_that_is_overtaken_on_its_way_is_put_right_when_it_has_arrived(
    cards: CardWorld, typed: str, is_overtaken: bool
) -> None:
    council = cards.council
    owner = council.practitioner
    number = council.action(owner, at=LONG_AGO)
    client = outbox_client(TOKEN, cards.slack.api)
    request = Asked(BoltContext(), client, {"user_id": owner.slack_id})
    turn = Turn(cards.contexts, AckPatience(lambda: 0.0), request)
    with turn.open() as ctx:
        told = request_of(typed.format(number)).run(ctx)
        assert isinstance(told, Answer)
        turn.replied(ctx, told)
    if is_overtaken:  # between the commit and the post
        cards.says(council.manager, f"/action done {number}")
    turn.answer(told)
    cards.later(seconds=5)

    [answer] = [row.id for row, _ in cards.shown() if row.kind == MessageName.ANSWER]
    assert ("Done by" in cards.read(answer)) == is_overtaken
    assert bool(cards.updates()) == is_overtaken
    assert cards.refused([answer]) == []


def test_a_question_in_direct_messages_stays_as_it_was_asked(cards: CardWorld) -> None:
    council = cards.council
    owner = council.practitioner
    number = council.action(owner, "Write the plan", at=LONG_AGO)
    asked = Saying(council, owner, cards.at).says("add Write the plan")
    assert isinstance(asked, Answer)
    client = outbox_client(TOKEN, cards.slack.api)
    request = Asked(BoltContext(), client, {"user_id": owner.slack_id})
    Turn(cards.contexts, AckPatience(lambda: 0.0), request).answer(asked)

    cards.says(council.manager, f"/action done {number}")
    cards.later(seconds=5)

    [shown] = cards.slack.messages()
    assert shown["blocks"][-2]["elements"][0]["text"]["text"] == "Add anyway"


@on_sqlite
@pytest.mark.parametrize("name", MessageName)
def test_whatever_a_message_has_a_button_for_is_in_the_register(
    council: Council, name: MessageName
) -> None:
    """A new list in a message is kept fresh only if `db.outbox.pointing` knows of it."""
    month_of_audits(council)
    with council.database.begin() as session:
        for sample in SAMPLES[name](council, session):
            job = job_of(session, name, sample, AT_ONCE)
            job.message.done_at = NOW
            answer = answer_of(job)
            if answer is None or sample.channel is not None:
                continue
            pressed, shown = things_in(answer), shown_in(session, name, sample.about)
            kept = {(one.kind, one.number) for one in shown}
            assert {(ItemKind.ACTION, one) for one in pressed.actions} <= kept
            assert {(ItemKind.AUDIT, one) for one in pressed.audits} <= kept
