"""What the Makefile runs before the project itself is installed, and around it."""
