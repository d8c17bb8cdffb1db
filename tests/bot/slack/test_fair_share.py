"""Nobody waits behind somebody who asks too much."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from threading import Event, Semaphore
from urllib.parse import unquote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_bolt import BoltRequest
from slack_sdk import WebClient
from sqlalchemy import func, select

from bot import app
from bot.context import ContextFactory
from bot.people.directory import Directory
from bot.slack.fair_share import AT_ONCE, FairShare
from db.errors import RefusedError
from db.models import Action
from db.session import Database, Session
from tests.bot.entrances import PLACE
from tests.bot.test_somebody import Recorder, slack
from tests.contexts import COUNCIL
from tests.people import NOW, Council
from tests.unhurried import UNHURRIED
from tests.waiting import HANG_S, eventually

__all__ = ["slack"]


class Minutes:
    """A clock of minutes, told in seconds."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now * 60


def _goes_through(share: FairShare, user: str = "a guest") -> bool:
    with share.taken(user) as mine:
        try:
            mine.require()
        except RefusedError:
            return False
        return True


def test_whoever_asks_again_before_the_first_answers_waits_and_others_do_not() -> None:
    share = FairShare(at_once=2)
    with ExitStack() as running:
        for _ in range(2):
            running.enter_context(share.taken("a guest")).require()
        with share.taken("a guest") as mine, pytest.raises(RefusedError) as refused:
            mine.require()
        assert refused.value.kind == AT_ONCE
        assert _goes_through(share, "a colleague")
    assert _goes_through(share)


def test_whoever_asks_more_than_a_person_can_is_told_when_to_go_on() -> None:
    clock = Minutes()
    share = FairShare(most=3, seconds=clock)
    for clock.now in (0, 1, 2):
        assert _goes_through(share)
    clock.now = 4
    with (
        share.taken("a guest") as mine,
        pytest.raises(RefusedError, match=r"carry on in 6 min\.") as _,
    ):
        mine.require()
    clock.now = 10
    assert _goes_through(share)


LARGEST = 25


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 4), st.integers(0, LARGEST))))
def test_in_no_stretch_of_time_has_anybody_more_than_their_share(
    asked: list[tuple[str, int, int]],
) -> None:
    """The last that went through may be as large as one is, since none is cut in two."""
    clock, share = Minutes(), FairShare(most=30)
    share.seconds = clock
    done: dict[str, list[tuple[float, int]]] = {}
    for user, later, rows in asked:
        clock.now += later
        recent = sum(size for at, size in done.get(user, []) if at > clock.now - 10)
        assert recent < share.most + LARGEST
        with share.taken(user) as mine:
            try:
                mine.require()
            except RefusedError:
                assert recent >= share.most
                continue
            assert recent < share.most
            mine.wrote(rows)
            done.setdefault(user, []).append((clock.now, max(rows, 1)))


def test_whoever_wrote_much_at_once_is_told_when_there_is_room_for_one_more() -> None:
    clock = Minutes()
    share = FairShare(most=40, seconds=clock)
    for clock.now in (0, 3):
        with share.taken("a guest") as mine:
            mine.wrote(25)
    clock.now = 4
    with (
        share.taken("a guest") as mine,
        pytest.raises(RefusedError, match=r"none of it was saved.*carry on in 6 min\."),
    ):
        mine.require()
    clock.now = 10
    assert _goes_through(share)


@dataclass(frozen=True)
class HeldDatabase(Database):
    """Holds the first `most` who write, until they are let go."""

    most: list[None] = field(default_factory=lambda: [None] * FairShare().at_once)
    held: Semaphore = field(default_factory=lambda: Semaphore(0))
    let_go: Event = field(default_factory=Event)

    def begin(self) -> AbstractContextManager[Session]:
        """Begin, or wait."""
        with suppress(IndexError):
            self.most.pop()
            self.held.release()
            assert self.let_go.wait(HANG_S)
        return super().begin()

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """Let them go in the end, whatever happens."""
        try:
            yield
        finally:
            self.let_go.set()


