"""What is said of each kind of event: in an action's history, in a notice, and if nobody did it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bot.actions.ordering_words import spell_recurrence
from bot.actions.phrases import date_words, numbers_words, owner_words
from db.models import Event, Person
from db.models.event_kinds import EventKind
from jobs.plan.columns import COLUMNS
from jobs.rules.deadlines import Precision, spell
from jobs.rules.rag import SIGNS, Level
from jobs.rules.recurrence import Recurrence

_MOST_QUOTED: Final = 120


@dataclass(frozen=True)
class EventStory:
    """An event as it is told: to whom, and the people whom its changes name, by id."""

    event: Event
    people: Mapping[int, Person] = field(default_factory=dict)
    reader_id: int | None = None

    @property
    def number(self) -> str:
        """Return by what the action goes."""
        return self.event.action.called

    def changed(self, name: str) -> tuple[object, object]:
        old, new = self.event.changes[name]
        return old, new

    def name(self, person_id: int | None) -> str:
        return owner_words(self.people.get(person_id) if person_id else None)


Words = str | Callable[[EventStory], str]


def _by_import(story: EventStory) -> str:
    return f"Import {_say(_words_of(story.event).history, story)}"


@dataclass(frozen=True)
class EventWords:
    """What is said of one kind of event; a text may name the action as {number}.

    `history` and `notice` follow the name of who did it, `by_itself` is a sentence for a history.
    Where nobody ever does it, `notice` is a sentence too.
    """

    history: Words
    notice: Words
    by_itself: Words = _by_import


HAPPENS_BY_ITSELF: Final = frozenset(
    {EventKind.SIGNER_ASKED, EventKind.WOKE, EventKind.CAME_ROUND, EventKind.PASSED_OVER}
)


def history_words(event: Event, people: Mapping[int, Person]) -> str:
    """Return one event in a line: who did what, old to new."""
    story = EventStory(event, people)
    if event.person is None:
        return _say(_words_of(event).by_itself, story)
    return f"{event.person.name} {_say(_words_of(event).history, story)}"


def notice_words(event: Event, reader_id: int) -> str:
    """Return what happened as somebody whom it concerns is told, without who did it."""
    return _say(_words_of(event).notice, EventStory(event, reader_id=reader_id))


def _words_of(event: Event) -> EventWords:
    return EVENT_WORDS[EventKind(event.kind)]


def _say(words: Words, story: EventStory) -> str:
    if isinstance(words, str):
        return words.replace("{number}", story.number) if "{number}" in words else words
    return words(story)


def old_due(event: Event) -> tuple[date | None, str]:
    """Return the due date that an event changed, and how precise it was."""
    day, _ = event.changes.get("due_on", [None, None])
    precision, _ = event.changes.get("due_precision", [Precision.DAY, None])
    return (date.fromisoformat(day) if day else None), precision


def moved_words(event: Event) -> str:
    _, new = event.changes["due_on"]
    return f"{date_words(*old_due(event))} → {date_words(date.fromisoformat(new))}"


def _dated(event: Event, of: str = "") -> str:
    """Say what became of its date: a first one is no move."""
    old, new = event.changes["due_on"]
    if old is None:
        return f"set the first due date{of}: {date_words(date.fromisoformat(new))}"
    return f"moved the due date{of}: {moved_words(event)}"


def rated_words(event: Event) -> str:
    _, level = event.changes.get("rag_override", [None, None])
    if level is None:
        return "cleared its RAG status"
    return f"rated it {level} {SIGNS[Level(level)]}"


def outcome_words(event: Event) -> str:
    """Return what somebody said came of an action; said twice alike, it is not in the changes."""
    _, new = event.changes.get("outcome", [None, "too early to say"])
    return str(new)


def edited_words(event: Event) -> str:
    """Return which of an action's words somebody changed, old to new."""
    changes = (
        f"{_NAMES[name]}: {_in_quotes(old)} → {_in_quotes(new)}"
        for name, (old, new) in event.changes.items()
    )
    return f"changed {'; '.join(changes)}"


