"""Errors of edits, in words for the person who makes the edit."""

from bot.errors import EXIT_PROBLEMS, UserError


class EditError(UserError):
    """An edit cannot be made; the message says why and what to do."""

    exit_code = EXIT_PROBLEMS


class NoChangeError(EditError):
    """The edit changes nothing."""
