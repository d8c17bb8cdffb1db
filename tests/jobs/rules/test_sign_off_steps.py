import pytest

from bot.setting_words import setting_words
from jobs.rules.errors import UnreadableError
from jobs.rules.escalation import Step
from jobs.rules.sign_off_steps import DEFAULT_SIGN_OFF, parse_sign_off_steps


def test_the_usual_steps_are_read() -> None:
    policy = parse_sign_off_steps(DEFAULT_SIGN_OFF)
    assert policy.steps == (Step(3, ("owner",)), Step(8, ("owner",)), Step(13, ("owner", "lead")))
    assert policy.repeat_every == 5


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("+3 owner", "A step can tell signer, manager, lead, not 'owner'"),
        ("+3 boss", "A step can tell signer, manager, lead, not 'boss'"),
        ("+3 signer signer", "'signer signer' names somebody twice"),
        ("0 signer", "The first step comes a working day after it was done, or later"),
        ("-1 signer", "The first step comes a working day after it was done, or later"),
        ("", "A policy needs at least one step"),
        ("+3", "I cannot read '+3' in the policy"),
        ("+3 signer; every 0", "Repeat every 1 to 250 working days"),
    ],
)
def test_a_wrong_step_is_refused_with_a_right_example(text: str, told: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        parse_sign_off_steps(text)
    words = setting_words(refused.value, "policy", DEFAULT_SIGN_OFF)
    assert words == f"{told}; write it like this: {DEFAULT_SIGN_OFF}"
