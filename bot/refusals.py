"""The words of every refusal that is raised below `bot`: one row a kind, listed by subject.

A row is a template, or a function of the facts where the words depend on them. Besides the facts,
a template may name the commands as this workspace calls them: {action}, {audit}, {status}, the
council's words: {our.auditor}, and an audit as its reader knows it: {named}. A function returns a
template too, so what people wrote goes in as a fact, never into its text.
"""

from collections.abc import Callable, Mapping
from datetime import date, time
from string import Formatter
from typing import Final

from bot import permission_words as permissions
from bot.actions import refusals as actions
from bot.audits import refusals as audits
from bot.capital import capital
from bot.digest import refusals as digest
from bot.handover import refusals as handover
from bot.measures import refusals as measures
from bot.people import refusals as people
from bot.plan import file_refusals
from bot.plan import refusals as plan
from bot.privacy import refusals as privacy
from bot.reminders import refusals as reminders
from bot.report import refusals as report
from bot.signoff import refusals as signoff
from bot.vocabulary import our
from db.errors import RefusedError
from db.models.action import called
from jobs.context import CommandNames
from jobs.rules.deadlines import spell

Facts = Mapping[str, object]
RefusalWords = Mapping[str, str | Callable[[Facts], str]]

WORDS: Final[RefusalWords] = {
    **actions.WORDS,
    **audits.WORDS,
    **digest.WORDS,
    **handover.WORDS,
    **measures.WORDS,
    **people.WORDS,
    **permissions.WORDS,
    **plan.WORDS,
    **privacy.WORDS,
    **reminders.WORDS,
    **file_refusals.WORDS,
    **report.WORDS,
    **signoff.WORDS,
}


class _Formatter(Formatter):
    """Fills a template in: {name!u} begins with a capital letter, {number!n} is an action's."""

    def convert_field(self, value: object, conversion: str | None) -> object:
        if conversion == "u":
            words = str(value)
            return capital(words)
        if conversion == "n":
            return called(value) if isinstance(value, int) else value
        return super().convert_field(value, conversion)


def refusal_words(error: RefusedError, commands: CommandNames = CommandNames()) -> str:  # noqa: B008  (it never changes)
    """Return a refusal as a sentence, the commands called as they are in this workspace."""
    if error.is_worded:
        return error.kind
    words = WORDS[error.kind]
    named = {"action": commands.action, "audit": commands.audit, "status": commands.status}
    # What a reader may know by its pair has been given that name.
    facts = (
        named
        | {"named": error.facts.get("reference", "")}
        | {name: _spelt(value) for name, value in error.facts.items()}
    )
    made = words if isinstance(words, str) else words(error.facts)
    return _Formatter().format(made, our=our, **facts)


def _spelt(value: object) -> object:
    if isinstance(value, date):
        return spell(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
