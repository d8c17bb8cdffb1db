"""Says what was lost, doubled and told wrongly, from the journal of Slack and the rows alone.

It asks the tables in SQL of its own and imports nothing of the bot: a witness must not share the
mistakes of whom it watches.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, text

from tests.faulty_year.slack import Post
from tests.faulty_year.year import Asked

LONDON: Final = ZoneInfo("Europe/London")
NOT_DONE: Final = ("nothing was changed", "Nothing was changed")
ASKS: Final = "?"  # whether it is about a child, or the same as another action
LATE: Final = ("answer", "no answer")  # before a request's key, in that of the message about it
FILES: Final = ("audit invite",)  # bear no token: docs/delivery.md names what can happen to them
SHOWN: Final = ("answer",)  # notes where an answer stands, which was posted already
MORNING: Final = "morning"


@dataclass
class Verdict:
    """What went wrong, each with the row or the mark it went wrong with."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    told_wrongly: list[str] = field(default_factory=list)
    judged: Counter[str] = field(default_factory=Counter)

    @property
    def is_clean(self) -> bool:
        """Say whether nothing went wrong."""
        return not (self.lost or self.doubled or self.told_wrongly)


def judge(connection: Connection, posts: Sequence[Post], asked: Sequence[Asked]) -> Verdict:
    """Compare what was promised with what arrived."""
    verdict = Verdict()
    rows = _rows(connection, "SELECT id, dedupe_key, token, kind, outcome, morning FROM message")
    by_token = {token: [post for post in posts if post.token == token] for token in _tokens(posts)}
    for row in rows:
        if row["kind"] not in SHOWN + FILES:
            _judge_message(verdict, row, len(by_token.get(row["token"], ())))
    kinds = {row["token"]: row["kind"] for row in rows}
    verdict.told_wrongly += [f"no row for {token}" for token in by_token if token not in kinds]
    _judge_mornings(verdict, [post for post in posts if kinds.get(post.token) == MORNING])
    late = {row["dedupe_key"]: by_token.get(row["token"], []) for row in rows}
    for one in asked:
        answers = [*one.answers]
        for name in LATE:
            answers += late.get(f"{name}:{one.key}", ())
        answers.sort(key=lambda post: post.at)
        _judge_request(verdict, one, _changes(connection, one), [post.text for post in answers])
    return verdict


def _tokens(posts: Sequence[Post]) -> Iterator[str]:
    yield from dict.fromkeys(post.token for post in posts if post.token)


def _rows(connection: Connection, asked: str, **given: object) -> list[Mapping[str, Any]]:
    return [dict(row) for row in connection.execute(text(asked), given).mappings()]


def _judge_message(verdict: Verdict, row: Mapping[str, Any], arrived: int) -> None:
    name, outcome = f"message {row['id']} ({row['kind']})", row["outcome"]
    verdict.judged[f"message {outcome or 'left'}"] += 1
    if outcome == "sent" and not arrived:
        verdict.lost.append(f"{name} is said to be sent")
    if outcome == "dead" or (outcome is None and row["morning"] is None):
        verdict.lost.append(f"{name} never arrived: {outcome}")
    if arrived > 1:
        verdict.doubled.append(f"{name} arrived {arrived} times")
    if arrived and outcome != "sent":
        verdict.told_wrongly.append(f"{name} arrived and is said to be {outcome}")


def _judge_mornings(verdict: Verdict, posts: Sequence[Post]) -> None:
    days = Counter(
        (post.channel, datetime.fromtimestamp(post.at, UTC).astimezone(LONDON).date())
        for post in posts
    )
    verdict.doubled += [f"{often} mornings: {where}" for where, often in days.items() if often > 1]


def _changes(connection: Connection, asked: Asked) -> int:
    """Count how many times what somebody asked was done."""
    where = {"add": "action WHERE title", "note": "event WHERE note", "done": "event WHERE note"}
    found = f"SELECT count(*) AS times FROM {where[asked.verb]} LIKE :mark"
    return int(_rows(connection, found, mark=f"%{asked.mark}%")[0]["times"])


def _judge_request(verdict: Verdict, asked: Asked, changes: int, told: Sequence[str]) -> None:
    """Compare what was done with the last thing that was said of it."""
    name = f"{asked.verb} {asked.mark}"
    verdict.judged[f"request done {changes} times"] += 1
    last = told[-1] if told else ASKS
    says_done = not last.endswith(ASKS) and not any(words in last for words in NOT_DONE)
    if changes > 1:
        verdict.doubled.append(f"{name} was done {changes} times")
    if changes and not told:
        verdict.told_wrongly.append(f"{name} was done and nobody said so")
    if changes and told and not says_done:
        verdict.told_wrongly.append(f"{name} was done: {last}")
    if not changes and says_done:
        verdict.told_wrongly.append(f"{name} was not done: {last}")
    if not changes and asked.is_acknowledged and not told:
        verdict.lost.append(f"{name} was acknowledged and not done")
