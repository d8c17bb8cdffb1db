"""What the bot says about one action."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from bot.actions.event_words import history_words, old_due
from bot.actions.phrases import NO_DATE, date_words, from_words, numbers_words, owner_words
from bot.capital import capital
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
from db.days import LONDON
from db.models import Action, DateMove, Event, Person
from jobs.plan.columns import COLUMNS
from jobs.rules.deadlines import Precision, spell, spell_with_distance
from jobs.rules.rag import SIGNS, Level, Rag
from jobs.rules.working_days import Calendar


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
    zone: ZoneInfo = LONDON  # the reader's


def due_words(action: Action, context: ActionRenderContext) -> str:
    """Return the due date with its weekday and distance, or that there is none."""
    if action.due_on is None:
        said = f" (“{action.due_as_given}”)" if action.due_as_given else ""
        return NO_DATE + said
    precision = Precision(action.due_precision)
    return spell_with_distance(action.due_on, context.today, context.calendar, precision)


def card(action: Action, context: ActionRenderContext) -> Block:
    """Return an action in two lines: what, then who, when and how far; a third if a date waits."""
    late, rag = action.is_overdue(context.today), context.stands.get(action.id)
    state = "overdue" if late else status_words(action)
    is_over = action.is_done and not action.awaits_sign_off  # who signs it off has to read it
    what = struck(action.title) if is_over else bold(action.title)
    facts = f"{owner_words(action.owner)} · {due_words(action, context)} · "
    waits = action.waits_for
    after = f" · blocked by {numbers_words(waits)}" if waits else ""
    stands = rag_words(rag, said_already=late or action.is_done)
    if rag and rag.level == Level.LATE and action.is_open and not late:
        # Its date is still to come, so that it stands among what is at risk.
        stands = stands.replace(rag.sign, f"by its original date {rag.sign}", 1)
    rows: list[list[Block | str]] = [
        [f"{action.called} ", what],
        [facts, bold(state) if late else state, stands, after],
    ]
    asked = context.asked.get(action.id)
    if asked is not None:
        day = date_words(asked.to_on, asked.to_precision)
        rows.append([faint(f"A move to {day} is waiting for approval")])
    return lines(*rows)


def titled(action: Action, words: str) -> Block:
    """Return an action's name, and what is said of it below."""
    return lines([f"{action.called} ", bold(action.title)], [words])


def rag_words(rag: Rag | None, *, said_already: bool = False) -> str:
    """Return where an action stands, as it follows other facts; nothing if it is not rated.

    Of what is said to be overdue or done already, its sign alone says the same.
    """
    if rag is None or rag.level == Level.NOT_RATED:
        return ""
    other = rag.said if rag.said and rag.said.level != rag.level else None
    said = f", said to be {other.word} {SIGNS[other.level]}" if other else ""
    same = said_already and rag.level in (Level.LATE, Level.COMPLETE)
    return f" {rag.sign}{said}" if same else f" · {rag.word} {rag.sign}{said}"


def status_words(action: Action) -> str:
    """Return how far an action has come: what is done says that it waits for its sign-off."""
    if action.awaits_sign_off:
        return "done, awaiting sign-off"
    if action.deferred_until is not None:
        return f"{action.status} until {date_words(action.deferred_until)}"
    return action.status


def closed(action: Action, event: Event, next_step: str) -> Answer:
    """Confirm that an action is done, and say who signs it off."""
    line = lines(
        ["✅ ", f"{action.called} ", bold(action.title), " is done."],
        *([[faint(next_step)]] if next_step else []),
    )
    return confirmed(f"{action.called} is done.", line, event)


def moved(
    action: Action, event: Event, told: Sequence[Person], context: ActionRenderContext
) -> Answer:
    """Confirm a new due date, and say what it was and who will be told."""
    old = old_due(event)
    is_move = old[0] is not None
    from_where = f"moves from {from_words(*old)} to " if is_move else "is due "
    rows: list[list[Block | str]] = [
        [f"{action.called} ", bold(action.title)],
        [from_where, bold(due_words(action, context)), "."],
    ]
    if is_move:
        first = date_words(action.original_due_on)
        rows.append([faint(f"Its original date stays on record: {first}.")])
    if told:
        rows.append([f"I'll tell {' and '.join(person.called for person in told)}."])
    line = lines(*rows)
    return confirmed(
        f"{action.called} has a {'new' if is_move else 'first'} due date.", line, event
    )


def given(action: Action, event: Event, context: ActionRenderContext) -> Answer:
    own = action.owner_id == event.person_id
    owns = "You now own" if own else f"{capital(owner_words(action.owner))} now owns"
    due = due_words(action, context)
    line = lines(
        [f"{owns} {action.called} ", bold(action.title), "."],
        [f"Due {due}." if action.due_on else f"{capital(due)}."],
    )
    return confirmed(f"{action.called} has a new owner.", line, event)


def reopened(action: Action, context: ActionRenderContext) -> Answer:
    return Answer(
        f"{action.called} is open again.",
        [lines([f"{action.called} is open again."]), card(action, context)],
    )


def noted(action: Action, event: Event) -> Answer:
    line = lines([f"Note added to {action.called} ", bold(action.title)])
    return Answer(f"Note added to {action.called}.", [line, quote(event.note)])


def disowned(action: Action, told: Sequence[Person]) -> Answer:
    who = " and ".join(person.called for person in told)
    words = (
        f"I told {who} that {action.called} is not yours. It stays in your list until it's given "
        "to somebody."
    )
    return saying(words)


def undone(action: Action, context: ActionRenderContext) -> Answer:
    words = f"Undone. {action.called} is as it was:"
    return Answer(words, [lines([words]), card(action, context)])


BY_MISTAKE = "Added by mistake."
STAYS_ON_RECORD = "This stays on record, so it can only be dropped. Say why."


def taken_back(action: Action, event: Event) -> Answer:
    """Confirm that a new action is off every list, and offer it back."""
    line = lines([f"{action.called} ", bold(action.title), " is deleted: it is off every list."])
    return confirmed(f"{action.called} is deleted.", line, event)


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
    blocks += _told(history[:SHOWN_EVENTS], people, context)
    if len(history) > SHOWN_EVENTS:
        blocks.append(aside(f"and {len(history) - SHOWN_EVENTS} earlier events"))
    return Answer(f"Action {action.called}", blocks)


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
        fact("Outcome", action.outcome or ""),
    ]


def fact(name: str, text: str) -> Block | None:
    """Return a line that names something and tells it, or none where there is nothing to tell."""
    return lines([bold(f"{name}: "), text]) if text else None


def _told(
    history: Sequence[Event], people: Mapping[int, Person], context: ActionRenderContext
) -> list[Block]:
    told: list[Block] = []
    for event in history:
        line = lines(
            [
                faint(f"{spell(event.at.astimezone(context.zone).date())} "),
                history_words(event, people),
            ]
        )
        told.append(with_quote(line, event.note) if event.note else line)
        link = evidence_of(event)
        told += [quote(link)] if link else []
    return told


def evidence_of(event: Event) -> str:
    """Return the link that an event brought, or nothing."""
    _, kept = event.changes.get("evidence", [None, ""])
    return str(kept)


def _name(person_id: int | None, people: Mapping[int, Person]) -> str:
    person = people.get(person_id) if person_id else None
    return owner_words(person)
