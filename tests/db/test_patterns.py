import re

import pytest

from db.patterns import LatePattern, pattern


def test_a_pattern_is_put_together_when_it_is_first_asked() -> None:
    wrong = pattern("(")
    with pytest.raises(re.error):
        wrong.match("(")


def test_a_pattern_does_what_one_does_that_was_put_together_at_once() -> None:
    late, soon = pattern(r"(\d+)\s*DAYS", re.IGNORECASE), re.compile(r"(\d+)\s*DAYS", re.IGNORECASE)
    assert isinstance(late, LatePattern)
    for _ in range(2):
        assert late.sub("some", "in 3 days") == soon.sub("some", "in 3 days") == "in some"
        assert late.findall("3 days, 12 Days") == soon.findall("3 days, 12 Days")
    assert (late.pattern, late.flags) == (soon.pattern, soon.flags)
