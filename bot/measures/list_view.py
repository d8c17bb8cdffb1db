"""What the bot says of the measures that leads keep."""

from collections.abc import Sequence

from bot.slack.blocks import Answer, Block, aside, bold, bullets, button, code, lines, row, saying
from db.models import Measure, Reading
from jobs.rules.deadlines import spell
from jobs.rules.distance import Share
from jobs.rules.measure_words import COMPUTED, exactly, target_words


def listed(measures: Sequence[Measure], command: str) -> Answer:
    """List the measures with their numbers, targets and latest readings."""
    by_hand = [one for one in measures if not one.computed]
    aims = {one.computed: one for one in measures if one.computed}
    heading = "What is measured"
    own = [_full(code(key), f" {name}", _aim(aims.get(key))) for key, name in COMPUTED.items()]
    blocks: list[Block] = [lines([bold(heading)]), lines(["I count these myself:"]), bullets(*own)]
    if by_hand:
        blocks += [lines(["You record these:"]), bullets(*map(_row, by_hand))]
        one = f"{command} measure {by_hand[0].id}"
        blocks.append(aside(f"A reading: {one} = 72 of 80. A target: {one} target 95 of 100."))
    blocks += [
        aside(f"A target for one that I count: {command} measure good target 75 of 100. "
              f'Another one: {command} measure add "Supervision on time" target 90 of 100.'),
        row("measure-tools", button("Distance travelled", "distance_whole", {"by": ""})),
    ]  # fmt: skip
    return Answer(heading, blocks)


def added(measure: Measure, command: str) -> Answer:
    """Confirm a new measure."""
    first = f"{command} measure {measure.id} = 72 of 80"
    named = lines([f"Measure {measure.id}: ", bold(called(measure)), _aim(measure)])
    return Answer(
        f"Measure {measure.id} is saved.",
        [named, lines(["Record its first reading: ", code(first)])],
    )


def read(measure: Measure, reading: Reading) -> Answer:
    """Confirm a reading, with what it is called and its day."""
    stood = exactly(Share(reading.number, reading.out_of))
    said = f"Measure {measure.id} stood at {stood} on {spell(reading.read_on)}."
    return Answer(said, [lines([said]), lines([bold(called(measure)), _aim(measure)])])


def aimed(name: str, measure: Measure) -> Answer:
    """Confirm a target."""
    return Answer("The target is saved.", [lines([bold(name), _aim(measure)])])


def ended(measure: Measure) -> Answer:
    """Confirm that it is measured no longer."""
    return saying(f"Measure {measure.id} is no longer measured; its readings are kept.")


def called(measure: Measure) -> str:
    """Return a measure's name, and of whom it is."""
    whose = measure.theme or (measure.team.name if measure.team else "")
    return f"{measure.name}, {whose}" if whose else measure.name


def _row(measure: Measure) -> list[Block | str]:
    latest = measure.readings[-1] if measure.readings else None
    stands = "no reading yet"
    if latest:
        stands = f"{exactly(Share(latest.number, latest.out_of))} on {spell(latest.read_on)}"
    less = "" if measure.more_is_better else " (less is better)"
    return _full(bold(f"{measure.id} "), called(measure), less, f": {stands}", _aim(measure))


def _full(*parts: Block | str) -> list[Block | str]:
    """Return a line without its empty parts, which Slack refuses."""
    return [part for part in parts if part]


def _aim(measure: Measure | None) -> str:
    if measure is None or measure.target is None:
        return ""
    return f"; target {target_words(Share(measure.target, measure.target_out_of))}"
