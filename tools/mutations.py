"""Takes each guard of delivery and of answers away in a copy, and lets a test catch it.

`python -m tools.mutations` does so for all of them, or for those whose names it is given, and
writes the table of docs/faults.md. Whatever no test catches makes it end with 1.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "faults.md"
COPIED: Final = ("bot", "jobs", "db", "tests", "localslack", "tools", "sample", "docs")
BEGINS, ENDS = "\n### Mutations\n", "\n<!-- end -->\n"
TESTS_FAILED: Final = 1  # pytest's own codes: 2 and more are no verdict
YEAR: Final = "tests/faulty_year/test_faulty_year.py"
RACES: Final = "tests/bot/delivery/test_delivery_races.py"
CLAIMS: Final = "tests/db/outbox/test_claims.py"


@dataclass(frozen=True)
class Mutation:
    """One guard: its line, what stands in its place without it, and the test that must fail then.

    `seed` is a year of `tests/faulty_year` that finds it too, if one is known; `database` is the
    one on which the guard is needed.
    """

    name: str
    without: str
    file: str
    line: str
    instead: str
    test: str
    seed: int | None = None
    database: str = "sqlite"

    def apply(self, copy: Path) -> None:
        """Change the line in a copy of the code."""
        changed = copy / self.file
        was = changed.read_text("utf-8")
        assert was.count(self.line) == 1, f"{self.file} does not have this line once: {self.line}"
        changed.write_text(was.replace(self.line, self.instead), "utf-8")

    def row(self) -> str:
        """Return it as a row of the table."""
        place, _, name = self.test.partition("::")
        seed = "" if self.seed is None else str(self.seed)
        return f"| {self.name} | {self.without} | `{self.file}` | `{name}` in `{place}` | {seed} |"


MUTATIONS: Final = (
    Mutation(
        "fence",
        "an overtaken bot may still record what it believes",
        "db/outbox/queries.py",
        "mine = (Message.id == message.id, Message.lease == message.lease, Message.held)",
        "mine = (Message.id == message.id,)",
        f"{RACES}::test_a_delivery_that_was_overtaken_while_it_posted_records_nothing",
    ),
    Mutation(
        "reconcile",
        "what may have been posted is not looked for",
        "bot/delivery/sender.py",
        "ts = self._look_for(message, message.slack_channel)",
        "ts = None",
        "tests/bot/delivery/test_delivery_faults.py"
        "::test_what_arrived_unnoticed_is_found_and_not_posted_again",
        seed=1,
    ),
    Mutation(
        "quarantine",
        "what is not found is posted again at once",
        "bot/delivery/sender.py",
        "if message.resend_after is None or message.resend_after <= self.now():",
        "if message.resend_after is None or message.resend_after:",
        f"{RACES}::test_what_was_taken_over_is_not_posted_again_before_the_quarantine_is_over",
    ),
    Mutation(
        "lease",
        "a claim holds nobody else off",
        "db/outbox/claims.py",
        'due_at=_time("until"),',
        'due_at=_time("at"),',
        f"{RACES}::test_what_a_dead_delivery_had_in_its_hands_arrives_once",
    ),
    Mutation(
        "one message in a conversation",
        "two senders bring messages to one person at once",
        "db/outbox/claims.py",
        "is_free = _READER.not_in(_busy(_READER))",
        "is_free = Message.id.is_not(None)",
        f"{CLAIMS}::test_of_two_who_found_a_conversation_free_one_has_it",
    ),
    Mutation(
        "lock of a conversation",
        "two bots that claim at once both find a conversation free",
        "db/outbox/claims.py",
        "return bool(session.scalar(select(lock)))",
        "return bool(session.scalar(select(lock))) or True",
        f"{CLAIMS}::test_what_a_second_bot_is_just_claiming_nobody_waits_for",
        database="postgresql",
    ),
    Mutation(
        "one message in a group",
        "two senders bring messages of two people into their group at once",
        "db/outbox/claims.py",
        "return not session.scalar(asked, {**_times(at, pace), **about})",
        "return not session.scalar(asked, {**_times(at, pace), **about}) or True",
        f"{CLAIMS}::test_messages_of_two_people_go_into_their_group_one_after_the_other",
    ),
    Mutation(
        "what is left of the lease",
        "it is not looked at before a post",
        "bot/delivery/sender.py",
        "if left < self._transport.longest_s(rendered) + LEASE_MARGIN_S:",
        "if left < 0 * self._transport.longest_s(rendered) - 1e9:",
        f"{RACES}::test_a_delivery_with_little_time_left_does_not_post",
    ),
    Mutation(
        "unique key of a message",
        "every message has a key of its own",
        "db/outbox/queries.py",
        '"dedupe_key": new.key,',
        '"dedupe_key": f"{new.key} {uuid4().hex}",',
        "tests/db/outbox/test_outbox.py::test_two_writers_of_the_same_message_write_it_once",
    ),
    Mutation(
        "unique key of a request",
        "what Slack delivers again is carried out again",
        "db/outbox/processed_requests.py",
        "return prepared.run(session, noted, row).rowcount == 1",
        "return prepared.run(session, noted, row).rowcount == 1 or bool(new.key)",
        "tests/bot/slack/test_turn.py"
        "::test_the_same_request_again_is_acknowledged_and_not_done_again",
        seed=3,
    ),
    Mutation(
        "pong check",
        "a socket that answers no ping counts as alive",
        "bot/slack/sockets.py",
        "return time.time() - heard_at < SILENT_S",
        "return time.time() - heard_at < SILENT_S * 1e6",
        "tests/bot/slack/test_lines.py::"
        "test_a_connection_whose_pongs_stay_away_is_dead_although_its_client_takes_it_for_open",
    ),
    Mutation(
        "deadline of an envelope",
        "what Slack gave up is done in secret",
        "bot/slack/turn.py",
        "if waits and self._age() > self.patience.carried_out_within_s:",
        "if waits and self._age() > 1e9 * self.patience.carried_out_within_s:",
        "tests/bot/slack/test_turn.py::test_what_slack_has_said_to_have_failed_is_not_done_in_secret",
    ),
)


def main(names: Sequence[str]) -> int:
    """Try them and write the table; return 1 where one is not caught."""
    chosen = [one for one in MUTATIONS if not names or one.name in names]
    survived = [one for one in chosen if not is_caught(one, one.test)]
    for one in chosen:
        sys.stdout.write(f"{'SURVIVED' if one in survived else 'caught'}: {one.name}\n")
    PAGE.write_text(with_table(PAGE.read_text("utf-8")), "utf-8")
    return int(bool(survived))


def is_caught(mutation: Mutation, test: str, **environment: str) -> bool:
    """Say whether a test fails where the guard is taken away in a copy of the code."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in COPIED:
            left_out = shutil.ignore_patterns("__pycache__", "*.png")
            shutil.copytree(ROOT / name, copy / name, ignore=left_out)
        shutil.copy(ROOT / "pyproject.toml", copy)
        mutation.apply(copy)
        which = mutation.database if mutation.database != "sqlite" else "not postgresql"
        only = ["-q", "-x", "-n", "0", "-p", "no:cacheprovider", "-k", which]
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", *only, test],
            cwd=copy,
            env={**os.environ, "PYTHONPATH": folder, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
    if ran.returncode not in {0, TESTS_FAILED}:
        raise RuntimeError(ran.stdout + ran.stderr)
    return ran.returncode == TESTS_FAILED


def with_table(page: str) -> str:
    """Return the page with the table as it is now."""
    before, _, rest = page.partition(BEGINS)
    _, _, after = rest.partition(ENDS)
    table = "\n".join(
        [
            "| The guard | Without it | Where | The test that fails | A year that fails too |",
            "| --- | --- | --- | --- | --- |",
            *(one.row() for one in MUTATIONS),
        ]
    )
    return f"{before}{BEGINS}\n{table}{ENDS}{after}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
