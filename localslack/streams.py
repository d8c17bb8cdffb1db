"""Live updates for the open pages, as server-sent events."""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable

from localslack.kinds import Json

HEARTBEAT = 10.0


class Streams:
    """Every open page's queue, by the person who is looking."""

    def __init__(self) -> None:
        self._queues: dict[str, set[asyncio.Queue[Json | None]]] = defaultdict(set)

    def tell(self, users: Iterable[str], kind: str, **event: object) -> None:
        """Send an event to the pages of these people."""
        for user in users:
            for queue in self._queues.get(user, ()):
                queue.put_nowait({"type": kind, **event})

    def tell_all(self, kind: str, **event: object) -> None:
        """Send an event to every page."""
        self.tell(list(self._queues), kind, **event)

    def close(self) -> None:
        """End every page's stream."""
        for queues in self._queues.values():
            for queue in queues:
                queue.put_nowait(None)

    async def listen(self, user: str, now: Callable[[], Iterable[Json]]) -> AsyncIterator[str]:
        """Yield one page's events as they come, with a heartbeat when there are none.

        It begins with how things are `now`: what was told between two streams reached neither.
        """
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._queues[user].add(queue)
        for event in now():
            queue.put_nowait(event)
        try:
            yield ": listening\n\n"
            async for event in _events(queue):
                yield f"data: {json.dumps(event)}\n\n" if event else ": still here\n\n"
        finally:
            self._queues[user].discard(queue)


async def _events(queue: asyncio.Queue[Json | None]) -> AsyncIterator[Json]:
    while True:
        try:
            event = await asyncio.wait_for(queue.get(), HEARTBEAT)
        except TimeoutError:
            event = {}
        if event is None:
            return
        yield event
