"""The `live-audit` command. What a command needs is imported when it runs: `--help` is quick."""

import typer

from bot.cli import audit, people
from bot.cli.calendar import calendar
from bot.cli.demo import demo
from bot.cli.doctor import doctor
from bot.cli.plan import export_plan, import_plan
from bot.cli.report import pack, report
from bot.cli.running import healthcheck, manifest, migrate, run

app = typer.Typer(
    name="live-audit",
    help="Keeps a council's improvement actions and live audits moving in Slack.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for command in (run, migrate, demo, doctor, manifest, healthcheck, calendar, report, pack):
    app.command()(command)
app.command("import")(import_plan)
app.command("export")(export_plan)
app.add_typer(people.app, name="people")
app.add_typer(audit.app, name="audit")
