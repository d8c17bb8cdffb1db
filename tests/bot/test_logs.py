import logging
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

from bot import logs
from db.errors import BusyError, LostError
from db.tracing import new_token, traced
from tests.bot.delivery.world import Hands

TALK = """
import logging, warnings
from bot import logs
logs.configure({level!r})
logging.getLogger("sqlalchemy.engine").setLevel("DEBUG")
logging.getLogger("sqlalchemy.engine").info("INSERT words")
logging.getLogger("slack_bolt.App").debug("payload words")
logging.getLogger("a.library.nobody.thought.of").debug("words")
logging.getLogger("bot.delivery.sender").info("delivered message %s", 12)
logging.getLogger("slack_sdk.socket").warning("an odd frame: words")
warnings.warn("a cell with words")
logging.getLogger("bot.main").warning("wss://slack/?ticket=hush&app_id=1 xapp-1-A1-hush")
logging.getLogger("bot.main").warning("postgresql://bot:hush@host/live?password=hush xoxb-1-hush")
def parsed(typed):
    try:
        return int(typed)
    except ValueError as error:
        raise KeyError(typed) from error
try:
    parsed("words")
except KeyError:
    logging.getLogger("bot.app").exception("failed")
"""


def _logged(level: str) -> str:
    asked = [sys.executable, "-c", TALK.format(level=level)]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stderr


def test_our_own_log_and_a_librarys_look_the_same_with_the_time_in_utc() -> None:
    [first, second] = _logged("INFO").splitlines()[:2]
    assert first.endswith("[info    ] delivered message 12")
    assert "[warning ] slack_sdk.socket spoke at" in second
    assert all(line[10] == "T" and line[23] == "Z" for line in (first, second))


def test_at_no_level_stands_a_secret_or_what_people_typed() -> None:
    logged = _logged("DEBUG")
    code = ("raise KeyError(typed) from error", 'parsed("words")')
    assert "hush" not in logged
    assert not [
        line for line in logged.splitlines() if "words" in line and line.strip() not in code
    ]


def test_a_level_is_kept() -> None:
    assert "delivered" not in _logged("WARNING")
    assert "failed" in _logged("WARNING")


def test_an_error_is_told_by_its_kind_and_its_frames_with_what_led_to_it() -> None:
    told = [line.strip() for line in _logged("INFO").partition("failed")[2].splitlines()]
    assert [line for line in told if not line.startswith("File")] == [
        "",
        "ValueError",
        "which led to",
        "KeyError",
    ]


def written_by(talk: Callable[[logging.Logger, Hands], None]) -> list[str]:
    """Return the lines of the log that a talk writes."""
    clock, out = Hands(), StringIO()
    made, log = logs.handler(clock.monotonic), logging.Logger("bot.main")
    made.setStream(out)
    log.addHandler(made)
    talk(log, clock)
    return [line.split("] ", 1)[1] for line in out.getvalue().splitlines()]


def test_trouble_of_the_database_that_meets_every_job_is_a_line_a_minute() -> None:
    def talk(log: logging.Logger, clock: Hands) -> None:
        for _ in range(120):
            for why in (BusyError("the disk is full"), LostError("cut")):
                try:
                    raise why
                except (BusyError, LostError):
                    log.exception("the job %r failed", "reminders")
            clock.pass_by(timedelta(seconds=1))

    full, cut = (f"the database: {why}" for why in ("the disk is full", "cut"))
    assert written_by(talk) == [full, cut, full, cut]


def test_a_request_and_the_delivery_of_what_it_wrote_are_logged_under_one_id() -> None:
    def talk(log: logging.Logger, _: Hands) -> None:
        with traced():
            token = new_token()
            log.info("a request is kept")
        with traced(token):
            log.info("message 12 is sent")
        log.info("nothing")

    kept, sent, nothing = written_by(talk)
    assert re.fullmatch(r"\[[0-9a-f]{8}\] a request is kept", kept)
    assert sent == kept.replace("a request is kept", "message 12 is sent")
    assert nothing == "nothing"
