"""How people name a live audit, in the usual words and in the council's own: one list of them."""

from typing import Final

from bot.vocabulary import said

AUDIT_WORD: Final = rf"(?:{said('audits', 'audit', 'live_audits', 'live_audit')})"
# "the audit", "my next practice conversation", "this month's audits".
AN_AUDIT: Final = (
    r"(?:(?:the|my|our|your|this|these|an?|any|this month'?s)\s+)?(?:(?:live|case|next)\s+){0,3}"
    rf"{AUDIT_WORD}\b"
)
