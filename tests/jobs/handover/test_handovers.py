"""Everything somebody holds goes to another, with their consent, or is told to those above."""

from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.refusals import refusal_words
from db import handovers
from db.actions import operations
from db.context import ChangeContext
from db.handovers import HandoverState, Held, HoldingKind
from db.models import Action, Base, Event, Handover, Message, Person, Status
from db.session import Session, connect
from jobs import context
from jobs.handover.handovers import Answered, accept, offer, refuse
from jobs.handover.reminders import enqueue_handover_reminders
from tests.contexts import asking
from tests.databases import asked_of
from tests.jobs.audits.months import ENGLAND
from tests.people import NOW, TODAY, Council, acting
from tests.properties import examples
from tests.refusals import refused

DIRECTOR, HEAD = "Assistant Director", "Head of Service"
MANAGER, OTHER = "Team Manager, Permanence", "Team Manager, Assessment"
PRACTITIONER, COLLEAGUE = "Practitioner 1, Permanence", "Practitioner 2, Permanence"


def person(session: Session, council: Council, role: str) -> Person:
    return session.get_one(Person, council[role].id)


def offered(council: Council, giver: str, taker: str, by: str, at: datetime = NOW) -> int:
    with council.database.begin() as session:
        people = [person(session, council, role) for role in (giver, taker, by)]
        return offer(acting(people[2], at), people[0], people[1]).id


def says_yes(council: Council, number: int, only: HoldingKind | None = None) -> Answered:
    with council.database.begin() as session:
        found = handovers.get(session, number)
        items = [item for item in found.items if only in (None, item.kind)]
        told = accept(asking(found.taker, NOW), found, items)
        assert [item.state for item in told.settled] == [HandoverState.ACCEPTED] * len(told.settled)
        return told


def says_no(council: Council, number: int, why: str = "No room before the summer") -> None:
    with council.database.begin() as session:
        found = handovers.get(session, number)
        refuse(acting(found.taker), found, found.items, why)


def held(council: Council, role: str) -> list[Held]:
    with council.database.read() as session:
        return handovers.held_by(session, person(session, council, role))


def told(council: Council, kind: str = "handover") -> set[tuple[str, str]]:
    roles = {each.id: role for role, each in council.people.items()}
    with council.database.read() as session:
        messages = session.scalars(select(Message).where(Message.kind == kind)).all()
        return {(str(m.about.get("event", "")), roles[m.person_id]) for m in messages}


def test_everything_somebody_holds_is_listed_by_kind(council: Council) -> None:
    owned = council.action(council.practitioner)
    other = council.action(council.colleague)
    with council.database.begin() as session:
        session.get_one(Action, other).deputy_id = council.practitioner.id
        session.get_one(Action, owned).signer_id = council.other_manager.id
    assert held(council, PRACTITIONER) == [
        Held(HoldingKind.ACTION, owned),
        Held(HoldingKind.DEPUTY, other),
    ]
    assert held(council, OTHER) == [Held(HoldingKind.SIGN_OFF, owned)]


def test_what_is_signed_off_or_dropped_is_held_by_nobody(council: Council) -> None:
    for status in (Status.SIGNED_OFF, Status.DROPPED):
        number = council.action(council.practitioner)
        with council.database.begin() as session:
            session.get_one(Action, number).status = status
    assert held(council, PRACTITIONER) == []


def test_nothing_moves_before_the_other_says_yes(council: Council) -> None:
    council.action(council.practitioner)
    offered(council, PRACTITIONER, COLLEAGUE, MANAGER)
    assert len(held(council, PRACTITIONER)) == 1
    assert told(council) == {("offered", COLLEAGUE), ("begun", PRACTITIONER)}


def test_a_yes_to_all_passes_it_all_and_keeps_who_agreed(council: Council) -> None:
    numbers = [council.action(council.practitioner) for _ in range(3)]
    says_yes(council, offered(council, PRACTITIONER, COLLEAGUE, MANAGER))
    assert [thing.subject_id for thing in held(council, COLLEAGUE)] == numbers
    assert held(council, PRACTITIONER) == []
    with council.database.read() as session:
        events = session.scalars(select(Event).where(Event.kind == "handed over")).all()
        assert [event.changes["owner_id"] for event in events] == [
            [council.practitioner.id, council.colleague.id]
        ] * 3
        assert {event.person_id for event in events} == {council.colleague.id}
    assert {("answered", PRACTITIONER), ("answered", MANAGER)} <= told(council)