def asked(user: str, number: int, url: str) -> BoltRequest:
    """Return what Slack sends when somebody adds an action."""
    said = {"command": "/action", "text": f"add Ring Legal {number}", "user_id": user}
    marks = {"trigger_id": f"{user}.{number}", "response_url": f"{url}/response/{user}"}
    body = {**said, "team_id": "T", "channel_id": "C1", **marks}
    return BoltRequest(body=urlencode(body), mode="socket_mode")


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_whoever_asks_for_much_at_once_lets_nobody_wait(council: Council, slack: str) -> None:
    """Five of theirs are at work, thirty more are put off at once, and a colleague is answered."""
    one, other = str(council.practitioner.slack_id), str(council.stranger.slack_id)
    real = council.database
    held = HeldDatabase(real.engine, real._writers, real._readers)
    contexts = ContextFactory(held, lambda: NOW, COUNCIL)
    directory = Directory(held, frozenset(), frozenset(), lambda: NOW)
    client = WebClient("xoxb-a", f"{slack}/api/")
    made = app.build(client, contexts, directory, UNHURRIED, FairShare())
    Recorder.kept.clear()

    def said(user: str, words: str) -> int:
        posts = ((path, n) for path, n in Recorder.kept.items() if f"/response/{user}" in path)
        return sum(n for path, n in posts if words in unquote_plus(path))

    def until(is_so: Callable[[], bool]) -> None:
        eventually(lambda: is_so() or None, "answers", moved=Recorder.kept.total)

    with ThreadPoolExecutor(40) as slacks, held.going_on():
        at_work = [slacks.submit(made.dispatch, asked(one, n, slack)) for n in range(5)]
        assert all(held.held.acquire(timeout=HANG_S) for _ in at_work)
        for future in [slacks.submit(made.dispatch, asked(one, n, slack)) for n in range(5, 35)]:
            future.result(HANG_S)
        made.dispatch(asked(other, 1, slack))
        until(lambda: said(one, "still busy") == 30)
        until(lambda: said(other, "Ring Legal") == 1)
        assert said(one, "Ring Legal") == 0
        held.let_go.set()
        until(lambda: said(one, "Ring Legal") == 5)
    assert app.finish(made, 60)
    contexts.notes.close()


def pasted(user: str, number: int, url: str) -> BoltRequest:
    """Return what Slack sends when somebody presses the button that adds 25 lines."""
    text = "\n".join(f"Ring school {number}.{line}" for line in range(25))
    pressed = {"action_id": "several_add", "value": json.dumps({"text": text})}
    marks = {"trigger_id": f"{user}.{number}", "response_url": f"{url}/response/{user}.{number}"}
    who = {"user": {"id": user, "team_id": "T"}, "team": {"id": "T"}}
    about = {"type": "block_actions", "container": PLACE, "actions": [pressed]}
    return BoltRequest(body=json.dumps({**about, **who, **marks}), mode="socket_mode")


def is_answered(path: str) -> bool | None:
    return any(path in each for each in [*Recorder.kept]) or None


def test_a_paste_counts_its_lines_and_is_kept_whole_or_not_at_all(
    council: Council, slack: str
) -> None:
    one = str(council.practitioner.slack_id)
    contexts = ContextFactory(council.database, lambda: NOW, COUNCIL)
    directory = Directory(council.database, frozenset(), frozenset(), lambda: NOW)
    made = app.build(
        WebClient("xoxb-a", f"{slack}/api/"), contexts, directory, UNHURRIED, FairShare(most=60)
    )
    Recorder.kept.clear()
    for number in range(5):
        made.dispatch(pasted(one, number, slack))
        until = partial(is_answered, f"/response/{one}.{number} ")
        eventually(until, "an answer", moved=Recorder.kept.total)
    assert app.finish(made, 60)
    contexts.notes.close()
    with council.database.read() as session:
        assert session.scalar(select(func.count(Action.id))) == 75
    refused = [each for each in Recorder.kept if "none of it was saved" in unquote_plus(each)]
    assert len(refused) == 2
