"""Unfinished edits, kept in the store with their owner, so that no text is lost."""

import secrets
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.curation.proposals import Edit, LiveKnowledge
from bot.storage import history
from bot.storage.history import HistoryStore


class EditDraft(BaseModel):
    """An edit before it goes live: files with their new texts (None: deleted) and the versions that the editor saw.

    `about` describes the edit to people, `reason` is the reason given so far, `then` names what follows once it is live.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    key: str
    author: str
    about: str
    texts: dict[str, str | None]
    bases: dict[str, int | None]
    reason: str = ""
    then: str = ""

    @property
    def edit(self) -> Edit:
        contents = {file: None if text is None else text.encode() for file, text in self.texts.items()}
        return Edit(contents, self.bases)

    @property
    def only_file(self) -> str | None:
        """The only file that the draft writes; None when it writes none or several."""
        return next(iter(self.texts)) if len(self.texts) == 1 else None


def begin(
    live: LiveKnowledge, author: str, about: str, texts: Mapping[str, str | None], *, reason: str = "", then: str = ""
) -> EditDraft:
    """A draft over the newest versions of the files."""
    bases = {file: live.heads.get(file) for file in texts}
    return EditDraft(
        key=secrets.token_urlsafe(8), author=author, about=about, texts=dict(texts), bases=bases, reason=reason, then=then
    )


async def keep(store: HistoryStore, draft: EditDraft, now: float) -> None:
    """Store the draft; it is on disk when this returns."""
    await store.keep_draft(history.StoredDraft(draft.key, draft.author, draft.model_dump_json()), now)


async def find(store: HistoryStore, key: str, author: str) -> EditDraft | None:
    """An author's own draft; None when it does not exist or belongs to somebody else."""
    kept = await store.draft(key)
    if kept is None or kept.user_id != author:
        return None
    try:
        return EditDraft.model_validate_json(kept.form)
    except ValidationError:
        return None
