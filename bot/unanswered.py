"""Answers what was asked of a bot that was killed before it could: whoever lives does so.

What was written down to be done is done; of what was done already, a message tells.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from slack_bolt import BoltContext
from slack_sdk import WebClient

from bot.context import ContextFactory
from db.models import ProcessedRequest
from db.outbox import late_answers, processed_requests

Resume = Callable[[BoltContext, WebClient, dict[str, object]], None]

ROUND: Final = 100
LEASE: Final = timedelta(minutes=2)
TRIES: Final = 3


@dataclass(frozen=True)
class Unanswered:
    """Looks for what nobody answered; every replica may have one."""

    contexts: ContextFactory
    client: WebClient
    resumers: Mapping[str, Resume]

    def look(self) -> None:
        """Answer what is over its time, until nothing is."""
        for _ in range(ROUND):
            with self.contexts.database.begin() as session:
                now = self.contexts.now()
                found = processed_requests.claim_unanswered(session, now, LEASE)
            if found is None:
                return
            self._settle(found)

    def _settle(self, found: ProcessedRequest) -> None:
        work = found.work
        is_to_do = work is not None and work != processed_requests.ASKED_BACK
        if work is not None and is_to_do and found.attempts <= TRIES:
            resume = self.resumers.get(work["name"])
            if resume is not None:  # else a newer version beside this one knows it
                resume(BoltContext(), self.client, work["body"])
            return
        with self.contexts.database.begin() as session:
            late_answers.leave(
                session, found.key, found.slack_id or "", self.contexts.now(), was_kept=work is None
            )
