"""Hostile uploads: the answer says what is wrong and where, nothing is changed, and the next edit works."""

from __future__ import annotations

import os
from pathlib import Path

from local_discord import Upload
from local_discord.actions.interactions import UserAction
from local_discord.people import command_actions
from local_discord.state.flags import CommandType, InteractionType
from tests.curation.hostile import ARCHIVES, CONTENTS, NOT_TEXT, WAGES
from tests.discord.assertions import state
from tests.discord.communities import NEW, Community, community
from tests.knowledge.copies import TOPIC
from tests.local_discord.clients import conversation


def dotted(file: str) -> str:
    """The name of the file as an attachment, which has no folder."""
    return file.replace("/", ".")


async def upload(c: Community, name: str, content: bytes) -> str:
    """The answer to an upload, which must have changed nothing."""
    before = await state(c)
    message = await (await c.mod.slash("knowledge upload", first=Upload(0, name, content))).message()
    assert message.ephemeral
    assert "Let it go live" not in [button.label for button in message.buttons]
    assert await state(c) == before
    return message.text


async def assert_next_edit_works(c: Community) -> None:
    assert (await c.save(c.mod, await c.edit(c.mod))).text.startswith("Live, as change 2.")
    assert NEW in (await (await c.member.slash("topics", topic="Fair wages")).message()).text


@conversation
async def test_a_wrong_file_is_refused_with_the_line_of_the_problem(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        for what, (file, content, sentence, line) in CONTENTS.items():
            told = await upload(c, dotted(file), content)
            assert f"**line {line}**" in told, what
            assert sentence.replace("*", r"\*").replace("_", r"\_") in told, what
            assert "@everyone" not in told or "`" in told, what
        await assert_next_edit_works(c)


@conversation
async def test_a_file_that_is_not_text_is_refused_with_its_name(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        for what, (content, sentence) in NOT_TEXT.items():
            told = await upload(c, dotted(WAGES), content)
            assert told.startswith(f"{WAGES} "), what
            assert sentence in told, what
            assert "\n" not in told, what
        await assert_next_edit_works(c)


@conversation
async def test_a_bad_archive_is_refused_in_one_sentence(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        for what, (content, sentence) in ARCHIVES.items():
            told = await upload(c, "knowledge.zip", content)
            assert sentence in told, what
            assert "\n" not in told, what
        await assert_next_edit_works(c)


@conversation
async def test_one_wrong_file_keeps_the_others_from_going_live(tmp_path: Path) -> None:
    """The answer names the file and the place. All files stay in the draft."""
    async with community(tmp_path) as c:
        before = await state(c)
        good = Upload(0, "topics.new.yaml", TOPIC.format(id="new").encode())
        bad = Upload(1, "topics.newer.yaml", TOPIC.format(id="newer").replace("points", "pionts").encode())
        message = await (await c.mod.slash("knowledge upload", first=good, second=bad)).message()

        assert "**topics/newer.yaml:4:1**: 'pionts' is not a known key here; did you mean 'points'?" in message.text
        assert await state(c) == before
        await assert_next_edit_works(c)


@conversation
async def test_fifty_megabytes_are_refused_without_a_download(tmp_path: Path) -> None:
    """Some users may send that much. The URL of the attachment does not exist, so a download would fail."""
    async with community(tmp_path) as c:
        offer = command_actions.find(c.local.world, c.mod.user, c.local.general, CommandType.CHAT_INPUT, "knowledge upload")
        data = command_actions.slash(c.local.world, c.local.general, offer, {"first": Upload(0, "knowledge.zip", b"")}).data
        for attachment in data["resolved"]["attachments"].values():
            attachment |= {"size": 50 * 1024 * 1024, "url": f"{c.local.world.base_url}/nowhere", "proxy_url": "http://0.0.0.0/"}
        before = await state(c)
        message = await (await c.mod.forge(c.local.bot, UserAction(InteractionType.COMMAND, data, offer.command))).message()

        assert message.text == "knowledge.zip is larger than 8 MB; send less at once."
        assert await state(c) == before
        await assert_next_edit_works(c)


@conversation
async def test_an_attachment_that_cannot_be_downloaded_is_reported(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        offer = command_actions.find(c.local.world, c.mod.user, c.local.general, CommandType.CHAT_INPUT, "knowledge upload")
        data = command_actions.slash(c.local.world, c.local.general, offer, {"first": Upload(0, "knowledge.zip", b"a: 1")}).data
        for attachment in data["resolved"]["attachments"].values():
            attachment |= {"url": f"{c.local.world.base_url}/nowhere"}
        message = await (await c.mod.forge(c.local.bot, UserAction(InteractionType.COMMAND, data, offer.command))).message()

        assert message.text == "knowledge.zip cannot be fetched from Discord; send it again."
        await assert_next_edit_works(c)


@conversation
async def test_strange_file_names_are_shown_as_plain_text(tmp_path: Path) -> None:
    """In the log channel and in the status. Nobody is notified by them."""
    async with community(tmp_path) as c:
        for name in (b"ring\x07\n.yaml", b"\xff\xfe.yaml", b"<@1> @everyone.yml", b"**bold**`.yml", b"x" * 240 + b".yml"):
            c.files.write(os.fsdecode(b"topics/" + name), "id: x\n")
        await c.bot.services.knowledge_base.reload()
        assert len(c.bot.expect_error()) == 5
        report, status = await c.logged(), await (await c.mod.slash("knowledge status")).message()

        for text in (report.text, status.text):
            assert text.count("belongs to no kind of entry") == 5
            assert all(character.isprintable() or character == "\n" for character in text)
            assert r"\<@1>" in text
        assert not report.raw.mentions
        assert not report.raw.mentions_everyone
        await assert_next_edit_works(c)
