"""What must not be kept is not said again either: nobody can take back a message of the bot's."""

from datetime import date
from typing import Final

from db import privacy
from db.guard.kinds import Kind
from db.guard.own import CouncilsOwn

_WHO_AND_WHICH: Final = frozenset({Kind.EMAIL, Kind.OWN_CASE_NUMBER})  # typed to say who is meant


def refuse_to_repeat(said: str, today: date, own: CouncilsOwn) -> None:
    """Raise PersonalDataError where words that somebody typed hold what must not be kept."""
    found = [each for each in privacy.look(said, today, own) if not each.is_question]
    refused = [each for each in found if each.kind not in _WHO_AND_WHICH]
    if refused:
        raise privacy.PersonalDataError(refused)
