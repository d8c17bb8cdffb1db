"""`live-audit access`: each kind of line that whoever reviews it reads."""

from contextlib import closing
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.people.rights_words import rights_of
from db.digest.scope import ScopeKind
from db.models import Action, Person, Subscription, Team
from db.permission_rules import ACTIONS, AUDITS, Role
from db.session import Session, connect
from tests.databases import copied

NOW = datetime.now(UTC)


def somebody(name: str, **more: object) -> Person:
    return Person(name=name, email=f"{name.lower().replace(' ', '.')}@council.example", **more)


def fill(session: Session) -> None:
    north, south = Team(name="North", channel="C0NORTH"), Team(name="South")
    alex = somebody("Alex Moss", is_lead=True)
    sam = somebody("Sam Birch", is_admin=True)
    mo = somebody("Mo Reed")
    lee = somebody("Lee Ford")
    session.add_all([north, south, alex, sam, mo, lee, somebody("Jo Hale")])
    session.flush()
    pat = somebody("Pat Wood", manager=mo, deputy=lee, team=north)
    kim = somebody("Kim Ash", team=south)
    off = somebody("Ray Cole", on_roster=False)
    session.add_all([pat, kim, off])
    session.flush()
    session.add_all([
        Action(title="One", created_at=NOW, owner_id=pat.id, deputy_id=kim.id),
        Action(title="Two", created_at=NOW, owner_id=pat.id, signer_id=kim.id),
        Action(title="Three", created_at=NOW, sign_off_asked_id=kim.id, signer_id=kim.id),
        Action(title="Four", created_at=NOW, owner_id=pat.id, deputy_id=off.id, signer_id=off.id),
    ])  # fmt: skip
    made = {"made_by_id": alex.id, "at": time(9), "time_zone": "Europe/London"}
    about = {"reach": ScopeKind.TEAM, "name": "South", "made_at": NOW, "counts_from": NOW}
    session.add(Subscription(channel="C0SOUTH", **made, **about))


@pytest.fixture
def told(empty_folder: Path, migrated_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what the command prints, its lines and the table's cells put together."""
    (empty_folder / ".env").write_text("DATABASE_URL=sqlite:///bot.db\n", "utf-8")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-a")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-a")
    monkeypatch.setenv("COLUMNS", "250")
    copied(migrated_sqlite, Path("bot.db"))
    with closing(connect("sqlite:///bot.db")) as database, database.begin() as session:
        fill(session)
    result = CliRunner().invoke(app, ["access"])
    assert (result.exit_code, result.stderr) == (0, "")
    return " ".join(result.stdout.replace("│", "|").split())


@pytest.mark.parametrize(
    "row",
    [
        ("Alex Moss", "everything that leads may: below", "LEADS in the settings"),
        ("Sam Birch", "everything that administrators may: below", "ADMINS in the settings"),
        ("Mo Reed", "the work and the grades of 1 person in their line", "the roster"),
        (
            "Lee Ford",
            "the actions of 1 person, but not what came from live audits",
            "they are their deputy",
        ),
        ("Kim Ash", "1 action", "named as deputy"),
        ("Kim Ash", "2 actions", "asked or named to sign off"),
        ("channel C0SOUTH", "counts alone", "subscribed by Alex Moss"),
        ("channel C0SOUTH", "learning notes", "the channel of South"),
        ("channel C0NORTH", "learning notes", "the channel of North"),
    ],
)
def test_everybody_who_sees_others_work_stands_there_with_the_cause(
    told: str, row: tuple[str, str, str]
) -> None:
    who, sees, because = row
    if not who.startswith("channel"):
        who = f"{who} ({who.lower().replace(' ', '.')}@council.example)"
    assert f"| {who} | {sees} | {because} |" in told


def test_whoever_sees_nothing_of_others_is_not_there(told: str) -> None:
    assert "Jo Hale" not in told
    assert "Pat Wood" not in told
    assert "Ray Cole" not in told  # not on the roster: whatever they were named for


def test_what_leads_and_administrators_may_is_printed_once(told: str) -> None:
    leads, _, admins = told.partition("Leads may,")[2].partition("Administrators may,")
    for words in (
        "of every action: see; see what came from an audit; add a note;",
        "of an action that nobody owns: close",
        "of every live audit: see;",
        "for everybody: hand over what they hold;",
        "have reports and packs;",
        "draw a month's audits; publish a month's audits;",
        "see the plan and the coverage of live audits; see a month that is not published;",
        "see the files to be looked at again",
    ):
        assert words in leads
        assert words.rstrip(";") in admins
    assert "write up; correct; reopen" in leads
    assert "write up" not in admins
    assert "and they are told what cannot be delivered." in admins
    assert "delivered" not in leads


@pytest.mark.parametrize("post", [Role.LEAD, Role.ADMIN])
def test_no_rule_that_names_a_post_is_left_out(post: Role) -> None:
    """So a permission that is new stands there by itself."""
    rules = [*ACTIONS.values(), *AUDITS.values()]
    beside = {Role.SEES_AUDIT, Role.SIGNER}
    named = [rule for rule in rules if (rule.owned | rule.unowned) & {post, *beside}]
    assert sum(line.count(";") + 1 for line in rights_of(post)) == len(named)
