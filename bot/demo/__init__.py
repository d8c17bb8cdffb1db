"""A workspace to try the bot in, on this machine, with a sample council."""
