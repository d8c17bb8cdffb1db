"""What the bot says about one action."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.actions import ordering_events
from bot.actions.editing_words import edited_words
from bot.actions.numbers import numbers_words
from bot.slack.blocks import (
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
from db.models import Action, DateMove, Event, Person, Status
from db.models.action_dates import APPROVED, ASKED, DECLINED, MOVED
from db.models.action_row import RATED
from db.models.action_wording import EDITED
from jobs.plan.columns import COLUMNS
from jobs.rules.deadlines import Precision, spell, spell_month, spell_with_distance
from jobs.rules.rag import SIGNS, Level, Rag
from jobs.rules.working_days import Calendar

NO_OWNER, NO_DATE = "no owner", "no date"


@dataclass(frozen=True)
class ActionRenderContext:
    """For whom the bot writes: their day and their working calendar.

    `stands` says of each action told where it stands, `asked` which date of it waits for approval.
    """

    today: date
    calendar: Calendar
    stands: Mapping[int, Rag] = field(default_factory=dict)
    asked: Mapping[int, DateMove] = field(default_factory=dict)
    outcome_weeks: int = 8  # from a sign-off to its outcome check; 0 for none


def due_words(action: Action, context: ActionRenderContext) -> str:
    """Return the due date with its weekday and distance, or that there is none."""
    if action.due_on is None:
        said = f" (“{action.due_as_given}”)" if action.due_as_given else ""
        return NO_DATE + said
    precision = Precision(action.due_precision)
    return spell_with_distance(action.due_on, context.today, context.calendar, precision)


def date_words(day: date | None, precision: str = Precision.DAY) -> str:
    """Return a date as it was given, without its distance."""
    if day is None:
        return NO_DATE
    return spell_month(day) if precision == Precision.MONTH else spell(day)


def owner_words(owner: Person | None) -> str:
    """Return the owner's name, or that there is none."""
    return owner.name if owner else NO_OWNER


def card(action: Action, context: ActionRenderContext) -> Block:
    """Return an action in two lines: what, then who, when and how far; a third if a date waits."""
    late = action.is_overdue(context.today)
    state = "overdue" if late else status_words(action)
    what = struck(action.title) if action.is_done else bold(action.title)
    facts = f"{owner_words(action.owner)} · {due_words(action, context)} · "
    waits = action.waits_for
    after = f" · waits for {numbers_words(waits)}" if waits else ""
    stands = rag_words(context.stands.get(action.id))
    rows: list[list[Block | str]] = [
        [f"#{action.id} ", what],
        [facts, bold(state) if late else state, stands, after],
    ]
    asked = context.asked.get(action.id)
    if asked is not None:
        day = date_words(asked.to_on, asked.to_precision)
        rows.append([faint(f"{day} was asked for and waits for approval")])
    return lines(*rows)


def titled(action: Action, words: str) -> Block:
    """Return an action's name, and what is said of it below."""
    return lines([f"#{action.id} ", bold(action.title)], [words])


def rag_words(rag: Rag | None) -> str:
    """Return where an action stands, as it follows other facts; nothing if it is not rated."""
    if rag is None or rag.level == Level.NOT_RATED:
        return ""
    said = f", said to be {rag.said.word} {SIGNS[rag.said.level]}" if rag.said else ""
    return f" · {rag.word} {rag.sign}{said}"


def status_words(action: Action) -> str:
    """Return how far an action has come: what is done says that it waits for its sign-off."""
    if action.status == Status.DONE:
        return "done, awaiting sign-off"
    if action.deferred_until is not None:
        return f"{action.status} until {date_words(action.deferred_until)}"
    return action.status


def added(action: Action, event: Event, context: ActionRenderContext) -> Answer:
    """Confirm a new action."""
    said = [f"Added #{action.id}."]
    if action.owner and action.owner_id != event.person_id:
        said.append(f"I will tell {action.owner.called}.")
    return Answer(f"Added #{action.id}.", [lines([" ".join(said)]), card(action, context)])


