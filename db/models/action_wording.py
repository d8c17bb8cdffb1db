"""What may be asked of an action's words: its title, source, theme and success measure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from db import privacy
from db.errors import RefusedError
from db.models.action_row import NOTE_LENGTH, TITLE_LENGTH, ActionRow, Event
from db.models.people import Person
from db.permissions import Permission, require

EDITED: Final = "edited"
# The longest each may be, in characters.
LENGTHS: Final[Mapping[str, int]] = {
    "title": TITLE_LENGTH,
    "source": 200,
    "theme": 120,
    "success_measure": NOTE_LENGTH,
}


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
            _refuse_words(name, text, at)
        if not kept.get("title", self.title):
            raise RefusedError("An action needs words, such as: Finalise the strategy.", "title")
        if all(getattr(self, name) == text for name, text in kept.items()):
            raise RefusedError(f"#{self.id} says that already.", about=next(iter(kept), ""))
        return self._change(by, at, EDITED, "", **kept)


def _refuse_words(name: str, text: str, at: datetime) -> None:
    try:
        privacy.refuse(text, at.date())
    except RefusedError as error:
        raise RefusedError(str(error), about=name) from error
    if len(text) > LENGTHS[name]:
        raise RefusedError(
            f"That is {len(text)} characters; there is room for {LENGTHS[name]}.", about=name
        )
