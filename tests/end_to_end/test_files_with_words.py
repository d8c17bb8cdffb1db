"""What is written with a file is answered; that the file itself is not kept is said."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from db.models import Action, Event, Status
from tests.end_to_end.persona import Persona
from tests.end_to_end.world import World
from tests.people import NOW, TODAY, Council

pytestmark = pytest.mark.usefixtures("world", "council")
LONG_AGO = NOW - timedelta(days=200)
PICTURE = ("minutes.png", b"no picture at all")
PLAN = ("plan.csv", b"Action,Owner,Due date\nWrite the guide,,4 December 2027\n")


def _is_done(council: Council, number: int) -> bool:
    with council.database.read() as session:
        return session.get_one(Action, number).status == Status.DONE


@pytest.mark.parametrize("file", [PICTURE, ("minutes.docx", b"no document")])
def test_words_with_a_file_are_carried_out(
    council: Council, practitioner: Persona, file: tuple[str, bytes]
) -> None:
    number = council.action(council.practitioner, "Write the plan", due=TODAY, at=LONG_AGO)

    told = practitioner.drops(file, text=f"done {number} minutes attached")

    assert f"#{number} Write the plan is done." in told.text
    assert "I don't keep files." in told.text
    assert _is_done(council, number)


def test_whoever_drops_a_plan_with_words_reads_that_the_words_wait(
    council: Council, officer: Persona
) -> None:
    number = council.action(council.officer, "Write the plan", due=TODAY, at=LONG_AGO)

    told = officer.drops(PLAN, text=f"done {number}, and here is the plan")
    assert "Nothing is stored before you press Import." in told.text
    assert "send that without the file" in told.text
    told = officer.drops(("plan.csv", b""), text="this is the plan")
    assert "plan.csv" in told.text
    assert "send that without the file" in told.text

    assert not _is_done(council, number)
    assert "send that" not in officer.drops(PLAN).text


def test_words_with_a_file_below_a_message_are_a_note(
    council: Council, practitioner: Persona, world: World
) -> None:
    number = council.action(council.practitioner, "Write the plan", due=TODAY, at=LONG_AGO)
    world.tick()
    morning = practitioner.reads()

    practitioner.shares(PICTURE, text="Minutes attached", below=morning.ts)
    told = practitioner.reads()

    assert f"Note added to #{number}" in told.text
    assert "I don't keep files." in told.text
    with council.database.read() as session:
        notes = session.scalars(select(Event.note).where(Event.kind == "noted"))
        assert list(notes) == ["Minutes attached"]
