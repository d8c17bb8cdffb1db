"""Messages that are in Slack already: they show how things stand, and nothing that is refused."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count

import pytest
from sqlalchemy import select

from bot.delivery.message_kind import RenderJob
from bot.delivery.render import MessageRenderer, answer_of
from bot.delivery.rendered import RenderedMessage
from bot.delivery.transport import SlackTransport, outbox_client
from bot.presenter import MessagePresenter
from bot.registry import ACTIONS, AUDITS
from bot.slack.blocks import Answer
from bot.slack.respond import post
from bot.slack.shown import thing_of, things_in
from db.context import WorkContext
from db.models import AuditEvent, Card, CardItem, Event, LiveAudit, MessageName, Person
from db.outbox import cards as registry
from db.outbox import queries as outbox
from db.outbox.pointing import ItemKind, shown_in
from db.retention import Periods, erase
from jobs.context import RequestContext
from jobs.rules.draw.model import DrawRequest, Window
from tests.bot.commands.said import Saying
from tests.bot.delivery.as_read import as_read
from tests.bot.delivery.card_world import CardWorld
from tests.bot.delivery.samples import SAMPLES, month_of_audits
from tests.claiming import claimed
from tests.contexts import AT_ONCE
from tests.council_slack import TOKEN, CouncilSlack
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
MONTHS = (date(year, month, 1) for year in count(2026) for month in (11, 12))
# What a card says is made without SQL of its own.
on_sqlite = pytest.mark.parametrize("database_kind", ["sqlite"])


@pytest.fixture
def cards(council: Council, slack: CouncilSlack) -> CardWorld:
    with council.database.begin() as session:
        session.get_one(Person, council.director.id).is_lead = True
    return CardWorld(council, slack)


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
def test_an_audit_shows_each_of_its_people_only_what_they_can_do_by_now(cards: CardWorld) -> None:
    council = cards.council
    auditor, practitioner, manager = council.manager, council.practitioner, council.head
    pairs = (auditor, practitioner), (council.other_manager, council.stranger)
    number, _ = drawn(council, *pairs, month=TODAY.replace(day=1))
    step = {"audits": [{"id": number, "step": "7", "as": "auditor"}], "day": str(TODAY)}
    for who in (auditor, practitioner, manager):
        cards.tells(who, MessageName.AUDIT, {"audit": number, "event": "published"})
        cards.tells(who, MessageName.DAILY_DIGEST, step)
    cards.tick()
    changes = (
        "book 1 25 Nov 2026",
        "cannot 1 because of sickness",
        "reopen 1",
        "book 1 26 Nov 2026",
    )
    for typed_words in changes:
        said = [cards.says(who, f"/audit {typed_words}") for who in (auditor, practitioner)]
        cards.later(seconds=70)
        assert any(said), typed_words
        assert cards.refused() == [], typed_words
    held(council, number, cards.at)
    cards.later(seconds=70)
    assert cards.refused() == []
    assert "Completed." in cards.read(1)


AUDIT_CHANGES = [
    verb.example for verb in AUDITS.verbs if verb.subject and verb.name not in {"show", "why"}
]
AUDIT_FIRST = {"accept": ("suggest 7 thu 26 nov 14:00",), "correct": ("held",), "reopen": ("held",)}
PRESSED = {"Book ", "Can't do this", "Mark complete", "Suggest another time"}
ALWAYS_THERE = {"Why am I seeing this?", "Details"}
_WHEN = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri)? ?\d.*")


def told_of_audit(cards: CardWorld) -> tuple[int, Sequence[int]]:
    """Draw an audit and tell its people of it; return its number and the messages."""
    council = cards.council
    pairs = (council.manager, council.practitioner), (council.other_manager, council.stranger)
    month = next(MONTHS)
    number, _ = drawn(council, *pairs, month=month)
    with council.database.begin() as session:
        found = session.get_one(LiveAudit, number).audit_month
        found.opens_on = TODAY
        found.request = DrawRequest((), (), Window(TODAY, TODAY + timedelta(days=30))).to_json()
    people = (pairs[0][0], "auditor"), (pairs[0][1], "practitioner"), (council.head, "manager")
    told = []
    for who, role in people:
        about = {"audits": [{"id": number, "step": "7", "as": role}], "day": str(month)}
        told.append(cards.tells(who, MessageName.DAILY_DIGEST, about))
    cards.tick()
    return number, told


@on_sqlite
def test_after_any_verb_of_an_audit_no_message_shows_a_button_that_is_refused(
    cards: CardWorld,
) -> None:
    council = cards.council
    people = (council.manager, council.practitioner, council.head, council.director)
    unchanged = []
    for hour, example in enumerate(AUDIT_CHANGES, start=8):
        number, told = told_of_audit(cards)
        for step in (*AUDIT_FIRST.get(example.partition(" ")[0], ()), example):
            words = step.replace("7", str(number), 1).replace("14 jan", "26 nov")
            words = words.replace("14:00", f"{hour:02}:00")
            if not any(cards.says(who, f"/audit {words}") for who in people):
                unchanged.append(words)
            cards.later(seconds=70)
            assert cards.refused(told) == [], words
    assert unchanged == []


@on_sqlite
def test_after_any_button_or_form_of_an_audit_no_message_shows_one_that_is_refused(
    cards: CardWorld,
) -> None:
    number, _ = told_of_audit(cards)
    pressed: set[str] = set()
    while True:
        sent = [row.id for row, _ in cards.shown(cards.showing(number, "audit"))]
        buttons = [(one, label) for one in sent for label in cards.buttons(one)]
        left = [each for each in buttons if _WHEN.sub("", each[1]) not in pressed | ALWAYS_THERE]
        if not left and cards.is_open(number):
            break
        if left:
            pressed.add(_WHEN.sub("", left[0][1]))
            cards.does(*left[0])
            cards.later(seconds=70)
            assert cards.refused(cards.showing(number, "audit")) == [], left[0][1]
        if not cards.is_open(number) and not left:
            number, _ = told_of_audit(cards)
    assert pressed >= PRESSED


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
    transport = SlackTransport(outbox_client(TOKEN, cards.slack.api))
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
        assert registry.waiting_count(session, cards.at) == 0


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
        cards.contexts.keep_answer(owner.slack_id or "", things_in(one.page), one.channel, one.ts)

    cards.says(council.manager, f"/action done {number}")
    cards.later(seconds=5)

    assert "Done by" in cards.read(1)
    assert cards.refused() == []


@on_sqlite
@pytest.mark.parametrize("name", MessageName)
def test_whatever_a_message_has_a_button_for_is_in_the_register(
    council: Council, name: MessageName
) -> None:
    """A new list in a message is kept fresh only if `db.outbox.pointing` knows of it."""
    month_of_audits(council)
    with council.database.begin() as session:
        for sample in SAMPLES[name](council, session):
            session.flush()
            to = session.get_one(Person, sample.to.id)
            key = f"sample:{sample.name}"
            number = outbox.add(
                session, outbox.NewMessage(key, to, name, sample.about, NOW, sample.channel)
            )
            session.expire_all()
            message = outbox.find(session, number or 0)
            message.done_at = NOW
            answer = answer_of(RenderJob(RequestContext(session, to, NOW, AT_ONCE), message))
            if answer is None or sample.channel is not None:
                continue
            pressed, shown = things_in(answer), shown_in(session, name, sample.about)
            kept = {(one.kind, one.number) for one in shown}
            assert {(ItemKind.ACTION, one) for one in pressed.actions} <= kept
            assert {(ItemKind.AUDIT, one) for one in pressed.audits} <= kept
