"""The settings, a row each, read once at the start; everything wrong with them is said at once.

A row is all there is to know of a setting. `python -m tools.settings` makes `config.example.env`
and the table of docs/settings.md of them.
"""

from pathlib import Path
from typing import Any, Self

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from bot import setting_types as types
from bot.environment import DATABASE_URL, ENV_FILE, TICK_SECONDS
from bot.vocabulary import EXAMPLE
from db.guard.own import CouncilsOwn
from jobs.rules import quiet
from jobs.rules.escalation import DEFAULT_POLICY
from jobs.rules.rag_rules import DEFAULT_RULES
from jobs.rules.sign_off_steps import DEFAULT_SIGN_OFF
from jobs.rules.working_days import Calendar


class ConfigError(Exception):
    """The settings are not fit to start with; `problems` has one line for each that is wrong."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def setting(comment: str, default: str, example: str = "") -> Any:  # noqa: ANN401  (as Field)
    """Return the row of a setting; its default is written here as it is in the file.

    `example` is for a default that shows nobody how to write another.
    """
    return Field(
        default,
        validate_default=True,
        description=comment,
        examples=[example or default],
        json_schema_extra={"written": default},
    )


def optional(comment: str, example: str) -> Any:  # noqa: ANN401  (as Field)
    """Return the row of a setting that may be left empty, and then is None."""
    return Field(None, description=comment, examples=[example], json_schema_extra={"written": ""})


def token(comment: str, written: str, example: str, default: object = ...) -> Any:  # noqa: ANN401
    """Return the row of a setting that has no default; `written` stands where it goes.

    One that only one of the two ways to Slack needs is empty by default, and its type looks whether
    it may be.
    """
    return Field(
        default,
        validate_default=True,
        description=comment,
        examples=[example],
        json_schema_extra={"written": written},
    )


class Settings(BaseSettings):
    """One row for every line of `config.example.env`, in lower case."""

    model_config = SettingsConfigDict(
        env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    slack_bot_token: types.BotToken = token(
        "Copy this file to .env and put your own two tokens in. This is the bot's token, from "
        'the app\'s page "OAuth & Permissions".',
        "xoxb-replace-me",
        "xoxb-12-34-abc",
    )
    public_url: types.PublicAddress | None = optional(
        "Where Slack reaches the bot, through your own proxy with TLS. Leave it empty for Socket "
        "Mode, in which the bot calls Slack and nobody calls the bot.",
        "https://live-audit.council.example",
    )
    slack_app_token: types.AppToken = token(
        "The app-level token for Socket Mode, with the scope connections:write, from the "
        'app\'s page "Basic Information". Leave it empty with PUBLIC_URL.',
        "xapp-replace-me",
        "xapp-1-A1-23-abc",
        SecretStr(""),
    )
    slack_signing_secret: types.SigningSecret = token(
        "Only with PUBLIC_URL: the signing secret by which the bot knows Slack's requests, from "
        'the app\'s page "Basic Information".',
        "",
        "0123456789abcdef0123456789abcdef",
        SecretStr(""),
    )
    http_port: types.OwnPort = token(
        "The port on which the bot answers to /healthz and /metrics, and with PUBLIC_URL to "
        "Slack's requests at /slack/events. Leave it empty to open none.",
        "",
        "8080",
        None,
    )
    http_host: types.Host = setting(
        "The address of this machine at which HTTP_PORT is opened; 0.0.0.0 is all of them.",
        "127.0.0.1",
        "0.0.0.0",
    )
    slack_api_url: types.Folder = setting(
        "Where Slack's Web API is; only the demo points it elsewhere.",
        "https://slack.com/api/",
    )
    database_url: types.DatabaseUrl = setting(
        "The database: SQLite as here, or postgresql://user:password@host/name.",
        DATABASE_URL,
        "postgresql://user:password@host/name",
    )
    time_zone: types.Zone = setting(
        "The time zone in which the council's days begin and end.",
        "Europe/London",
    )
    bank_holidays: types.Division = setting(
        "Whose bank holidays are kept: england, wales, scotland or northern-ireland.",
        "england",
    )
    extra_holidays: types.Holidays = setting(
        "Extra days that count as bank holidays, with commas, such as one proclaimed for a "
        "coronation or a funeral; empty for none.",
        "",
        "2027-06-14",
    )
    remind_at: types.ClockTime = setting(
        "When the morning message goes out, in each person's own time zone.",
        "09:00",
    )
    reminder_steps: types.Steps = setting(
        "Who is reminded and when, in working days from the due date (- before, + after), and "
        "how often after that.",
        DEFAULT_POLICY,
    )
    rag_rules: types.Rag = setting(
        "When an action is at risk or late: standard, rotherham, bromsgrove or "
        "kensington-and-chelsea, and what differs from it.",
        DEFAULT_RULES,
    )
    nag_budget: types.Budget = setting(
        "How many messages a week may be only reminders; what is due that day or newly overdue "
        "always comes. 0 is no limit.",
        "3",
    )
    reminder_level: types.ReminderLevel = setting(
        "How many messages people get unless they choose otherwise: light, standard or active.",
        "standard",
    )
    quietest_level: types.ReminderLevel = setting(
        "The quietest of these levels that somebody may choose for themselves.",
        "light",
    )
    quiet_weeks: types.Quiet = setting(
        "Weeks in which nobody is reminded, such as 2026-12-21..2027-01-01; "
        "2027-08-02..2027-08-13, both days included; empty for none.",
        "",
        quiet.EXAMPLE,
    )
    sign_off_steps: types.SignOffSteps = setting(
        "Who is reminded of a sign-off and when, in working days after the action was done, and "
        "how often after that.",
        DEFAULT_SIGN_OFF,
    )
    outcome_check_weeks: types.Weeks = setting(
        "How many weeks after a sign-off somebody is asked whether it made a difference, if the "
        "signer chose that; 0 never asks.",
        "8",
    )
    sign_off_registers: types.Registers = setting(
        "In which registers somebody else signs off completed actions: plan, audits, team, with "
        "commas between them, or none. A signer who is named is always asked.",
        "plan",
        "plan, team",
    )
    approval_registers: types.Registers = setting(
        "In which registers a due date that moves again needs approval.",
        "plan",
        "plan, team",
    )
    escalates_for: types.Escalation = setting(
        "For how many working days managers and leads are told once a week that something is "
        "overdue; after that only the digest shows it. 0 is no limit.",
        "40",
    )
    escalation_registers: types.Registers = setting(
        "From which registers leads are told about overdue actions in their morning message; "
        "they are always told about those with no owner.",
        "plan",
        "plan, team",
    )
    council_name: types.CouncilName = setting(
        "The council's name, as it appears at the top of a report; empty leaves it out.",
        "",
        "Sample Council",
    )
    council_domains: types.Words = setting(
        "The council's own e-mail domains, with commas between them: an address there is "
        "allowed; any other is refused.",
        "",
        "council.example, schools.council.example",
    )
    council_phones: types.Words = setting(
        "The council's own telephone numbers, such as the switchboard, with commas between them.",
        "",
        "0116 496 0000, 0300 123 0000",
    )
    council_buildings: types.Buildings = setting(
        "The council's own buildings, street and postcode, with semicolons between them.",
        "",
        "County Hall, 1 Sample Road, ZZ1 1ZZ; 24 Market Street",
    )
    case_numbers: types.CaseNumbers = setting(
        "How case numbers look in your case system, with commas between them: 9 is any digit, A "
        "any letter. Anything that looks like one is always refused.",
        "",
        "P999999, LCS 9999999",
    )
    keep_messages: types.Months = setting(
        "How many months the record of which messages were sent, and when, is kept; 0 keeps it "
        "for good.",
        "12",
    )
    keep_absences: types.Months = setting(
        "How many months leave is kept after it has ended; 0 keeps it for good.",
        "12",
    )
    keep_leavers: types.Months = setting(
        "How many months after somebody's last day their name is removed from every record; 0 "
        "never removes it.",
        "24",
    )
    legal_hold: types.YesOrNo = setting(
        "Whether a legal hold stops all erasing, by the bot and by commands, except of requests "
        "already carried out, which go after 7 days: yes or no.",
        "no",
    )
    leads: types.Emails = setting(
        "The e-mails of the leads, who may see and move every action, with commas between them.",
        "",
        "assistant.director@council.example",
    )
    admins: types.Emails = setting(
        "The e-mails of the administrators, who are told when something cannot be delivered.",
        "",
        "improvement.officer@council.example",
    )
    action_command: types.OwnCommand = setting(
        "The command that people type for actions.",
        "/action",
    )
    audit_command: types.OwnCommand = setting(
        "The command that people type for live audits.",
        "/audit",
    )
    status_command: types.Command = setting(
        "The command that shows where things stand, in a workspace where Slack doesn't keep it "
        "for itself.",
        "/status",
    )
    status_alias: types.OwnCommand = setting(
        "The same digest under a name that Slack lets an app use, because /status is Slack's own.",
        "/action-status",
    )
    case_key: types.CaseKey | None = optional(
        "The key under which case numbers are hashed, 32 characters or more; leave it empty to "
        "accept no case numbers.",
        "the-64-letters-of-openssl-rand-hex-32",
    )
    audit_tool: types.Address | None = optional(
        "The council's own audit tool or form; each notice of a live audit links to it.",
        "https://intranet.council.example/audit-tool",
    )
    practice_standards: types.Address | None = optional(
        "The council's practice standards; each notice of a live audit links to them.",
        "https://intranet.council.example/practice-standards",
    )
    pair_messages: types.YesOrNo = setting(
        "Whether publishing a month opens a group message for each pair, where they agree a "
        "time: yes or no. It needs two more scopes, so paste the app's manifest again.",
        "no",
    )
    clock_url: types.Address | None = optional(
        "Where to ask the time; empty means this machine's clock, and only the demo sets it.",
        "http://127.0.0.1:8765/clock",
    )
    vocabulary: types.Vocabulary = setting(
        "What this council calls things, where that isn't the usual word; list only the words "
        "that differ, with semicolons between them.",
        "",
        EXAMPLE,
    )
    tick_seconds: types.Seconds = setting(
        "How often the bot looks for reminders that are due, in seconds.",
        TICK_SECONDS,
    )
    delivery_seconds: types.Seconds = setting(
        "How often the bot looks for messages to send, in seconds.",
        "2",
    )
    log_level: types.LogLevel = setting(
        "How much is logged: DEBUG, INFO, WARNING or ERROR.",
        "INFO",
    )

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
        return types.DIVISIONS[self.bank_holidays]

    @property
    def calendar(self) -> Calendar:
        """Return the council's working days: BANK_HOLIDAYS, and EXTRA_HOLIDAYS besides."""
        return Calendar.of(self.division).with_holidays(self.extra_holidays)

    @property
    def own(self) -> CouncilsOwn:
        """Return what the guard on free text knows as the council's own."""
        return CouncilsOwn(
            self.council_domains, self.council_phones, self.council_buildings, self.case_numbers
        )


class WithoutTokens(Settings):
    """The settings of an app that Slack has not made yet."""

    slack_bot_token: types.BotToken = SecretStr("xoxb-none")
    slack_app_token: types.AppToken = SecretStr("xapp-none")
    slack_signing_secret: types.SigningSecret = SecretStr("none of an app that is not there")
    http_port: types.OwnPort = 8080


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


def problem_with(name: str, value: str) -> str:
    """Return the sentence that refuses a value of one setting, empty where it is taken."""
    try:
        WithoutTokens(_env_file=None, **{name: value})  # type: ignore[arg-type]  # it is checked here
    except ValidationError as error:
        return next((_worded(each) for each in error.errors() if each["loc"][:1] == (name,)), "")
    return ""


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
