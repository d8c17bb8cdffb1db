"""What the bot says about one action."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.messages.blocks import (
    Answer,
    Block,
    aside,
    bold,
    button,
    faint,
    lines,
    quote,
    row,
    saying,
    struck,
    with_quote,
)
from db.models import Action, DateMove, Event, Person
from db.models.action_dates import APPROVED, ASKED, DECLINED, MOVED
from db.models.action_row import RATED
from jobs.rules.deadlines import Precision, spell, spell_month, spell_with_distance
from jobs.rules.rag import SIGNS, Level, Rag
from jobs.rules.working_days import Calendar

NO_OWNER, NO_DATE = "no owner", "no date"


@dataclass(frozen=True)
class Reader:
    """For whom the bot writes: their day and their working calendar.

    `stands` says of each action told where it stands, `asked` which date of it waits for approval.
    """

    today: date
    calendar: Calendar
    stands: Mapping[int, Rag] = field(default_factory=dict)
    asked: Mapping[int, DateMove] = field(default_factory=dict)


def due_words(action: Action, reader: Reader) -> str:
    """Return the due date with its weekday and distance, or that there is none."""
    if action.due_on is None:
        said = f" (“{action.due_as_given}”)" if action.due_as_given else ""
        return NO_DATE + said
    precision = Precision(action.due_precision)
    return spell_with_distance(action.due_on, reader.today, reader.calendar, precision)


def date_words(day: date | None, precision: str = Precision.DAY) -> str:
    """Return a date as it was given, without its distance."""
    if day is None:
        return NO_DATE
    return spell_month(day) if precision == Precision.MONTH else spell(day)


def owner_words(owner: Person | None) -> str:
    """Return the owner's name, or that there is none."""
    return owner.name if owner else NO_OWNER


def card(action: Action, reader: Reader) -> Block:
    """Return an action in two lines: what, then who, when and how far; a third if a date waits."""
    late = action.is_overdue(reader.today)
    state = "overdue" if late else action.status
    what = struck(action.title) if action.is_done else bold(action.title)
    facts = f"{owner_words(action.owner)} · {due_words(action, reader)} · "
    stands = rag_words(reader.stands.get(action.id))
    rows: list[list[Block | str]] = [
        [f"#{action.id} ", what],
        [facts, bold(state) if late else state, stands],
    ]
    asked = reader.asked.get(action.id)
    if asked is not None:
        day = date_words(asked.to_on, asked.to_precision)
        rows.append([faint(f"{day} was asked for and waits for approval")])
    return lines(*rows)


def rag_words(rag: Rag | None) -> str:
    """Return where an action stands, as it follows other facts; nothing if it is not rated."""
    if rag is None or rag.level == Level.NOT_RATED:
        return ""
    said = f", said to be {rag.said.word} {SIGNS[rag.said.level]}" if rag.said else ""
    return f" · {rag.word} {rag.sign}{said}"


def added(action: Action, event: Event, reader: Reader) -> Answer:
    """Confirm a new action."""
    said = [f"Added #{action.id}."]
    if action.owner and action.owner_id != event.person_id:
        said.append(f"I will tell {action.owner.called}.")
    return Answer(f"Added #{action.id}.", [lines([" ".join(said)]), card(action, reader)])


def closed(action: Action, event: Event) -> Answer:
    """Confirm that an action is done."""
    line = lines(["✅ ", f"#{action.id} ", bold(action.title), " is done."])
    return _confirmed(f"#{action.id} is done.", line, event)


def moved(action: Action, event: Event, told: Sequence[Person], reader: Reader) -> Answer:
    """Confirm a new due date, and say what it was and who will be told."""
    old = date_words(*_old_due(event))
    rows: list[list[Block | str]] = [
        [f"#{action.id} ", bold(action.title)],
        [f"moves from {old} to ", bold(due_words(action, reader)), "."],
        [faint(f"Its original date stays on record: {date_words(action.original_due_on)}.")],
    ]
    if told:
        rows.append([f"I will tell {' and '.join(person.called for person in told)}."])
    line = lines(*rows)
    return _confirmed(f"#{action.id} has a new due date.", line, event)


def given(action: Action, event: Event, reader: Reader) -> Answer:
    """Confirm who has it now."""
    line = lines(
        [f"#{action.id} ", bold(action.title)],
        [f"is now with {owner_words(action.owner)}, due: {due_words(action, reader)}."],
    )
    return _confirmed(f"#{action.id} has a new owner.", line, event)


def reopened(action: Action, reader: Reader) -> Answer:
    """Confirm that it is open again."""
    return Answer(
        f"#{action.id} is open again.",
        [lines([f"#{action.id} is open again."]), card(action, reader)],
    )


def noted(action: Action, event: Event) -> Answer:
    """Confirm a note."""
    line = lines([f"Noted on #{action.id} ", bold(action.title)])
    return Answer(f"Noted on #{action.id}.", [line, quote(event.note)])


def disowned(action: Action, told: Sequence[Person]) -> Answer:
    """Confirm that it is somebody else's to sort out."""
    who = " and ".join(person.called for person in told)
    words = (
        f"I told {who} that #{action.id} is not yours. Until it is given, it stays in your list."
    )
    return saying(words)


