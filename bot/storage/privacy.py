"""How every column that holds a person's id is exported and erased. A test walks the schema and fails for one not listed."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class PersonalColumn:
    """A table with rows that belong to a person by `column`; `exported` are the columns they get to see.

    `stays` says which rows are kept when the person is erased, since others build on them, without whose they were.
    """

    table: str
    column: str
    exported: tuple[str, ...]
    stays: str = ""

    @property
    def export_sql(self) -> str:
        return f"SELECT {', '.join(self.exported)} FROM {self.table} WHERE {self.column} = ?"  # noqa: S608  # names are ours

    @property
    def erase_sqls(self) -> tuple[str, ...]:
        """One after the other, each with the person's id as its parameter."""
        rest = f"DELETE FROM {self.table} WHERE {self.column} = ?"  # noqa: S608  # names are ours
        if not self.stays:
            return (rest,)
        return (f"UPDATE {self.table} SET {self.column} = '' WHERE {self.column} = ? AND {self.stays}", rest)  # noqa: S608


JSON_COLUMNS: Final = {
    "profiles": frozenset({"profile"}),
    "conversations": frozenset({"conversation"}),
    "feedback": frozenset({"entries"}),
    "answers": frozenset({"answer"}),
    "drafts": frozenset({"draft"}),
}
"""Table → its columns that are exported as values; every other column as it stands, whatever it looks like."""

PERSONAL: Final = (
    PersonalColumn("profiles", "user_id", ("sphere", "profile", "updated")),
    PersonalColumn("conversations", "user_id", ("place", "conversation", "updated")),
    PersonalColumn("feedback", "user_id", ("kind", "entries", "helped", "sentence", "given", "answer")),
    PersonalColumn("answers", "user_id", ("answer", "made")),
    PersonalColumn("changes", "author", ("origin", "reason", "override", "made", "state"), stays="TRUE"),
    PersonalColumn("drafts", "user_id", ("draft", "made")),
    PersonalColumn("suggestions", "user_id", ("server", "suggestion", "about", "state", "made"), stays="state = 'accepted'"),
    PersonalColumn("suggestion_decisions", "user_id", ("suggestion", "state", "note", "decided"), stays="TRUE"),
)
"""Every table that knows a person. `handled`, which for some days holds the numbers of messages that were answered, without
whose they are, is not one of them. Nor is `missed`: its askers are hashes of which nobody can tell whose they are once their
month is over; until then forgetting takes them off (see gaps.py). What moderators decided stays, without who they were."""
