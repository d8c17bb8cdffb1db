"""What the running bot does without until somebody asks for what needs it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot import heartbeat
from bot.settings import read

ROOT = Path(__file__).parents[2]
HEAVY = {
    "alembic", "anyio", "docx", "holidays", "icalendar", "lxml", "matplotlib", "numpy", "openpyxl",
    "ortools", "pandas", "PIL", "prometheus_client", "psycopg", "pygments", "rapidfuzz",
    "rich", "sqlalchemy.dialects.postgresql", "starlette", "stdnum", "uvicorn",
}  # fmt: skip
OURS_FOR_LATER = {
    "bot.plan.upload", "bot.report.pack", "bot.report.paper", "jobs.plan.reading",
    "jobs.report.values",
}  # fmt: skip
START = """
import json, sys
from bot.cli import running, speak
from bot import app, logs, main
from db import migrate, models
from jobs.rules.working_days import Calendar
assert Calendar.of("ENG").holidays
assert not models.Action.__mapper__.configured
print(json.dumps(sorted(sys.modules)))
"""


def test_nothing_heavy_is_loaded_by_a_bot_that_starts() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", START], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(json.loads(ran.stdout))
    assert {"bot", "jobs", "db", "slack_bolt", "sqlalchemy"} <= loaded
    assert loaded & (HEAVY | OURS_FOR_LATER) == set()


WELL = """
import json, sys
from typer.testing import CliRunner
from bot.cli import app
assert CliRunner().invoke(app, ["healthcheck"]).exit_code == 0
print(json.dumps(sorted(sys.modules)))
"""


def test_whether_a_bot_is_well_is_asked_without_what_runs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A container asks twice a minute, for as long as it runs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    settings = read(needs_tokens=False)
    heartbeat.write(settings)
    asked = [sys.executable, "-c", WELL]
    ran = subprocess.run(asked, capture_output=True, text=True, check=True)
    heartbeat.path(settings).unlink()
    loaded = set(json.loads(ran.stdout))
    assert "bot.heartbeat" in loaded
    assert (
        loaded & {"sqlalchemy", "pydantic_settings", "slack_sdk", "bot.settings", "jobs"} == set()
    )
