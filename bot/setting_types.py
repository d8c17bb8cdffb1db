"""What a setting may be: each type reads the words of a setting, or says what they are not.

A ValueError's words go on from the setting's name: "is '9am', which is not a time of day".
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, PlainValidator, SecretStr, ValidationInfo
from pydantic_settings import NoDecode

from bot.setting_words import setting_words
from bot.vocabulary import parse_vocabulary
from db.models import Register
from jobs.rules.errors import UnreadableError
from jobs.rules.escalation import DEFAULT_POLICY, FURTHEST_OFFSET, Policy, parse_policy
from jobs.rules.levels import Level
from jobs.rules.quiet import EXAMPLE, MOST_NAGS, NO_LIMIT, QuietWeeks, parse_quiet_weeks
from jobs.rules.rag import RagRules
from jobs.rules.rag_rules import DEFAULT_RULES, parse_rules
from jobs.rules.sign_off_steps import DEFAULT_SIGN_OFF, parse_sign_off_steps

DIVISIONS: Final = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern-ireland": "NIR"}
LOG_LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR")
AN_HOUR: Final = 3600
WEEKS_IN_A_YEAR: Final = 52
MONTHS_IN_TWENTY_YEARS: Final = 240
COMMAND_LENGTH: Final = 32
KEY_LENGTH: Final = 32
COUNCIL_LENGTH: Final = 100
FEWEST_DIGITS: Final = 4
LONGEST_SHAPE: Final = 20
LAST_PORT: Final = 65_535

# Slack answers these itself: a manifest that registers one of them is refused, except that
# /status is listened to as well, because a workspace may let it arrive.
BUILT_IN: Final = frozenset({
    "/away", "/collapse", "/dnd", "/expand", "/feed", "/join", "/leave", "/me", "/msg", "/mute",
    "/open", "/pro", "/remind", "/search", "/shortcuts", "/status", "/topic", "/who",
})  # fmt: skip


def _needed(*, called: bool) -> AfterValidator:
    """Refuse that it is missing where Slack calls the bot, or where the bot calls Slack."""

    def check(value: object, info: ValidationInfo) -> object:
        known = "public_url" in info.data  # else it is wrong, and says so itself
        if not value and known and (info.data["public_url"] is not None) is called:
            raise ValueError("is missing")
        return value

    return AfterValidator(check)


def _token(prefix: str) -> AfterValidator:
    def check(token: SecretStr) -> SecretStr:
        if token and not token.get_secret_value().startswith(prefix):
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


def _parsed_by(parse: Callable[[str], object], what: str, example: str) -> PlainValidator:
    """Read it as a small language of ours, called `what`."""

    def check(given: object) -> object:
        if not isinstance(given, str):
            return given
        try:
            return parse(given)
        except UnreadableError as error:
            raise ValueError(f"cannot be used: {setting_words(error, what, example)}") from error

    return PlainValidator(check)


def _vocabulary(given: object) -> object:
    return parse_vocabulary(given) if isinstance(given, str) else given


def _number(wanted: str, least: int, most: int) -> PlainValidator:
    def read(text: str) -> int:
        if not least <= int(text) <= most:
            raise ValueError(text)
        return int(text)

    return _read_as(wanted, read)


def _database(address: SecretStr) -> SecretStr:
    if not re.match(r"(sqlite|postgresql)(\+\w+)?://", address.get_secret_value()):
        raise ValueError("is not the address of an SQLite or PostgreSQL database")
    return address


def _long_enough(key: SecretStr) -> SecretStr:
    if key and len(key.get_secret_value()) < KEY_LENGTH:
        raise ValueError(f"has fewer than {KEY_LENGTH} characters, so it could be guessed")
    return key


def _clock_time(text: str) -> time:
    if not re.fullmatch(r"\d\d:\d\d", text):
        raise ValueError(text)
    return time.fromisoformat(text)


def _emails(text: str) -> frozenset[str]:
    found = [part.strip().lower() for part in text.split(",") if part.strip()]
    for email in found:
        if not re.fullmatch(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+", email):
            raise ValueError(email)
    return frozenset(found)


def _registers(text: str) -> frozenset[str]:
    if text.lower() == "none":
        return frozenset()
    return frozenset(Register(part.strip().lower()) for part in text.split(","))


def _words(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _buildings(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _case_numbers(text: str) -> tuple[str, ...]:
    shapes = _words(text)
    for shape in shapes:
        if not shape.isascii() or shape.count("9") < FEWEST_DIGITS or len(shape) > LONGEST_SHAPE:
            raise ValueError(shape)
    return shapes


def _days(text: str) -> frozenset[date]:
    return frozenset(map(_day, filter(None, (part.strip() for part in re.split("[,;]", text)))))


def _day(text: str) -> date:
    british = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    return date(*map(int, reversed(british.groups()))) if british else date.fromisoformat(text)


def _is_command(text: str) -> bool:
    return len(text) <= COMMAND_LENGTH and bool(re.fullmatch(r"/[a-z0-9_-]+", text))


def _is_council(name: str) -> bool:
    return len(name) <= COUNCIL_LENGTH and name.isprintable()


def _not_built_in(command: str) -> str:
    if command in BUILT_IN:
        raise ValueError(f"is {command}, which Slack keeps for itself")
    return command


BotToken = Annotated[SecretStr, _token("xoxb-")]
AppToken = Annotated[SecretStr, _token("xapp-"), _needed(called=False)]
SigningSecret = Annotated[SecretStr, AfterValidator(_long_enough), _needed(called=True)]
DatabaseUrl = Annotated[SecretStr, AfterValidator(_database)]
CaseKey = Annotated[SecretStr, AfterValidator(_long_enough)]
Address = Annotated[str, _is("a web address", re.compile(r"https?://\S+").fullmatch)]
Folder = Annotated[Address, _is("an address that ends with /", re.compile(r".*/").fullmatch)]
# Slack calls nothing without TLS; a local Slack is on this machine.
PublicAddress = Annotated[
    str,
    _is("an https:// address", re.compile(r"(https://|http://127\.0\.0\.1)\S+").fullmatch),
    AfterValidator(lambda address: address.rstrip("/")),
]
OwnPort = Annotated[
    int | None, _number("a port from 1 to 65535", 1, LAST_PORT), _needed(called=True)
]
Host = Annotated[str, _is("an address of a machine", re.compile(r"[\w.:-]+").fullmatch)]
Zone = Annotated[ZoneInfo, _read_as("a time zone", ZoneInfo)]
Division = Annotated[str, _is(f"one of {', '.join(DIVISIONS)}", DIVISIONS.__contains__)]
ClockTime = Annotated[time, _read_as("a time of day", _clock_time)]
Steps = Annotated[Policy, NoDecode, _parsed_by(parse_policy, "chasing policy", DEFAULT_POLICY)]
SignOffSteps = Annotated[
    Policy, NoDecode, _parsed_by(parse_sign_off_steps, "policy", DEFAULT_SIGN_OFF)
]
Rag = Annotated[RagRules, NoDecode, _parsed_by(parse_rules, "RAG rule", DEFAULT_RULES)]
Quiet = Annotated[QuietWeeks, NoDecode, _parsed_by(parse_quiet_weeks, "quiet weeks", EXAMPLE)]
Budget = Annotated[
    int, _number("a whole number of messages a week from 0 to 7", NO_LIMIT, MOST_NAGS)
]
ReminderLevel = Annotated[Level, _read_as("light, standard or active", Level)]
Escalation = Annotated[
    int, _number("a whole number of working days from 0 (for good) to 250", 0, FURTHEST_OFFSET)
]
Seconds = Annotated[int, _number("a whole number of seconds from 1 to 3600", 1, AN_HOUR)]
Weeks = Annotated[int, _number("a whole number of weeks from 0 (never) to 52", 0, WEEKS_IN_A_YEAR)]
Months = Annotated[
    int, _number("a whole number of months from 0 (for good) to 240", 0, MONTHS_IN_TWENTY_YEARS)
]
YesOrNo = Annotated[bool, _read_as("yes or no", {"yes": True, "no": False}.__getitem__)]
CouncilName = Annotated[str, _is(f"a name of {COUNCIL_LENGTH} characters at most", _is_council)]
Holidays = Annotated[
    frozenset[date], NoDecode, _read_as("days with commas, such as 2027-06-14", _days)
]
Registers = Annotated[
    frozenset[str],
    NoDecode,
    _read_as("registers with commas between them (plan, audits, team) or none", _registers),
]
Words = Annotated[tuple[str, ...], NoDecode, _read_as("words with commas", _words)]
Buildings = Annotated[tuple[str, ...], NoDecode, _read_as("addresses with ;", _buildings)]
CaseNumbers = Annotated[
    tuple[str, ...],
    NoDecode,
    _read_as("case numbers of four digits or more, such as P999999", _case_numbers),
]
Vocabulary = Annotated[Mapping[str, str], NoDecode, PlainValidator(_vocabulary)]
Emails = Annotated[frozenset[str], NoDecode, _read_as("e-mail addresses with commas", _emails)]
Command = Annotated[str, _is("a slash and then small letters, figures or hyphens", _is_command)]
OwnCommand = Annotated[Command, AfterValidator(_not_built_in)]
LogLevel = Annotated[
    str, BeforeValidator(str.upper), _is(f"one of {', '.join(LOG_LEVELS)}", LOG_LEVELS.__contains__)
]
