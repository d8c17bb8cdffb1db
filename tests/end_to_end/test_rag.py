"""Where an action stands, on the real bot: in lists, in what is shown, and against the rule."""

from datetime import date, timedelta

import pytest

from tests.end_to_end.persona import Persona
from tests.end_to_end.world import World
from tests.people import NOW, Council

pytestmark = pytest.mark.usefixtures("world", "council")
LONG_AGO = NOW - timedelta(days=60)


def test_a_list_and_what_is_shown_say_where_an_action_stands(
    council: Council, manager: Persona
) -> None:
    number = council.action(council.practitioner, at=LONG_AGO)

    assert "at risk ▲" in manager.types("/action list team all").text
    shown = manager.types(f"/action show {number}").text
    assert "at risk ▲: due in 9 working days and nothing heard for 42" in shown


def test_a_person_says_otherwise_and_the_rule_stays_beside_it(
    world: World, council: Council, manager: Persona, practitioner: Persona
) -> None:
    number = council.action(council.practitioner, due=date(2026, 11, 20))

    answer = manager.types(f"/action rag {number} amber because the report is being printed").text
    assert "overdue ■, said to be at risk ▲" in answer

    shown = practitioner.types(f"/action show {number}").text
    assert "late ■: due Fri 20 Nov 2026, 1 working day ago" in shown
    assert (
        "The Team Manager, Permanence has said otherwise since Mon 23 Nov 2026: at risk ▲" in shown
    )
    assert "the report is being printed" in shown
    world.delivery.send_pending()
    assert f"rated #{number} at risk ▲" in practitioner.reads().text
    assert "said to be" not in manager.types(f"/action rag {number} clear").text


def test_the_button_opens_a_form_that_wants_a_reason(council: Council, manager: Persona) -> None:
    number = council.action(council.practitioner)
    manager.presses(manager.types(f"/action show {number}"), "RAG status")
    form = manager.opened()

    assert manager.submits(form, level="late", why=" ")["outcome"] == "errors"
    assert manager.submits(form, level="late", why="The partner has gone")["outcome"] == "closed"
    assert "said to be late ■" in manager.reads(manager.channel).text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("purple because I like it", "Say red, amber or green, and why"),
        ("blue because it is done", "To mark it complete, type"),
        ("amber because she rang 07700 900123", "phone"),
    ],
)
def test_what_cannot_be_kept_is_refused(
    council: Council, manager: Persona, words: str, told: str
) -> None:
    number = council.action(council.practitioner)
    assert told in manager.types(f"/action rag {number} {words}").text


def test_a_missing_reason_is_asked_for(council: Council, manager: Persona) -> None:
    number = council.action(council.practitioner)
    manager.posts(f"/action rag {number} amber")
    form = manager.opened()
    assert "Say why" in form.text
    assert manager.submits(form, level="at risk", why="The partner is slow")["outcome"] == "closed"


def test_a_teammate_cannot_say_where_it_stands(council: Council, colleague: Persona) -> None:
    number = council.action(council.practitioner)
    told = colleague.types(f"/action rag {number} green because I think so").text
    assert "can set the RAG status of" in told


def test_the_rule_is_told_in_words(manager: Persona) -> None:
    told = manager.types("/action rag").text
    assert "amber: at risk ▲: due within 10 working days with no update in 20" in told
    assert "red: late ■: the original date has passed." in told
