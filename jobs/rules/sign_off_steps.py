"""When whoever is asked to sign an action off is reminded, and from when on a lead hears too.

The council's rule: 3 and 8 working days after it was done whoever is asked; from 13 on a lead
too; then every 5. It is written in the language of the chasing policy, with "signer" for "owner".
"""

from typing import Final

from jobs.rules.errors import UnreadableError
from jobs.rules.escalation import Policy, parse_policy

DEFAULT_SIGN_OFF: Final = "+3 signer; +8 signer; +13 signer lead; every 5"


def parse_sign_off_steps(text: str) -> Policy:
    """Read a policy such as `DEFAULT_SIGN_OFF`, whoever is asked being its "owner".

    Raises UnreadableError.
    """
    policy = parse_policy(text, "signer")
    if policy.steps[0].offset < 1:
        raise UnreadableError("steps.before_done")
    return policy


DEFAULT_SIGN_OFF_POLICY: Final = parse_sign_off_steps(DEFAULT_SIGN_OFF)
