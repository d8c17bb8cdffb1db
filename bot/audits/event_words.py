"""What the history of a live audit says of each kind of event, without any grade."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from bot.vocabulary import our
from db.models import AuditEvent, AuditEventKind
from jobs.rules.deadlines import spell
from jobs.rules.not_held import NO_WORD, told_reason

EventWords = str | Callable[[AuditEvent], str]
_KIND = AuditEventKind


def event_words(event: AuditEvent) -> str:
    words = EVENTS[AuditEventKind(event.kind)]
    return words if isinstance(words, str) else words(event)


def counted_reason(reason: str) -> str:
    """Return a reason, as it may be told, in words."""
    return "no update given" if reason == NO_WORD else reason


def off_words(reason: str | None) -> str:
    """Say that an audit was not held, and why as far as that may stand beside a name."""
    what = "not completed" if reason == NO_WORD else "cancelled"
    return f"{what}: {counted_reason(told_reason(reason))}"


def _booked(event: AuditEvent) -> str:
    """Say when it is; a change of the hour or the place alone says what that is now."""
    old, new = event.changes.get("booked_on", [None, None])
    at = event.changes.get("booked_at", [None, None])[1]
    place = event.changes.get("place", ["", ""])[1]
    was = f", before that {_day(old)}" if old else ""
    said = [_day(new)] if new else []
    said += [at[:5]] if at else []
    said += [place] if place else []
    return f"booked {', '.join(said)}{was}" if said else "booked"


def _suggested(event: AuditEvent) -> str:
    """Say what was suggested, as far as it differs from what was suggested before."""
    day = event.changes.get("suggested_on", [None, None])[1]
    at = event.changes.get("suggested_at", [None, None])[1]
    said = ", ".join(filter(None, (_day(day) if day else "", at[:5] if at else "")))
    return f"suggested {said or 'another time'}"


def _not_held(event: AuditEvent) -> str:
    return off_words(event.changes.get("not_held_reason", [None, ""])[1])


def _extension_asked(event: AuditEvent) -> str:
    reason = event.changes.get("reason")
    return f"extension asked: {reason}" if reason else "extension asked"


def _case_named(event: AuditEvent) -> str:
    line = event.changes.get("case_line", [None, None])[1]
    return f"its case is line {line} of the sheet" if line is not None else "case named"


def _case_gone(event: AuditEvent) -> str:
    line = event.changes.get("case_line", [None, None])[0]
    return f"the case on line {line} was closed or transferred"


def _day(iso: str) -> str:
    return spell(date.fromisoformat(iso))


STRENGTHS: Final = "Strengths"
AREAS: Final = "Areas for improvement"
_FIELDS: Final[Mapping[str, str]] = {
    "held_at": "Held on",
    "grade": "Grade",
    "strengths": STRENGTHS,
    "areas": AREAS,
    "practitioner_there": f"{our.practitioner:C} there",
    "family_asked": "Family asked",
    "standards_met": "Standards met",
    "form_link": "Link",
}


def corrected_words(event: AuditEvent) -> list[str]:
    """Return each field that was corrected: what it was, and what it is."""
    return [
        f"{words}: {_value(name, event.changes[name][0])} → {_value(name, event.changes[name][1])}"
        for name, words in _FIELDS.items()
        if name in event.changes
    ]


def _value(name: str, kept: object) -> str:
    if isinstance(kept, list):
        return ", ".join(kept) or "none"
    if isinstance(kept, bool):
        return "yes" if kept else "no"
    if name == "held_at" and isinstance(kept, str):
        return _day(kept[:10])
    return str(kept) if kept else "none"


EVENTS: Final[Mapping[AuditEventKind, EventWords]] = {
    _KIND.PUBLISHED: "published",
    _KIND.BOOKED: _booked,
    _KIND.SUGGESTED: _suggested,
    _KIND.SUGGESTION_DECLINED: "kept the time as it was booked",
    _KIND.NOT_HELD: _not_held,
    _KIND.EXTENSION_ASKED: _extension_asked,
    _KIND.EXTENDED: lambda event: f"extended until {_day(event.changes['due_on'][1])}",
    _KIND.EXTENSION_REFUSED: "extension refused",
    _KIND.EXEMPTED: "exempted",
    _KIND.REPLACED: "replaced",
    _KIND.SWAP_ASKED: "swap asked",
    _KIND.SWAP_AGREED: "swap agreed",
    _KIND.SWAP_REFUSED: "swap refused",
    _KIND.HELD: "completed",
    _KIND.REFLECTED: "reflected",
    _KIND.MODERATOR_CHOSEN: f"{our.moderator} chosen",
    _KIND.MODERATED: our.moderated,
    _KIND.CORRECTED: "corrected",
    _KIND.REOPENED: "reopened",
    _KIND.UNDONE: "undone",
    _KIND.NUDGED: "reminded to book",
    _KIND.TALKED_ABOUT: f"discussed in {our.supervision}",
    _KIND.CLOCK_STARTED: "actions and another look at the file are due",
    _KIND.SAFEGUARDING: "safeguarding",
    _KIND.CLOSED: "closed",
    _KIND.CASE_NAMED: _case_named,
    _KIND.FILE_RELEASED: "the file is closed for good and will not be looked at again",
    _KIND.CASE_GONE: _case_gone,
}
