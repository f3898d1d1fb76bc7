"""Steps that commands share at their start: settings, logging, notices, the garbage collector."""

import gc
import sys

import typer

from bot.logging_setup import start_logging
from bot.settings import Settings, read_settings


def initialize() -> Settings:
    """Read the settings and start logging as they say. Raises SettingsError when one is wrong."""
    settings = read_settings()
    start_logging(settings)
    return settings


def print_notice(text: str) -> None:
    """Print a notice to standard error if it is a terminal: a person is waiting. Scripts get none."""
    if sys.stderr.isatty():
        typer.echo(text, err=True)


def freeze_loaded_objects() -> None:
    """Exclude what was loaded at the start, and lives until the end, from garbage collection.

    Without this, each full collection searches all of the knowledge, which pauses every thread for about 0.25 seconds.
    """
    gc.collect()
    gc.freeze()
