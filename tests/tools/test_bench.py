"""What the benchmarks count is checked at every run; what they time differs between machines."""

from bench.done import MOST_STATEMENTS, ready, statements


def test_an_action_is_done_in_twelve_statements() -> None:
    with ready(2) as bot:
        bot.done()  # the first one makes ready what all others share
        assert statements(bot.database.engine, bot.done) <= MOST_STATEMENTS == 12
