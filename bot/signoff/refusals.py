"""What is said when an action cannot be signed off, deferred, dropped or resumed."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, str]] = {
    "signoff.no_signer_wanted": "{number!n} is {state}, so it needs no sign-off.",
    "signoff.none_wanted": (
        "{number!n} is done, and nobody has to sign it off. To have it signed off, choose who: "
        "`{action} signer {number} @person`."
    ),
    "signoff.chosen_already": "{name!u} is chosen for {number!n} already.",
    "signoff.not_independent": (
        "{name!u} cannot sign it off: that is for somebody who does not own it, is not in the "
        "owner's line, and has not marked it done."
    ),
    "signoff.no_evidence": (
        "Say what shows that it is done: a link, such as https://council.example/minutes, or a "
        "note in its place."
    ),
    "signoff.not_an_address": (
        "Evidence is a web address such as https://council.example/minutes; write anything else "
        "as a note."
    ),
    "signoff.address_too_long": (
        "That address has {length} characters; there is room for {most}. Use a short link."
    ),
    "signoff.returned_without_reason": (
        "Say why, in a few words: "
        "`{action} return {number} because the minutes are not signed yet`."
    ),
    "signoff.not_to_judge": "{number!n} is {state}; its outcome is asked after sign-off.",
    "signoff.judged_already": "The outcome of {number!n} has been recorded already: {outcome}.",
    "signoff.signed_off_already": "{number!n} is signed off already.",
    "signoff.not_done_yet": (
        "{number!n} is {state}; it can be signed off once its owner says it is done."
    ),
    "deferral.not_to_come": (
        "{day} isn't in the future. Try "
        "`{action} defer {number} until 1 March because the grant begins then`."
    ),
    "deferral.deferred_without_reason": (
        "Say why, in a few words: "
        "`{action} defer {number} until 1 March because the grant begins then`."
    ),
    "deferral.same": "{number!n} is deferred like that already.",
    "deferral.dropped_without_reason": (
        "Say why, in a few words: `{action} drop {number} because the new strategy covers it`."
    ),
    "deferral.not_shelved": "{number!n} is {state}, so there is nothing to resume.",
    "deferral.not_until_a_day": "{number!n} is not deferred until a day.",
}
