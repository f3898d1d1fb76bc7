"""What is remembered: one SQLite file with one owner."""
