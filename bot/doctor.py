"""What `live-audit doctor` looks at: what is so and, where it is wrong, what to do."""

import json
import secrets
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web import SlackResponse

from bot import heartbeat
from bot.delivery.transport import outbox_client
from bot.settings import Settings
from bot.slack import manifest
from bot.vocabulary import USUAL
from db.disk import LEAST_ROOM, MIB, little_left
from db.migrate import MigrationError, is_current
from db.outbox import queries as outbox
from db.people import roster
from db.session import Database, connect

CLOCKS_MAY_DIFFER = timedelta(seconds=60)
WAITING_IS_LONG_AFTER = timedelta(minutes=15)
DEAD_WITHIN = timedelta(days=7)
NAMES_SHOWN = 5
PATIENCE_S = 10
MOST_BYTES = 10_000

TODO = {
    "invalid_auth": "Copy the token again from the app's page; it belongs to another app or team.",
    "not_authed": "Copy the token again from the app's page.",
    "token_revoked": "The app was removed: install it in the workspace again, and copy its token.",
    "account_inactive": "The app was removed: install it in the workspace again.",
    "missing_scope": "Give the app-level token the scope connections:write.",
    "not_allowed_token_type": "The two tokens may have been swapped.",
    "socket_mode_not_enabled": "Turn Socket Mode on in the app's page.",
}
NOT_TAKEN = defaultdict(
    lambda: "Run the bot; look at the proxy, its certificate, the name, and what it passes on.",
    {401: "The bot that runs there has another SLACK_SIGNING_SECRET, or another time."},
)
A_NEW_MANIFEST = "Paste what `live-audit manifest` prints as the app's manifest, and reinstall it."


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `todo` is empty when all is well."""

    text: str
    todo: str = ""

    @property
    def is_well(self) -> bool:
        return not self.todo

    def __str__(self) -> str:
        return f"✓ {self.text}" if self.is_well else f"✗ {self.text} {self.todo}"


def examine(settings: Settings, now: Callable[[], datetime]) -> Iterator[Finding]:
    """Yield what is found, as it is found: settings, Slack, clock, database, outbox, people."""
    yield Finding(f"The settings are complete ({len(type(settings).model_fields)}).")
    said = settings.vocabulary.items()
    if own := [f"{form} for {USUAL[name]}" for name, form in said if form != USUAL[name]]:
        yield Finding(f"Your own words: {', '.join(own)}.")
    yield from bot_token(settings, now)
    if settings.public_url is None:
        yield from app_token(settings)
        yield from _reach(settings)
    else:
        yield from public_address(settings)
    yield from _database(settings, now())


def _reach(settings: Settings) -> Iterator[Finding]:
    """Yield whether Slack can reach the bot that runs on this machine; nothing where none does."""
    if not heartbeat.is_alive(settings):
        return
    if heartbeat.is_deaf(settings):
        yield Finding(
            "Nobody can reach me: the bot that runs here has no connection to Slack.",
            "It goes on trying. Look into its log, and check the network and a proxy.",
        )
    else:
        yield Finding("Slack can reach the bot that runs here.")


def bot_token(settings: Settings, now: Callable[[], datetime]) -> Iterator[Finding]:
    """Yield what Slack says of the bot's token, of its scopes and of the time."""
    client = outbox_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    answer, finding = _ask("SLACK_BOT_TOKEN", client.auth_test, settings)
    yield finding
    if answer is not None:
        yield _scopes(answer, settings)
        yield _clock(answer, now())


def app_token(settings: Settings) -> Iterator[Finding]:
    """Yield what Slack says of the token for Socket Mode."""
    token = settings.slack_app_token.get_secret_value()
    client = outbox_client(token, settings.slack_api_url)
    yield _ask("SLACK_APP_TOKEN", lambda: client.apps_connections_open(app_token=token), settings)[
        1
    ]


