"""Moderators change the knowledge in Discord, and nothing half-broken ever goes live."""

from __future__ import annotations

from pathlib import Path

from tests.discord.communities import NEW, OLD, WAGES, community
from tests.local_discord.clients import conversation


@conversation
async def test_an_edit_is_shown_confirmed_with_a_reason_and_answers_from_then_on(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        shown = await c.edit(c.mod)
        assert shown.ephemeral
        assert f"+  text: {NEW}  # the short answer" in shown.text
        assert f"-  text: {OLD}  # the short answer" in shown.text
        assert f"As people will see it:**\n## Fair wages\n{NEW}" in shown.text

        done = await c.save(c.mod, shown)
        assert done.text == "Live, as change 2. /knowledge undo takes it back."
        assert NEW in (await (await c.member.slash("topics", topic="Fair wages")).message()).text
        assert c.files.read(WAGES).startswith("# written by hand, and it stays so\n")
        told = await c.logged()
        assert told.text == f"**Change 2** by {c.mod.mention}: topics/fair-wages\n-# It was short."
