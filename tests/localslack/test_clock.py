from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localslack.clock import LONDON, MOVES, next_working_morning
from localslack.server import Workspace
from tests.localslack.slack import Browser, Stream, definition, running

MOMENTS = st.integers(1_767_225_600, 1_893_456_000).map(lambda at: datetime.fromtimestamp(at, UTC))


@pytest.fixture(scope="module")
def workspace() -> Iterator[Workspace]:
    """A workspace on a machine whose own clock stands still."""
    machine = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    with running(machine_time=lambda: machine) as workspace:
        yield workspace


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-03-04T06:00:00+00:00", "2026-03-05T09:00:00+00:00"),  # early, still the next day
        ("2026-03-06T12:00:00+00:00", "2026-03-09T09:00:00+00:00"),  # over a weekend
        ("2026-04-02T12:00:00+00:00", "2026-04-07T09:00:00+01:00"),  # over Easter
        ("2026-12-24T12:00:00+00:00", "2026-12-29T09:00:00+00:00"),  # 28 December stands in
        ("2026-08-28T12:00:00+01:00", "2026-09-01T09:00:00+01:00"),  # England's own in August
        ("2026-03-28T12:00:00+00:00", "2026-03-30T09:00:00+01:00"),  # the clocks change
        ("2026-06-01T23:30:00+00:00", "2026-06-03T09:00:00+01:00"),  # in London it is the 2nd
    ],
)
def test_the_next_working_morning_is_nine_in_london(now: str, morning: str) -> None:
    found = next_working_morning(datetime.fromisoformat(now))
    assert found == datetime.fromisoformat(morning)


@given(MOMENTS, st.sampled_from(sorted(MOVES)))
def test_every_step_goes_forward(now: datetime, move: str) -> None:
    assert MOVES[move](now) > now


@given(MOMENTS)
def test_a_day_keeps_the_hour_on_the_wall(now: datetime) -> None:
    later, here = MOVES["+1 day"](now).astimezone(LONDON), now.astimezone(LONDON)
    # The one hour that does not exist in the spring is the hour after.
    assert (later.hour, later.minute) in ((here.hour, here.minute), (here.hour + 1, here.minute))
    assert later.date() == here.date() + timedelta(days=1)


def test_the_workspace_starts_when_its_file_says(workspace: Workspace) -> None:
    assert Browser(workspace).get("/clock") == {"now": "2026-03-04T09:00:00+00:00"}


def test_without_a_start_it_is_the_machines_time() -> None:
    machine = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    described = definition(start=None)
    with running(described, machine_time=lambda: machine) as workspace:
        assert Browser(workspace).get("/clock") == {"now": "2026-11-23T12:00:00+00:00"}


def test_moving_the_clock_tells_every_page(workspace: Workspace) -> None:
    page, stream = Browser(workspace), Stream(workspace, "U02")
    stream.expect("clock")  # as it was when the stream began
    page.post("/control/clock", now="2026-03-06T12:00:00+00:00")
    stream.expect("clock")
    moved = page.post("/page/clock", move="next working morning")
    assert moved == {"now": "2026-03-09T09:00:00+00:00"}
    assert stream.expect("clock")["now"] == moved["now"]
    assert page.get("/clock") == moved


def test_messages_carry_the_workspaces_time(workspace: Workspace) -> None:
    page = Browser(workspace)
    page.post("/control/clock", now="2027-01-01T00:00:00+00:00")
    page.post("/page/message", user="U01", channel="C01", text="x")
    assert page.messages("C01")[-1]["time"] == "2027-01-01T00:00:00+00:00"


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("/page/clock", {"move": "-1 day"}, "next working morning"),
        ("/control/clock", {"now": "soon"}, "2026-03-04T09:00:00+00:00"),
        ("/control/clock", {"now": "2026-03-04T09:00:00"}, "needs a zone"),
    ],
)
def test_a_time_that_is_none_is_refused_with_an_example(
    workspace: Workspace, path: str, body: dict[str, str], words: str
) -> None:
    status, answer = Browser(workspace).ask("POST", path, body)
    assert status == 400
    assert words in answer["error"]
