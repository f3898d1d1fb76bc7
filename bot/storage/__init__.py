"""What is stored: one SQLite file with one owner."""
