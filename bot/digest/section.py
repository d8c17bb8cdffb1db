"""A section of the digest: one object that every surface reads.

The screen, the opened view, the channel's counts, the help, the words that can be typed, the
buttons and what changed since last time all ask the objects that `bot.digest.sections` lists.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from bot.digest import words
from bot.digest.words import Words
from bot.slack.blocks import Answer, Block, aside, bold, faint, option, passage, row, select
from db.digest.counts import DigestLine
from db.digest.scope import DigestScope
from db.models.action import called
from jobs.digest.digest import Digest

Rows = Sequence[tuple[DigestLine, Words]]


class DigestSection:
    """One section; each answer that a subclass does not give is that it has nothing to say."""

    name: ClassVar[str] = ""  # what is typed to open it; empty where it cannot be opened
    synonyms: ClassVar[tuple[str, ...]] = ()
    summary: ClassVar[str] = ""  # beside its name in the help
    button: ClassVar[str] = ""  # what opens it from the screen
    is_in_headline: ClassVar[bool] = False  # a channel reads its count in the headline

    def is_for(self, _: DigestScope) -> bool:
        """Say whether it may be told of the work in a scope at all."""
        return True

    def line(self, digest: Digest) -> Block | None:
        """Return it as it stands on the one screen; None where there is nothing to say."""

    def figure(self, _: Digest) -> Words | None:
        """Return its number as one of the six of the first screen; None where it has none."""

    def opened(self, digest: Digest) -> Answer:
        """Return it with more of its rows, and how it is counted."""
        raise NotImplementedError

    def is_offered(self, _: Digest) -> bool:
        """Say whether its button stands under the screen."""
        return True

    def channel(self, _: Digest) -> Sequence[str]:
        """Return its counts for a whole channel: no name, title or reason."""
        return ()

    def channel_alone(self, digest: Digest) -> Sequence[str]:
        """Return its counts for a channel that subscribed to it alone."""
        return self.channel(digest)

    def counts(self, _: Digest) -> Mapping[str, int]:
        """Return what is compared with last time, by the words that it is told in."""
        return {}


def more(number: int, shown: Sequence[object]) -> list[Words]:
    """Return a row for those of a number that are not shown."""
    hidden = number - len(shown)
    if hidden <= 0 or not shown:
        return []
    return [[faint(f"and {hidden} more")]]


def counted(heading: Words, number: int, rows: Sequence[Words]) -> Block:
    """Return a section's heading, some of its rows, and how many more there are."""
    return passage(heading, *rows, *more(number, rows))


def listed(digest: Digest, heading: str, rows: Rows, number: int, how: str = "") -> Answer:
    """Return a row for each action, how they are counted, and a picker that opens each of them."""
    about: Words = [bold(heading), f" · {words.actions_of(digest.scope)}"]
    hidden = number - len(rows)
    remarks = filter(None, [f"and {hidden} more" if hidden > 0 else "", how])
    options = [option(f"{called(one.number)} {one.title}", str(one.number)) for one, _ in rows]
    opener = select("Open an action", options) | {"action_id": "action_open"}
    listed_ = passage(about, *(said for _, said in rows))
    return Answer(heading, [listed_, *map(aside, remarks), row("digest-open", opener)])
