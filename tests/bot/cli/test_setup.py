"""`live-audit setup`, answered as somebody would who sits before an empty folder."""

import json
import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from dotenv import dotenv_values
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.slack.manifest import scopes
from tests.council_slack import CouncilSlack, running

Setup = Callable[..., Result]
LEAD = "assistant.director@council.example"
ROSTER = f"name,e-mail,role\nAssistant Director,{LEAD},Assistant Director\n"
ENV = Path(".env")


@pytest.fixture(scope="module")
def slack() -> Iterator[CouncilSlack]:
    with running(scopes=list(scopes())) as slack:
        yield slack


@pytest.fixture
def setup(slack: CouncilSlack, empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Setup:
    """Run it in an empty folder, with these answers, a line each."""
    monkeypatch.setenv("SLACK_API_URL", slack.api)
    (empty_folder / "roster.csv").write_text(ROSTER, "utf-8")
    return lambda *answers: CliRunner().invoke(app, ["setup"], input="\n".join((*answers, "")))


WHO = ("Sample Council", "england", LEAD, LEAD)
COUNCIL = (*WHO, "3", "", "1")  # by hand, SQLite, Socket Mode
TOKENS = ("xoxb-local", "xapp-local")
SECRET = "fedcba9876543210fedcba9876543210"


def test_from_an_empty_folder_to_a_bot_that_can_start(setup: Setup) -> None:
    result = setup(*COUNCIL, *TOKENS, "roster.csv", "y")
    preview, question, rest = result.stdout.partition("Import it?")
    assert question
    assert "Nothing was changed yet." in preview
    assert "--" not in preview + rest.partition("\n")[0]  # whoever is asked types no options

    assert "SLACK_BOT_TOKEN is accepted" in result.stdout
    assert "SLACK_APP_TOKEN is accepted" in result.stdout
    assert "1 added" in result.stdout
    assert "✓ LEADS are on the roster (1)." in result.stdout  # the doctor's word, at the end
    kept = dotenv_values(ENV)
    assert kept["SLACK_BOT_TOKEN"] == "xoxb-local"
    assert kept["COUNCIL_NAME"] == "Sample Council"
    assert kept["LEADS"] == LEAD


def test_nobody_else_reads_what_it_writes(setup: Setup) -> None:
    os.umask(0o022)
    setup(*COUNCIL, *TOKENS, "")
    assert stat.S_IMODE(ENV.stat().st_mode) == 0o600


def test_the_link_makes_the_app_as_the_manifest_says(setup: Setup) -> None:
    said = setup(*COUNCIL, *TOKENS, "").stdout
    link = next(line for line in said.splitlines() if line.startswith("https://api.slack.com"))
    made = json.loads(parse_qs(urlsplit(link).query)["manifest_json"][0])
    printed = json.loads(CliRunner().invoke(app, ["manifest"]).stdout)
    assert made == printed


def test_a_wrong_answer_is_refused_in_a_sentence_and_asked_again(setup: Setup) -> None:
    asked = ("", "atlantis", "england", "not an address", LEAD, LEAD, "", "", "", *TOKENS, "")
    result = setup(*asked)
    assert "BANK_HOLIDAYS" in result.stderr
    assert "LEADS" in result.stderr
    assert dotenv_values(ENV)["BANK_HOLIDAYS"] == "england"


def test_answers_are_taken_as_they_are_copied_from_elsewhere(setup: Setup) -> None:
    outlook = f'"Assistant Director" <{LEAD}>; other@council.example'
    setup("Sample Council", "England & Wales", outlook, f"ADMINS={LEAD}", "3", "", "1", *TOKENS, "")
    kept = dotenv_values(ENV)
    assert kept["BANK_HOLIDAYS"] == "england"
    assert kept["LEADS"] == f"{LEAD},other@council.example"
    assert kept["ADMINS"] == LEAD
    setup("Sample Council", "Northern Ireland", LEAD, LEAD, "3", "", "1", *TOKENS, "")
    assert dotenv_values(ENV)["BANK_HOLIDAYS"] == "northern-ireland"


def test_a_number_that_is_not_offered_is_told_which_are(setup: Setup) -> None:
    result = setup(*WHO, "systemd", "3", "", "1", *TOKENS, "")
    assert "Type one of the numbers: 1, 2, 3." in result.stderr


def test_a_database_that_cannot_be_reached_is_asked_for_again_at_once(setup: Setup) -> None:
    nowhere = "postgresql://nobody:secret@127.0.0.1:1/none"
    result = setup(*WHO, "3", nowhere, "sqlite:///bot.db", "1", *TOKENS, "roster.csv", "y")
    assert "Check that the server runs" in result.stderr
    assert "secret" not in result.stderr
    assert "1 added" in result.stdout
    assert dotenv_values(ENV)["DATABASE_URL"] == "sqlite:///bot.db"


def test_a_token_that_slack_does_not_take_comes_with_its_cure(setup: Setup) -> None:
    result = setup(*COUNCIL, "xoxb-of-another-app", "n", *TOKENS, "")
    assert "SLACK_BOT_TOKEN: Slack says invalid_auth. Copy the token again" in result.stdout
    assert dotenv_values(ENV)["SLACK_BOT_TOKEN"] == "xoxb-local"


def test_tokens_are_never_shown(setup: Setup) -> None:
    result = setup(*COUNCIL, *TOKENS, "")
    assert "xoxb-local" not in result.output
    assert "xapp-local" not in result.output


def test_enter_keeps_what_is_there_and_what_was_never_asked_stays(setup: Setup) -> None:
    setup(*COUNCIL, *TOKENS, "")
    with ENV.open("a", encoding="utf-8") as file:
        file.write("# ours\nNAG_BUDGET=5\n")
    before = dotenv_values(ENV)

    again = setup(*[""] * 10)

    assert again.stdout
    assert dotenv_values(ENV) == before
    assert "# ours" in ENV.read_text("utf-8")


def test_where_slack_calls_the_bot_it_asks_for_the_address_and_the_secret(setup: Setup) -> None:
    called = ("2", "http://bot.example.gov.uk", "https://bot.example.gov.uk/")
    result = setup(*COUNCIL[:-1], *called, "xoxb-local", "short", SECRET, "")
    assert "PUBLIC_URL is 'http://bot" in result.stderr
    assert "SLACK_SIGNING_SECRET has fewer than 32 characters" in result.stderr
    assert SECRET not in result.output
    link = next(line for line in result.stdout.splitlines() if line.startswith("https://api.slack"))
    made = parse_qs(urlsplit(link).query)["manifest_json"][0]
    assert made.count("https://bot.example.gov.uk/slack/events") == 5
    kept = dotenv_values(ENV)
    assert (kept["HTTP_PORT"], kept["SLACK_SIGNING_SECRET"]) == ("8080", SECRET)
    assert "SLACK_APP_TOKEN" not in kept

    again = setup(*[""] * 6, "1", *TOKENS, "")

    assert "SLACK_APP_TOKEN is accepted" in again.stdout
    assert '"socket_mode_enabled": true' in CliRunner().invoke(app, ["manifest"]).stdout


def test_a_roster_that_cannot_be_read_is_asked_for_again(setup: Setup) -> None:
    result = setup(*COUNCIL, *TOKENS, "absent.csv", "roster.csv", "n")
    assert "absent.csv cannot be read" in result.stderr
    assert "Nobody is on the roster" in result.stdout


def test_a_service_of_the_machine_is_written_down(setup: Setup, tmp_path: Path) -> None:
    result = setup(*WHO, "9", "1", "", "1", *TOKENS, "")
    unit = Path("live-audit.service").read_text("utf-8")
    assert f"WorkingDirectory={tmp_path}" in unit
    assert "ExecStart=/" in unit
    assert "sudo systemctl enable --now live-audit" in result.stdout


def test_for_containers_the_database_is_theirs_and_gets_a_password(setup: Setup) -> None:
    said = setup(*WHO, "2", "1", *TOKENS).stdout
    made = dotenv_values(ENV)["POSTGRES_PASSWORD"]
    assert made is not None
    assert len(made) == 32
    assert "DATABASE_URL" not in dotenv_values(ENV)
    assert not Path("bot.db").exists()  # where a roster would be that the containers never see
    assert "ports" not in said
    setup(*[""] * 9)
    assert dotenv_values(ENV)["POSTGRES_PASSWORD"] == made


def test_for_containers_it_ends_with_what_the_page_on_installing_has_people_type(
    setup: Setup,
) -> None:
    said = setup(*WHO, "2", "2", "https://bot.example.gov.uk", "xoxb-local", SECRET).stdout
    page = (Path(__file__).parents[3] / "docs" / "install.md").read_text("utf-8")
    typed = re.findall(r"^  (docker .+)$", said.replace("\\\n    ", ""), re.MULTILINE)
    assert [f"\n    {command}\n" in page for command in typed] == [True] * 3
    assert "Take the # away before `ports` in compose.yaml" in said
    compose = (Path(__file__).parents[3] / "compose.yaml").read_text("utf-8")
    assert "    # ports: [" in compose
