"""The words of every refusal that is raised below `bot`: one row a kind, listed by subject.

A row is a template, or a function of the facts where the words depend on them. Besides the facts,
a template may name the commands as this workspace calls them: {action}, {audit}, {status}.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from bot.digest import refusals as digest
from bot.measures import refusals as measures
from bot.reminders import refusals as reminders
from bot.report import refusals as report
from db.errors import RefusedError
from jobs.context import CommandNames
from jobs.rules.deadlines import spell

Facts = Mapping[str, object]
RefusalWords = Mapping[str, str | Callable[[Facts], str]]

WORDS: Final[RefusalWords] = {
    **digest.WORDS,
    **measures.WORDS,
    **reminders.WORDS,
    **report.WORDS,
}


def refusal_words(error: RefusedError, commands: CommandNames = CommandNames()) -> str:  # noqa: B008  (it never changes)
    """Return a refusal as a sentence, the commands called as they are in this workspace."""
    if error.is_worded:
        return error.kind
    words = WORDS[error.kind]
    named = {"action": commands.action, "audit": commands.audit, "status": commands.status}
    facts = named | {name: _spelt(value) for name, value in error.facts.items()}
    made = words if isinstance(words, str) else words(error.facts)
    return made.format(**facts)


def _spelt(value: object) -> object:
    return spell(value) if isinstance(value, date) else value
