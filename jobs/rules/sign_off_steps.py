"""When whoever is asked to sign an action off is reminded, and from when on a lead hears too.

The council's rule: 3 and 8 working days after it was done whoever is asked; from 13 on a lead
too; then every 5. It is written in the language of the chasing policy, with "signer" for "owner".
"""

import re
from typing import Final

from jobs.rules.escalation import RECIPIENTS, Policy, parse_policy

DEFAULT_SIGN_OFF: Final = "+3 signer; +8 signer; +13 signer lead; every 5"
SIGNER, OWNER = "signer", "owner"
_RECIPIENTS: Final = tuple(SIGNER if name == OWNER else name for name in RECIPIENTS)


def parse_sign_off_steps(text: str) -> Policy:
    """Read a policy such as `DEFAULT_SIGN_OFF`, whoever is asked being its "owner".

    Raises ValueError, worded for whoever wrote the setting.
    """
    words = text.lower()
    if re.search(rf"\b{OWNER}\b", words):
        raise ValueError(_refusal(f"A step can tell {', '.join(_RECIPIENTS)}, not '{OWNER}'"))
    try:
        policy = parse_policy(re.sub(rf"\b{SIGNER}\b", OWNER, words))
    except ValueError as error:
        problem = str(error).partition("; write it like this")[0]
        problem = re.sub(rf"\b{OWNER}\b", SIGNER, problem).replace("chasing policy", "policy")
        raise ValueError(_refusal(problem)) from error
    if policy.steps[0].offset < 1:
        raise ValueError(_refusal("The first step comes a working day after it was done, or later"))
    return policy


def _refusal(what: str) -> str:
    return f"{what}; write it like this: {DEFAULT_SIGN_OFF}"


DEFAULT_SIGN_OFF_POLICY: Final = parse_sign_off_steps(DEFAULT_SIGN_OFF)
