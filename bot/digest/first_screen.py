"""The first screen of the digest: what needs the reader, the numbers, what matters, a picture.

Fifteen lines on a desktop. Every section in full stands behind the button Everything.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.actions.phrases import NO_OWNER, date_words
from bot.digest import words
from bot.digest.sections import SECTIONS
from bot.digest.words import Words
from bot.slack.blocks import DIVIDER, Block, bold, faint, lines, shortened, two_columns
from db.digest.counts import DigestLine
from db.models.action import called
from jobs.digest.digest import Digest
from jobs.digest.values import Risk
from jobs.rules.deadlines import distance
from jobs.rules.risk_forecast import working_days

MATTERS: Final = 5
EACH: Final = 2  # of a kind, unless there is room
LATE: Final = "🔴"
# What keeps an action in one line of a desktop: its title, who owns it, why it is at risk.
TITLE, OWNER, WHY = 30, 26, 20
SQUARES: Final = 20
DONE, ON_TRACK, AT_RISK, OVERDUE, NO_DATE = "✅", "🟩", "🟧", "🟥", "⬜"


def first_screen(digest: Digest, needs: Sequence[str] | None) -> list[Block]:
    """Return the screen below its heading; `needs` is None where it is not the reader's own."""
    shown: list[Block] = []
    if needs is not None:
        wanted = " · ".join(needs) or "nothing today"
        shown.append(lines([bold("Needs you: "), wanted]))
    shown += [DIVIDER, *_numbers(digest), DIVIDER]
    matters = list(_matters(digest))
    if matters:
        shown.append(lines(*matters))
    return [*shown, *_picture(digest)]


def _numbers(digest: Digest) -> Iterator[Block]:
    """Yield the numbers in two columns, one of each section that has one."""
    told = [one.figure(digest) for one in SECTIONS if one.is_for(digest.scope)]
    figures = [figure for figure in told if figure]
    if figures:
        yield two_columns(*figures)


def _matters(digest: Digest) -> Iterator[Words]:
    """Yield what a reader would ask about first: the longest overdue, then the likely to be.

    More that is overdue stands in what room the others leave.
    """
    late = [(LATE, one, _late(one, digest)) for one in digest.overdue.shown]
    moved = digest.moved.shown[:EACH]
    rows = [
        *late[:EACH],
        *(("🟠", risk.line, _at_risk(risk)) for risk in digest.at_risk.shown[:EACH]),
        *(("🔁", one.line, f"moved by {working_days(one.days)}") for one in moved),
        *late[EACH:],
    ]
    told: dict[int, tuple[str, DigestLine, str]] = {}
    for one in rows:
        told.setdefault(one[1].number, one)
    first = list(told.values())[:MATTERS]
    for mark, line, what in sorted(first, key=lambda one: one[0] != LATE):
        owner = shortened(line.owner.name if line.owner else NO_OWNER, OWNER)
        named: Words = [f"{mark} {called(line.number)} ", bold(shortened(line.title, TITLE))]
        yield [*named, f" · {owner} · ", faint(what)]


def _late(line: DigestLine, digest: Digest) -> str:
    if line.due_on is None:
        return date_words(None)
    return distance(line.due_on, digest.today, digest.council.calendar)


def _at_risk(risk: Risk) -> str:
    """Say by when it is due, and the shortest of what speaks against it if it fits whole."""
    why = min(risk.why.split(", ")[1:] or [risk.why], key=len)
    due = date_words(risk.line.due_on, risk.line.due_precision)
    return f"{due}, {why}" if len(why) <= WHY else due


def _picture(digest: Digest) -> Iterator[Block]:
    """Yield a bar of how all the actions stand, with the numbers in words beside it."""
    told, gaps = digest.headline, digest.gaps
    at_risk = min(digest.at_risk.number, told.open - told.overdue)
    undated = min(gaps.without_date, told.open - told.overdue - at_risk)
    on_track = told.open - told.overdue - at_risk - undated
    counted = (
        (DONE, "done", digest.status_counts.done),
        (ON_TRACK, "on track", on_track),
        (AT_RISK, "at risk", at_risk),
        (OVERDUE, "overdue", told.overdue),
        (NO_DATE, "no date", undated),
    )
    total = sum(number for _, _, number in counted)
    elsewhere = words.not_in_plan(digest)
    besides = f"{words.NOT_IN_PLAN}{elsewhere}" if elsewhere else ""
    if not total:
        yield lines([faint(besides or "No actions to show.")])
        return
    bar = "".join(mark * _squares(number, total) for mark, _, number in counted)
    # Those are in what is done of all, so they are told here too.
    shelved = ("deferred or dropped", told.total - total)
    said = caption([*((name, number) for _, name, number in counted), shelved])
    yield lines([bar], [faint(said)], *([[faint(besides)]] if besides else []))


def caption(counted: Sequence[tuple[str, int]]) -> str:
    """Return what stands below the squares, in one line of a desktop."""
    return " · ".join(f"{number} {name}" for name, number in counted if number)


def _squares(number: int, total: int) -> int:
    """Return how many squares stand for a number: one each while they fit, one at least."""
    if total <= SQUARES:
        return number
    return max(round(number * SQUARES / total), 1) if number else 0
