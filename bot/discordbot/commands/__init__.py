"""Slash commands and the message menu."""
