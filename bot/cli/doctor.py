"""`live-audit doctor`."""

from datetime import UTC, datetime

import typer

from bot.cli.speak import settings_or_fail


def doctor() -> None:
    """Check the settings, Slack, the database and the clock, and say what to do."""
    from bot.doctor import examine

    settings, wrong = settings_or_fail(needs_tokens=True), 0
    for finding in examine(settings, lambda: datetime.now(UTC)):
        typer.echo(str(finding))
        wrong += not finding.is_well
    if wrong:
        typer.echo(f"{wrong} thing{'s' if wrong > 1 else ''} to put right.", err=True)
        raise typer.Exit(1)
    typer.echo("All is well.")
