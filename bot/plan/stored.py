"""What will be stored of a row that is new, in words: for the terminal, Slack and a file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.actions.phrases import NO_DATE, NO_OWNER, date_words
from bot.plan.words import FIELD_NAMES, value_words
from db.models import Status
from db.plan.importing import ImportStep
from db.plan.known import ACTION
from jobs.rules.rag import COLOURS, Level


@dataclass(frozen=True)
class StoredRow:
    """What an action will be, or something that a review says; `besides` is all that is more."""

    reference: str
    title: str
    owner: str
    due: str
    status: str
    besides: tuple[str, ...]

    @property
    def facts(self) -> tuple[str, ...]:
        """Return who, when and how far, for one line; nothing for what is no action."""
        return tuple(filter(None, (self.owner, self.due, self.status)))


def stored_words(step: ImportStep, people: Mapping[int, str]) -> StoredRow:
    """Return what will be stored of a row that is new."""
    values = step.entry.values if step.entry else {}
    title = str(values.get("title") or values.get("text") or "")
    is_action = step.kind == ACTION
    reference = "" if step.entry and step.entry.is_made else step.reference
    return StoredRow(
        reference,
        title,
        _owner(values, people) if is_action else "",
        _due(step) if is_action else "",
        str(values.get("status") or Status.NOT_STARTED) if is_action else "",
        tuple(_besides(step, people)),
    )


def _owner(values: Mapping[str, object], people: Mapping[int, str]) -> str:
    number, said = values.get("owner_id"), values.get("owner_as_given")
    if isinstance(number, int):
        return people.get(number, NO_OWNER)
    return f"{NO_OWNER} (“{said}”)" if said else NO_OWNER


def _due(step: ImportStep) -> str:
    given = step.entry.due if step.entry else None
    if given is None:
        return NO_DATE
    if given.due.day is None:
        return f"{NO_DATE} (“{' '.join(given.said.split())}”)"
    return value_words(given.due)


def _besides(step: ImportStep, people: Mapping[int, str]) -> Iterator[str]:
    values = step.entry.values if step.entry else {}
    if first := values.get("original_due_on"):
        yield f"original date {date_words(first)}"  # type: ignore[arg-type]  # it is a date
    if isinstance(number := values.get("deputy_id"), int):
        yield f"deputy {people.get(number, '')}"
    if level := values.get("rag_override"):
        yield f"rated {COLOURS.get(Level(str(level)), level)}"
    yield from _more(step)


def _more(step: ImportStep) -> Iterator[str]:
    values = step.entry.values if step.entry else {}
    for name in ("theme", "phase", "source", "success_measure", "evidence", "paragraph"):
        if said := values.get(name):
            yield f"{FIELD_NAMES[name]}: {said}"
    for what, named in (("answers", step.answers), ("stands under", step.under)):
        if named:
            yield f"{what} {', '.join(named)}"
    for note in step.notes:
        yield f"note: {' '.join(note.split())}"
