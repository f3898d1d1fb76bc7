"""Errors that keep the bot from signing in to Discord. Each ends the program with its message and exit code."""

from bot.errors import EXIT_BAD_TOKEN, EXIT_MISSING_INTENT, EXIT_NO_TOKEN, UserError


class NoTokenError(UserError):
    """No token is set."""

    exit_code = EXIT_NO_TOKEN


class BadTokenError(UserError):
    """Discord rejects the token."""

    exit_code = EXIT_BAD_TOKEN


class MissingIntentError(UserError):
    """Discord does not grant an intent that the settings require."""

    exit_code = EXIT_MISSING_INTENT
