"""Finds who is meant by an owner's name in a plan: an e-mail, a name or a role of the roster."""

import re
from collections.abc import Iterable
from typing import Final

from db.plan.known import Colleague

# What people write where the owner is still to be found.
_NOBODY: Final = re.compile(
    r"tb[acd]|to be (?:confirmed|agreed|decided|appointed).*|vacan(?:t|cy).*"
)
ALIKE: Final = 80


class OwnerError(ValueError):
    """Nobody, or more than one, goes by these words; the words go on from the column's name."""


def is_nobody(said: str) -> bool:
    """Say whether these words mean that there is no owner yet."""
    return _NOBODY.fullmatch(said.lower()) is not None


def find(said: str, people: Iterable[Colleague]) -> Colleague:
    """Return who is meant. Raises OwnerError, worded so that it can be put right."""
    known = list(people)
    wanted = _plain(said)
    for name in ("email", "name", "role"):
        found = [one for one in known if _plain(getattr(one, name)) == wanted]
        if len(found) > 1:
            raise OwnerError(
                f"{said!r} is the {name} of {len(found)} people. Write an e-mail address instead"
            )
        if found:
            return _here(found[0])
    raise OwnerError(f"{said!r} is nobody on the roster{_hint(wanted, known)}")


def _plain(said: str) -> str:
    return " ".join(re.sub(r"[^\w@.+'-]+", " ", said.lower()).split())


def _here(found: Colleague) -> Colleague:
    if not found.is_here:
        raise OwnerError(f"{found.name} has left. Name somebody who works here")
    return found


def _hint(wanted: str, people: list[Colleague]) -> str:
    from rapidfuzz import fuzz, process

    names = {one.name: _plain(one.name) for one in people if one.is_here}
    best = process.extractOne(wanted, names, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
    return f". Is it {best[2]}" if best else ""
