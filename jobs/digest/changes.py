"""What changed from one digest to the next, by the counts that each had. Pure."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from db.digest.scope import Whose
from db.models import Status
from jobs.digest.values import Digest

DONE: Final = "done"
HELD: Final = "held"
FINISHED: Final = (Status.DONE, Status.SIGNED_OFF)

Told = Mapping[str, Any]


def told(digest: Digest) -> Told:
    """Return what a digest counts, and of whose work and on which day, as it can be stored."""
    head = digest.headline
    return {
        "on": digest.day.isoformat(),
        "whose": _key(digest.whose),
        "counts": {
            DONE: sum(head.by_status.get(status, 0) for status in FINISHED),
            "overdue": head.overdue,
            "at risk": digest.at_risk.number,
            "re-dated": head.re_dated,
            "without an owner": digest.gaps.without_owner,
            "without a date": digest.gaps.without_date,
        },
        HELD: {one.month.isoformat(): one.held for one in digest.audits},
    }


def changes(before: Told, now: Told) -> Mapping[str, int] | None:
    """Return by how much each count changed, where it did; None where they cannot be compared.

    They can only be compared if they are about the same people's work.
    """
    if not before or before["whose"] != now["whose"]:
        return None
    counted = {name: number - before["counts"][name] for name, number in now["counts"].items()}
    # A month not told of before began since.
    held = sum(number - before[HELD].get(month, 0) for month, number in now[HELD].items())
    counted["live audits held"] = held
    return {name: number for name, number in counted.items() if number}


def told_on(before: Told) -> date | None:
    """Return the day of the last one that arrived."""
    return date.fromisoformat(before["on"]) if before else None


def _key(whose: Whose) -> str:
    return f"{whose.reach}:{whose.person_id or ''}:{whose.team_id or ''}:{whose.service}"
