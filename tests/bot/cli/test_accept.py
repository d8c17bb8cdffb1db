"""`live-audit verify --accept`, as somebody types it who has put a row right by hand."""

import json
import os
import pwd
from contextlib import closing

import pytest
from sqlalchemy import select, text

from bot.cli.account import typed_by
from db.models import CouncilEvent
from db.session import connect
from tests.bot.cli.test_verify import URL, Run, live_audit, meddled, sealed

__all__ = ["live_audit", "sealed"]

OURS = pwd.getpwuid(os.getuid()).pw_name  # what the system calls whoever runs the tests
WHY = ("--why", "Put back by hand from the backup of Monday")


def test_a_row_that_is_right_is_accepted_with_a_reason_and_stands_in_the_history(
    live_audit: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SUDO_USER", raising=False)
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "somebody.else")  # which anybody may say of themselves
    meddled("UPDATE person SET role = 'Head'", "UPDATE action SET theme = 'Voice'")
    result = live_audit("verify", "--accept", "person 1", *WHY)
    assert f"Accepted by {OURS}: person 1, role.\n" in result.stdout
    assert result.exit_code == 1  # the action is another matter
    assert "person 1" not in result.stderr
    assert "- action 1: theme is 'Voice'; the history says ''." in result.stderr
    result = live_audit("verify", "--accept", "action", *WHY)
    assert (result.exit_code, result.stderr) == (0, "")
    assert live_audit("verify").exit_code == 0
    with closing(connect(URL)) as database, database.read() as session:
        events = session.scalars(select(CouncilEvent).where(CouncilEvent.kind == "accepted")).all()
    assert [event.changes["accepted"][1] for event in events] == [
        {"person 1": {"role": None}},
        {"action 1": {"theme": None}},
    ]
    assert all(event.changes["why"][1] == WHY[1] for event in events)
    meddled("UPDATE person SET role = 'Chief'")
    again = live_audit("verify")
    assert "- person 1: role is 'Chief'; the history says 'Head'." in again.stderr


def test_nothing_is_accepted_where_nothing_is_named_or_no_reason_is_given(live_audit: Run) -> None:
    for words, said in (
        (("--accept", "person 1", *WHY), "Not named by verify, so nothing was accepted: person 1."),
        (("--accept", "person 1"), "Say why they are right: --why"),
        (WHY, "Say which row is right, as verify names it: --accept 'person 12'"),
    ):
        result = live_audit("verify", *words)
        assert (result.exit_code, result.stdout) == (1, "")
        assert said in result.stderr


def test_a_history_that_is_broken_is_never_accepted(live_audit: Run) -> None:
    meddled(
        "UPDATE event SET note = 'Nobody said this' WHERE id = 2", "UPDATE person SET role = 'X'"
    )
    result = live_audit("verify", "--accept", "person 1", *WHY)
    assert result.exit_code == 1
    assert "Nothing was accepted: the history itself is not whole" in result.stderr
    with closing(connect(URL)) as database, database.look() as connection:
        told = connection.execute(text("SELECT rows FROM standing")).scalars().all()
    assert "X" not in [row.get("person 1", {}).get("role") for row in map(json.loads, told)]


def test_who_accepts_is_said_by_the_system_and_by_nothing_that_they_could_set() -> None:
    named = next(account for account in pwd.getpwall() if account.pw_uid)
    claimed = {"SUDO_USER": "kim.ash", "LOGNAME": "kim.ash", "USER": "kim.ash"}
    assert typed_by(named.pw_uid, claimed) == pwd.getpwuid(named.pw_uid).pw_name
    assert typed_by(0, claimed) == "kim.ash"  # who became root
    assert typed_by(0, {"LOGNAME": "kim.ash"}) == pwd.getpwuid(0).pw_name
    nameless = max(account.pw_uid for account in pwd.getpwall()) + 1
    assert typed_by(nameless, claimed) == f"account {nameless}"


def test_verify_says_of_a_history_that_is_whole_what_was_accepted(live_audit: Run) -> None:
    assert "Accepted" not in live_audit("verify").stdout
    meddled("UPDATE person SET role = 'Head', works = '135'", "UPDATE action SET theme = 'Voice'")
    live_audit("verify", "--accept", "person 1", *WHY)
    live_audit("verify", "--accept", "action", "--why", "The import of Tuesday")
    whole = live_audit("verify")
    assert (whole.exit_code, whole.stderr) == (0, "")
    result, _, told = whole.stdout.partition("\nAccepted at the server")
    assert "0 differ." in result
    heading, first, person, second, action = told.splitlines()
    assert heading == ", and compared from then on with how it stood then:"
    assert first.endswith(f" UTC, by {OURS}. Why: {WHY[1]}")
    assert person == "    person 1: role and works"
    assert second.endswith(f" UTC, by {OURS}. Why: The import of Tuesday")
    assert action == "    action 1: theme"
    meddled("UPDATE person SET role = 'Chief'")
    assert told in live_audit("verify").stdout  # of one that is not, too
