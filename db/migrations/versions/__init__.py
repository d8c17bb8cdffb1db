"""One file for every change to the tables."""
