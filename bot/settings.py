"""The settings, read once at the start; everything that is wrong with them is said at once."""

import re
from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import Annotated, Self
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict, SettingsError

from jobs.rules.escalation import DEFAULT_POLICY, Policy, parse_policy
from jobs.rules.quiet import EXAMPLE as QUIET_EXAMPLE
from jobs.rules.quiet import MOST_NAGS, NEVER_QUIET, NO_LIMIT, QuietWeeks, parse_quiet_weeks
from jobs.rules.rag import RagRules
from jobs.rules.rag_rules import DEFAULT_RULES, parse_rules
from jobs.rules.sign_off_steps import (
    DEFAULT_SIGN_OFF,
    DEFAULT_SIGN_OFF_POLICY,
    parse_sign_off_steps,
)

ENV_FILE = Path(".env")
DIVISIONS = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern-ireland": "NIR"}
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
AN_HOUR = 3600
WEEKS_IN_A_YEAR = 52
COMMAND_LENGTH = 32
KEY_LENGTH = 32
COUNCIL_LENGTH = 100

# Slack answers these itself: a manifest that registers one of them is refused, except that
# /status is listened to as well, because a workspace may let it arrive.
BUILT_IN = frozenset({
    "/away", "/collapse", "/dnd", "/expand", "/feed", "/join", "/leave", "/me", "/msg", "/mute",
    "/open", "/pro", "/remind", "/search", "/shortcuts", "/status", "/topic", "/who",
})  # fmt: skip


