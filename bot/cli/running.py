"""The commands around the running bot."""

import gc
import json
import logging
import os
import signal
from threading import Event
from urllib.error import URLError

import typer

from bot.cli.speak import fail, refuse_old_tables, settings_or_fail

STOPPED_BY = (signal.SIGTERM, signal.SIGINT)


def run() -> None:
    """Run the bot until it is stopped (Ctrl-C, or SIGTERM)."""
    gc.disable()  # what loads at the start stays: until that is done, there is no garbage in it
    try:
        _run()
    finally:
        gc.enable()


def migrate() -> None:
    """Create the database's tables, or bring them to this version."""
    from db.migrate import MigrationError, upgrade

    settings = settings_or_fail()
    try:
        upgrade(settings.database_url.get_secret_value())
    except MigrationError as error:
        fail(str(error))
    typer.echo("The database is up to date.")


def manifest() -> None:
    """Print the Slack app's manifest, to paste at https://api.slack.com/apps when creating it."""
    from bot.registry import USAGE
    from bot.slack import manifest as made

    settings = settings_or_fail()
    typer.echo(json.dumps(made.manifest(settings, USAGE), indent=2))


def healthcheck() -> None:
    """End with 0 if the bot on this machine gave a sign of life lately, else with 1."""
    if _is_well():
        return

    from bot import heartbeat
    from db.disk import little_left

    settings = settings_or_fail()
    if not heartbeat.is_alive(settings):
        fail("The bot has given no sign of life lately.")
    if heartbeat.is_deaf(settings):
        fail("Nobody can reach the bot: it has no socket to Slack. Its log says why.")
    left = little_left(settings.database_url.get_secret_value())
    if left is not None:
        fail(f"The disk of the database has {left} MiB left: make room.")


def _is_well() -> bool:
    """Look without reading all settings, which costs a second of processor: it is asked often.

    Whatever is not well, or cannot be read, is said by who reads them all.
    """
    from bot import heartbeat
    from bot.environment import DATABASE_URL, TICK_SECONDS, kept
    from db.disk import little_left

    try:
        url, tick = kept("database_url") or DATABASE_URL, kept("tick_seconds") or TICK_SECONDS
        return heartbeat.is_well(url, int(tick)) and little_left(url) is None
    except (OSError, ValueError):
        return False


def _run() -> None:
    settings = settings_or_fail(needs_tokens=True)
    refuse_old_tables(settings.database_url.get_secret_value())

    from slack_sdk.errors import SlackApiError

    from bot import logs
    from bot.main import run as run_until
    from bot.settings import ConfigError

    logs.configure(settings.log_level)
    stop = Event()
    for number in STOPPED_BY:
        signal.signal(number, lambda *_: stop.set())
    try:
        if not run_until(settings, stop):
            logging.shutdown()
            os._exit(0)  # a thread that hangs in a call would keep the process for as long
    except ConfigError as error:
        fail(str(error))
    except SlackApiError as error:
        fail(f"Slack said {error.response['error']}. `live-audit doctor` says what to do about it.")
    except URLError as error:
        fail(f"Slack cannot be reached at {settings.slack_api_url}: {error.reason}.")
