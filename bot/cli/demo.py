"""`live-audit demo`."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.speak import fail


def demo(
    port: Annotated[int, typer.Option(help="The port of the workspace's page.")] = 8765,
    folder: Annotated[Path, typer.Option(help="Where everything is kept.")] = Path(".demo"),
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget what was typed before.")] = False,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
) -> None:
    """Start a workspace to try the bot in, with a sample council."""
    from bot.demo.errors import DemoError
    from bot.demo.run import run

    try:
        run(port, folder, browser=not no_browser, fresh=fresh, say=typer.echo)
    except DemoError as error:
        fail(str(error))
