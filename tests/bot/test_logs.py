import subprocess
import sys

TALK = """
import logging
from bot import logs
logs.configure({level!r})
logging.getLogger("sqlalchemy.engine").info("INSERT words")
logging.getLogger("slack_bolt.App").debug("payload words")
logging.getLogger("apscheduler.executors").info("tick")
logging.getLogger("bot.delivery.sender").info("delivered")
logging.getLogger("slack_bolt.App").info("asked for number=%s", 12)
try:
    secret = "xoxb-hush"
    raise ValueError("broken")
except ValueError:
    logging.getLogger("bot.app").exception("failed")
"""


def _logged(level: str) -> str:
    asked = [sys.executable, "-c", TALK.format(level=level)]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stderr


def test_our_own_log_and_a_librarys_look_the_same_with_the_time_in_utc() -> None:
    [first, second] = _logged("INFO").splitlines()[:2]
    assert first.endswith("delivered")
    assert "asked" in second
    assert "number=12" in second
    assert all(line[10] == "T" and "Z [info" in line for line in (first, second))


def test_no_level_lets_a_library_write_what_people_typed() -> None:
    assert "words" not in _logged("DEBUG")
    assert "tick" not in _logged("DEBUG")


def test_a_level_is_kept() -> None:
    assert "delivered" not in _logged("WARNING")
    assert "asked" not in _logged("WARNING")
    assert "failed" in _logged("WARNING")


def test_a_traceback_is_shown_without_its_variables() -> None:
    logged = _logged("INFO")
    assert "ValueError: broken" in logged
    assert "hush" not in logged.replace('secret = "xoxb-hush"', "")