def test_a_no_leaves_it_where_it_is_and_those_above_hear(council: Council) -> None:
    council.action(council.practitioner)
    says_no(council, offered(council, PRACTITIONER, COLLEAGUE, PRACTITIONER))
    assert len(held(council, PRACTITIONER)) == 1
    assert ("answered", MANAGER) in told(council)
    with council.database.read() as session:
        (item,) = session.scalars(select(Handover)).one().items
        assert (item.state, item.note) == (HandoverState.REFUSED, "No room before the summer")


def test_a_no_needs_a_reason_without_personal_data(council: Council) -> None:
    council.action(council.practitioner)
    number = offered(council, PRACTITIONER, COLLEAGUE, MANAGER)
    for why, words in (("", "Say why not"), ("ring 01904 551550", "phone")):
        with refused(match=words):
            says_no(council, number, why)


def test_only_the_one_who_was_asked_may_answer(council: Council) -> None:
    council.action(council.practitioner)
    number = offered(council, PRACTITIONER, COLLEAGUE, MANAGER)
    with council.database.begin() as session:
        found = handovers.get(session, number)
        for role in (PRACTITIONER, MANAGER, DIRECTOR):
            with refused(match="Only Practitioner 2, Permanence can"):
                accept(asking(person(session, council, role), NOW), found, found.items)


@pytest.mark.parametrize("by", [COLLEAGUE, OTHER, "Practitioner 1, Assessment"])
def test_nobody_but_the_giver_and_those_above_hands_over(council: Council, by: str) -> None:
    council.action(council.practitioner)
    with refused(match="can hand over what Practitioner 1, Permanence"):
        offered(council, PRACTITIONER, COLLEAGUE, by)


def test_somebody_who_has_left_is_not_asked(council: Council) -> None:
    council.action(council.practitioner)
    with council.database.begin() as session:
        person(session, council, COLLEAGUE).ends_on = TODAY - timedelta(days=1)
    with refused(match="cannot be reached in Slack"):
        offered(council, PRACTITIONER, COLLEAGUE, MANAGER)


def test_a_newer_offer_withdraws_the_older_one(council: Council) -> None:
    council.action(council.practitioner)
    first = offered(council, PRACTITIONER, COLLEAGUE, MANAGER)
    offered(council, PRACTITIONER, MANAGER, MANAGER)
    with council.database.read() as session:
        assert {item.state for item in handovers.get(session, first).items} == {HandoverState.GONE}


def test_what_passed_meanwhile_is_not_taken_from_its_new_owner(council: Council) -> None:
    number = council.action(council.practitioner)
    handover = offered(council, PRACTITIONER, COLLEAGUE, MANAGER)
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        operations.give(
            acting(person(session, council, MANAGER)), action, person(session, council, MANAGER)
        )
    says_yes(council, handover)
    assert held(council, COLLEAGUE) == []
    assert len(held(council, MANAGER)) == 1


def test_nobody_becomes_deputy_of_their_own_action(council: Council) -> None:
    number, other = council.action(council.colleague), council.action(council.practitioner)
    with council.database.begin() as session:
        session.get_one(Action, number).deputy_id = council.practitioner.id
    result = says_yes(council, offered(council, PRACTITIONER, COLLEAGUE, MANAGER))
    assert [item.subject_id for item in result.settled] == [other]
    assert "is the owner of" in refusal_words(result.problems[0])
    assert held(council, PRACTITIONER) == [Held(HoldingKind.DEPUTY, number)]


def leave(council: Council, role: str, last: date) -> None:
    with council.database.begin() as session:
        person(session, council, role).ends_on = last