class ConfigError(Exception):
    """The settings are not fit to start with; `problems` has one line for each that is wrong."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def _token(prefix: str) -> AfterValidator:
    def check(token: SecretStr) -> SecretStr:
        if not token.get_secret_value().startswith(prefix):
            raise ValueError(f"does not begin with {prefix}")
        return token

    return AfterValidator(check)


def _is(wanted: str, accepts: Callable[[str], object]) -> AfterValidator:
    def check(text: str) -> str:
        if not accepts(text):
            raise ValueError(f"is {text!r}, which is not {wanted}")
        return text

    return AfterValidator(check)


def _read_as(wanted: str, read: Callable[[str], object]) -> PlainValidator:
    def check(given: object) -> object:
        if not isinstance(given, str):
            return given
        try:
            return read(given.strip())
        except (ValueError, LookupError, OSError) as error:
            raise ValueError(f"is {given!r}, which is not {wanted}") from error

    return PlainValidator(check)


def _policy(given: str | Policy) -> Policy:
    if isinstance(given, Policy):
        return given
    try:
        return parse_policy(given)
    except ValueError as error:
        raise ValueError(f"cannot be used: {error}") from error


def _rag_rules(given: str | RagRules) -> RagRules:
    if isinstance(given, RagRules):
        return given
    try:
        return parse_rules(given)
    except ValueError as error:
        raise ValueError(f"cannot be used: {error}") from error


def _quiet(given: str | QuietWeeks) -> QuietWeeks:
    if isinstance(given, QuietWeeks):
        return given
    try:
        return parse_quiet_weeks(given)
    except ValueError as error:
        raise ValueError(f"cannot be used: {error}") from error


def _sign_off_policy(given: str | Policy) -> Policy:
    if isinstance(given, Policy):
        return given
    try:
        return parse_sign_off_steps(given)
    except ValueError as error:
        raise ValueError(f"cannot be used: {error}") from error


def _database(address: SecretStr) -> SecretStr:
    if not re.match(r"(sqlite|postgresql)(\+\w+)?://", address.get_secret_value()):
        raise ValueError("is not the address of an SQLite or PostgreSQL database")
    return address


def _long_enough(key: SecretStr) -> SecretStr:
    if len(key.get_secret_value()) < KEY_LENGTH:
        raise ValueError(f"has fewer than {KEY_LENGTH} characters, so it could be guessed")
    return key


def _clock_time(text: str) -> time:
    if not re.fullmatch(r"\d\d:\d\d", text):
        raise ValueError(text)
    return time.fromisoformat(text)


def _emails(text: str) -> frozenset[str]:
    found = [part.strip().lower() for part in text.split(",") if part.strip()]
    for email in found:
        if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", email):
            raise ValueError(email)
    return frozenset(found)


def _seconds(text: str) -> int:
    if not 1 <= int(text) <= AN_HOUR:
        raise ValueError(text)
    return int(text)


def _budget(text: str) -> int:
    if not NO_LIMIT <= int(text) <= MOST_NAGS:
        raise ValueError(text)
    return int(text)


def _weeks(text: str) -> int:
    if not 0 <= int(text) <= WEEKS_IN_A_YEAR:
        raise ValueError(text)
    return int(text)


def _is_command(text: str) -> bool:
    return len(text) <= COMMAND_LENGTH and bool(re.fullmatch(r"/[a-z0-9_-]+", text))


def _not_built_in(command: str) -> str:
    if command in BUILT_IN:
        raise ValueError(f"is {command}, which Slack keeps for itself")
    return command


BotToken = Annotated[SecretStr, _token("xoxb-")]
AppToken = Annotated[SecretStr, _token("xapp-")]
DatabaseUrl = Annotated[SecretStr, AfterValidator(_database)]
CaseKey = Annotated[SecretStr, AfterValidator(_long_enough)]
Address = Annotated[str, _is("a web address", re.compile(r"https?://\S+").fullmatch)]
Folder = Annotated[Address, _is("an address that ends with /", re.compile(r".*/").fullmatch)]
Zone = Annotated[ZoneInfo, _read_as("a time zone", ZoneInfo)]
Division = Annotated[str, _is(f"one of {', '.join(DIVISIONS)}", DIVISIONS.__contains__)]
ClockTime = Annotated[time, _read_as("a time of day", _clock_time)]
Steps = Annotated[Policy, NoDecode, PlainValidator(_policy)]
Rag = Annotated[RagRules, NoDecode, PlainValidator(_rag_rules)]
Quiet = Annotated[QuietWeeks, NoDecode, PlainValidator(_quiet)]
Budget = Annotated[int, _read_as("a whole number of messages a week from 0 to 7", _budget)]
SignOffSteps = Annotated[Policy, NoDecode, PlainValidator(_sign_off_policy)]
CouncilName = Annotated[
    str,
    _is(
        f"a name of {COUNCIL_LENGTH} characters at most",
        lambda name: len(name) <= COUNCIL_LENGTH and name.isprintable(),
    ),
]
Emails = Annotated[frozenset[str], NoDecode, _read_as("e-mail addresses with commas", _emails)]
Seconds = Annotated[int, _read_as("a whole number of seconds from 1 to 3600", _seconds)]
Weeks = Annotated[int, _read_as("a whole number of weeks from 0 (never) to 52", _weeks)]
Command = Annotated[str, _is("a slash and then small letters, figures or hyphens", _is_command)]
OwnCommand = Annotated[Command, AfterValidator(_not_built_in)]
LogLevel = Annotated[
    str,
    BeforeValidator(str.upper),
    _is(f"one of {', '.join(LOG_LEVELS)}", LOG_LEVELS.__contains__),
]


class Settings(BaseSettings):
    """One field for every line of `config.example.env`, in lower case."""

    model_config = SettingsConfigDict(
        env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    slack_bot_token: BotToken = Field(examples=["xoxb-12-34-abc"])
    slack_app_token: AppToken = Field(examples=["xapp-1-A1-23-abc"])
    slack_api_url: Folder = Field("https://slack.com/api/", examples=["https://slack.com/api/"])
    database_url: DatabaseUrl = Field(
        SecretStr("sqlite:///bot.db"), examples=["postgresql://user:password@host/name"]
    )
    time_zone: Zone = Field(ZoneInfo("Europe/London"), examples=["Europe/London"])
    bank_holidays: Division = Field("england", examples=["england"])
    remind_at: ClockTime = Field(time(9, 0), examples=["09:00"])
    reminder_steps: Steps = Field(parse_policy(DEFAULT_POLICY), examples=[DEFAULT_POLICY])
    rag_rules: Rag = Field(parse_rules(DEFAULT_RULES), examples=[DEFAULT_RULES])
    nag_budget: Budget = Field(3, examples=["3"])
    quiet_weeks: Quiet = Field(NEVER_QUIET, examples=[QUIET_EXAMPLE])
    sign_off_steps: SignOffSteps = Field(DEFAULT_SIGN_OFF_POLICY, examples=[DEFAULT_SIGN_OFF])
    outcome_check_weeks: Weeks = Field(8, examples=["8"])
    council_name: CouncilName = Field("", examples=["Sample Council"])
    leads: Emails = Field(frozenset(), examples=["assistant.director@council.example"])
    admins: Emails = Field(frozenset(), examples=["improvement.officer@council.example"])
    action_command: OwnCommand = Field("/action", examples=["/action"])
    audit_command: OwnCommand = Field("/audit", examples=["/audit"])
    status_command: Command = Field("/status", examples=["/status"])
    status_alias: OwnCommand = Field("/action-status", examples=["/action-status"])
    case_key: CaseKey | None = Field(None, examples=["the-64-letters-of-openssl-rand-hex-32"])
    clock_url: Address | None = Field(None, examples=["http://127.0.0.1:8765/clock"])
    tick_seconds: Seconds = Field(60, examples=["60"])
    delivery_seconds: Seconds = Field(2, examples=["2"])
    log_level: LogLevel = Field("INFO", examples=["INFO"])

    @model_validator(mode="after")
    def _commands_differ(self) -> Self:
        commands = (
            self.action_command,
            self.audit_command,
            self.status_command,
            self.status_alias,
        )
        if len(set(commands)) < len(commands):
            raise ValueError(
                "ACTION_COMMAND, AUDIT_COMMAND, STATUS_COMMAND and STATUS_ALIAS must differ. "
                "Write them like this: ACTION_COMMAND=/action AUDIT_COMMAND=/audit "
                "STATUS_COMMAND=/status STATUS_ALIAS=/action-status"
            )
        return self

    @property
    def division(self) -> str:
        """Return the division of BANK_HOLIDAYS as `jobs.rules.working_days` calls it."""
        return DIVISIONS[self.bank_holidays]


class WithoutTokens(Settings):
    """The settings of an app that Slack has not made yet."""

    slack_bot_token: BotToken = SecretStr("xoxb-none")
    slack_app_token: AppToken = SecretStr("xapp-none")


def read(env_file: Path | None = ENV_FILE, *, needs_tokens: bool = True) -> Settings:
    """Read the environment, and `env_file` for what the environment does not say.

    Raises ConfigError naming every setting that is missing or wrong. Without `needs_tokens` the
    tokens may be missing: the app they belong to is not made yet.
    """
    settings = Settings if needs_tokens else WithoutTokens
    try:
        return settings(_env_file=env_file)
    except ValidationError as error:
        raise ConfigError([_worded(detail) for detail in error.errors()]) from None
    except (OSError, UnicodeDecodeError, SettingsError) as error:
        raise ConfigError([f"{env_file} cannot be read: {error}."]) from None


def _worded(detail: ErrorDetails) -> str:
    cause = detail.get("ctx", {}).get("error")
    problem = str(cause) if isinstance(cause, ValueError) else detail["msg"]
    if not detail["loc"]:
        return problem
    field = str(detail["loc"][0])
    if detail["type"] == "missing":
        problem = "is missing"
    example = (Settings.model_fields[field].examples or [""])[0]
    if problem.endswith(example):
        return f"{field.upper()} {problem}"
    return f"{field.upper()} {problem}. Write it like this: {field.upper()}={example}"
