"""How every column that holds a person's id is exported and erased. A test walks the schema and fails for one not listed."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Personal:
    """A table with rows that belong to a person by `column`; `exported` are the columns they get to see.

    Rows that others build on (`stays`) are kept when the person is erased, without whose they were.
    """

    table: str
    column: str
    exported: tuple[str, ...]
    stays: bool = False

    @property
    def export_sql(self) -> str:
        return f"SELECT {', '.join(self.exported)} FROM {self.table} WHERE {self.column} = ?"  # noqa: S608  # names are ours

    @property
    def erase_sql(self) -> str:
        if self.stays:
            return f"UPDATE {self.table} SET {self.column} = '' WHERE {self.column} = ?"  # noqa: S608  # names are ours
        return f"DELETE FROM {self.table} WHERE {self.column} = ?"  # noqa: S608  # names are ours


JSON_COLUMNS: Final = {
    "profiles": frozenset({"profile"}),
    "conversations": frozenset({"conversation"}),
    "feedback": frozenset({"entries"}),
    "answers": frozenset({"answer"}),
    "drafts": frozenset({"draft"}),
}
"""Table → its columns that are exported as values; every other column as it stands, whatever it looks like."""

PERSONAL: Final = (
    Personal("profiles", "user_id", ("sphere", "profile", "updated")),
    Personal("conversations", "user_id", ("place", "conversation", "updated")),
    Personal("feedback", "user_id", ("kind", "entries", "helped", "sentence", "given", "answer")),
    Personal("answers", "user_id", ("answer", "made")),
    Personal("changes", "author", ("origin", "reason", "override", "made", "state"), stays=True),
    Personal("drafts", "user_id", ("draft", "made")),
)
"""Every table that knows a person. `unanswered` holds questions without any id and is not one of them, nor is `handled`,
which for some days holds the numbers of messages that were answered, without whose they are."""
