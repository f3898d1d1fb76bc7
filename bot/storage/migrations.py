"""The schema of the database as numbered steps. A released step never changes; a new need is a new step.

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
    Migration(
        2,
        "profiles by sphere, kept answers, what was handled, servers, facts, one feedback per answer",
        (
            # What was told in one sphere (the direct messages, a server) is used in that sphere alone.
            """
            CREATE TABLE profiles_by_sphere (
                user_id TEXT NOT NULL,
                sphere TEXT NOT NULL,
                profile TEXT NOT NULL,
                updated REAL NOT NULL,
                PRIMARY KEY (user_id, sphere)
            ) STRICT
            """,
            # Before this step the terminal was the only door, so every profile was told there.
            "INSERT INTO profiles_by_sphere SELECT user_id, 'terminal', profile, updated FROM profiles",
            "DROP TABLE profiles",
            "ALTER TABLE profiles_by_sphere RENAME TO profiles",
            """
            CREATE TABLE answers (
                id TEXT PRIMARY KEY,
                user_id TEXT NOT NULL,
                answer TEXT NOT NULL,
                made REAL NOT NULL
            ) STRICT
            """,
            "CREATE INDEX answers_by_user ON answers (user_id)",
            "CREATE INDEX answers_by_time ON answers (made)",
            """
            CREATE TABLE handled (
                event TEXT PRIMARY KEY,
                answer_message TEXT NOT NULL,
                handled REAL NOT NULL
            ) STRICT
            """,
            "CREATE INDEX handled_by_time ON handled (handled)",
            "CREATE TABLE servers (server TEXT PRIMARY KEY, settings TEXT NOT NULL, updated REAL NOT NULL) STRICT",
            "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
            "ALTER TABLE feedback ADD COLUMN answer TEXT NOT NULL DEFAULT ''",
            "CREATE UNIQUE INDEX feedback_once ON feedback (user_id, answer) WHERE answer != ''",
        ),
    ),
    Migration(
        3,
        "the history of the knowledge, edits that are not finished",
        (
            # One change is what one person did at once, for one reason: versions of one or several files.
            """
            CREATE TABLE changes (
                id INTEGER PRIMARY KEY,
                author TEXT NOT NULL,
                origin TEXT NOT NULL CHECK (origin IN ('discord', 'file', 'import')),
                reason TEXT NOT NULL,
                override TEXT NOT NULL DEFAULT '',
                made REAL NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('writing', 'done'))
            ) STRICT
            """,
            # `previous` makes the versions of a file one line: two cannot follow the same one, and only one comes first.
            """
            CREATE TABLE versions (
                id INTEGER PRIMARY KEY,
                change INTEGER NOT NULL REFERENCES changes (id),
                file TEXT NOT NULL,
                content BLOB,
                previous INTEGER REFERENCES versions (id)
            ) STRICT
            """,
            "CREATE UNIQUE INDEX versions_in_line ON versions (previous) WHERE previous IS NOT NULL",
            "CREATE UNIQUE INDEX versions_begin ON versions (file) WHERE previous IS NULL",
            "CREATE INDEX versions_by_file ON versions (file, id)",
            "CREATE INDEX versions_by_change ON versions (change)",
            "CREATE INDEX changes_by_author ON changes (author)",
            "CREATE INDEX changes_writing ON changes (state) WHERE state = 'writing'",
            """
            CREATE TABLE drafts (
                id TEXT PRIMARY KEY,
                user_id TEXT NOT NULL,
                draft TEXT NOT NULL,
                made REAL NOT NULL
            ) STRICT
            """,
            "CREATE INDEX drafts_by_user ON drafts (user_id)",
        ),
    ),
    Migration(
        4,
        "questions that were not answered well, weekly counts, suggestions",
        (
            # The questions kept so far may hold names and addresses, and nobody was ever shown them: they are not taken over.
            "DROP TABLE unanswered",
            """
            CREATE TABLE missed (
                id INTEGER PRIMARY KEY,
                question TEXT NOT NULL,
                why TEXT NOT NULL,
                subject TEXT NOT NULL,
                asker TEXT NOT NULL,
                month TEXT NOT NULL,
                asked REAL NOT NULL
            ) STRICT
            """,
            "CREATE INDEX missed_by_time ON missed (asked)",
            "CREATE INDEX missed_by_asker ON missed (asker)",
            "CREATE TABLE asker_keys (month TEXT PRIMARY KEY, key BLOB NOT NULL) STRICT",
            """
            CREATE TABLE gap_decisions (
                question TEXT PRIMARY KEY,
                decision TEXT NOT NULL,
                entry TEXT NOT NULL,
                decided REAL NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE tallies (
                week INTEGER NOT NULL,
                what TEXT NOT NULL,
                name TEXT NOT NULL,
                count INTEGER NOT NULL,
                PRIMARY KEY (week, what, name)
            ) STRICT
            """,
            # An empty user_id: the author was forgotten and the suggestion had been accepted.
            """
            CREATE TABLE suggestions (
                id INTEGER PRIMARY KEY,
                user_id TEXT NOT NULL,
                server TEXT NOT NULL,
                suggestion TEXT NOT NULL,
                about TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'declined')),
                made REAL NOT NULL
            ) STRICT
            """,
            "CREATE INDEX suggestions_by_user ON suggestions (user_id, made)",
            """
            CREATE TABLE suggestion_decisions (
                id INTEGER PRIMARY KEY,
                suggestion INTEGER NOT NULL REFERENCES suggestions (id) ON DELETE CASCADE,
                user_id TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'declined')),
                note TEXT NOT NULL,
                decided REAL NOT NULL
            ) STRICT
            """,
            "CREATE INDEX suggestion_decisions_by_suggestion ON suggestion_decisions (suggestion)",
            "CREATE INDEX suggestion_decisions_by_user ON suggestion_decisions (user_id)",
        ),
    ),
)
"""In order, numbered from 1 without gaps."""

NEWEST: Final = MIGRATIONS[-1].number
