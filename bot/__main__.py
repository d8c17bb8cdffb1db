"""`python -m bot` runs the bot, as `live-audit run` does."""

import sys

from bot.cli import app

if __name__ == "__main__":
    app(["run", *sys.argv[1:]])
