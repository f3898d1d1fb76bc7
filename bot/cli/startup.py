"""What every command does first, and what it tells somebody who waits."""

import gc
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


def freeze_loaded_objects() -> None:
    """Keep the garbage collector from searching what was loaded at the start and stays until the end.

    A search through all of the knowledge stops every thread for about a quarter of a second, in the middle of a turn.
    """
    gc.collect()
    gc.freeze()
