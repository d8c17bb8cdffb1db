"""The digest for a channel: counts alone. No name, title or reason, and no small count of people.

What is counted of people in live audits is told as jobs.rules.small_numbers allows.
"""

from bot.digest import words
from bot.digest.sections import OPENED, SECTIONS
from bot.slack.blocks import Answer, Block, bold, bullets, lines
from db.digest.scope import ScopeKind
from jobs.digest.digest import Digest
from jobs.rules.deadlines import spell


def counts_only(digest: Digest, view: str = "") -> Answer:
    """Say where things stand, or one section of it, in counts alone, fit for a whole channel."""
    heading = _heading(digest)
    has_headline = not view or OPENED[view].is_in_headline
    if view:
        said = OPENED[view].channel_alone(digest)
    else:
        said = [each for one in SECTIONS for each in one.channel(digest)]
    headline = [[bold(words.headline(digest))]] if has_headline else []
    blocks: list[Block] = [lines([bold(heading)], *headline)]
    told = f"{heading}: {words.headline(digest)}" if headline else heading
    return Answer(told, [*blocks, *([bullets(*([each] for each in said))] if said else [])])


def _heading(digest: Digest) -> str:
    """Say whose work is counted, naming a team or service at most, and on which day."""
    scope = digest.scope
    where = f" in {scope.name}" if scope.kind in {ScopeKind.TEAM, ScopeKind.SERVICE} else ""
    return f"Where things stand{where} on {spell(digest.today)}"
