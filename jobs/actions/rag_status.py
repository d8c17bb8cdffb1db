"""Where many actions stand at once: what the written rule says, and what a person says besides."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from db.actions import date_changes
from db.days import day_in
from db.models import Action, Event
from db.session import Session
from jobs.rules import rag
from jobs.rules.rag import Level, Rag, RagFacts, RagRules, Said
from jobs.rules.working_days import Calendar


def stands(
    session: Session, actions: Sequence[Action], today: date, calendar: Calendar, rules: RagRules
) -> Mapping[int, Rag]:
    """Return where each of these actions stands on `today`, by its number.

    It asks the database three questions at most, however many actions there are. A person's word
    on an open action stands in `said`, beside the rule's, which it never replaces.
    """
    numbers = [action.id for action in actions]
    if not numbers:
        return {}
    heard = date_changes.last_heard(session, numbers)
    moved = date_changes.times_moved(session, numbers)
    said = _said(session, actions, rules)
    found = {}
    for action in actions:
        facts = RagFacts(
            status=action.status,
            is_open=action.is_open,
            is_done=action.is_done,
            original_on=action.original_due_on,
            due_on=action.due_on,
            heard_on=heard.get(action.id),
            times_moved=moved.get(action.id, 0),
        )
        ruled = rag.stands(facts, today, calendar, rules)
        found[action.id] = replace(ruled, said=said.get(action.id))
    return found


def _said(session: Session, actions: Sequence[Action], rules: RagRules) -> Mapping[int, Said]:
    levels = {
        action.id: Level(action.rag_override)
        for action in actions
        if action.is_open and action.rag_override
    }
    if not levels:
        return {}
    events = date_changes.ratings(session, levels)
    return {number: _word(levels[number], event, rules) for number, event in events.items()}


def _word(level: Level, event: Event, rules: RagRules) -> Said:
    by = event.person.called if event.person else "somebody"
    return Said(level, rag.word_of(level, rules), by, day_in(event, event.at), event.note)
