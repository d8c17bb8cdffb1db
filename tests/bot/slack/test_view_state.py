import json

import pytest

from bot.slack.view_state import MOST_CARRIED, ViewState
from db.errors import RefusedError


def test_a_form_brings_back_all_that_it_was_opened_with() -> None:
    state = ViewState(number=12, channel="C1", ts="1.2", kept={"text": "one\ntwo"})
    assert ViewState.read({"private_metadata": state.metadata()}) == state


def test_a_form_that_another_version_opened_is_still_read() -> None:
    carried = {"number": 12, "origin": {"home": True}, "later": 1}
    assert ViewState.read({"private_metadata": json.dumps(carried)}) == ViewState(number=12)


def test_more_than_slack_carries_is_refused_in_words_and_never_lost() -> None:
    assert len(ViewState(kept={"text": "é" * 2900}).metadata()) <= MOST_CARRIED
    with pytest.raises(RefusedError, match="Save it in parts"):
        ViewState(kept={"text": "x" * 3000}).metadata()