def closed(action: Action, event: Event, next_step: str) -> Answer:
    """Confirm that an action is done, and say who signs it off."""
    line = lines(["✅ ", f"#{action.id} ", bold(action.title), " is done."], [faint(next_step)])
    return confirmed(f"#{action.id} is done.", line, event)


def moved(
    action: Action, event: Event, told: Sequence[Person], context: ActionRenderContext
) -> Answer:
    """Confirm a new due date, and say what it was and who will be told."""
    old = date_words(*_old_due(event))
    rows: list[list[Block | str]] = [
        [f"#{action.id} ", bold(action.title)],
        [f"moves from {old} to ", bold(due_words(action, context)), "."],
        [faint(f"Its original date stays on record: {date_words(action.original_due_on)}.")],
    ]
    if told:
        rows.append([f"I will tell {' and '.join(person.called for person in told)}."])
    line = lines(*rows)
    return confirmed(f"#{action.id} has a new due date.", line, event)


def given(action: Action, event: Event, context: ActionRenderContext) -> Answer:
    """Confirm who has it now."""
    line = lines(
        [f"#{action.id} ", bold(action.title)],
        [f"is now with {owner_words(action.owner)}, due: {due_words(action, context)}."],
    )
    return confirmed(f"#{action.id} has a new owner.", line, event)


def reopened(action: Action, context: ActionRenderContext) -> Answer:
    """Confirm that it is open again."""
    return Answer(
        f"#{action.id} is open again.",
        [lines([f"#{action.id} is open again."]), card(action, context)],
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


def undone(action: Action, context: ActionRenderContext) -> Answer:
    """Confirm that it is as it was."""
    words = f"Undone. #{action.id} is as it was:"
    return Answer(words, [lines([words]), card(action, context)])


def undo_button(event: Event, message_id: int | None = None) -> Block:
    """Return the button that puts back what an event changed, in the message it stands in."""
    return button("Undo", "action_undo", {"event": event.id, "m": message_id})


def confirmed(text: str, line: Block, event: Event, *besides: Block) -> Answer:
    """Confirm what can still be undone, with the words that were written with it."""
    said = [quote(event.note)] if event.note else []
    return Answer(text, [line, *said, *besides, row(f"undo-{event.id}", undo_button(event))])


def details(
    action: Action,
    history: Sequence[Event],
    people: Mapping[int, Person],
    context: ActionRenderContext,
    besides: Sequence[Block] = (),
) -> Answer:
    """Tell everything about one action, newest event first; `besides` stands above the events."""
    given = "" if action.owner else action.owner_as_given
    shown = [fact("Owner, as given", given)]
    shown += [fact(one.on_card, str(one.of(action))) for one in COLUMNS if one.on_card]
    if action.deputy is not None:
        shown.append(fact("Deputy", action.deputy.name))
    shown += _ending(action, people)
    blocks = [card(action, context), *filter(None, shown), *besides]
    blocks += _told(history[:SHOWN_EVENTS], people)
    if len(history) > SHOWN_EVENTS:
        blocks.append(aside(f"and {len(history) - SHOWN_EVENTS} earlier events"))
    return Answer(f"Action #{action.id}", blocks)


def with_answers(told: Answer, references: Sequence[str]) -> Answer:
    """Return what is told of an action with what it answers, below its card."""
    answers = fact("Answers", ", ".join(references))
    head, *rest = told.blocks
    return Answer(told.text, [head, *([answers] if answers else []), *rest])


SHOWN_EVENTS = 20


def _ending(action: Action, people: Mapping[int, Person]) -> list[Block | None]:
    signs = action.sign_off_asked_id or action.signer_id
    return [
        fact("Signs it off", _name(signs, people) if signs and not action.signed_off_at else ""),
        fact(
            "Signed off by", _name(action.signed_off_by_id, people) if action.signed_off_at else ""
        ),
        fact("Evidence", action.evidence),
        fact("What came of it", action.outcome or ""),
    ]


def fact(name: str, text: str) -> Block | None:
    """Return a line that names something and tells it, or none where there is nothing to tell."""
    return lines([bold(f"{name}: "), text]) if text else None


def _told(history: Sequence[Event], people: Mapping[int, Person]) -> list[Block]:
    told: list[Block] = []
    for event in history:
        line = lines([faint(f"{spell(event.at.date())} "), event_words(event, people)])
        told.append(with_quote(line, event.note) if event.note else line)
        link = evidence_of(event)
        told += [quote(link)] if link else []
    return told


def evidence_of(event: Event) -> str:
    """Return the link that an event brought, or nothing."""
    _, kept = event.changes.get("evidence", [None, ""])
    return str(kept)


def event_words(event: Event, people: Mapping[int, Person]) -> str:
    """Return one event in a line: who did what, old to new."""
    if event.kind in _BY_ITSELF:
        return _BY_ITSELF[event.kind]
    who = event.person.name if event.person else "Import"
    if event.kind in ordering_events.DID:
        return ordering_events.words(event)
    told = _TOLD.get(event.kind)
    return f"{who} {told(event, people) if told else _DID[event.kind]}"


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
    "handed over": "took it over",
    "signed off": "signed it off",
    "returned": "sent it back",
    "deferred": "deferred it",
    "dropped": "dropped it",
    "resumed": "took it up again",
}
_BY_ITSELF = {
    "woke": "The day came until which it was deferred",
    "asked": "Whoever was asked to sign it off no longer could, so somebody else was",
    "signed off": "signed it off",
    "deferred": "deferred it",
    "dropped": "dropped it",
}


