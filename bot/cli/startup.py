"""What every command does first, and what it tells somebody who waits."""

import sys

import typer

from bot.logging_setup import start_logging
from bot.settings import Settings, read_settings


def initialize() -> Settings:
    """The settings, once they are read and what is logged goes where they say. Raises SettingsError."""
    settings = read_settings()
    start_logging(settings)
    return settings


def notify_waiting(text: str) -> None:
    """For somebody who waits at a terminal; a script's output stays its own."""
    if sys.stderr.isatty():
        typer.echo(text, err=True)
