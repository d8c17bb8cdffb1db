"""Notes who was answered, many at once: a note for each would double the writes of a command.

A bot that is killed before it noted one tells that person once more what became of it.
"""

import logging
from dataclasses import dataclass, field
from threading import Lock, Timer
from typing import Final

from db.errors import BusyError, LostError
from db.outbox import processed_requests as requests
from db.session import Database

log = logging.getLogger(__name__)

NOTED_WITHIN_S: Final = 0.5
TRIED_AGAIN_AFTER_S: Final = 2.0


@dataclass
class AnsweredNotes:
    """The requests that were answered and are not noted yet."""

    database: Database
    _keys: list[str] = field(default_factory=list)
    _timer: Timer | None = None
    _is_closed: bool = False
    _lock: Lock = field(default_factory=Lock)

    def add(self, key: str) -> None:
        """Note soon that whoever made a request has their answer."""
        self._note([key], NOTED_WITHIN_S)

    def write(self) -> None:
        """Note it now; what the database does not take now is tried again, or goes with the next.

        Else they are told once more by whoever looks for those who were not answered.
        """
        with self._lock:
            keys, self._keys, self._timer = self._keys, [], None
        if not keys:
            return
        try:
            with self.database.begin() as session:
                requests.answered(session, keys)
        except (BusyError, LostError) as trouble:
            log.warning("answers were not noted: %r", trouble)
            self._note(keys, TRIED_AGAIN_AFTER_S)

    def close(self) -> None:
        """Note what is left, and start no more."""
        with self._lock:
            self._is_closed = True
            if self._timer is not None:
                self._timer.cancel()
        self.write()

    def _note(self, keys: list[str], within_s: float) -> None:
        with self._lock:
            self._keys += keys
            if self._timer is None and not self._is_closed:
                self._timer = Timer(within_s, self.write)
                self._timer.daemon = True
                self._timer.start()