_NAMES: Final = {one.attribute: one.in_history for one in COLUMNS}


def _in_quotes(text: str) -> str:
    if not text:
        return "none"
    return f"“{text}”" if len(text) <= _MOST_QUOTED else f"“{text[:_MOST_QUOTED]}…”"


def _done(story: EventStory) -> str:
    _, asked = story.event.changes.get("sign_off_asked_id", [None, None])
    also = f"; {story.name(asked)} was asked to sign it off" if asked else ""
    return f"marked it done{also}"


def _given(story: EventStory) -> str:
    old, new = story.event.changes["owner_id"]
    return f"gave it: {story.name(old)} → {story.name(new)}"


def _given_notice(story: EventStory) -> str:
    _, new = story.changed("owner_id")
    number = story.number
    if new == story.reader_id:
        return f"gave you {number}:"
    return f"gave {number} away, so it is no longer yours:"


def _deputy(story: EventStory) -> str:
    ids = story.event.changes["deputy_id"]
    names = (story.people[one].name if one in story.people else "nobody" for one in ids)
    return f"named a deputy: {' → '.join(names)}"


def _deputy_notice(story: EventStory) -> str:
    (old, new), number = story.changed("deputy_id"), story.number
    if new == story.reader_id:
        return f"made you the deputy for {number}: I'll ask you about it while its owner is away."
    if old == story.reader_id:
        return f"made you the deputy for {number} no longer:"
    return f"{'changed' if new else 'removed'} the deputy of your action {number}:"


def _signer(story: EventStory) -> str:
    _, new = story.event.changes["signer_id"]
    return f"chose who signs it off: {story.name(new)}"


def _rated_notice(story: EventStory) -> str:
    cleared, rated = f"cleared the RAG status of {story.number}", f"rated {story.number} "
    said = rated_words(story.event)
    return said.replace("rated it ", rated) if said.startswith("rated") else cleared


def _imported(story: EventStory) -> str:
    old, _ = story.event.changes.get("title", ["", None])
    return "brought it in" if old is None else f"changed it from a file: {_fields_words(story)}"


def _fields_words(story: EventStory) -> str:
    """Return what an import changed: "due date Fri 4 Dec 2026 → Fri 18 Dec 2026"."""
    changes = story.event.changes
    told = [
        f"{one.label} {changes[one.attribute][0] or 'nothing'} → {changes[one.attribute][1]}"
        for one in sorted(COLUMNS, key=lambda one: one.name == "status")
        if one.attribute in changes
    ]
    if "due_on" in changes:
        told.append(f"due date {moved_words(story.event)}")
    if "owner_id" in changes:
        old, new = changes["owner_id"]
        told.append(f"owner {story.name(old)} → {story.name(new)}")
    if "answers" in changes:
        told.append(f"it answers {', '.join(changes['answers'][1])}")
    return "; ".join(told) or "its words for owner or date"


def _answers(story: EventStory) -> str:
    gone, new = story.event.changes["answers"]
    if gone:
        return f"said that it does not answer {', '.join(gone)}"
    return f"said that it answers {', '.join(new)}"


def _after(story: EventStory) -> str:
    old, new = story.event.changes["after"]
    known = {before.id: before.number for before in story.event.action.after}
    was, now = ([known.get(one, one) for one in numbers] for numbers in (old, new))
    told = (numbers_words(numbers) or "nothing" for numbers in (was, now))
    return f"changed what blocks it: {' → '.join(told)}"


def _phase(story: EventStory) -> str:
    old, new = story.changed("phase")
    return f"changed its phase: {old or 'none'} → {new or 'none'}"


def _repeats(story: EventStory) -> str:
    _, new = story.event.changes.get("recurrence", [None, None])
    if new is None:
        return "changed what its repeats are counted from"
    if not new:
        return "stopped it repeating"
    return f"made it repeat {spell_recurrence(Recurrence.parse(new))}"


def _passed_over(story: EventStory) -> str:
    _, days = story.event.changes["passed_over"]
    told = ", ".join(spell(date.fromisoformat(day)) for day in days)
    what = "A repeat was" if len(days) == 1 else f"{len(days)} repeats were"
    return f"{what} skipped, as this one was still open: {told}"


