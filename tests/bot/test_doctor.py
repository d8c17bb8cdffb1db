from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import islice

import pytest
from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult

from bot import heartbeat
from bot.doctor import Finding, examine, room
from bot.settings import Settings
from bot.slack.manifest import scopes
from bot.web.server import WebServer
from bot.web.slack_requests import SlackRequests
from db.models import MessageName, Person
from db.outbox import queries as outbox
from db.session import Database, connect
from tests.claiming import claimed
from tests.council_slack import CouncilSlack, running
from tests.end_to_end.world import SIGNING_SECRET
from tests.people import Council
from tests.ports import free_port

pytestmark = pytest.mark.mostly_sqlite


def machine_time() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(scope="module")
def slack() -> Iterator[CouncilSlack]:
    with running(scopes=list(scopes())) as slack:
        yield slack


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    opened = connect(migrated_url)
    yield opened
    opened.close()


@pytest.fixture
def settings(slack: CouncilSlack, migrated_url: str) -> Settings:
    return Settings.model_validate(
        {
            "slack_bot_token": "xoxb-local",
            "slack_app_token": "xapp-local",
            "slack_api_url": slack.api,
            "database_url": migrated_url,
            "leads": "person1@council.example",
            "admins": "person8@council.example",
        }
    )


def _but(settings: Settings, **changed: str) -> Settings:
    return Settings.model_validate({**dict(settings), **changed})


def _wrong(settings: Settings, ahead: timedelta = timedelta(0)) -> list[Finding]:
    found = examine(settings, lambda: machine_time() + ahead)
    return [finding for finding in found if not finding.is_well]


def test_all_is_well_where_all_is_well(settings: Settings, council: Council) -> None:
    found = [str(finding) for finding in examine(settings, machine_time)]
    assert all(line.startswith("✓ ") for line in found), found
    assert len(found) == 11


def test_whether_slack_can_reach_the_bot_that_runs_here_is_told(
    settings: Settings, council: Council
) -> None:
    try:
        for is_reachable in (True, False):
            heartbeat.write(settings, is_reachable=is_reachable)
            [told] = [
                one for one in examine(settings, machine_time) if "that runs here" in one.text
            ]
            assert told.is_well is is_reachable
            assert is_reachable or told.text.startswith("Nobody can reach me")
    finally:
        heartbeat.path(settings).unlink()


def test_the_words_that_are_the_councils_own_are_told(settings: Settings) -> None:
    own = _but(settings, vocabulary="auditor = reviewer; supervision = one-to-one")

    told = [str(each) for each in islice(examine(own, machine_time), 2)]

    words = "reviewer for auditor, reviewers for auditors, one-to-one for supervision"
    assert told[1] == f"✓ Your own words: {words}."


def test_a_wrong_bot_token_is_told_with_what_to_do(settings: Settings, council: Council) -> None:
    [finding] = _wrong(_but(settings, slack_bot_token="xoxb-other"))
    assert str(finding).startswith("✗ SLACK_BOT_TOKEN: Slack says invalid_auth. Copy the token")


def test_a_wrong_app_token_is_told_too(settings: Settings, council: Council) -> None:
    [finding] = _wrong(_but(settings, slack_app_token="xapp-other"))
    assert str(finding).startswith("✗ SLACK_APP_TOKEN: Slack says invalid_auth. Copy the token")


@contextmanager
def _called(settings: Settings, runs_with: str) -> Iterator[Settings]:
    """Run a bot that Slack calls, and knows it by a secret."""
    port = free_port()
    called = _but(
        settings,
        public_url=f"http://127.0.0.1:{port}",
        slack_signing_secret=SIGNING_SECRET,
        http_port=str(port),
    )
    known = AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-a")
    app = App(name="test", authorize=lambda: known, request_verification_enabled=False)
    server = WebServer(called)
    SlackRequests(server, app, runs_with, lambda _: None)
    server.start()
    yield called
    server.close()


def test_where_slack_calls_the_bot_it_is_called_as_slack_does(
    settings: Settings, council: Council
) -> None:
    with _called(settings, SIGNING_SECRET) as called:
        found = [str(finding) for finding in examine(called, machine_time)]
        assert found[4] == (
            f"✓ The bot answers at {called.public_url}/slack/events to what is signed as Slack "
            "signs it."
        )
        [elsewhere] = _wrong(_but(called, public_url=f"{called.public_url}/elsewhere"))
        assert "what it passes on" in elsewhere.todo
    [nobody] = _wrong(called)
    assert "is not the bot's" in nobody.text
    with _called(settings, "another secret, which is as long as that") as called:
        [other] = _wrong(called)
        assert "has another SLACK_SIGNING_SECRET" in other.todo


def test_slack_out_of_reach_is_told_for_both(settings: Settings, council: Council) -> None:
    findings = _wrong(_but(settings, slack_api_url="http://127.0.0.1:9/api/"))
    assert [finding.text.split(":")[0] for finding in findings] == [
        "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN",
    ]  # fmt: skip
    assert "Check the network" in findings[0].todo


