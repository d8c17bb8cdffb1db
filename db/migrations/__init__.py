"""What changes the tables from one version of the bot to the next (Alembic)."""