def public_address(settings: Settings) -> Iterator[Finding]:
    """Yield whether a request signed as Slack signs it comes back from PUBLIC_URL.

    It is the one by which Slack itself finds out whether an address is an app's.
    """
    address = f"{settings.public_url}{manifest.REQUESTS}"
    challenge = secrets.token_hex(16)
    body = json.dumps({"type": "url_verification", "challenge": challenge})
    at = str(int(time.time()))
    verifier = SignatureVerifier(settings.slack_signing_secret.get_secret_value())
    signed = verifier.generate_signature(timestamp=at, body=body) or ""
    headers = {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": signed}
    try:
        with urlopen(Request(address, body.encode(), headers), timeout=PATIENCE_S) as answer:
            todo = "" if challenge.encode() in answer.read(MOST_BYTES) else "Correct it."
    except (OSError, HTTPException) as error:
        answered = 0
        if isinstance(error, HTTPError):
            with error:
                answered = error.code
        yield Finding(f"PUBLIC_URL: {address} is not the bot's ({error}).", NOT_TAKEN[answered])
    else:
        well = f"The bot answers at {address} to what is signed as Slack signs it."
        yield Finding(well if not todo else f"PUBLIC_URL: {address} is somebody else's.", todo)


def _ask(
    name: str, call: Callable[[], SlackResponse], settings: Settings
) -> tuple[SlackResponse | None, Finding]:
    try:
        answer = call()
    except SlackApiError as error:
        said = str(error.response.get("error"))
        todo = TODO.get(said, "Look it up at https://docs.slack.dev/reference/methods")
        return None, Finding(f"{name}: Slack says {said}.", todo)
    except (URLError, TimeoutError, ConnectionError) as error:
        where = f"Slack does not answer at {settings.slack_api_url} ({error})."
        return None, Finding(f"{name}: {where}", "Check the network, a proxy and SLACK_API_URL.")
    place = f" ({answer['user']} in {answer['team']})" if "team" in answer.data else ""
    return answer, Finding(f"{name} is accepted{place}.")


def _scopes(answer: SlackResponse, settings: Settings) -> Finding:
    given = {scope.strip() for scope in _header(answer, "x-oauth-scopes").split(",")} - {""}
    wanted = manifest.scopes(settings)
    missing = [_wanted(scope) for scope in wanted if scope not in given]
    if missing:
        return Finding(f"The app lacks the scopes {', '.join(missing)}.", A_NEW_MANIFEST)
    well, unused = "The app has the scopes it needs", sorted(given.difference(wanted))
    more = f", and some it can do without: {', '.join(unused)}. You may take them away"
    return Finding(f"{well}{more if unused else ''}.")


def _wanted(scope: str) -> str:
    """Return a scope, with the setting for which alone it is wanted."""
    return f"{scope} (for PAIR_MESSAGES)" if scope in manifest.FOR_PAIRS else scope


def _clock(answer: SlackResponse, now: datetime) -> Finding:
    told = _header(answer, "date")
    if not told:
        return Finding("Slack does not say what time it has.")
    ahead = now.astimezone(UTC) - parsedate_to_datetime(told)
    if abs(ahead) <= CLOCKS_MAY_DIFFER:
        return Finding("The clock agrees with Slack's.")
    way = "ahead of" if ahead > timedelta(0) else "behind"
    seconds = round(abs(ahead).total_seconds())
    return Finding(
        f"This machine's clock is {seconds} seconds {way} Slack's.",
        "Let it be set over the network: sudo timedatectl set-ntp true",
    )


def _header(answer: SlackResponse, wanted: str) -> str:
    return next((v for name, v in answer.headers.items() if name.lower() == wanted), "")


def _database(settings: Settings, now: datetime) -> Iterator[Finding]:
    url = settings.database_url.get_secret_value()
    yield from room(url)
    try:
        current = is_current(url)
    except MigrationError as error:
        yield Finding(str(error), "Check DATABASE_URL.")
        return
    if not current:
        yield Finding("The database is not what this version needs.", "Run: live-audit migrate")
        return
    yield Finding("The database is reachable and up to date.")
    with closing(connect(url)) as database:
        yield from _outbox(database, now)
        yield from _people(database, settings, now)


def room(url: str, least: int = LEAST_ROOM) -> Iterator[Finding]:
    """Yield how much room is left on the disk of SQLite's file, where that is less than `least`."""
    left = little_left(url, least)
    if left is not None:
        yield Finding(
            f"The disk of the database has {left} MiB left.",
            f"Make room: below {LEAST_ROOM // MIB} MiB there may soon be none to write anything.",
        )


def _outbox(database: Database, now: datetime) -> Iterator[Finding]:
    with database.read() as session:
        waiting = outbox.waiting_count(session)
        oldest = outbox.oldest_waiting(session)
        dead = len(outbox.dead_letters(session, now - DEAD_WITHIN))
    if oldest is not None and now - oldest > WAITING_IS_LONG_AFTER:
        since = f"the first since {oldest:%d %b %H:%M} UTC"
        yield Finding(f"Messages waiting to be sent: {waiting}, {since}.", "Run the bot.")
    else:
        yield Finding(f"Messages waiting to be sent: {waiting}.")
    if dead:
        yield Finding(f"Messages of this week that never arrived: {dead}.", "The log says why.")
    else:
        yield Finding("No message of this week failed to arrive.")


def _people(database: Database, settings: Settings, now: datetime) -> Iterator[Finding]:
    known = roster.managers(database)
    if not known:
        yield Finding(
            "Nobody is on the roster.", "Run: live-audit people import roster.csv --apply"
        )
    for name, emails in (("LEADS", settings.leads), ("ADMINS", settings.admins)):
        strangers = sorted(emails - known.keys())
        if strangers:
            yield Finding(
                f"{name} has {_some(strangers)}, whom the roster lacks.", "Correct either."
            )
        elif not emails:
            yield Finding(f"{name} is empty.", f"Name at least one: {name}=name@council.example")
        else:
            yield Finding(f"{name} are on the roster ({len(emails)}).")
    absent = roster.not_in_slack(database, now.astimezone(settings.time_zone).date())
    if absent:
        todo = "Invite them, or correct their e-mail in the roster; the bot looks again every day."
        yield Finding(f"Slack does not have {_some(absent)}.", todo)
    else:
        yield Finding("Everybody on the roster is in Slack.")


def _some(names: list[str]) -> str:
    more = len(names) - NAMES_SHOWN
    return ", ".join(names[:NAMES_SHOWN]) + (f" and {more} more" if more > 0 else "")
