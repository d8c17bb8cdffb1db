"""What the bot says when a lead, manager or practitioner asks where things stand."""

from bot.messages.action import Reader, card
from bot.messages.blocks import Answer, Block, aside, bold, bullets, button, lines, row, saying
from db.actions import Counts
from db.models import Status
from jobs.rules.deadlines import spell

_STATES = {Status.DONE: "done, awaiting sign-off"}
_WHOSE = {"all": "all actions", "line": "your team's actions", "own": "your actions"}


def told(counts: Counts, reader: Reader, command: str) -> Answer:
    """Say where things stand on one screen: always "n of N", never a bare percentage."""
    if not counts.total:
        return saying(f"There is nothing to report yet. Add the first action with `{command} add`.")
    heading = f"Where {_WHOSE[counts.reach]} stand on {spell(reader.today)}"
    headline = f"{counts.overdue} of {counts.open} open actions overdue"
    blocks = [lines([bold(heading)], [bold(headline)]), bullets(*_tallies(counts))]
    if counts.overdue:
        blocks += _overdue(counts, reader)
    blocks.append(row("digest-tools", *_tools(counts)))
    return Answer(f"{heading}: {headline}", blocks)


def _tallies(counts: Counts) -> list[list[Block | str]]:
    rows: list[list[Block | str]] = [
        [
            f"{_STATES.get(state, state.value)}: ",
            bold(f"{counts.by_state.get(state, 0)} of {counts.total}"),
        ]
        for state in Status
    ]
    gaps = (("no owner", counts.without_owner), ("no date", counts.without_date))
    return rows + [
        [f"{what}: ", bold(f"{number} of {counts.open}"), " open"]
        for what, number in gaps
        if number
    ]


def _overdue(counts: Counts, reader: Reader) -> list[Block]:
    blocks = [lines([bold("Overdue")]), *(card(action, reader) for action in counts.shown_overdue)]
    hidden = counts.overdue - len(counts.shown_overdue)
    return [*blocks, aside(f"and {hidden} more")] if hidden else blocks


def _tools(counts: Counts) -> list[Block]:
    scope = {"all": "all", "line": "team", "own": "mine"}[counts.reach]
    tools = [button("Open the list", "list_open", {"scope": scope, "person": None, "start": 0})]
    if counts.overdue:
        overdue = {"scope": "overdue", "person": None, "start": 0}
        tools.append(button("All overdue", "list_overdue", overdue))
    return tools
