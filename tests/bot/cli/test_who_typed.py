"""What a command at the server changes says in the sealed history under which account it was done.

Every command of `live-audit` stands in one of two lists; each of those that change something is
typed, and whatever it has changed, an event of its moment says by whom. `verify` lists it.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import select
from typer.main import get_command

from bot.cli import app
from bot.cli.account import typed_here
from db.chain.sealing import seal
from db.models import Base, CouncilEvent, Person
from db.session import connect
from tests.bot.cli.here import here, typed
from tests.people import NOW

__all__ = ["here"]
ROSTER: Final = (
    "Name,E-mail,Role,Team,Service,Line manager\n"
    "Robin Vale,robin.vale@council.example,Team Manager,North,Children,\n"
    "Kim Ash,kim.ash@council.example,Social Worker,North,Children,robin.vale@council.example\n"
    "Lee Oak,lee.oak@council.example,Social Worker,North,Children,robin.vale@council.example\n"
)
LEFT: Final = "gone.long@council.example"
# What each of them is typed with, one after the other in the same council.
CHANGE: Final[Mapping[str, tuple[tuple[str, ...], str]]] = {
    "people import": (("people", "import", "roster.csv", "--apply"), ""),
    "people account": (("people", "account", "kim.ash@council.example", "U0123AB"), ""),
    "import": (("import", "plan.csv", "--yes", "--owners-later"), ""),
    "audit rules": (("audit", "rules", "rules.toml", "--apply"), ""),
    "audit sample": (("audit", "sample", "cases.csv", "--month", "2027-01", "--apply"), ""),
    "export": (("export", "out.csv"), ""),
    "person export": (("person", "export", LEFT, "about.json"), ""),
    "redact": (("redact",), "the vision\ny\n"),
    "person forget": (("person", "forget", LEFT, "--apply"), ""),
}
# What changes nothing here, or whose events have tests of their own.
BESIDES: Final = frozenset({
    "access", "calendar", "demo", "doctor", "healthcheck", "manifest",  # look
    "setup", "run", "migrate", "backup", "restore",  # settings, the bot itself, the whole database
    "report", "pack",  # tests/bot/cli/test_report.py
    "retention", "verify",  # tests/bot/cli/test_person.py, tests/bot/cli/test_accept.py
    "audit draw",  # tests/bot/cli/test_audit.py
})  # fmt: skip


def commands(group: object, before: str = "") -> Iterator[str]:
    for name, one in getattr(group, "commands", {}).items():
        if hasattr(one, "commands"):
            yield from commands(one, f"{name} ")
        else:
            yield before + name


def rows() -> dict[str, list[tuple[Any, ...]]]:
    """Return all that stands in the database, but for what says of it who did it."""
    with closing(connect("sqlite:///bot.db")) as database, database.read() as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table))]
            for table in Base.metadata.sorted_tables
            if table.name != "council_event"
        }


def accounts_after(number: int) -> list[str]:
    """Return under which accounts what came after the first events was done."""
    with closing(connect("sqlite:///bot.db")) as database, database.read() as session:
        told = session.scalars(select(CouncilEvent).where(CouncilEvent.id > number))
        return [one.changes.get("by", [None, ""])[1] for one in told]


def latest() -> int:
    with closing(connect("sqlite:///bot.db")) as database, database.read() as session:
        return max(session.scalars(select(CouncilEvent.id)), default=0)


@pytest.fixture
def office(here: Path) -> Path:
    """Give a folder with every file that the commands want, and somebody who left long ago."""
    (here / "roster.csv").write_text(ROSTER, "utf-8")
    (here / "rules.toml").write_text("quota = 3\n", "utf-8")
    (here / "cases.csv").write_text("Line,Practitioner\n1,Kim Ash\n2,Lee Oak\n", "utf-8")
    with closing(connect("sqlite:///bot.db")) as database, database.begin() as session:
        session.add(Person(name="Gone Long", email=LEFT, ends_on=NOW.date().replace(year=2020)))
    return here


def test_whatever_a_command_changes_an_event_says_under_which_account(office: Path) -> None:
    for name, (words, answers) in CHANGE.items():
        before, last = rows(), latest()
        result = typed(*words, answers=answers)
        assert result.exit_code == 0, (name, result.output)
        by = accounts_after(last)
        assert by, (name, result.output)
        assert set(by) == {typed_here()}, name
        assert rows() != before or "export" in name, name
    with closing(connect("sqlite:///bot.db")) as database, database.begin() as session:
        seal(session, NOW)
    told = typed("verify").output
    assert "NOT WHOLE" not in told
    for line in ("taken in: plan", "rules of live audits changed", "people changed", "taken out"):
        assert f"{line}, by {typed_here()}" in told or f"{line}: " in told, told


def test_every_command_either_says_so_or_changes_nothing() -> None:
    assert {*commands(get_command(app))} == CHANGE.keys() | BESIDES


def test_whom_words_mean_is_kept_with_the_import_alone(office: Path) -> None:
    typed("people", "import", "roster.csv", "--apply")
    (office / "plan.csv").write_text("Ref,Action,Owner\nA-1,Agree the vision,K Ash\n", "utf-8")
    said = ("import", "plan.csv", "--owner", "K Ash=kim.ash@council.example")
    before = rows()
    result = typed(*said, answers="y\nn\n")
    assert "Nothing was imported." in result.output
    assert rows() == before
    assert "Imported." in typed(*said, "--yes").output
    assert rows()["plan_answer"]
