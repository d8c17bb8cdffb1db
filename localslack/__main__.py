"""`python -m localslack`: a workspace for people."""

import argparse
import errno
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import NoReturn

from localslack.definition import load
from localslack.kinds import DefinitionError
from localslack.server import Workspace

LAST_PORT = 65_535
BEGIN_AGAIN = 75  # the exit code by which whoever started it is asked to begin again


def main() -> int:
    """Serve until interrupted; return the exit code."""
    asked = _arguments()
    for number in (signal.SIGINT, signal.SIGTERM):  # a shell starts what is in the background deaf
        signal.signal(number, _interrupt)
    try:
        return _serve(
            Workspace(load(asked.workspace), asked.port, asked.state, may_end=asked.may_end)
        )
    except DefinitionError as error:
        return _complain(f"{error}")
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return _complain(f"Port {asked.port} is in use; choose another, as in --port 8766.")
        return _complain(f"Cannot listen on port {asked.port}: {error.strerror}.")
    except KeyboardInterrupt:
        return 0


def _serve(workspace: Workspace) -> int:
    try:
        workspace.start()
        sys.stdout.write(f"ready {workspace.url}/\n")
        sys.stdout.flush()
        workspace.wait()
    finally:
        workspace.stop()
    return BEGIN_AGAIN if workspace.is_to_begin_again else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="localslack", description="A small Slack, on this machine."
    )
    parser.add_argument("--workspace", type=Path, required=True, help="workspace.json")
    parser.add_argument("--port", type=_port, default=8765, help="0 picks a free one (8765)")
    parser.add_argument("--state", type=Path, help="the file to keep what was typed in")
    parser.add_argument(
        "--may-end",
        action="store_true",
        help=f"offer “Start again” in the page, which ends it with exit code {BEGIN_AGAIN}",
    )
    return parser.parse_args()


def _port(given: str) -> int:
    if not given.isdigit() or int(given) > LAST_PORT:
        raise argparse.ArgumentTypeError(f"a port is 0 to {LAST_PORT}, as in --port 8766")
    return int(given)


def _interrupt(signum: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _complain(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