def undone(action: Action, reader: Reader) -> Answer:
    """Confirm that it is as it was."""
    words = f"Undone. #{action.id} is as it was:"
    return Answer(words, [lines([words]), card(action, reader)])


def undo_button(event: Event, message_id: int | None = None) -> Block:
    """Return the button that puts back what an event changed, in the message it stands in."""
    return button("Undo", "action_undo", {"event": event.id, "m": message_id})


def _confirmed(text: str, line: Block, event: Event) -> Answer:
    said = [quote(event.note)] if event.note else []
    return Answer(text, [line, *said, row(f"undo-{event.id}", undo_button(event))])


def details(
    action: Action,
    history: Sequence[Event],
    people: Mapping[int, Person],
    reader: Reader,
    besides: Sequence[Block] = (),
) -> Answer:
    """Tell everything about one action, newest event first; `besides` stands above the events."""
    said = "" if action.owner else action.owner_as_given
    shown = [
        _fact("Owner, as given", said),
        _fact("Source", action.source),
        _fact("Success looks like", action.success_measure),
    ]
    blocks = [card(action, reader), *filter(None, shown), *besides]
    blocks += _told(history[:SHOWN_EVENTS], people)
    if len(history) > SHOWN_EVENTS:
        blocks.append(aside(f"and {len(history) - SHOWN_EVENTS} earlier events"))
    return Answer(f"Action #{action.id}", blocks)


def with_answers(told: Answer, references: Sequence[str]) -> Answer:
    """Return what is told of an action with what it answers, below its card."""
    answers = _fact("Answers", ", ".join(references))
    head, *rest = told.blocks
    return Answer(told.text, [head, *([answers] if answers else []), *rest])


SHOWN_EVENTS = 20


def _fact(name: str, text: str) -> Block | None:
    return lines([bold(f"{name}: "), text]) if text else None


def _told(history: Sequence[Event], people: Mapping[int, Person]) -> list[Block]:
    told: list[Block] = []
    for event in history:
        line = lines([faint(f"{spell(event.at.date())} "), event_words(event, people)])
        told.append(with_quote(line, event.note) if event.note else line)
    return told


def event_words(event: Event, people: Mapping[int, Person]) -> str:
    """Return one event in a line: who did what, old to new."""
    who = event.person.name if event.person else "Import"
    if event.kind in MOVED:
        return f"{who} {_MOVED[event.kind]}: {moved_words(event)}"
    if event.kind == RATED:
        return f"{who} {rated_words(event)}"
    if event.kind == "given":
        old, new = event.changes["owner_id"]
        return f"{who} gave it: {_name(old, people)} → {_name(new, people)}"
    if event.kind == "answers":
        return f"{who} {_answers_words(event)}"
    if event.kind == "imported" and not _is_first(event):
        return f"{who} changed it from a file: {_imported_words(event, people)}"
    return f"{who} {_DID[event.kind]}"


_MOVED = {"moved": "moved the due date", APPROVED: "approved a new due date"}
_DID = {
    ASKED: "asked for a new due date",
    DECLINED: "declined a new due date",
    "added": "added it",
    "imported": "brought it in",
    "done": "marked it done",
    "reopened": "reopened it",
    "noted": "noted",
    "not mine": "said it is not theirs",
    "undone": "undid the last change",
}


def _old_due(event: Event) -> tuple[date | None, str]:
    day, _ = event.changes.get("due_on", [None, None])
    precision, _ = event.changes.get("due_precision", [Precision.DAY, None])
    return (date.fromisoformat(day) if day else None), precision


def moved_words(event: Event) -> str:
    """Return a due date's move, old to new."""
    _, new = event.changes["due_on"]
    return f"{date_words(*_old_due(event))} → {date_words(date.fromisoformat(new))}"


def rated_words(event: Event) -> str:
    """Return what somebody said of where an action stands."""
    _, level = event.changes.get("rag_override", [None, None])
    if level is None:
        return "took back what was said of where it stands"
    return f"said that it is {level} {SIGNS[Level(level)]}"


def _is_first(event: Event) -> bool:
    old, _ = event.changes.get("title", ["", None])
    return old is None


def _answers_words(event: Event) -> str:
    gone, new = event.changes["answers"]
    if gone:
        return f"said that it does not answer {', '.join(gone)}"
    return f"said that it answers {', '.join(new)}"


_IMPORTED = {
    "title": "title",
    "source": "source",
    "theme": "theme",
    "phase": "phase",
    "success_measure": "success measure",
    "status": "status",
}


def _imported_words(event: Event, people: Mapping[int, Person]) -> str:
    """Return what an import changed: "due date Fri 4 Dec 2026 → Fri 18 Dec 2026"."""
    told = [
        f"{name} {event.changes[field][0] or 'nothing'} → {event.changes[field][1]}"
        for field, name in _IMPORTED.items()
        if field in event.changes
    ]
    if "due_on" in event.changes:
        told.append(f"due date {moved_words(event)}")
    if "owner_id" in event.changes:
        old, new = event.changes["owner_id"]
        told.append(f"owner {_name(old, people)} → {_name(new, people)}")
    if "answers" in event.changes:
        told.append(f"it answers {', '.join(event.changes['answers'][1])}")
    return "; ".join(told) or "its words for owner or date"


def _name(person_id: int | None, people: Mapping[int, Person]) -> str:
    person = people.get(person_id) if person_id else None
    return owner_words(person)
