"""Of a database's address nothing is hidden but what is a secret, and that always."""

from typing import Final

import pytest
from psycopg import pq

from db.addresses import PLAIN, SECRET, shown, without_secrets

KNOWN: Final = {one.keyword.decode(): one.dispchar for one in pq.Conninfo.get_defaults()}
FAILED: Final = "connection to 10.1.11.21 failed at 11:01: FATAL: too many of 111 (keepalives)"


def test_whatever_libpq_knows_is_a_secret_or_is_plain() -> None:
    assert KNOWN.keys() <= PLAIN | SECRET
    assert not PLAIN & SECRET
    assert {name for name, shown_as in KNOWN.items() if shown_as == b"*"} <= SECRET


@pytest.mark.parametrize("name", sorted(PLAIN))
def test_nothing_that_is_no_secret_is_hidden_of_an_error(name: str) -> None:
    url = f"postgresql://bot@10.1.11.21/live?{name.upper()}=10&{name}=1"
    assert without_secrets(FAILED, url) == FAILED
    assert shown(url) == url


@pytest.mark.parametrize("name", sorted(SECRET))
def test_a_secret_is_hidden_however_short_it_is(name: str) -> None:
    url = f"postgresql://bot@10.1.11.21/live?{name}=z1&keepalives=1"
    assert without_secrets(f"{FAILED}: z1", url) == f"{FAILED}: ***"
    assert "z1" not in shown(url)


def test_of_a_name_that_nobody_knows_what_could_be_a_password_is_hidden() -> None:
    url = "postgresql://bot@10.1.11.21/live?passwd=hush&keepalive=1"
    assert without_secrets(f"{FAILED}: hush", url) == f"{FAILED}: ***"
    assert "hush" not in shown(url)


def test_the_password_before_the_host_is_hidden() -> None:
    assert without_secrets("no, hush", "postgresql://bot:hush@10.1.11.21/live") == "no, ***"
