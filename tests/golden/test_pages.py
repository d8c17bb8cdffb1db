"""What people read reads as it is kept, and by the list of words: no word that is to be avoided."""

import pytest

from tests.golden import assert_kept
from tests.golden.pages import PAGES


@pytest.mark.parametrize("page", PAGES)
def test_every_page_reads_as_it_is_kept(page: str) -> None:
    assert_kept(".", page, PAGES[page]())
