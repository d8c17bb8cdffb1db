"""How people name a live audit, in the usual words and in the council's own: one list of them."""

from typing import Final

from bot.vocabulary import said

AUDIT_WORD: Final = rf"(?:{said('audits', 'audit', 'live_audits', 'live_audit')})"
_WHICH: Final = r"(?:(?:live|case|next)\s+)*"
# "the audit", "my next practice conversation", "this month's audits".
AN_AUDIT: Final = (
    rf"(?:(?:the|my|our|your|this|these|an?|any|this month'?s)\s+)?{_WHICH}{AUDIT_WORD}\b"
)
