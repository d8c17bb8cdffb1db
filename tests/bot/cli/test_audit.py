"""`live-audit audit …`, as somebody types it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from db.audits import auditor_pool
from db.audits import queries as audits
from db.audits.auditor_pool import Days
from db.models import AuditMonth, Person, Team
from db.retention import Periods
from db.session import Database, connect
from jobs.audits.settings import rules_of
from jobs.retention import erase_all
from jobs.rules.audit_rules import AuditRules
from tests.contexts import by_itself, doing
from tests.databases import copied
from tests.people import NOW

EVERY_RULE = len(dict(AuditRules()))

Run = Callable[..., Result]


@pytest.fixture
def live_audit(empty_folder: Path, migrated_sqlite: Path) -> Run:
    """Run a command in a folder with settings and a small council that can be drawn."""
    lines = ("SLACK_BOT_TOKEN=xoxb-a", "SLACK_APP_TOKEN=xapp-a")
    (empty_folder / ".env").write_text("\n".join(lines), "utf-8")
    copied(migrated_sqlite, Path("bot.db"))
    return lambda *words: CliRunner().invoke(app, ["audit", *words])


@pytest.fixture
def council(live_audit: Run) -> Database:
    """Fill the database with two teams whose managers audit each other's people."""
    database = connect("sqlite:///bot.db")
    with database.begin() as session:
        for name in ("Permanence", "Pathway"):
            team = Team(name=name, service="Children")
            manager = Person(name=f"Team Manager, {name}", team=team)
            session.add(manager)
            session.add_all(
                Person(name=f"Practitioner {number}, {name}", team=team, manager=manager)
                for number in (1, 2)
            )
            session.flush()
            auditor_pool.add_auditor(by_itself(session, NOW), manager)
    return database


def test_the_rules_that_hold_are_told_a_sentence_each(live_audit: Run) -> None:
    told = live_audit("rules").stdout.splitlines()
    assert "An auditor without a quota of their own has 2 audits a month." in told
    assert len(told) == EVERY_RULE
    assert "Board and scrutiny dates: none." in told


def test_a_change_of_the_rules_is_first_only_shown(live_audit: Run, council: Database) -> None:
    Path("rules.toml").write_text("quota = 3\nmonths_off = [8]\n", "utf-8")
    result = live_audit("rules", "rules.toml")
    told = [line for line in result.stdout.splitlines() if "y these rules: " not in line]
    told = [line for line in told if not line.startswith("By the current rules: ")]
    assert (result.exit_code, told) == (
        0,
        [
            "An auditor without a quota of their own has 3 audits a month (until now: 2 audits).",
            "Months in which nothing is drawn: August (until now: none).",
            "Nothing is changed yet: add --apply to do it.",
        ],
    )
    assert _quota(council) == 2


def test_the_rules_are_changed_when_told_so(live_audit: Run, council: Database) -> None:
    Path("rules.toml").write_text("quota = 3\n", "utf-8")
    assert live_audit("rules", "rules.toml", "--apply").stdout.endswith("Changed.\n")
    assert _quota(council) == 3
    again = live_audit("rules", "rules.toml", "--apply").stdout
    assert again == "These are the rules that hold already.\n"


def test_a_rule_that_the_file_does_not_name_has_its_default(
    live_audit: Run, council: Database
) -> None:
    for line in ("quota = 3\n", "days_apart = 2\n"):
        Path("rules.toml").write_text(line, "utf-8")
        live_audit("rules", "rules.toml", "--apply")
    assert _quota(council) == 2


def test_scrutiny_dates_are_read_from_the_file_with_their_effect_first(live_audit: Run) -> None:
    rows = '[[scrutiny_dates]]\ndate = 2027-02-11\nwho = "Scrutiny panel"\n'
    Path("rules.toml").write_text(rows, "utf-8")
    told = "Board and scrutiny dates: Thu 11 Feb 2027 (Scrutiny panel)"
    assert f"{told} (until now: none)." in live_audit("rules", "rules.toml").stdout.splitlines()
    live_audit("rules", "rules.toml", "--apply")
    assert f"{told}." in live_audit("rules").stdout.splitlines()


def test_a_file_has_a_section_for_each_service(live_audit: Run, council: Database) -> None:
    Path("rules.toml").write_text('quota = 1\n[services."Children"]\nquota = 2\n', "utf-8")
    told = live_audit("rules", "rules.toml", "--apply").stdout.splitlines()
    assert told[:2] == [
        "An auditor without a quota of their own has 1 audit a month (until now: 2 audits).",
        "Children: An auditor without a quota of their own has 2 audits a month "
        "(until now: 2 audits, as the council).",
    ]
    assert told[2].endswith("2 auditors, 4 audits, 4 of 4 practitioners audited.")
    shown = live_audit("rules").stdout.splitlines()
    assert len(shown) == EVERY_RULE + 1
    assert shown[-1] == "Children: An auditor without a quota of their own has 2 audits a month."


def test_a_service_that_the_file_leaves_out_is_as_the_councils_again(
    live_audit: Run, council: Database
) -> None:
    for text in ('[services."Children"]\nquota = 1\n', "quota = 2\n"):
        Path("rules.toml").write_text(text, "utf-8")
        told = live_audit("rules", "rules.toml", "--apply").stdout
    assert told.startswith(
        "Children: An auditor without a quota of their own has 2 audits a month, as the council "
        "(until now: 1 audit).\n"
    )
    assert len(live_audit("rules").stdout.splitlines()) == EVERY_RULE


