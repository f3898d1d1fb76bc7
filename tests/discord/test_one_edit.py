"""A moderator edits an entry in Discord: the form, the preview, the reason, and the answer afterwards."""

from __future__ import annotations

from pathlib import Path

from tests.discord.communities import NEW, OLD, WAGES, community
from tests.local_discord.clients import conversation


@conversation
async def test_an_edit_has_a_preview_and_a_reason_and_is_live_afterwards(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        preview = await c.edit(c.mod)
        assert preview.ephemeral
        assert f"+  text: {NEW}  # the short answer" in preview.text
        assert f"-  text: {OLD}  # the short answer" in preview.text
        assert f"As people will see it:**\n## Fair wages\n{NEW}" in preview.text

        done = await c.save(c.mod, preview)
        assert done.text == "Live, as change 2. /knowledge undo takes it back."
        assert NEW in (await (await c.member.slash("topics", topic="Fair wages")).message()).text
        assert c.files.read(WAGES).startswith("# written by hand, and it stays so\n")
        report = await c.logged()
        assert report.text == f"**Change 2** by {c.mod.mention}: topics/fair-wages\n-# It was short."
