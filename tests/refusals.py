"""What somebody is told when a rule says no, whichever layer said it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.refusals import refusal_words
from db.errors import RefusedError


@contextmanager
def refused(match: str, about: str | None = None) -> Iterator[pytest.ExceptionInfo[RefusedError]]:
    """Expect a refusal whose words match, as `pytest.raises(..., match=match)` would."""
    with pytest.raises(RefusedError) as caught:
        yield caught
    words = refusal_words(caught.value)
    assert re.search(match, words), words
    if about is not None:
        assert caught.value.about == about
