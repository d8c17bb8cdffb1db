"""What each field of an action is called where its history is written out, field by field."""

from collections.abc import Mapping
from typing import Final

from bot.actions.fields import FIELDS
from bot.capital import capital
from bot.vocabulary import our

# What no form asks for, or asks for together with something else.
_OTHERS: Final[Mapping[str, str]] = {
    "due_on": "Due date",
    "due_precision": "Due date is a day, month, quarter or year",
    "original_due_on": "First due date",
    "due_known_since": "Owner and due date known since",
    "owner_as_given": "Owner as the plan had it",
    "due_as_given": "Due date as the plan had it",
    "created_at": "Added at (UTC)",
    "created_by_id": "Added by",
    "done_at": "Done at (UTC)",
    "done_by_id": "Done by",
    "signed_off_at": "Signed off at (UTC)",
    "signed_off_by_id": "Signed off by",
    "sign_off_asked_id": "Asked to sign it off",
    "sign_off_asked_on": "Asked to sign it off on",
    "needs_sign_off": "Needs a sign-off",
    "outcome_check_on": "What came of it is asked on",
    "rag_override": "Somebody says otherwise",
    "recurs_from": "Repeats from",
    "previous_id": "Repeats action",
    "audit_id": capital(our.live_audit),
}


def field_words(name: str) -> str:
    """Return what a field is called: in a form, or else in this file; empty for no field."""
    if name in _OTHERS:
        return _OTHERS[name]
    asked = {column: one.label for one in FIELDS if len(one.columns) == 1 for column in one.columns}
    return asked.get(name) or capital(name.removesuffix("_id").replace("_", " "))
