"""Which register of actions asks what: a sign-off, approval of a date moved again, escalation."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

PLAN_ALONE: Final = frozenset({"plan"})
AS_SET_UP: Final = "as set up"
# What a council may choose for itself instead of what its server was set up with.
SIGNED_OFF: Final[Mapping[str, frozenset[str]]] = {
    "plan": PLAN_ALONE,
    "plan and audits": frozenset({"plan", "audits"}),
    "all": frozenset({"plan", "audits", "team"}),
    "none": frozenset(),
}


@dataclass(frozen=True)
class RegisterRules:
    """The registers whose actions are signed off, ask before a second move, and reach the leads."""

    sign_off: frozenset[str] = PLAN_ALONE
    approval: frozenset[str] = PLAN_ALONE
    escalation: frozenset[str] = PLAN_ALONE
