"""Which register of actions asks what: a sign-off, approval of a date moved again, escalation."""

from dataclasses import dataclass
from typing import Final

PLAN_ALONE: Final = frozenset({"plan"})


@dataclass(frozen=True)
class RegisterRules:
    """The registers whose actions are signed off, ask before a second move, and reach the leads."""

    sign_off: frozenset[str] = PLAN_ALONE
    approval: frozenset[str] = PLAN_ALONE
    escalation: frozenset[str] = PLAN_ALONE