def _came_round(story: EventStory) -> str:
    former = story.event.action.previous
    return f"Repeated after {former.called if former else 'another'}"


EVENT_WORDS: Final[Mapping[EventKind, EventWords]] = {
    EventKind.ADDED: EventWords("added it", _given_notice),
    EventKind.IMPORTED: EventWords(_imported, "brought in {number}:"),
    EventKind.DONE: EventWords(_done, "marked your action {number} done:"),
    EventKind.REOPENED: EventWords("reopened it", "reopened your action {number}:"),
    EventKind.MOVED: EventWords(
        lambda story: _dated(story.event),
        lambda story: _dated(story.event, f" of {story.number}"),
    ),
    EventKind.MOVE_ASKED: EventWords(
        "asked for a new due date",
        "asked for a new due date for {number}; it is waiting for approval:",
    ),
    EventKind.MOVE_APPROVED: EventWords(
        lambda story: f"approved a new due date: {moved_words(story.event)}",
        lambda story: f"approved the new due date for {story.number}: {moved_words(story.event)}",
    ),
    EventKind.MOVE_DECLINED: EventWords(
        "declined a new due date", "declined the new due date for {number}, so it stays as it is:"
    ),
    EventKind.RATED: EventWords(lambda story: rated_words(story.event), _rated_notice),
    EventKind.GIVEN: EventWords(_given, _given_notice),
    EventKind.NOTED: EventWords("noted", "added a note to {number}:"),
    EventKind.DISOWNED: EventWords(
        "said it is not theirs",
        "says that {number} is not theirs. Give it to somebody, or talk to them:",
    ),
    EventKind.DEPUTY_NAMED: EventWords(_deputy, _deputy_notice),
    EventKind.HANDED_OVER: EventWords("took it over", "took {number} over:"),
    EventKind.EDITED: EventWords(
        lambda story: edited_words(story.event),
        lambda story: f"edited your action {story.number} and {edited_words(story.event)}",
    ),
    EventKind.UNDONE: EventWords("undid the last change", "undid the last change of {number}:"),
    EventKind.SIGNED_OFF: EventWords("signed it off", "signed off {number}:"),
    EventKind.RETURNED: EventWords(
        "sent it back", "did not sign off {number}, so it is in progress again:"
    ),
    EventKind.SIGNER_ASKED: EventWords(
        "asked somebody else to sign it off",
        "Somebody else was asked to sign off {number}:",
        "Whoever was asked to sign it off no longer could, so somebody else was",
    ),
    EventKind.SIGNER_NAMED: EventWords(_signer, "chose who signs off {number}:"),
    EventKind.JUDGED: EventWords(
        lambda story: f"recorded its outcome: {outcome_words(story.event)}",
        lambda story: f"recorded the outcome of {story.number}: {outcome_words(story.event)}",
    ),
    EventKind.DEFERRED: EventWords(
        "deferred it", "deferred {number}, so its reminders are paused:"
    ),
    EventKind.DROPPED: EventWords("dropped it", "dropped {number}, so there's nothing left to do:"),
    EventKind.RESUMED: EventWords("resumed it", "resumed {number}:"),
    EventKind.WOKE: EventWords(
        "reopened it on the day it was deferred to",
        "{number} was deferred until today, so it is open again:",
        "It was deferred until this day, so it reopened",
    ),
    EventKind.LINKED: EventWords(_answers, "changed what {number} answers:"),
    EventKind.ARRANGED: EventWords(_after, "changed what blocks {number}:"),
    EventKind.PHASED: EventWords(_phase, "changed the phase of {number}:"),
    EventKind.REPEATS: EventWords(_repeats, "changed how often {number} repeats:"),
    EventKind.CAME_ROUND: EventWords("repeated it", "{number} was repeated:", _came_round),
    EventKind.PASSED_OVER: EventWords(
        "skipped a repeat", "A repeat of {number} was skipped:", _passed_over
    ),
}
