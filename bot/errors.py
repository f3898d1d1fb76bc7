"""One table from exceptions to what people are told and the exit code; everything else is a bug and gets a code."""

import logging
import secrets
import traceback
from dataclasses import dataclass
from typing import Final

from bot.knowledge.problems import KnowledgeError
from bot.settings import SettingsError
from bot.storage.store import StoreError
from bot.upkeep.trouble import EditError

log = logging.getLogger("career-advisor")

EXIT_PROBLEMS: Final = 1
EXIT_USAGE: Final = 2
EXIT_SETTINGS: Final = 78
EXIT_STORE: Final = 74
EXIT_BUG: Final = 70
EXIT_NO_TOKEN: Final = 78
EXIT_BAD_TOKEN: Final = 77
EXIT_MISSING_INTENT: Final = 69


@dataclass(frozen=True, slots=True)
class Told:
    """What a person is told about an error, and the exit code of a program that ends by it."""

    text: str
    exit_code: int


class UsageError(Exception):
    """The person asked for something that cannot be; the message says what can."""


class NoTokenError(Exception):
    """There is no token to sign in to Discord with."""


class BadTokenError(Exception):
    """Discord does not take the token."""


class MissingIntentError(Exception):
    """Discord does not grant an intent that was asked for."""


_EXIT_CODES: Final[dict[type[Exception], int]] = {
    KnowledgeError: EXIT_PROBLEMS,
    SettingsError: EXIT_SETTINGS,
    StoreError: EXIT_STORE,
    EditError: EXIT_PROBLEMS,
    UsageError: EXIT_USAGE,
    NoTokenError: EXIT_NO_TOKEN,
    BadTokenError: EXIT_BAD_TOKEN,
    MissingIntentError: EXIT_MISSING_INTENT,
}


def tell(error: Exception, *, quietly: bool = False) -> Told:
    """Found by walking the error's class ancestry. An error that is not in the table is logged with a short code; `quietly`
    logs where it happened and not its message, which may hold what somebody wrote.
    """
    for ancestor in type(error).__mro__:
        code = _EXIT_CODES.get(ancestor)
        if code is not None:
            text = "\n".join(map(str, error.problems)) if isinstance(error, KnowledgeError) else str(error)
            return Told(text, code)
    code_word = secrets.token_hex(3)
    if quietly:
        where = "".join(traceback.format_tb(error.__traceback__))
        log.error("bug %s: %s at\n%s", code_word, type(error).__name__, where)
    else:
        log.error("bug %s", code_word, exc_info=error)
    return Told(f"Something went wrong on our side (code {code_word}); the log has the details under that code.", EXIT_BUG)
