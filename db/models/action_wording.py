"""What may be asked of an action's words: its title, source, theme and success measure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import String, inspect

from db import privacy
from db.errors import RefusedError
from db.models.action_row import NOTE_LENGTH, ActionRow, Event
from db.models.people import Person
from db.permissions import Permission, require

EDITED: Final = "edited"


class Wording(ActionRow):
    """An action's own words, which those may change who answer for it."""

    __abstract__ = True

    def reword(self, by: Person, at: datetime, words: Mapping[str, str]) -> Event:
        """Change its words, by the names of their columns; all pass the guard before any changes.

        Raises RefusedError, about the column that cannot be taken.
        """
        require(by, Permission.EDIT, self.owner, self.id)
        self._refuse_unless_open("edit it")
        kept = {name: text.strip() for name, text in words.items()}
        for name, text in kept.items():
            self._refuse_words(name, text, at)
        if not kept.get("title", self.title):
            raise RefusedError("An action needs words, such as: Finalise the strategy.", "title")
        if all(getattr(self, name) == text for name, text in kept.items()):
            raise RefusedError(f"#{self.id} says that already.", about=next(iter(kept), ""))
        return self._change(by, at, EDITED, "", **kept)

    def _refuse_words(self, name: str, text: str, at: datetime) -> None:
        try:
            privacy.refuse(text, at.date())
        except RefusedError as error:
            raise RefusedError(str(error), about=name) from error
        most = self.room_for(name)
        if len(text) > most:
            raise RefusedError(
                f"That is {len(text)} characters; there is room for {most}.", about=name
            )

    @classmethod
    def room_for(cls, name: str) -> int:
        """Return how many characters a column of words has room for."""
        kind = inspect(cls).columns[name].type
        return (kind.length if isinstance(kind, String) else None) or NOTE_LENGTH
