import re
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.main import council_of
from bot.settings import ConfigError, Settings, read
from jobs.rules.escalation import DEFAULT_POLICY, parse_policy

EXAMPLE = Path(__file__).parents[2] / "config.example.env"


@pytest.fixture(autouse=True)
def _nothing_set_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(field.upper(), raising=False)


@pytest.fixture
def env_file(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def _write(env_file: Path, **changed: str) -> Path:
    lines = {**dotenv_values(EXAMPLE), **changed}
    env_file.write_text("".join(f"{name}='{value}'\n" for name, value in lines.items()), "utf-8")
    return env_file


def _problems(env_file: Path) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        read(env_file)
    return caught.value.problems


def test_the_example_lists_every_setting_and_nothing_else() -> None:
    assert list(dotenv_values(EXAMPLE)) == [name.upper() for name in Settings.model_fields]


def test_every_line_of_the_example_has_one_comment_above_it() -> None:
    lines = iter(EXAMPLE.read_text("utf-8").splitlines())
    assert all(
        re.match(r"# [A-Z].+\.", comment) and re.match(r"[A-Z_]+=", line)
        for comment, line in _pairs(lines)
    )


def _pairs(lines: Iterator[str]) -> list[tuple[str, str]]:
    return list(zip(lines, lines, strict=True))


def test_the_example_says_what_is_true_without_it(env_file: Path) -> None:
    tokens = "SLACK_BOT_TOKEN=xoxb-replace-me\nSLACK_APP_TOKEN=xapp-replace-me\n"
    env_file.write_text(tokens, "utf-8")
    assert read(EXAMPLE) == read(env_file)


def test_what_the_settings_say_arrives_ready_to_use(env_file: Path) -> None:
    settings = read(_write(env_file, LEADS="A.B@council.example, c@council.example,"))
    assert settings.time_zone.key == "Europe/London"
    assert settings.remind_at == time(9)
    assert settings.reminder_steps == parse_policy(DEFAULT_POLICY)
    assert (settings.nag_budget, settings.quiet_weeks.spans) == (3, ())
    assert settings.leads == {"a.b@council.example", "c@council.example"}
    assert settings.admins == frozenset()
    assert settings.division == "ENG"
    assert settings.clock_url is None


def test_every_missing_setting_is_named_at_once(tmp_path: Path) -> None:
    assert _problems(tmp_path / "absent.env") == [
        "SLACK_BOT_TOKEN is missing. Write it like this: SLACK_BOT_TOKEN=xoxb-12-34-abc",
        "SLACK_APP_TOKEN is missing. Write it like this: SLACK_APP_TOKEN=xapp-1-A1-23-abc",
    ]


def test_where_slack_calls_the_bot_other_things_are_missing(env_file: Path) -> None:
    env_file.write_text("SLACK_BOT_TOKEN=xoxb-a\nPUBLIC_URL=https://bot.example.gov.uk\n", "utf-8")
    assert [problem.partition(". ")[0] for problem in _problems(env_file)] == [
        "SLACK_SIGNING_SECRET is missing",
        "HTTP_PORT is missing",
    ]
    env_file.write_text("SLACK_BOT_TOKEN=xoxb-a\nPUBLIC_URL=http://bot.example.gov.uk\n", "utf-8")
    [problem] = _problems(env_file)  # and not what else would be missing, if it were right
    assert "which is not an https:// address" in problem


@pytest.mark.parametrize(
    ("name", "wrong", "told"),
    [
        ("SLACK_API_URL", "slack.com/api/", "is 'slack.com/api/', which is not a web address"),
        ("SLACK_API_URL", "https://slack.com/api", "which is not an address that ends with /"),
        ("SLACK_SIGNING_SECRET", "hush", "has fewer than 32 characters"),
        ("HTTP_PORT", "70000", "is '70000', which is not a port from 1 to 65535"),
        ("HTTP_HOST", "any where", "is 'any where', which is not an address of a machine"),
        ("TIME_ZONE", "Mars/Base", "is 'Mars/Base', which is not a time zone"),
        ("TIME_ZONE", "/etc/passwd", "which is not a time zone"),
        ("BANK_HOLIDAYS", "UK", "is not one of england, wales, scotland, northern-ireland"),
        ("REMIND_AT", "9am", "is '9am', which is not a time of day"),
        ("REMIND_AT", "25:00", "which is not a time of day"),
        ("REMINDER_STEPS", "7 boss", "cannot be used: A step can tell owner, manager, lead"),
        ("RAG_RULES", "traffic lights", "cannot be used: A RAG rule begins with one of standard"),
        ("NAG_BUDGET", "lots", "which is not a whole number of messages a week from 0 to 7"),
        ("NAG_BUDGET", "8", "which is not a whole number of messages a week from 0 to 7"),
        ("EXTRA_HOLIDAYS", "the funeral", "which is not days with commas, such as 2027-06-14"),
        ("EXTRA_HOLIDAYS", "2027-02-30", "which is not days with commas"),
        ("QUIET_WEEKS", "Christmas", "cannot be used: I cannot read 'Christmas'"),
        ("LEADS", "a.b@council.example; c", "which is not e-mail addresses with commas"),
        ("ADMINS", "Improvement Officer", "which is not e-mail addresses with commas"),
        ("ACTION_COMMAND", "action", "is 'action', which is not a slash and then small letters"),
        ("ACTION_COMMAND", "/Action", "which is not a slash and then small letters"),
        ("ACTION_COMMAND", "/remind", "is /remind, which Slack keeps for itself"),
        ("STATUS_ALIAS", "/status", "is /status, which Slack keeps for itself"),
        ("STATUS_COMMAND", "status", "which is not a slash"),
        ("CASE_KEY", "guess me", "has fewer than 32 characters, so it could be guessed"),
        ("CLOCK_URL", "now", "is 'now', which is not a web address"),
        ("TICK_SECONDS", "0", "is '0', which is not a whole number of seconds"),
        ("DELIVERY_SECONDS", "often", "which is not a whole number of seconds"),
        ("REMINDER_LEVEL", "loud", "is 'loud', which is not light, standard or active"),
        ("LOG_LEVEL", "LOUD", "is 'LOUD', which is not one of DEBUG, INFO, WARNING, ERROR"),
    ],
)
def test_a_wrong_setting_is_named_with_a_right_example(
    env_file: Path, name: str, wrong: str, told: str
) -> None:
    [problem] = _problems(_write(env_file, **{name: wrong}))
    assert problem.startswith(f"{name} ")
    assert told in problem
    example = problem.partition("rite it like this: ")[2].removeprefix(f"{name}=")
    env_file.unlink()
    assert read(_write(env_file, **{name: example}))


@pytest.mark.parametrize(
    "written", ["2027-06-14, 2027-06-15", "14/06/2027;15/6/2027", "2027-06-14"]
)
def test_a_proclaimed_day_counts_as_a_bank_holiday_everywhere(env_file: Path, written: str) -> None:
    settings = read(_write(env_file, EXTRA_HOLIDAYS=written))
    friday, tuesday = date(2027, 6, 11), date(2027, 6, 15)
    for calendar in (settings.calendar, council_of(settings).calendar):
        assert not calendar.is_working(date(2027, 6, 14))
        assert calendar.is_working(friday)
        assert calendar.between(friday, tuesday) == 2 - len(re.split("[,;]", written))
    assert read(_write(env_file, EXTRA_HOLIDAYS="")).calendar.is_working(date(2027, 6, 14))


def test_commands_that_are_the_same_are_refused(env_file: Path) -> None:
    [problem] = _problems(_write(env_file, STATUS_ALIAS="/action"))
    assert "must differ" in problem


def test_all_that_is_wrong_is_said_at_once(env_file: Path) -> None:
    problems = _problems(_write(env_file, SLACK_BOT_TOKEN="", TIME_ZONE="x", LOG_LEVEL="x"))
    assert [problem.split()[0] for problem in problems] == [
        "SLACK_BOT_TOKEN", "TIME_ZONE", "LOG_LEVEL",
    ]  # fmt: skip


def test_the_real_environment_wins_over_the_file(
    env_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TICK_SECONDS", "7")
    assert read(_write(env_file, TICK_SECONDS="8")).tick_seconds == 7


def test_a_secret_is_never_shown(env_file: Path) -> None:
    secret = {
        "SLACK_BOT_TOKEN": "xoxb-hush",
        "SLACK_APP_TOKEN": "xapp-hush",
        "DATABASE_URL": "postgresql://bot:hush@host/live",
        "CASE_KEY": "hush" * 8,
    }
    settings = read(_write(env_file, **secret))
    assert "hush" not in f"{settings!r} {settings} {dict(settings)}"


def test_a_wrong_secret_is_not_shown_either(env_file: Path) -> None:
    wrong = {"SLACK_BOT_TOKEN": "hush", "SLACK_APP_TOKEN": "hush", "DATABASE_URL": "hush"}
    problems = _problems(_write(env_file, **wrong))
    assert len(problems) == 3
    assert "hush" not in " ".join(problems)


def test_a_file_that_is_not_text_is_said_to_be_unreadable(env_file: Path) -> None:
    env_file.write_bytes(b"LEADS=\xff\xfe\n")
    [problem] = _problems(env_file)
    assert "cannot be read" in problem
