"""The digest for a channel: counts alone. No name, title or reason, and no small count of people.

What is counted of people in live audits is told as jobs.rules.small_numbers allows.
"""

from bot.messages import digest_words as words
from bot.messages.blocks import Answer, Block, bold, bullets, lines
from jobs.digest.values import AuditMonth, Digest
from jobs.rules.deadlines import spell
from jobs.rules.small_numbers import protect_row, share_words


def counts_only(digest: Digest) -> Answer:
    """Say where things stand in counts alone, fit for everybody in a channel."""
    heading = f"Where things stand on {spell(digest.day)}"
    headline = words.headline(digest)
    rows = [[said] for said in [*_actions(digest), *_audits(digest)]]
    blocks: list[Block] = [lines([bold(heading)], [bold(headline)])]
    return Answer(f"{heading}: {headline}", [*blocks, *([bullets(*rows)] if rows else [])])


def _actions(digest: Digest) -> list[str]:
    done, risk, gaps = digest.done, digest.at_risk, digest.gaps
    said = []
    if done.number or done.added:
        parts = [f"{done.number} of {digest.headline.total}", *words.done_words(digest)]
        said.append(f"Done since {spell(done.since)}: {', '.join(parts)}")
    if risk.number:
        record = words.record_words(risk.right, risk.settled)
        counted = f"{risk.number} of {risk.of} due"
        said.append("At risk in the next 30 days: " + "; ".join(filter(None, [counted, record])))
    if gaps.without_owner:
        said.append(f"No owner: {gaps.without_owner} of {gaps.of} open actions")
    if gaps.without_date:
        said.append(f"No date: {gaps.without_date} of {gaps.of} open actions")
    return said


def _audits(digest: Digest) -> list[str]:
    said = [f"{one.month:%B %Y}: {_month(one)}" for one in digest.audits]
    seen = digest.coverage
    if digest.has_audits and seen.not_seen:
        shown = share_words(seen.not_seen, seen.total)
        said.append(f"Not seen for 3 months: {shown} practitioners")
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
