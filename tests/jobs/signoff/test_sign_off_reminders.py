"""Who is reminded of a sign-off that waits, and from when."""

from datetime import datetime

from sqlalchemy import select

from db.actions import signoff
from db.models import Action, Message, Person
from jobs import context
from jobs.reminders.daily import enqueue_reminders
from jobs.rules.quiet import Cadence
from jobs.rules.sign_off_steps import DEFAULT_SIGN_OFF, parse_sign_off_steps
from jobs.signoff import signing
from tests.contexts import asking
from tests.jobs.reminders.looks import ENGLAND, morning
from tests.jobs.signoff.requests import done
from tests.people import TODAY, Council, acting


def look(council: Council, at: datetime, steps: str = DEFAULT_SIGN_OFF) -> None:
    cadence = Cadence(sign_off=parse_sign_off_steps(steps))
    enqueue_reminders(council.database, lambda: at, context.Council(ENGLAND, cadence=cadence))


def reminded(council: Council) -> list[tuple[str, int, str, str]]:
    """Return which sign-offs mornings held: to whom, of what, as what, and since when."""
    roles = {person.id: role for role, person in council.people.items()}
    with council.database.read() as session:
        mornings = select(Message).where(Message.kind == "morning").order_by(Message.id)
        found = session.scalars(mornings).all()
    return [
        (roles[message.person_id], step["id"], step["as"], step["since"])
        for message in found
        for step in message.about["sign_offs"]
    ]


def test_a_signer_is_reminded_after_3_and_8_working_days_and_a_lead_from_13_on(
    council: Council,
) -> None:
    number = done(council, council.practitioner)
    told: dict[int, list[tuple[str, str]]] = {}
    for days in range(1, 25):
        before = len(reminded(council))
        look(council, morning(ENGLAND.shift(TODAY, days)))
        new = reminded(council)[before:]
        if new:
            told[days] = sorted((who, role) for who, _, role, _ in new)
    signer, lead = (council.officer.role, "signer"), (council.director.role, "lead")
    signing = {days: [signer] for days in (3, 8, 13, 18, 23)}
    assert told == {**signing, 15: [lead], 20: [lead], 24: [lead]}, "leads once a week"
    assert {(n, since) for _, n, _, since in reminded(council)} == {(number, TODAY.isoformat())}


def test_the_steps_are_a_setting(council: Council) -> None:
    done(council, council.practitioner)
    look(council, morning(ENGLAND.shift(TODAY, 5)), "+1 signer manager")
    assert {(who, role) for who, _, role, _ in reminded(council)} == {
        (council.officer.role, "signer"),
        (council.head.role, "manager"),
    }


def test_no_reminder_after_the_sign_off(council: Council) -> None:
    number = done(council, council.practitioner)
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        signoff.sign_off(acting(session.get_one(Person, council.officer.id)), action, "", "Seen")
    look(council, morning(ENGLAND.shift(TODAY, 5)))
    assert reminded(council) == []


def test_a_sign_off_nobody_can_give_comes_to_the_leads(council: Council) -> None:
    number = done(council, council.director)
    look(council, morning(ENGLAND.shift(TODAY, 3)))
    assert reminded(council) == [(council.director.role, number, "lead", TODAY.isoformat())]


def test_what_is_sent_back_and_done_again_is_reminded_of_from_then(council: Council) -> None:
    number = done(council, council.practitioner)
    look(council, morning(ENGLAND.shift(TODAY, 3)))
    again = ENGLAND.shift(TODAY, 4)
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        officer = session.get_one(Person, council.officer.id)
        signoff.send_back(acting(officer, morning(again)), action, "The minutes are missing")
        owner = session.get_one(Person, council.practitioner.id)
        signing.close(asking(owner, morning(again)), action)
    look(council, morning(ENGLAND.shift(again, 2)))
    assert len(reminded(council)) == 1
    look(council, morning(ENGLAND.shift(again, 3)))
    assert reminded(council)[1:] == [(council.officer.role, number, "signer", again.isoformat())]
