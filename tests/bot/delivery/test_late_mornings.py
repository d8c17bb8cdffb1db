"""A morning that Slack did not take on its day goes with the next: nobody gets two on one day."""

from datetime import date, timedelta

import pytest

from db.models import MessageName, Person
from jobs.reminders.daily import enqueue_reminders
from tests.bot.delivery.card_world import CardWorld
from tests.contexts import AT_ONCE
from tests.people import NOW

A_DAY = timedelta(days=1)
LONG_AGO = NOW - timedelta(days=60)
SOON = date(2026, 12, 2)  # in seven working days, of which people hear


def writes_mornings(cards: CardWorld) -> None:
    """Let the jobs decide who hears what this morning."""
    enqueue_reminders(cards.council.database, cards, AT_ONCE)


def mornings_to(cards: CardWorld, person: Person) -> list[int]:
    """Return the mornings that somebody has in Slack."""
    return [
        row.id
        for row, _ in cards.shown()
        if row.person_id == person.id and row.kind == MessageName.DAILY_DIGEST
    ]


@pytest.mark.parametrize(("fault", "error"), [("refused", "access_denied"), ("500_before", "")])
def test_two_days_of_an_outage_are_one_morning(cards: CardWorld, fault: str, error: str) -> None:
    owner = cards.council.practitioner
    first = cards.council.action(owner, "Write the plan", SOON, at=LONG_AGO)
    second = cards.council.action(owner, "Book the hall", SOON + A_DAY, at=LONG_AGO)
    writes_mornings(cards)
    cards.slack.fail(fault, error=error)
    cards.tick()
    assert mornings_to(cards, owner) == []
    cards.at += A_DAY
    writes_mornings(cards)
    for _ in range(3):
        cards.later(minutes=5)

    [arrived] = mornings_to(cards, owner)
    assert f"#{first}  Write the plan" in cards.read(arrived)
    assert f"#{second}  Book the hall" in cards.read(arrived)


def test_where_nothing_is_new_it_comes_a_day_late_and_once(cards: CardWorld) -> None:
    owner = cards.council.practitioner
    number = cards.council.action(owner, "Write the plan", SOON, at=LONG_AGO)
    writes_mornings(cards)
    cards.later(days=1)
    assert mornings_to(cards, owner) == []
    for _ in range(3):
        writes_mornings(cards)
        cards.later(minutes=1)
    [arrived] = mornings_to(cards, owner)
    assert f"#{number}  Write the plan" in cards.read(arrived)
