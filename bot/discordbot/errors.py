"""What keeps the bot from signing in to Discord; each ends the program with its sentence and exit code."""

from bot.errors import EXIT_BAD_TOKEN, EXIT_MISSING_INTENT, EXIT_NO_TOKEN, UserError


class NoTokenError(UserError):
    """No token is set."""

    exit_code = EXIT_NO_TOKEN


class BadTokenError(UserError):
    """Discord refuses the token."""

    exit_code = EXIT_BAD_TOKEN


class MissingIntentError(UserError):
    """Discord does not grant an intent that the settings require."""

    exit_code = EXIT_MISSING_INTENT
