"""The digest for a channel: counts alone. No name, title or reason, and no small count of people.

What is counted of people in live audits is told as jobs.rules.small_numbers allows.
"""

from collections.abc import Callable, Mapping
from typing import Final

from bot.digest import words
from bot.digest.details import step_words
from bot.slack.blocks import Answer, Block, bold, bullets, lines
from db.digest.scope import Reach
from jobs.digest.values import AuditMonth, Digest, Loop
from jobs.rules.deadlines import spell
from jobs.rules.small_numbers import protect_row, share_words


def counts_only(digest: Digest, view: str = "", loop: Loop | None = None) -> Answer:
    """Say where things stand, or one section of it, in counts alone, fit for a whole channel."""
    heading = heading_of(digest)
    said = SECTIONS[view](digest) if view else [*_actions(digest), *_audits(digest)]
    rows = [[each] for each in [*said, *(_loop(loop) if loop else [])]]
    headline = [[bold(words.headline(digest))]] if view in {"", "overdue"} else []
    blocks: list[Block] = [lines([bold(heading)], *headline)]
    told = f"{heading}: {words.headline(digest)}" if headline else heading
    return Answer(told, [*blocks, *([bullets(*rows)] if rows else [])])


def heading_of(digest: Digest) -> str:
    """Say whose work is counted, naming a team or service at most, and on which day."""
    whose = digest.whose
    where = f" in {whose.name}" if whose.reach in {Reach.TEAM, Reach.SERVICE} else ""
    return f"Where things stand{where} on {spell(digest.day)}"


def _actions(digest: Digest) -> list[str]:
    done, risk, gaps = digest.done, digest.at_risk, digest.gaps
    said = []
    if done.number or done.added:
        parts = [f"{done.number} of {digest.headline.total}", *words.done_words(digest)]
        said.append(f"Done since {spell(done.since)}: {', '.join(parts)}")
    if risk.number:
        said += _risk(digest)
    if gaps.without_owner:
        said.append(f"No owner: {gaps.without_owner} of {gaps.of} open actions")
    if gaps.without_date:
        said.append(f"No date: {gaps.without_date} of {gaps.of} open actions")
    return said


def _risk(digest: Digest) -> list[str]:
    risk = digest.at_risk
    record = words.record_words(risk.right, risk.settled)
    counted = f"{risk.number} of {risk.of} due"
    return ["At risk in the next 30 days: " + "; ".join(filter(None, [counted, record]))]


def _coverage(digest: Digest) -> list[str]:
    seen = digest.coverage
    shown = share_words(seen.not_seen, seen.total)
    return [f"Not seen for 3 months: {shown} practitioners"]


def _loop(loop: Loop) -> list[str]:
    return ["".join(map(_plain, step_words(step))) for step in loop.steps]


def _plain(run: Block | str) -> str:
    return run if isinstance(run, str) else str(run["text"])


def _audits(digest: Digest) -> list[str]:
    said = [f"{one.month:%B %Y}: {_month(one)}" for one in digest.audits]
    if digest.has_audits and digest.coverage.not_seen:
        said += _coverage(digest)
    told = digest.inadequates
    if told.without:
        said.append(f"Inadequates with no second look: {share_words(told.without, told.of)}")
    return said


def _month(month: AuditMonth) -> str:
    """Say how many audits were held, of those expected; why not, only where that names nobody."""
    still_open = month.expected - month.held - sum(month.not_held.values())
    reasons = words.by_number(month.not_held)
    row = protect_row([month.held, still_open, *(number for _, number in reasons)])
    held, _, *others = row.cells
    so_far = "" if month.is_over else " so far"
    said = f"{held} of {row.total} live audits held{so_far}"
    if not reasons:
        return said
    listed = ", ".join(f"{cell} {why}" for cell, (why, _) in zip(others, reasons, strict=True))
    return f"{said}; not held: {listed}"


SECTIONS: Final[Mapping[str, Callable[[Digest], list[str]]]] = {
    "overdue": lambda _: [],  # the headline has it
    "drift": _risk,
    "audits": _audits,
    "coverage": _coverage,
    "loop": lambda _: [],  # measured by itself
}
