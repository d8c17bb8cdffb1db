"""What is to be read before a report or a pack is handed on: texts that may name somebody."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from db.guard.named import KnownNames, looks_named
from db.models.action import called
from jobs.report.packing import Packed
from jobs.report.values import Report

Kind = Literal["title", "theme", "review", "measure", "reason", "history", "calendar"]


@dataclass(frozen=True)
class TextToRead:
    """A text that looks as if it named somebody: of which kind, of which number, if any."""

    kind: Kind
    number: str
    text: str


def of_report(report: Report) -> list[TextToRead]:
    """Return what of a version's own texts is to be read: none that does not stand in it."""
    return _to_read(_texts(report), report.facts.known)


def of_pack(found: Packed) -> list[TextToRead]:
    """Return what of a pack is to be read: of its reports, its histories and its calendar."""
    texts = [text for report in found.reports for text in _texts(report)]
    return _to_read([*texts, *_happened(found)], found.facts.known)


def _to_read(texts: Iterable[TextToRead], known: KnownNames) -> list[TextToRead]:
    """Return each text of a number once, whatever else it stands in, and only if it may name."""
    once = {(one.number, one.text): one for one in reversed(list(texts)) if one.text}
    named = {text for text in {text for _, text in once} if looks_named(text, known)}
    return [one for one in reversed(once.values()) if one.text in named]


def _texts(report: Report) -> Iterator[TextToRead]:
    """Yield what people wrote that stands in a version of a report, in its order."""
    for line in report.actions:
        number = called(line.number)
        yield TextToRead("title", number, line.title)
        yield from (TextToRead("theme", number, text) for text in line.texts.values())
        yield TextToRead("reason", number, line.stand.said_why)
    for item in (*report.facts.review, *report.facts.priorities):
        yield TextToRead("review", item.reference, item.text)
        yield TextToRead("review", item.reference, item.source)
    for moved in report.extensions:
        yield TextToRead("reason", called(moved.line.number), moved.why)
    for move in report.moves:
        yield TextToRead("reason", called(move.number), move.why)
    yield from (TextToRead("reason", one.reference, one.note) for one in report.waivers)
    yield from (TextToRead("theme", "", one.name) for one in report.themes)
    for track in report.tracks:
        yield TextToRead("measure", "", track.name)
        yield TextToRead("theme", "", track.theme)


def _happened(found: Packed) -> Iterator[TextToRead]:
    for one in found.history:
        number = called(one.action)
        yield TextToRead("title", number, one.title)
        yield TextToRead("history", number, one.note)
        for _, old, new in one.changes:
            yield TextToRead("history", number, old)
            yield TextToRead("history", number, new)
    yield from (TextToRead("calendar", "", look.what) for look in found.looks)
