"""How every column with a user id is exported and erased. A test reads the schema and fails for a column that is missing
here."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class PersonalColumn:
    """A table whose rows belong to the user named in `column`; `exported` are the columns that the user gets.

    `stays` selects the rows that are kept without the user id when the user is erased, since other data depends on them.
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
        """The statements to execute one after the other, each with the user id as its parameter."""
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
"""Table → its columns that are exported as decoded JSON; every other column is exported as it is."""

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
"""Every table with user ids. `handled` holds ids of answered messages for some days, without their authors. `missed`
holds hashes that nobody can trace once their month is over; until then forgetting removes them (see failed_questions.py).
What moderators decided stays, without their ids."""
