import json

from bot.slack.view_state import ViewState


def test_a_form_brings_back_all_that_it_was_opened_with() -> None:
    state = ViewState(number=12, channel="C1", ts="1.2", kept={"text": "one\ntwo"})
    assert ViewState.read({"private_metadata": state.metadata()}) == state


def test_a_form_that_another_version_opened_is_still_read() -> None:
    carried = {"number": 12, "origin": {"home": True}, "later": 1}
    assert ViewState.read({"private_metadata": json.dumps(carried)}) == ViewState(number=12)
