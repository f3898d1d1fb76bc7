"""Errors that people are told about. Every layer derives its own from `UserError`; everything else is a bug and gets a code."""

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
    """Something that the person, the curator or the operator can put right; the message says what is wrong and what to do.

    `exit_code` is the exit code of a program that ends by this error.
    """

    exit_code: ClassVar[int] = EXIT_PROBLEMS

    @property
    def report(self) -> str:
        """Everything to tell; the message itself unless an error has more to say."""
        return str(self)


class UsageError(UserError):
    """A command was asked for something that it cannot do; the message says what it can."""

    exit_code = EXIT_USAGE


@dataclass(frozen=True, slots=True)
class ErrorReport:
    """What a person is told about an error, and the exit code of a program that ends by it."""

    text: str
    exit_code: int


def report_error(error: Exception, *, quietly: bool = False) -> ErrorReport:
    """What to tell about an error. A bug (no `UserError`) is logged under a short code, and the text names the code.

    `quietly` logs where a bug happened without its message, which may hold something that a person wrote.
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
