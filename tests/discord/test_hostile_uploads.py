"""Whatever somebody uploads: one sentence on what is wrong and where, nothing changed, and the next edit works."""

from __future__ import annotations

import os
from pathlib import Path

from local_discord import Upload
from local_discord.actions.interactions import UserAction
from local_discord.people import command_actions
from local_discord.state.flags import CommandType, InteractionType
from tests.curation.hostile import ARCHIVES, CONTENTS, NOT_TEXT, WAGES
from tests.discord.aftermath import state
from tests.discord.communities import NEW, Community, community
from tests.knowledge.copies import TOPIC
from tests.local_discord.clients import conversation


def dotted(file: str) -> str:
    """As an attachment is named, which has no folder."""
    return file.replace("/", ".")


async def upload(c: Community, name: str, content: bytes) -> str:
    """What a moderator is told who uploads that. Nothing may have come of it."""
    before = await state(c)
    message = await (await c.mod.slash("knowledge upload", first=Upload(0, name, content))).message()
    assert message.ephemeral
    assert "Let it go live" not in [button.label for button in message.buttons]
    assert await state(c) == before
    return message.text


async def goes_on(c: Community) -> None:
    """The process lives, and the next edit works."""
    assert (await c.save(c.mod, await c.edit(c.mod))).text.startswith("Live, as change 2.")
    assert NEW in (await (await c.member.slash("topics", topic="Fair wages")).message()).text


@conversation
async def test_a_file_with_something_wrong_in_it_is_refused_with_its_line(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        for what, (file, content, sentence, line) in CONTENTS.items():
            told = await upload(c, dotted(file), content)
            assert f"**line {line}**" in told, what
            assert sentence.replace("*", r"\*").replace("_", r"\_") in told, what
            assert "@everyone" not in told or "`" in told, what
        await goes_on(c)


@conversation
async def test_what_is_no_text_is_refused_with_its_name(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        for what, (content, sentence) in NOT_TEXT.items():
            told = await upload(c, dotted(WAGES), content)
            assert told.startswith(f"{WAGES} "), what
            assert sentence in told, what
            assert "\n" not in told, what
        await goes_on(c)


@conversation
async def test_an_archive_with_something_wrong_is_refused_in_one_sentence(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        for what, (content, sentence) in ARCHIVES.items():
            told = await upload(c, "knowledge.zip", content)
            assert sentence in told, what
            assert "\n" not in told, what
        await goes_on(c)


@conversation
async def test_one_bad_file_among_good_ones_keeps_them_all_back(tmp_path: Path) -> None:
    """It is named with its place; in the draft that is left, the others wait with it."""
    async with community(tmp_path) as c:
        before = await state(c)
        good = Upload(0, "topics.new.yaml", TOPIC.format(id="new").encode())
        bad = Upload(1, "topics.newer.yaml", TOPIC.format(id="newer").replace("points", "pionts").encode())
        message = await (await c.mod.slash("knowledge upload", first=good, second=bad)).message()

        assert "**topics/newer.yaml:4:1**: 'pionts' is not a known key here; did you mean 'points'?" in message.text
        assert await state(c) == before
        await goes_on(c)


@conversation
async def test_fifty_megabytes_are_refused_without_being_fetched(tmp_path: Path) -> None:
    """Some may send that much. There is nothing at the file's address: who looked there would fail."""
    async with community(tmp_path) as c:
        offer = command_actions.find(c.local.world, c.mod.user, c.local.general, CommandType.CHAT_INPUT, "knowledge upload")
        data = command_actions.slash(c.local.world, c.local.general, offer, {"first": Upload(0, "knowledge.zip", b"")}).data
        for attachment in data["resolved"]["attachments"].values():
            attachment |= {"size": 50 * 1024 * 1024, "url": f"{c.local.world.base_url}/nowhere", "proxy_url": "http://0.0.0.0/"}
        before = await state(c)
        message = await (await c.mod.forge(c.local.bot, UserAction(InteractionType.COMMAND, data, offer.command))).message()

        assert message.text == "knowledge.zip is larger than 4 MB; send less at once."
        assert await state(c) == before
        await goes_on(c)


@conversation
async def test_an_upload_that_discord_has_lost_is_told(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        offer = command_actions.find(c.local.world, c.mod.user, c.local.general, CommandType.CHAT_INPUT, "knowledge upload")
        data = command_actions.slash(c.local.world, c.local.general, offer, {"first": Upload(0, "knowledge.zip", b"a: 1")}).data
        for attachment in data["resolved"]["attachments"].values():
            attachment |= {"url": f"{c.local.world.base_url}/nowhere"}
        message = await (await c.mod.forge(c.local.bot, UserAction(InteractionType.COMMAND, data, offer.command))).message()

        assert message.text == "knowledge.zip cannot be fetched from Discord; send it again."
        await goes_on(c)


@conversation
async def test_strange_names_in_the_folder_are_told_as_text(tmp_path: Path) -> None:
    """In the log channel and by the status, whatever characters are in them; nobody is called by that."""
    async with community(tmp_path) as c:
        for name in (b"ring\x07\n.yaml", b"\xff\xfe.yaml", b"<@1> @everyone.yml", b"**bold**`.yml", b"x" * 240 + b".yml"):
            c.files.write(os.fsdecode(b"topics/" + name), "id: x\n")
        await c.bot.services.knowledge_base.reload()
        assert len(c.bot.expect_error()) == 5
        told, status = await c.logged(), await (await c.mod.slash("knowledge status")).message()

        for text in (told.text, status.text):
            assert text.count("belongs to no kind of entry") == 5
            assert all(character.isprintable() or character == "\n" for character in text)
            assert r"\<@1>" in text
        assert not told.raw.mentions
        assert not told.raw.mentions_everyone
        await goes_on(c)
