"""Edits that are not finished: kept in the store with whose they are, so that no text is lost, come what may."""

import secrets
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.curation.proposals import Edit, LiveKnowledge
from bot.storage import history
from bot.storage.history import HistoryStore


class EditDraft(BaseModel):
    """What somebody is about to change: files with their new texts (None: taken away) and the versions that they saw.

    `about` tells people what it is, `reason` is what they gave so far, `then` what else is to be done once it is live.
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
        """The one file that is written to, when there is just one."""
        return next(iter(self.texts)) if len(self.texts) == 1 else None


def begin(
    live: LiveKnowledge, author: str, about: str, texts: Mapping[str, str | None], *, reason: str = "", then: str = ""
) -> EditDraft:
    """A draft over the newest versions."""
    bases = {file: live.heads.get(file) for file in texts}
    return EditDraft(
        key=secrets.token_urlsafe(8), author=author, about=about, texts=dict(texts), bases=bases, reason=reason, then=then
    )


async def keep(store: HistoryStore, draft: EditDraft, now: float) -> None:
    """On disk when this returns."""
    await store.keep_draft(history.StoredDraft(draft.key, draft.author, draft.model_dump_json()), now)


async def find(store: HistoryStore, key: str, author: str) -> EditDraft | None:
    """Somebody's own draft; None for one that is gone, or another person's."""
    kept = await store.draft(key)
    if kept is None or kept.user_id != author:
        return None
    try:
        return EditDraft.model_validate_json(kept.form)
    except ValidationError:
        return None
