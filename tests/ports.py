"""A port for a server that a test starts in another process."""

import random
import socket
from contextlib import suppress

# Below those that machines give to what connects somewhere: one of these is not taken meanwhile.
FIRST, LAST = 20_000, 32_000


def free_port() -> int:
    """Return a port of this machine that nobody uses at the moment."""
    while True:
        port = random.SystemRandom().randrange(FIRST, LAST)
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port