def test_all_that_is_wrong_in_a_file_with_services_is_told_at_once(
    live_audit: Run, council: Database
) -> None:
    text = "quota = 11\n[services.Children]\nscrutiny_dates = []\n[services.Fostering]\n"
    Path("rules.toml").write_text(text, "utf-8")
    result = live_audit("rules", "rules.toml", "--apply")
    assert (result.exit_code, result.stderr.splitlines()) == (
        1,
        [
            "There is no service “Fostering”: the services are Children.",
            "quota is 10 at most, such as 2.",
            "Children: scrutiny_dates is the council's alone.",
            "Nothing was changed.",
        ],
    )


def _quota(database: Database) -> int:
    with database.read() as session:
        return rules_of(session).quota


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("quota = 11\n", "quota is 10 at most, such as 2."),
        ("quota: 11\n", "rules.toml is not TOML"),
        (None, "rules.toml cannot be read"),
    ],
)
def test_rules_that_cannot_be_used_change_nothing(
    live_audit: Run, council: Database, text: str | None, problem: str
) -> None:
    if text is not None:
        Path("rules.toml").write_text(text, "utf-8")
    result = live_audit("rules", "rules.toml", "--apply")
    assert result.exit_code == 1
    assert problem in result.stderr
    assert _quota(council) == 2


def test_a_draw_shows_the_plan_and_why_and_tells_nobody(live_audit: Run, council: Database) -> None:
    result = live_audit("draw", "2099-01")
    assert result.exit_code == 0, result.output
    told = result.stdout
    assert "LA-2099-01-001" in told
    assert "Team Manager, Pathway with Practitioner 1, Permanence" in told
    assert "Never audited before" in told
    assert "4 of 4 practitioners have an audit this month (4 audits)" in told
    with council.read() as session:
        [audit_month] = audits.latest_months(session)
        assert (audit_month.state, audit_month.published_at) == ("drawn", None)


def test_no_pair_is_proposed_a_day_that_was_proclaimed_a_bank_holiday(
    live_audit: Run, council: Database
) -> None:
    closed = [f"2099-01-{day:02}" for day in range(1, 32) if day not in {14, 15}]
    with Path(".env").open("a", encoding="utf-8") as settings:
        settings.write(f"\nEXTRA_HOLIDAYS={','.join(closed)}\n")
    assert live_audit("draw", "2099-01").exit_code == 0
    with council.read() as session:
        month = audits.month_for(session, date(2099, 1, 1))
        assert month is not None
        days = {one.proposed_on for one in audits.of_month(session, month.id)} - {None}
    assert days <= {date(2099, 1, 14), date(2099, 1, 15)}
    assert days


def test_a_replay_gives_the_very_same_plan_and_the_checker_agrees(
    live_audit: Run, council: Database
) -> None:
    drawn = live_audit("draw", "2099-01").stdout
    replayed = live_audit("draw", "2099-01", "--replay")
    assert replayed.exit_code == 0
    assert replayed.stdout.startswith(drawn)
    assert replayed.stdout[len(drawn) :].splitlines() == [
        "Drawn again from what was kept, the very same plan comes out.",
        "The independent checker agrees: no rule is broken, and no plan is better.",
    ]


def test_of_a_draw_that_is_kept_without_days_away_it_is_said_what_was_found_before(
    live_audit: Run, council: Database
) -> None:
    with council.begin() as session:
        manager = session.get_one(Person, 1)
        away = Days(date(2099, 1, 12), date(2099, 1, 14))
        auditor_pool.record_absence(doing(manager, NOW), manager, away, can_finish=False)
    drawn = live_audit("draw", "2099-01").stdout
    pairs = [line for line in drawn.splitlines() if line[:2] == "LA" or line[:4] == "    "]
    erase_all(council, Periods(absences=12), datetime(2100, 2, 1, tzinfo=UTC))
    replayed = live_audit("draw", "2099-01", "--replay")
    assert (replayed.exit_code, replayed.stderr) == (0, "")
    *listed, gone, found, left = replayed.stdout.splitlines()
    assert listed == pairs
    assert gone.startswith("On Mon 1 Feb 2100 days away were too old to be kept, and went from")
    assert found == "no rule was broken, and no plan was better. The history has that, sealed."
    assert left.startswith("What can still be checked holds: who may meet whom, how often")


def test_a_plan_that_was_tampered_with_is_found_out(live_audit: Run, council: Database) -> None:
    live_audit("draw", "2099-01")
    with council.begin() as session:
        [audit_month] = session.query(AuditMonth)
        audit_month.plan = audit_month.plan.replace('"nth":1', '"nth":2')
    result = live_audit("draw", "2099-01", "--replay")
    assert result.exit_code == 1
    assert "NOT the plan" in result.stderr


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("draw", "January"), "“January” is not a month. Write it like this: 2027-01\n"),
        (("draw", "2027-13"), "“2027-13” is not a month. Write it like this: 2027-01\n"),
        (("draw", "2027-01", "--replay"), "January 2027 has not been drawn"),
    ],
)
def test_what_cannot_be_drawn_is_told_in_a_sentence(
    live_audit: Run, words: tuple[str, ...], problem: str
) -> None:
    result = live_audit(*words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(problem)


def test_a_draw_that_cannot_be_made_says_why_and_keeps_nothing(
    live_audit: Run, council: Database
) -> None:
    with council.begin() as session:
        for practitioner in auditor_pool.practitioners(session, NOW.date()):
            practitioner.ends_on = NOW.date()
    result = live_audit("draw", "2099-01")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "can only reach 0 practitioners" in result.stderr
    with council.read() as session:
        assert audits.latest_months(session) == []
