"""`python -m bot` runs the bot, as `live-audit run` does."""

import typer

from bot.cli.running import run

if __name__ == "__main__":
    typer.run(run)
