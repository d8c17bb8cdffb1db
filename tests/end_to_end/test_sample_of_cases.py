"""A lead drops the month's sample of cases into the bot's direct messages."""

import pytest
from sqlalchemy import select

from db.models import SampleLine
from tests.end_to_end.persona import Persona
from tests.end_to_end.world import World

pytestmark = pytest.mark.usefixtures("council")
SHEET = (
    b"Line,Practitioner,Child\n"
    b'17,"Practitioner 1, Permanence",Ada Byron\n'
    b'18,"Practitioner 2, Permanence",\n'
    b"19,Somebody Unknown,\n"
)


def test_a_sample_is_shown_first_and_kept_for_the_month_that_is_pressed(
    world: World, director: Persona
) -> None:
    seen = director.drops(("december.csv", SHEET))
    assert "2 of 3 rows can be used" in seen.text
    assert "line 4: nobody by that name, role or e-mail is on the roster" in seen.text
    assert "Ada" not in seen.text
    assert "Unknown" not in seen.text
    month = seen.text.split("The sample of cases for ")[1].split()[0]
    director.presses(seen, f"Use it for {month}")
    director.sees_again(seen, "Saved: 2 lines")
    with world.database.read() as session:
        rows = session.scalars(select(SampleLine).order_by(SampleLine.line)).all()
        assert [row.line for row in rows] == [17, 18]
    assert f"2 cases on {month}" in director.types("/audit sample").text


def test_nobody_but_a_lead_or_administrator_gives_a_sample(
    world: World, practitioner: Persona
) -> None:
    seen = practitioner.drops(("december.csv", SHEET))
    assert "rows can be used" not in seen.text
    with world.database.read() as session:
        assert not session.scalars(select(SampleLine)).all()