def _told_done(event: Event, people: Mapping[int, Person]) -> str:
    _, asked = event.changes.get("sign_off_asked_id", [None, None])
    also = f"; {_name(asked, people)} was asked to sign it off" if asked else ""
    return _DID["done"] + also


def _told_given(event: Event, people: Mapping[int, Person]) -> str:
    old, new = event.changes["owner_id"]
    return f"gave it: {_name(old, people)} → {_name(new, people)}"


def _told_deputy(event: Event, people: Mapping[int, Person]) -> str:
    names = (people[one].name if one in people else "nobody" for one in event.changes["deputy_id"])
    return f"named a deputy: {' → '.join(names)}"


def _told_signer(event: Event, people: Mapping[int, Person]) -> str:
    return f"chose who signs it off: {_name(event.changes['signer_id'][1], people)}"


def outcome_words(event: Event) -> str:
    """Return what somebody said came of an action; said twice alike, it is not in the changes."""
    _, new = event.changes.get("outcome", [None, "too early to say"])
    return str(new)


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


def _told_imported(event: Event, people: Mapping[int, Person]) -> str:
    if _is_first(event):
        return _DID[event.kind]
    return f"changed it from a file: {_imported_words(event, people)}"


def _answers_words(event: Event) -> str:
    gone, new = event.changes["answers"]
    if gone:
        return f"said that it does not answer {', '.join(gone)}"
    return f"said that it answers {', '.join(new)}"


def _imported_words(event: Event, people: Mapping[int, Person]) -> str:
    """Return what an import changed: "due date Fri 4 Dec 2026 → Fri 18 Dec 2026"."""
    told = [
        f"{one.label} {event.changes[one.attribute][0] or 'nothing'} → "
        f"{event.changes[one.attribute][1]}"
        for one in sorted(COLUMNS, key=lambda one: one.name == "status")
        if one.attribute in event.changes
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


_TOLD: Mapping[str, Callable[[Event, Mapping[int, Person]], str]] = {
    "done": _told_done,
    "given": _told_given,
    "deputy": _told_deputy,
    "answers": lambda event, _: _answers_words(event),
    "imported": _told_imported,
    **dict.fromkeys(MOVED, lambda event, _: f"{_MOVED[event.kind]}: {moved_words(event)}"),
    RATED: lambda event, _: rated_words(event),
    "outcome": lambda event, _: f"said what came of it: {outcome_words(event)}",
    "signer": _told_signer,
    EDITED: lambda event, _: edited_words(event),
}
