"""The front door in a terminal."""
