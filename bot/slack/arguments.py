"""What was typed, understood: due dates, days and people, or a refusal in words."""

import re
from collections.abc import Sequence
from datetime import date

from bot.capital import listed
from bot.deadline_words import unreadable_words
from bot.slack.again import MOST_OFFERED
from bot.slack.parsing import MENTION
from bot.slack.registry import ME
from db.errors import RefusedError
from db.models import Absence, Due, Person
from db.patterns import pattern
from db.people import queries as people
from db.permissions import Permission, may
from db.session import Session
from jobs.context import RequestContext
from jobs.rules.deadlines import Deadline, UnreadableDeadlineError, read, read_or_none, spell

_UNNAMED = pattern(r"<@([UW][A-Z0-9]+)>")


def with_names(text: str, session: Session) -> str:
    """Return a message with names in its mentions, which Slack sends without; a note keeps them."""

    def name(found: re.Match[str]) -> str:
        person = people.known_by_slack_id(session, found[1])
        return f"<@{found[1]}|{person.name if person else 'somebody'}>"

    return _UNNAMED.sub(name, text)


def read_due(text: str, ctx: RequestContext) -> Deadline:
    """Read a due date as typed, or refuse in words."""
    try:
        return read(text, ctx.today, ctx.council.calendar)
    except UnreadableDeadlineError as error:
        raise RefusedError(unreadable_words(error), about="due") from error


def iso_of(text: str | None, ctx: RequestContext) -> str:
    """Return a date as a form's picker holds it; empty where the words name no one day to come."""
    found = read_or_none(text or "", ctx.today, ctx.council.calendar)
    return "" if found is None or found.alternatives or found.past else found.day.isoformat()


def certain_day(text: str, ctx: RequestContext) -> date:
    """Read a day that is not asked about again; refuse words that could mean two."""
    deadline = read_due(text, ctx)
    if deadline.alternatives:
        days = sorted({deadline.day, *deadline.alternatives})
        raise RefusedError(
            f"“{text}” could be {' or '.join(map(spell, days))}. Write the day and the month.",
            about="due",
        )
    return deadline.day


def needs_asking(deadline: Deadline, *, sure: bool) -> bool:
    """Say whether a date must be confirmed before it is saved."""
    return not sure and (deadline.past or bool(deadline.alternatives))


def due_of(deadline: Deadline) -> Due:
    return Due(deadline.day, deadline.precision)


def person_of(mention: str | None, ctx: RequestContext, about: str = "") -> Person:
    """Return the person somebody mentioned, or themselves; `about` is the field they stand in."""
    if mention is None or mention == ME:
        return ctx.person
    try:
        return people.mentioned(ctx.session, mention)
    except RefusedError as error:
        raise (error.beside(about) if about else error) from error


def called(words: str, ctx: RequestContext) -> Sequence[Person]:
    """Return those who are called so, or are mentioned: one, where it is certain who is meant."""
    mention = re.fullmatch(MENTION, words)
    if mention:
        return [people.mentioned(ctx.session, mention["person"])]
    return people.called_so(ctx.session, words, ctx.today)


def no_one(words: str, known: Sequence[Person]) -> str:
    """Say who could be meant by a name that several have, or nobody."""
    if not known:
        return f"I don't know who “{words}” is."
    names = [each.called for each in known[:MOST_OFFERED]]
    more = [f"{len(known) - MOST_OFFERED} more"] if len(known) > MOST_OFFERED else []
    return f"“{words}” could be {listed([*names, *more])}."


def absence_of(to: Person | None, ctx: RequestContext) -> Absence | None:
    """Return the absence for which nothing new is asked of somebody else today.

    Whoever may put nothing into their hands is refused for that, and not told of it.
    """
    if to is None or to.id == ctx.person.id or not may(ctx.person, Permission.RECEIVE, to):
        return None
    return to.takes_nothing_new(ctx.today)
