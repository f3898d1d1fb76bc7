"""Errors for people. Every layer derives its own from `UserError`; every other exception is a bug and gets a code."""

import logging
import secrets
import traceback
from dataclasses import dataclass
from typing import ClassVar, Final

log = logging.getLogger("career-advisor")

EXIT_PROBLEMS: Final = 1
EXIT_USAGE: Final = 2
EXIT_MISSING_INTENT: Final = 69
EXIT_BUG: Final = 70
EXIT_STORE: Final = 74
EXIT_BAD_TOKEN: Final = 77
EXIT_SETTINGS: Final = 78
EXIT_NO_TOKEN: Final = 78


class UserError(Exception):
    """Something that the user, the curator or the operator can correct; the message says what is wrong and what to do.

    `exit_code` is the exit code of a program that ends with this error.
    """

    exit_code: ClassVar[int] = EXIT_PROBLEMS

    @property
    def report(self) -> str:
        """The whole text for people: the message, unless the error has more to report."""
        return str(self)


class UsageError(UserError):
    """A command was asked for something impossible; the message says what is possible."""

    exit_code = EXIT_USAGE


@dataclass(frozen=True, slots=True)
class ErrorReport:
    """The text for people about an error, and the exit code of a program that ends with it."""

    text: str
    exit_code: int


def report_error(error: Exception, *, quietly: bool = False) -> ErrorReport:
    """The report of an error. A bug (no `UserError`) is logged under a short code, which the text names.

    `quietly` logs where a bug happened without its message, since the message may hold text of a user.
    """
    if isinstance(error, UserError):
        return ErrorReport(error.report, error.exit_code)
    code = secrets.token_hex(3)
    if quietly:
        where = "".join(traceback.format_tb(error.__traceback__))
        log.error("bug %s: %s at\n%s", code, type(error).__name__, where)
    else:
        log.error("bug %s", code, exc_info=error)
    return ErrorReport(f"Something went wrong on our side (code {code}); the log has the details under that code.", EXIT_BUG)
