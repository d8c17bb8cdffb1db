"""The `live-audit` command. What a command needs is imported when it runs: `--help` is quick."""

import os
from typing import Annotated, Final

import typer

from bot.cli import audit, people, person
from bot.cli.access import access
from bot.cli.backup import backup, restore
from bot.cli.calendar import calendar
from bot.cli.demo import demo
from bot.cli.doctor import doctor
from bot.cli.plan import export_plan, import_plan
from bot.cli.report import pack, report
from bot.cli.retention import redact, retention
from bot.cli.running import healthcheck, manifest, migrate, run
from bot.cli.setup import setup
from bot.cli.speak import use_own_words
from bot.cli.verify import verify

OTHERS_MAY_NOTHING: Final = 0o077  # of every file and folder that a command makes

app = typer.Typer(
    name="live-audit", no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"live-audit {version('live-audit')}")
        raise typer.Exit


@app.callback()
def live_audit(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Keeps a council's improvement actions and live audits moving in Slack."""
    os.umask(OTHERS_MAY_NOTHING)
    if context.invoked_subcommand != "demo":  # which has a council of its own
        use_own_words()


for command in (
    setup,
    run,
    migrate,
    backup,
    restore,
    demo,
    doctor,
    manifest,
    healthcheck,
    calendar,
    report,
    pack,
    retention,
    redact,
    access,
    verify,
):
    app.command()(command)
app.command("import")(import_plan)
app.command("export")(export_plan)
app.add_typer(people.app, name="people")
app.add_typer(person.app, name="person")
app.add_typer(audit.app, name="audit")
