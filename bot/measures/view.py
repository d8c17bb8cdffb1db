"""What the bot says of the distance travelled: so many of so many, and never a bare percentage."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from bot.slack.blocks import Answer, Block, aside, bold, button, faint, lines, row, saying
from bot.vocabulary import our
from jobs.measures.distance import Travelled
from jobs.rules.deadlines import spell
from jobs.rules.distance import MeasureTrack, Share
from jobs.rules.measure_words import carefully, in_per_cent, target_words

AGO: Final = {3: "3 months ago", 6: "6 months ago", 12: "12 months ago"}
MOST_TRACKS: Final = 30
WAYS: Final = {
    "better": "better than at the start",
    "worse": "worse than at the start",
    "level": "as at the start",
    "too few": "too few to compare",
    "": "",
}
Said = Callable[[Share], str]


def told(travelled: Travelled, by: str, today: date, command: str) -> Answer:
    """Say how far things have come: as a whole, by theme or by team."""
    chosen = {
        "": [*travelled.whole, *travelled.by_hand],
        "theme": travelled.by_theme,
        "team": travelled.by_team,
    }[by]
    if not chosen:
        return saying(
            f"Nothing has been measured yet. The first {our.live_audits} and the first "
            "actions with a "
            f'date will be; or `{command} measure add "Supervision on time" target 90 of 100`.'
        )
    heading = f"Distance travelled {f'by {by} ' if by else ''}up to {spell(today)}"
    blocks = [lines([bold(heading)]), *section(chosen[:MOST_TRACKS], in_per_cent)]
    if len(chosen) > MOST_TRACKS:
        blocks.append(aside(f"and {len(chosen) - MOST_TRACKS} more"))
    blocks.append(aside("Each looks at the three months that end on its day."))
    return Answer(heading, [*blocks, row("distance-tools", *_tools(by))])


def section(tracks: Sequence[MeasureTrack], said: Said = carefully) -> list[Block]:
    """Return the measures as a part of a digest; small numbers are hidden unless told otherwise."""
    return [lines(*_rows(track, said)) for track in tracks]


def in_a_line(track: MeasureTrack, said: Said = carefully) -> str:
    """Return one measure in one line, as the digest says it."""
    return f"{name_of(track)}: {_looks(track, said)}{_aim(track)}"


def name_of(track: MeasureTrack) -> str:
    """Return what is measured, and of whom."""
    whose = track.theme or track.team
    return f"{track.name}, {whose}" if whose else track.name


def _rows(track: MeasureTrack, said: Said) -> list[list[Block | str]]:
    rows: list[list[Block | str]] = [[bold(name_of(track))], [_looks(track, said)]]
    if track.baseline:
        start = f"Start: {said(track.baseline.share)} ({spell(track.baseline.on)})"
        rows.append([faint("; ".join(filter(None, (start, WAYS[track.way]))) + _aim(track))])
    return rows


def _looks(track: MeasureTrack, said: Said) -> str:
    now = f"now {said(track.now)}" if track.now else "nothing measured now"
    before = [
        f"{AGO[back]} {said(share)}"
        for back, share in sorted(track.looks.items())
        if back and share is not None
    ]
    return ", ".join([now, *before])


def _aim(track: MeasureTrack) -> str:
    if track.target is None:
        return ""
    reached = {True: ", reached", False: ", not reached yet", None: ""}[track.is_met]
    return f"; target {target_words(track.target)}{reached}"


def _tools(by: str) -> list[Block]:
    others = {"": "As a whole", "theme": "By theme", "team": "By team"}
    shown = [
        button(label, f"distance_{which or 'whole'}", {"by": which})
        for which, label in others.items()
        if which != by
    ]
    return [*shown, button("Picture", "chart_distance", {"chart": "distance"})]
