"""A bot's delivery in a process of its own, with several senders, to be killed at any moment."""

import multiprocessing
from datetime import UTC, datetime, timedelta
from multiprocessing.context import ForkServerProcess
from time import monotonic

from bot.delivery.retry import RetryPolicy
from bot.delivery.sender import SENDERS, Delivery
from bot.delivery.transport import outbox_client
from db.session import connect
from tests.bot.delivery.world import render
from tests.council_slack import TOKEN

LOADED = multiprocessing.get_context("forkserver")
LOADED.set_forkserver_preload([__name__])
# As usual, but that a test need not wait for minutes until a killed bot's messages are taken over.
POLICY = RetryPolicy(
    lease=timedelta(seconds=15), quarantine=timedelta(seconds=5), first_wait=timedelta(seconds=1)
)


def started(database_url: str, api: str) -> ForkServerProcess:
    """Start one; it looks for what is due until it is killed."""
    process = LOADED.Process(target=live, args=(database_url, api), daemon=True)
    process.start()
    return process


def live(database_url: str, api: str) -> None:
    """Deliver, by the machine's own clock."""
    delivery = Delivery(
        connect(database_url),
        outbox_client(TOKEN, api),
        render,
        now=lambda: datetime.now(UTC),
        monotonic=monotonic,
        policy=POLICY,
        senders=SENDERS,
    )
    while True:
        delivery.send_pending()
