"""What the bot answers over HTTP; loaded only where HTTP_PORT says so."""
