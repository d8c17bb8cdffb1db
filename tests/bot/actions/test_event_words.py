"""Every kind of event is told: in a history, with who did it, and in a notice."""

from datetime import date
from typing import Any

import pytest

from bot.actions.event_words import (
    EVENT_WORDS,
    HAPPENS_BY_ITSELF,
    history_words,
    notice_words,
)
from db.models import Action, Event, Person, Register
from db.models.event_kinds import EventKind
from tests.people import NOW

ANA, BEN = Person(id=1, name="Ana"), Person(id=2, name="Ben")
PEOPLE = {1: ANA, 2: BEN}
DAYS = [date(2026, 12, 4).isoformat(), date(2027, 1, 15).isoformat()]
# What each kind of event has changed, where its words tell of it.
CHANGES: dict[EventKind, dict[str, list[Any]]] = {
    EventKind.ADDED: {"owner_id": [None, 2]},
    EventKind.IMPORTED: {"due_on": DAYS},
    EventKind.MOVED: {"due_on": DAYS},
    EventKind.MOVE_APPROVED: {"due_on": DAYS},
    EventKind.GIVEN: {"owner_id": [1, 2]},
    EventKind.DEPUTY_NAMED: {"deputy_id": [None, 2]},
    EventKind.EDITED: {"title": ["Old", "New"]},
    EventKind.SIGNER_NAMED: {"signer_id": [None, 2]},
    EventKind.LINKED: {"answers": [[], ["TIP-b"]]},
    EventKind.ARRANGED: {"after": [[], [7]]},
    EventKind.PHASED: {"phase": ["", "Year one"]},
    EventKind.REPEATS: {"recurrence": ["", "RRULE:FREQ=WEEKLY"]},
    EventKind.CAME_ROUND: {"previous_id": [None, 7]},
    EventKind.PASSED_OVER: {"passed_over": [None, [DAYS[0]]]},
}


def happened(kind: EventKind, by: Person | None) -> Event:
    seven = Action(id=7, reference="R1.1", register=Register.PLAN)
    action = Action(id=12, reference="R3.1", register=Register.PLAN, after=[seven], previous=seven)
    changes = CHANGES.get(kind, {})
    return Event(kind=kind, action=action, person=by, at=NOW, changes=changes, note="")


def test_there_are_words_for_every_kind_of_event() -> None:
    assert set(EVENT_WORDS) == set(EventKind)


@pytest.mark.parametrize("kind", EventKind)
def test_a_history_names_who_did_it(kind: EventKind) -> None:
    told = history_words(happened(kind, ANA), PEOPLE)
    assert told.startswith("Ana ")
    assert len(told) > len("Ana ")


@pytest.mark.parametrize("kind", EventKind)
def test_what_nobody_did_is_told_as_a_sentence(kind: EventKind) -> None:
    told = history_words(happened(kind, None), PEOPLE)
    assert told[0].isupper()
    assert told.startswith("Import ") == (kind not in HAPPENS_BY_ITSELF)


@pytest.mark.parametrize("kind", EventKind)
@pytest.mark.parametrize("reader", [1, 2])
def test_a_notice_names_the_action(kind: EventKind, reader: int) -> None:
    told = notice_words(happened(kind, ANA), reader)
    assert "#12 (R3.1)" in told
    assert "{" not in told


def test_a_history_names_others_by_their_plans_number_too() -> None:
    assert history_words(happened(EventKind.ARRANGED, ANA), PEOPLE).endswith("→ #7 (R1.1)")
    assert history_words(happened(EventKind.CAME_ROUND, None), PEOPLE).endswith("#7 (R1.1)")


@pytest.mark.parametrize(
    ("kind", "did"),
    [
        (EventKind.SIGNED_OFF, "signed it off"),
        (EventKind.DEFERRED, "deferred it"),
        (EventKind.DROPPED, "dropped it"),
    ],
)
def test_the_end_of_an_action_names_who_ended_it(kind: EventKind, did: str) -> None:
    assert history_words(happened(kind, ANA), PEOPLE) == f"Ana {did}"
