"""The schema of the database as numbered steps. A step, once released, is never changed; a new need is a new step.

Each step runs in one transaction together with its number, so a crash leaves either the old schema or the new one.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Migration:
    number: int
    name: str
    statements: tuple[str, ...]


MIGRATIONS: Final = (
    Migration(
        1,
        "conversations, profiles, unanswered questions, feedback",
        (
            """
            CREATE TABLE profiles (
                user_id TEXT PRIMARY KEY,
                profile TEXT NOT NULL,
                updated REAL NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE conversations (
                user_id TEXT NOT NULL,
                place TEXT NOT NULL,
                conversation TEXT NOT NULL,
                updated REAL NOT NULL,
                PRIMARY KEY (user_id, place)
            ) STRICT
            """,
            """
            CREATE TABLE unanswered (
                id INTEGER PRIMARY KEY,
                question TEXT NOT NULL,
                refusal TEXT NOT NULL,
                asked REAL NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE feedback (
                id INTEGER PRIMARY KEY,
                user_id TEXT NOT NULL,
                kind TEXT NOT NULL,
                entries TEXT NOT NULL,
                helped INTEGER NOT NULL CHECK (helped IN (0, 1)),
                sentence TEXT NOT NULL DEFAULT '',
                given REAL NOT NULL
            ) STRICT
            """,
            "CREATE INDEX feedback_by_user ON feedback (user_id)",
            "CREATE INDEX unanswered_by_time ON unanswered (asked)",
        ),
    ),
)
"""In order, numbered from 1 without gaps."""

NEWEST: Final = MIGRATIONS[-1].number
