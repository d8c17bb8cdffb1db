"""`live-audit access`: each kind of line that whoever reviews it reads."""

from contextlib import closing
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.people.rights_words import rights_in_audits, rights_of
from db.digest.scope import ScopeKind
from db.models import Action, AuditMonth, LiveAudit, Person, Subscription, Team
from db.permission_rules import ACTIONS, AUDITS, Permission, Role
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
    jo = somebody("Jo Hale")
    session.add_all([north, south, alex, sam, mo, lee, jo, somebody("Di Frost")])
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
    days = dict.fromkeys(("opens_on", "due_on", "moderate_by"), NOW.date())
    for state, month in (("published", 1), ("drawn", 2)):
        of = AuditMonth(
            month=date(2027, month, 1), state=state, request="", plan="", drawn_at=NOW, **days
        )
        session.add(of)
        who = {"auditor": jo, "practitioner": kim, "moderator": lee}
        state = "held" if state == "published" else state
        session.add_all(
            LiveAudit(audit_month=of, serial=number, state=state, due_on=NOW.date(), **who)
            for number in (1, 2)
        )
    made = {"made_by_id": alex.id, "at": time(9), "time_zone": "Europe/London"}
    about = {"reach": ScopeKind.TEAM, "name": "South", "made_at": NOW, "counts_from": NOW}
    session.add(Subscription(channel="C0SOUTH", **made, **about))


def test_in_a_file_no_address_is_cut(told: str) -> None:
    assert "(alex.moss@council.example)" in told
    assert "…" not in told


@pytest.fixture
def told(empty_folder: Path, migrated_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what the command prints, its lines and the table's cells put together."""
    (empty_folder / ".env").write_text("DATABASE_URL=sqlite:///bot.db\n", "utf-8")
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
        ("Jo Hale", "2 live audits: below", "they are the auditor"),
        ("Lee Ford", "2 live audits by a code: below", "asked to be a moderator"),
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
    assert "Di Frost" not in told
    assert "Pat Wood" not in told
    assert "Ray Cole" not in told  # not on the roster: whatever they were named for


def test_what_leads_and_administrators_may_is_printed_once(told: str) -> None:
    posts = told.partition("By what somebody is to a live audit,")[0]
    leads, _, admins = posts.partition("Leads may,")[2].partition("Administrators may,")
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


def test_what_somebody_may_by_what_they_are_to_an_audit_is_printed_too(told: str) -> None:
    by = told.partition("By what somebody is to a live audit,")[2]
    auditors, _, rest = by.partition("the practitioner, of each live audit with them:")
    practitioners, _, moderators = rest.partition("the moderator, of each live audit they were")
    assert "the auditor, of each live audit of theirs: see; book;" in auditors
    assert "write up; correct; reopen;" in auditors
    assert "see what came from an audit; but no grade beside a name" in auditors
    assert "reflect on it;" in practitioners
    assert "see what came from an audit; see its grade beside the name" in practitioners
    assert "asked about: see by its code; moderate; but no grade beside a name" in moderators


def test_no_rule_that_names_one_of_an_audit_is_left_out() -> None:
    roles = (Role.AUDITOR, Role.PRACTITIONER, Role.MODERATOR)
    told = [line.partition(": ")[2].count(";") for line in rights_in_audits()]
    named = [sum(role in rule.owned for rule in AUDITS.values()) for role in roles]
    sees = [role in AUDITS[Permission.SEE_AUDIT].owned for role in roles]
    assert told == [number + also for number, also in zip(named, sees, strict=True)]


@pytest.mark.parametrize("post", [Role.LEAD, Role.ADMIN])
def test_no_rule_that_names_a_post_is_left_out(post: Role) -> None:
    """So a permission that is new stands there by itself."""
    rules = [*ACTIONS.values(), *AUDITS.values()]
    beside = {Role.SEES_AUDIT, Role.SIGNER}
    named = [rule for rule in rules if (rule.owned | rule.unowned) & {post, *beside}]
    assert sum(line.count(";") + 1 for line in rights_of(post)) == len(named)
