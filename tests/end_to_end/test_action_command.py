import pytest

from tests.end_to_end.persona import Persona
from tests.people import Council

pytestmark = pytest.mark.usefixtures("world")


def test_an_owner_closes_their_action(council: Council, practitioner: Persona) -> None:
    number = council.action(council.practitioner, "Finalise the Adolescent Strategy")

    answer = practitioner.types(f"/action done {number}")

    assert f"#{number} Finalise the Adolescent Strategy is done." in answer.text


def test_a_colleague_is_told_whose_action_it_is(council: Council, colleague: Persona) -> None:
    number = council.action(council.practitioner)

    answer = colleague.types(f"/action done {number}")

    assert answer.text == (
        f"Only the Practitioner 1, Permanence or their manager can close #{number}."
    )


def test_the_date_is_echoed_with_its_weekday_and_distance(
    council: Council, manager: Persona
) -> None:
    answer = manager.types("/action add <@U05> by Fri 4 Dec: Finalise the Adolescent Strategy")

    assert "Fri 4 Dec 2026, 9 working days" in answer.text
