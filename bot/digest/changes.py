"""What changed from one digest to the next, by the counts that each had."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from bot.digest.sections import SECTIONS
from db.digest.scope import DigestScope
from jobs.digest.digest import Digest

HELD: Final = "held"

Told = Mapping[str, Any]


def told(digest: Digest) -> Told:
    """Return what a digest counts, and of whose work and on which day, as it can be stored."""
    return {
        "on": digest.today.isoformat(),
        "whose": _key(digest.scope),
        "counts": {name: number for one in SECTIONS for name, number in one.counts(digest).items()},
        HELD: {one.month.isoformat(): one.held for one in digest.audits},
    }


def changes(before: Told, now: Told) -> Mapping[str, int] | None:
    """Return by how much each count changed, where it did; None where they cannot be compared.

    They can only be compared if they are about the same people's work.
    """
    if not before or before["whose"] != now["whose"]:
        return None
    # What was not counted then, as a section that is new since, has not changed.
    counted = {
        name: number - before["counts"].get(name, number) for name, number in now["counts"].items()
    }
    # A month not told of before began since.
    held = sum(number - before[HELD].get(month, 0) for month, number in now[HELD].items())
    counted["live audits held"] = held
    return {name: number for name, number in counted.items() if number}


def told_on(before: Told) -> date | None:
    """Return the day of the last one that arrived."""
    return date.fromisoformat(before["on"]) if before else None


def _key(scope: DigestScope) -> str:
    return f"{scope.kind}:{scope.person_id or ''}:{scope.team_id or ''}:{scope.service}"
