"""A picture, and the same in words: for who cannot see it, and for who has no time to look."""

from functools import singledispatch

from bot.measures.charts import audits, burn_up, distance, month
from bot.measures.charts.sheet import MEDIA_TYPE
from bot.slack.blocks import Answer, aside, bold, lines
from bot.slack.file_answer import File
from jobs.rules.burn_up import BurnUp
from jobs.rules.pictures import AuditsChart, DistanceChart, Drawing, MonthChart

ALT_LENGTH = 1000  # https://docs.slack.dev/reference/methods/files.getUploadURLExternal
WHERE = "The picture is in your direct messages with me."
CAREFUL = " Counts under 5 are not in it."


def told(drawing: Drawing) -> Answer:
    """Say what the picture shows; it is drawn and sent once this is said."""
    title, words = title_of(drawing), alt_text(drawing)
    where = WHERE if drawing.is_exact else f"{WHERE}{CAREFUL}"
    return Answer(title, [lines([bold(title)]), lines([words]), aside(where)])


def drawn(drawing: Drawing) -> File:
    """Draw the picture."""
    title = title_of(drawing)
    name = "-".join("".join(c if c.isalnum() else " " for c in title.lower()).split())
    return File(f"{name}.png", title, _draw(drawing), MEDIA_TYPE, short(alt_text(drawing)))


def short(words: str) -> str:
    """Return words as long as Slack takes them beside a picture, cut after a sentence."""
    if len(words) <= ALT_LENGTH:
        return words
    more = " The rest is in the message."
    return words[: words.rindex(". ", 0, ALT_LENGTH - len(more)) + 1] + more


@singledispatch
def alt_text(drawing: Drawing) -> str:
    """Say in words what a picture shows, with the same small numbers hidden."""
    raise TypeError(f"nothing draws {type(drawing).__name__}")


alt_text.register(DistanceChart, distance.alt_text)
alt_text.register(BurnUp, burn_up.alt_text)
alt_text.register(AuditsChart, audits.alt_text)
alt_text.register(MonthChart, month.alt_text)


@singledispatch
def title_of(drawing: Drawing) -> str:
    """Return what stands above a picture."""
    raise TypeError(f"nothing draws {type(drawing).__name__}")


title_of.register(DistanceChart, lambda drawing: drawing.title)
title_of.register(MonthChart, lambda drawing: drawing.title)
title_of.register(BurnUp, lambda _: burn_up.TITLE)
title_of.register(AuditsChart, lambda _: audits.TITLE)


@singledispatch
def _draw(drawing: Drawing) -> bytes:
    raise TypeError(f"nothing draws {type(drawing).__name__}")


_draw.register(DistanceChart, distance.draw)
_draw.register(BurnUp, burn_up.draw)
_draw.register(AuditsChart, audits.draw)
_draw.register(MonthChart, month.draw)
