"""A picture, and the same in words: for who cannot see it, and for who has no time to look."""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, Final, NamedTuple

from bot.measures.charts import audits, burn_up, distance, month
from bot.measures.charts.sheet import MEDIA_TYPE, Sheet
from bot.slack.blocks import Answer, aside, bold, lines
from bot.slack.file_answer import File
from jobs.rules.burn_up import BurnUp
from jobs.rules.pictures import AuditsChart, DistanceChart, Drawing, MonthChart

ALT_LENGTH = 1000  # https://docs.slack.dev/reference/methods/files.getUploadURLExternal
WHERE = "I'm sending you the picture in a direct message."
CAREFUL = " Counts under 5 are not in it."


def told(drawing: Drawing) -> Answer:
    """Say what the picture shows; it is drawn and sent once this is said."""
    title = title_of(drawing)
    words = _PICTURES[type(drawing)].sentences(drawing)
    where = WHERE if drawing.is_exact else f"{WHERE}{CAREFUL}"
    return Answer(title, [lines([bold(title)]), lines(*([one] for one in words)), aside(where)])


def drawn(drawing: Drawing) -> File:
    """Draw the picture."""
    title, made = title_of(drawing), _PICTURES[type(drawing)].sheet_of(drawing).png()
    name = "-".join("".join(c if c.isalnum() else " " for c in title.lower()).split())
    return File(f"{name}.png", title, made, MEDIA_TYPE, short(alt_text(drawing)))


def short(words: str) -> str:
    """Return words as long as Slack takes them beside a picture, cut after a sentence."""
    if len(words) <= ALT_LENGTH:
        return words
    more = " The rest is in the message."
    return words[: words.rindex(". ", 0, ALT_LENGTH - len(more)) + 1] + more


def alt_text(drawing: Drawing) -> str:
    """Say in words what a picture shows, with the same small numbers hidden."""
    return " ".join([f"{title_of(drawing)}.", *_PICTURES[type(drawing)].sentences(drawing)])


def title_of(drawing: Drawing) -> str:
    """Return what stands above a picture."""
    return _PICTURES[type(drawing)].title(drawing)


class _Picture(NamedTuple):
    """How one kind of drawing is called, told and laid out."""

    title: Callable[[Any], str]
    sentences: Callable[[Any], list[str]]
    sheet_of: Callable[[Any], Sheet]


_TITLE: Final = attrgetter("title")
_PICTURES: Final[Mapping[type[Drawing], _Picture]] = {
    DistanceChart: _Picture(_TITLE, distance.sentences, distance.sheet_of),
    MonthChart: _Picture(_TITLE, month.sentences, month.sheet_of),
    BurnUp: _Picture(lambda _: burn_up.TITLE, burn_up.sentences, burn_up.sheet_of),
    AuditsChart: _Picture(lambda _: audits.TITLE, audits.sentences, audits.sheet_of),
}
