"""What lay in the buffers of a process that was stopped is as old as the pause."""

from bot.slack.freeze import PAUSE_S, READ_UP_S, FreezeDetector


class Clock:
    """Seconds that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_what_is_read_while_the_process_runs_has_just_come() -> None:
    clock = Clock()
    freeze = FreezeDetector(clock)
    for _ in range(5):
        clock.now += PAUSE_S / 2
        assert freeze.arrival() == clock.now


def test_what_is_read_after_a_pause_may_have_come_at_its_beginning() -> None:
    clock = Clock()
    freeze = FreezeDetector(clock)
    clock.now += 60
    assert freeze.arrival() == 100.0
    clock.now += READ_UP_S / 2
    assert freeze.arrival() == 100.0


def test_it_does_not_matter_who_notices_the_pause_first() -> None:
    clock = Clock()
    freeze = FreezeDetector(clock)
    clock.now += 60
    freeze.beat()
    assert freeze.arrival() == 100.0
    clock.now += READ_UP_S
    assert freeze.arrival() == clock.now