def test_scopes_that_are_missing_are_named(settings: Settings, council: Council) -> None:
    some = [scope for scope in scopes() if scope not in {"im:write", "users:read"}]
    with running(scopes=some) as other:
        [finding] = _wrong(_but(settings, slack_api_url=other.api))
    assert finding.text == "The app lacks the scopes im:write, users:read."


def test_a_scope_that_is_missing_is_named_with_what_was_switched_on(
    settings: Settings, council: Council
) -> None:
    with running(scopes=[*scopes(), "mpim:write"]) as other:
        [finding] = _wrong(_but(settings, slack_api_url=other.api, pair_messages="yes"))
    assert finding.text == "The app lacks the scopes mpim:history (for PAIR_MESSAGES)."


def test_scopes_that_it_can_do_without_are_named_and_nothing_is_wrong(
    settings: Settings, council: Council
) -> None:
    from_before = ["channels:history", "groups:history"]
    with running(scopes=[*scopes(), *from_before]) as other:
        older = _but(settings, slack_api_url=other.api)
        found = list(examine(older, machine_time))
    assert [one for one in found if not one.is_well] == []
    without = "some it can do without: channels:history, groups:history"
    told = f"The app has the scopes it needs, and {without}. You may take them away."
    assert told in [one.text for one in found]


@pytest.mark.parametrize(("minutes", "told"), [(5, "ahead of"), (-5, "behind")])
def test_a_clock_that_is_wrong_is_told(
    settings: Settings, council: Council, minutes: int, told: str
) -> None:
    [finding] = _wrong(settings, timedelta(minutes=minutes))
    assert f"seconds {told} Slack's" in finding.text


def test_a_database_without_tables_is_told(settings: Settings, tmp_path: object) -> None:
    [finding] = _wrong(_but(settings, database_url=f"sqlite:///{tmp_path}/empty.db"))
    assert finding.todo == "Run: live-audit migrate"


def test_a_database_out_of_reach_is_told(settings: Settings, tmp_path: object) -> None:
    [finding] = _wrong(_but(settings, database_url=f"sqlite:///{tmp_path}/none/bot.db"))
    assert finding.todo == "Check DATABASE_URL."


def _add_message(council: Council, at: datetime) -> None:
    with council.database.begin() as session:
        person = session.get_one(Person, council.manager.id)
        outbox.add(session, outbox.NewMessage("key", person, MessageName.EVENT, about={}, at=at))


def test_a_message_that_waits_too_long_is_told(settings: Settings, council: Council) -> None:
    _add_message(council, machine_time() - timedelta(hours=1))
    [finding] = _wrong(settings)
    assert finding.text.startswith("Messages waiting to be sent: 1, the first since ")
    assert finding.todo == "Run the bot."


def test_a_message_that_has_just_come_is_no_matter(settings: Settings, council: Council) -> None:
    _add_message(council, machine_time())
    assert _wrong(settings) == []


def test_a_disk_that_fills_up_is_named_and_where_postgresql_keeps_its_files_is_not_ours_to_see(
    settings: Settings,
) -> None:
    url = settings.database_url.get_secret_value()
    assert list(room(url)) == []
    found = list(room(url, least=1 << 62))
    assert [one.is_well for one in found] == ([False] if url.startswith("sqlite") else [])


def test_messages_that_never_arrived_are_counted(settings: Settings, council: Council) -> None:
    now = machine_time()
    _add_message(council, now)
    with council.database.begin() as session:
        outbox.dead(session, claimed(session, now), now, "channel_not_found")
    [finding] = _wrong(settings)
    assert finding.text == "Messages of this week that never arrived: 1."


def test_people_whom_slack_does_not_have_are_named(settings: Settings, council: Council) -> None:
    with council.database.begin() as session:
        session.add_all(Person(name=f"Practitioner {n}, MASH") for n in range(7))
        session.add(Person(name="Gone", ends_on=machine_time().date() - timedelta(days=1)))
    [finding] = _wrong(settings)
    assert "Practitioner 0, MASH" in finding.text
    assert finding.text.endswith("and 2 more.")
    assert "Gone" not in finding.text


def test_a_lead_whom_the_roster_lacks_is_named(settings: Settings, council: Council) -> None:
    [finding] = _wrong(_but(settings, leads="nobody@council.example"))
    assert finding.text == "LEADS has nobody@council.example, whom the roster lacks."


def test_an_empty_roster_is_told(settings: Settings, database: Database) -> None:
    assert "Nobody is on the roster." in [finding.text for finding in _wrong(settings)]


def test_nobody_to_be_told_of_trouble_is_told(settings: Settings, council: Council) -> None:
    [finding] = _wrong(_but(settings, admins=""))
    assert finding.text == "ADMINS is empty."
