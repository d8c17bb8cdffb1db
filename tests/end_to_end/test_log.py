"""What the running program says at LOG_LEVEL=DEBUG: nothing typed, nobody's name and no secret.

It runs as it does in a council, in a process of its own; all that it and its libraries write to
standard output and standard error is read, whichever logger or none it comes by. Everybody's name,
every title, note and file has an odd word in it, and so have the tokens and the passwords.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from subprocess import Popen

import pytest
from sqlalchemy import text

from db.migrate import newest
from db.models import Action, Person
from tests.end_to_end.killing import Setting
from tests.end_to_end.persona import ASKED, Persona, ask
from tests.end_to_end.test_crash import besides, setting
from tests.end_to_end.world import SETTINGS, over_http
from tests.logged import words_held
from tests.ports import free_port
from tests.waiting import told_by

__all__ = ["besides", "setting"]  # fixtures
pytestmark = pytest.mark.waits

ODD = "quillwort"  # in no library's and no log's own words
PLAN = f"Ref,Action,Owner\nQ-1,Order the {ODD},Sam {ODD}\n,,\n"
HUSH = "hushhush"


@dataclass(frozen=True)
class Running:
    """The program as it runs, and a lead at the workspace's page."""

    setting: Setting
    lead: Persona


@pytest.fixture
def odd(setting: Setting) -> Setting:
    """Let everybody's name and title be odd, and each way to a secret be there."""
    with setting.database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(text(f"INSERT INTO alembic_version VALUES ('{newest()}')"))
    with setting.database.begin() as session:
        lead, *others = session.query(Person).order_by(Person.id)
        lead.email, lead.name = f"{ODD}@council.example", f"Robin {ODD.title()}"
        for person in others:
            person.name, person.email = f"Sam {ODD.title()}", f"{person.id}.{ODD}@council.example"
        for action in session.query(Action):
            action.title = f"Publish the {ODD}"
    mark = "&" if "?" in setting.environment["DATABASE_URL"] else "?"
    is_postgresql = setting.environment["DATABASE_URL"].startswith("postgresql")
    password = f"{mark}password={HUSH}" if is_postgresql else ""
    setting.environment.update(
        {
            "LOG_LEVEL": "DEBUG",
            "LEADS": f"{ODD}@council.example",
            "CASE_KEY": HUSH * 4,
            "DATABASE_URL": setting.environment["DATABASE_URL"] + password,
        }
    )
    return setting


@contextmanager
def program(setting: Setting) -> Iterator[Popen[str]]:
    """Run the bot as `live-audit run` does, with all that it says in a file."""
    environment = {**os.environ, **setting.environment}
    command = [sys.executable, "-m", "bot"]
    with setting.log.open("w") as said:
        bot = Popen(
            command, cwd=setting.log.parent, env=environment, stdout=said, stderr=said, text=True
        )
    try:
        yield bot
    finally:
        bot.terminate()
        told_by(bot, "the bot to stop")


def types(it: Running) -> None:
    """Type what is known and what is not, in the channel and to the bot."""
    it.lead.types(f"/action add Order the {ODD} @Robin by 15 January 2027")
    it.lead.types(f"/action note 1 sent to {ODD}")
    it.lead.types(f"/action wombat {ODD} {ODD}")
    it.lead.types(f"/audit find {ODD}")
    it.lead.writes(f"done 1 with the {ODD}")
    it.lead.writes(f"what is {ODD} about")
    it.lead.mentions_the_bot(f"add Ring the {ODD}")
    it.lead.opens_home()


def fills_in(it: Running) -> None:
    """Hand in a form, well and with what is refused beside its field."""
    it.lead.posts("/action add")
    form = it.lead.opened()
    it.lead.submits(form, title=f"Ring {ODD} on 07700 900123")
    it.lead.submits(form, title=f"Ring the {ODD}")


def drops_a_plan(it: Running) -> None:
    """Drop a plan in, and what is none."""
    it.lead.drops((f"{ODD}.csv", PLAN.encode()))
    it.lead.drops((f"{ODD}.xlsx", f"no workbook {ODD}".encode()))


def is_refused(it: Running) -> None:
    """Say what the guard finds, in each way that it is said."""
    it.lead.types(f"/action add {ODD} 943 476 5919")
    it.lead.types(f"/action note 1 {ODD} lives at 12 Elm Street")
    it.lead.writes(f"note 1 {ODD} 943 476 5919")


def while_slack_fails(it: Running) -> None:
    """Ask while Slack takes no answer, or says something odd of it."""
    for method in ("response_url", "chat.postMessage", "views.open"):
        for kind in ("refused", "500_before", "reset_after"):
            fault = {"method": method, "kind": kind, "times": 2}
            ask(f"{it.setting.url}/control/faults", fault)
            it.lead.posts(f"/action note 1 told to {ODD} meanwhile")
            it.lead.posts("/action add")


def while_all_fails(it: Running) -> None:
    """Ask while a table is gone, so that the database quotes what it was to write."""
    with it.setting.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE event RENAME TO event_no_more"))
    it.lead.types(f"/action note 1 {ODD} was told")
    it.lead.types(f"/action add Ring the {ODD}")
    it.lead.writes(f"note 1 {ODD} was told")
    with it.setting.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE event_no_more RENAME TO event"))


@pytest.mark.parametrize(
    ("database_kind", "way"),
    [("sqlite", SETTINGS), ("postgresql", over_http(free_port()))],
    indirect=["database_kind"],
)
def test_nothing_that_people_typed_and_no_name_or_secret_is_said_by_the_running_program(
    odd: Setting,
) -> None:
    ASKED.clear()
    with program(odd) as process:
        odd.wait_for_the_bot(process)
        it = Running(odd, Persona(odd.url, "U03", "C01", "D03"))
        for part in (types, fills_in, drops_a_plan, is_refused, while_slack_fails, while_all_fails):
            part(it)
        it.lead.leaves()
    said = odd.log.read_text().lower()
    assert "operationalerror" in said or "undefinedtable" in said  # as either database calls it
    assert "an answer was not shown" in said
    secrets = {HUSH, "xoxb-local", "xapp-local", odd.environment["SLACK_SIGNING_SECRET"]} - {""}
    never = {one.lower() for one in {*secrets, ODD, *words_held(odd.database)}}
    assert not [line for line in said.splitlines() if any(one in line for one in never)]
