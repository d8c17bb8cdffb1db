"""A connection to Slack that is left ends whole, whatever else happens to it meanwhile."""

import logging
import socket
from dataclasses import dataclass

from slack_sdk.socket_mode.builtin.connection import Connection

from bot.clock import uptime
from bot.slack.sockets import Client, Line
from tests.waiting import eventually


@dataclass
class ClosedMeanwhile:
    """A lock of a connection whose socket somebody else closes while one waits for it."""

    session: Connection

    def __enter__(self) -> None:
        if self.session.sock is not None:
            self.session.sock.close()
            self.session.sock = None

    def __exit__(self, *_: object) -> None:
        """Let it go."""


def test_a_line_whose_socket_is_closed_at_the_same_moment_leaves_no_thread_behind() -> None:
    client = Client("xapp-local")
    session = Connection("ws://127.0.0.1/", logging.getLogger(__name__))
    mine, other = socket.socketpair()
    vars(session).update(sock=mine, sock_send_lock=ClosedMeanwhile(session))
    client.current_session = session
    assert client.message_processor.is_alive()

    with other:
        Line(client, uptime()).leave()

        eventually(lambda: not client.message_processor.is_alive() or None, "the end of its thread")
