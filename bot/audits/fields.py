"""What was filled in on a form, and taking it: problems are said beside their field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.refusals import refusal_words
from bot.slack.filled import FieldsError
from db import privacy
from db.errors import RefusedError
from db.models import Person
from db.people import queries as people
from db.session import Session

# Where each kind of input keeps what was chosen (as Slack's view.state.values has it).
_CHOSEN = {
    "users_select": "selected_user",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
}


@dataclass(frozen=True)
class Filled:
    """The fields of a submitted form, by name."""

    values: Mapping[str, Any]

    def text(self, name: str) -> str:
        """Return what was typed or chosen; empty where the form has no such field."""
        found = self.values.get(name)
        return found if isinstance(found, str) else ""

    def many(self, name: str) -> tuple[str, ...]:
        """Return all that was chosen."""
        found = self.values.get(name)
        return tuple(found) if isinstance(found, Sequence) and not isinstance(found, str) else ()

    def day(self, name: str) -> date | None:
        """Return the day that was chosen."""
        return date.fromisoformat(self.text(name)) if self.text(name) else None

    def needed_day(self, name: str) -> date:
        """Return the day that was chosen; refuse where none was."""
        day = self.day(name)
        if day is None:
            raise RefusedError("Choose a day.", about=name)
        return day

    def person(self, name: str, session: Session) -> Person | None:
        """Return the person who was chosen."""
        if not self.text(name):
            return None
        try:
            return people.mentioned(session, self.text(name))
        except RefusedError as error:
            raise error.beside(name) from error


def filled(view: Mapping[str, Any], today: date, unguarded: Sequence[str] = ()) -> Filled:
    """Return what was filled in; FieldsError if free text holds personal data.

    `unguarded` fields are never stored or shown as they stand.
    """
    values = {name: value_of(element[name]) for name, element in view["state"]["values"].items()}
    problems = {}
    for name, value in values.items():
        if isinstance(value, str) and name not in unguarded:
            try:
                privacy.refuse(value, today)
            except RefusedError as error:
                problems[name] = refusal_words(error)
    if problems:
        raise FieldsError(problems)
    return Filled(values)


def value_of(element: Mapping[str, Any]) -> str | list[str]:
    """Return what was typed or chosen in one input: the text, the value, or all the values."""
    if "selected_options" in element:
        return [option["value"] for option in element["selected_options"] or []]
    if "selected_option" in element:
        return str((element["selected_option"] or {}).get("value", ""))
    return str(element.get(_CHOSEN.get(element["type"], "value")) or "")