def look(council: Council, day: date) -> None:
    at = datetime.combine(day, time(10), UTC)
    enqueue_handover_reminders(council.database, lambda: at, context.Council(ENGLAND))


def hearers(council: Council) -> list[str]:
    roles = {each.id: role for role, each in council.people.items()}
    with council.database.read() as session:
        query = select(Message).where(Message.kind == "leaving").order_by(Message.id)
        return [roles[message.person_id] for message in session.scalars(query)]


def test_a_leavers_manager_hears_ten_working_days_before_and_again_on_the_last(
    council: Council,
) -> None:
    council.action(council.practitioner)
    last = date(2026, 12, 18)
    leave(council, PRACTITIONER, last)
    look(council, ENGLAND.shift(last, -11))
    assert hearers(council) == []
    for days in (-10, -9, -2):
        look(council, ENGLAND.shift(last, days))
    assert hearers(council) == [MANAGER]
    look(council, ENGLAND.shift(last, -1))
    assert hearers(council) == [MANAGER, MANAGER]


def test_what_a_leaver_still_holds_is_told_to_a_lead_until_it_is_nothing(council: Council) -> None:
    number = council.action(council.practitioner)
    last = date(2026, 12, 4)
    leave(council, PRACTITIONER, last)
    look(council, ENGLAND.shift(last, 1))
    assert sorted(hearers(council)) == [DIRECTOR, MANAGER]
    look(council, ENGLAND.shift(last, 6))
    assert sorted(hearers(council)) == [DIRECTOR, DIRECTOR, MANAGER, MANAGER]
    with council.database.begin() as session:
        session.get_one(Action, number).status = Status.SIGNED_OFF
    look(council, ENGLAND.shift(last, 11))
    assert len(hearers(council)) == 4


def reads_everybody(council: Council, at: datetime) -> bool:
    with asked_of(council.database) as asked:
        enqueue_handover_reminders(council.database, lambda: at, context.Council(ENGLAND))
    return any("FROM person ORDER BY person.id" in " ".join(one.split()) for one, _ in asked)


def test_everybody_is_read_only_where_something_has_come_due(council: Council) -> None:
    council.action(council.practitioner)
    assert not reads_everybody(council, NOW)
    with council.database.begin() as session:
        person(session, council, PRACTITIONER).ends_on = TODAY
    assert reads_everybody(council, NOW)


def test_an_offer_without_an_answer_is_asked_about_and_then_told_above(council: Council) -> None:
    council.action(council.practitioner)
    offered(council, PRACTITIONER, COLLEAGUE, PRACTITIONER)
    look(council, ENGLAND.shift(TODAY, 2))
    assert told(council) == {("offered", COLLEAGUE)}
    for days in (3, 5):
        look(council, ENGLAND.shift(TODAY, days))
    assert ("unanswered", MANAGER) in told(council)
    with council.database.read() as session:
        keys = session.scalars(select(Message.dedupe_key)).all()
    assert len([key for key in keys if key.startswith("handover:offered")]) == 3


@examples(30)
@given(answers=st.lists(st.booleans(), min_size=4, max_size=4))
def test_each_thing_is_always_in_exactly_one_persons_hands(answers: list[bool]) -> None:
    # The rule on its own rows: what was said yes to is the taker's, and all else the giver's.
    giver, taker = Person(id=1, name="Giver"), Person(id=2, name="Taker")
    actions = [
        Action(id=number, title="A", owner=giver, status=Status.IN_PROGRESS, created_at=NOW)
        for number, _ in enumerate(answers, start=1)
    ]
    with closing(connect("sqlite://")) as database, Session(database.engine) as session:
        Base.metadata.create_all(session.connection())
        takes = ChangeContext(session, taker, NOW)
        session.add_all([giver, taker, *actions])
        session.flush()
        for action, yes in zip(actions, answers, strict=True):
            if yes:
                operations.hand_over(takes, action, "owner", giver)
        assert [action.owner_id for action in actions] == [2 if yes else 1 for yes in answers]
        for action in (action for action, yes in zip(actions, answers, strict=True) if yes):
            with refused(match="no longer owns"):
                operations.hand_over(takes, action, "owner", giver)
