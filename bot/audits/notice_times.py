"""Which notices of a live audit ask something, and which cannot wait for a morning."""

from collections.abc import Mapping
from typing import Final

from bot.audits.notices import AuditNews
from bot.delivery.morning import CannotWait

# These wait for what their reader does.
ASKING: Final = frozenset(
    {
        "time suggested",
        "published",
        "extension asked",
        "swap asked",
        "re-pair offered",
        "day lost",
        "held",
        "disagreed",
        "moderate",
        "no moderator",
        "name the case",
        "corrected",
        "supervision",
    }
)
_CANNOT_WAIT: Final[Mapping[str, CannotWait]] = {
    "booked": CannotWait.APPOINTMENT,
    "day lost": CannotWait.APPOINTMENT,
    "extended": CannotWait.ANSWER,
    "extension refused": CannotWait.ANSWER,
    "exempted": CannotWait.ANSWER,
    "suggestion declined": CannotWait.ANSWER,
    "swap refused": CannotWait.ANSWER,
    "inadequate": CannotWait.INADEQUATE,
}
_CALLED_OFF: Final = frozenset({"cannot", "replaced"})  # of an appointment, where a day was booked


def why_now(note: AuditNews) -> CannotWait | None:
    """Return why a notice comes by itself rather than with its reader's next morning."""
    audit = note.audit
    if note.event in _CANNOT_WAIT:
        return _CANNOT_WAIT[note.event]
    if note.event in _CALLED_OFF and audit.booked_on is not None:
        return CannotWait.APPOINTMENT
    is_soon = audit.is_open and note.job.is_soon(audit.booked_on or audit.due_on)
    return CannotWait.SOON if is_soon else None
