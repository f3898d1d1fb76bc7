"""A server whose moderators edit a small knowledge base: an owner, a moderator, a member, a log channel and the bot."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from local_discord import LocalDiscord
from local_discord.people.messages import VisibleMessage
from local_discord.people.person import Person
from local_discord.state.guilds import Channel, Role
from tests.curation.small import little_knowledge
from tests.discord.bots import RunningBot, bot_on
from tests.knowledge.copies import Copy
from tests.local_discord.clients import settings

WAGES = "topics/fair-wages.yaml"
OLD, NEW = "Ask what others are paid.", "Find out what others are paid first."


@dataclass
class Community:
    """`owner` may manage the server, `mod` has the moderator role, `member` has no rights."""

    local: LocalDiscord
    bot: RunningBot
    files: Copy
    owner: Person
    mod: Person
    member: Person
    role: Role
    log: Channel

    async def logged(self) -> VisibleMessage:
        """The next message in the log channel."""
        return await self.owner.hears(self.log)

    async def edit(self, person: Person, old: str = OLD, new: str = NEW, entry: str = "topics/fair-wages") -> VisibleMessage:
        """Replace a text of an entry in the form. Returns the preview, or the message with the problems."""
        form = (await person.slash("knowledge edit", entry=entry)).modal
        text = text_in(form.json)
        assert old in text
        return await (await person.submit(form, {"text0": text.replace(old, new)})).message()

    async def save(
        self, person: Person, shown: VisibleMessage, reason: str = "It was short.", override: str = ""
    ) -> VisibleMessage:
        """Let the draft of a preview go live. Returns the answer."""
        form = (await person.press(shown, "Let it go live all the same" if override else "Let it go live")).modal
        fields = {"reason": reason} | ({"override": override} if override else {})
        return await (await person.submit(form, fields)).message()


def text_in(form: dict[str, object]) -> str:
    """The text in the first field of a form."""
    parts = form["components"]
    assert isinstance(parts, list)
    return str(parts[0]["component"]["value"])


@contextlib.asynccontextmanager
async def community(folder: Path, **changes: object) -> AsyncIterator[Community]:
    """A community. At the end, no request may have violated Discord's OpenAPI description."""
    files = little_knowledge(folder / "knowledge")
    async with LocalDiscord(settings()) as local:
        log = local.add_channel("log")
        mod, owner, member = local.person("Mod"), local.person("Owner"), local.person("Member")
        role = local.add_role("Keepers", to=mod)
        home = {"knowledge": files.root, "database": folder / "advisor.db", "knowledge_guild_ids": (local.guild.id,)}
        async with bot_on(local, **(home | changes)) as bot:  # type: ignore[arg-type]
            panel = await (await owner.slash("settings")).message()
            await owner.pick(panel, role, select="ca:v1:set:moderators")
            await owner.pick(panel, log, select="ca:v1:set:log")
            yield Community(local, bot, files, owner, mod, member, role, log)
        assert local.violations == []
