"""Every guard that is one line is missed by a test where it is taken away."""

import os

import pytest

from tools.mutations import MUTATIONS, PAGE, ROOT, YEAR, Mutation, is_caught, with_table


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.name)
def test_each_guard_is_a_line_that_is_there_once_and_its_test_is_there(mutation: Mutation) -> None:
    place, _, name = mutation.test.partition("::")
    assert (ROOT / mutation.file).read_text("utf-8").count(mutation.line) == 1
    assert f"def {name}(" in (ROOT / place).read_text("utf-8")


def test_the_page_names_each_with_the_test_that_catches_it() -> None:
    page = PAGE.read_text("utf-8")
    assert with_table(page) == page


if os.environ.get("NIGHTLY"):  # each takes a whole run of a test

    @pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.name)
    def test_a_guard_that_is_taken_away_is_missed(mutation: Mutation) -> None:
        assert is_caught(mutation, mutation.test)
        if mutation.seed is not None:
            assert is_caught(
                mutation, YEAR, YEAR_SEED=str(mutation.seed), YEAR_DAYS="6", NIGHTLY=""
            )
