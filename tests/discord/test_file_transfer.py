"""Moderators download files, edit them outside Discord and upload them again, while others edit too."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from bot.discordbot.strings import moderation
from local_discord import Person, Upload
from local_discord.people.messages import VisibleMessage
from tests.curation.hostile import zipped
from tests.discord.communities import NEW, OLD, WAGES, Community, community
from tests.discord.test_edits import PIPES, labels
from tests.knowledge.copies import TOPIC
from tests.local_discord.clients import conversation

DAMP, DRIP = "A leak is found by following the damp.", "Listen for the drip."
VERSION_LINE = "# version {}: leave this line, so that I notice what others changed meanwhile\n"


async def download(person: Person, **entry: Any) -> tuple[str, bytes]:
    """The name and the content of the downloaded file."""
    shown = await (await person.slash("knowledge download", **entry)).message()
    assert shown.ephemeral
    [file] = shown.attachments
    return file.filename, file.content


async def upload(person: Person, *files: tuple[str, bytes]) -> VisibleMessage:
    options: dict[str, Any] = dict(zip(("first", "second", "third"), (Upload(0, *file) for file in files), strict=False))
    return await (await person.slash("knowledge upload", **options)).message()


def unzip(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def zip_of(files: dict[str, str]) -> bytes:
    return zipped((name, text.encode()) for name, text in files.items())


async def download_all(c: Community) -> dict[str, str]:
    """The files of the downloaded zip."""
    name, content = await download(c.mod)
    assert name == "knowledge.zip"
    return unzip(content)


@conversation
async def test_an_entry_is_downloaded_edited_and_uploaded(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        name, content = await download(c.mod, entry="Fair wages")
        assert name == "topics.fair-wages.yaml"
        assert content.decode().endswith(c.files.read(WAGES))
        assert content.decode() != c.files.read(WAGES), "the version is in the line above"

        same = await upload(c.mod, (name, content))
        assert same.text == "Nothing was changed: every file is as you took it."
        shown = await upload(c.mod, (name, content.replace(OLD.encode(), NEW.encode())))
        assert shown.text.startswith("### Upload of topics/fair-wages\nNothing is live yet.")
        await c.save(c.mod, shown)
        assert c.files.read(WAGES).startswith("# written by hand, and it stays so\nid: fair-wages\n")
        assert NEW in c.files.read(WAGES)


@conversation
async def test_an_uploaded_zip_changes_only_the_files_that_were_edited_in_it(tmp_path: Path) -> None:
    """Another moderator edits meanwhile. That edit stays, although the zip has the old version of the file."""
    async with community(tmp_path) as c:
        home = await download_all(c)
        assert set(home) == set(c.bot.services.knowledge_base.live.snapshot.files)
        await c.save(c.owner, await c.edit(c.owner))
        home[PIPES] = home[PIPES].replace(DAMP, DRIP)
        home["topics/new.yaml"] = TOPIC.format(id="new")

        shown = await upload(c.mod, ("all-of-it.zip", zip_of({f"knowledge/{name}": text for name, text in home.items()})))
        assert shown.text.startswith("### Upload of topics/leaking-pipes, topics/new\n")
        await c.save(c.mod, shown, "Written at home.")
        assert NEW in c.files.read(WAGES)
        assert DRIP in c.files.read(PIPES)
        assert c.files.read("topics/new.yaml") == TOPIC.format(id="new")
        [(change, files), *_] = await c.bot.store.history.changes()
        assert (change.reason, files) == ("Written at home.", (PIPES, "topics/new.yaml"))


@conversation
async def test_a_change_of_another_moderator_in_the_same_file_is_shown_first(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        home = await download_all(c)
        await c.save(c.owner, await c.edit(c.owner))
        home[WAGES] += "# what of it\n"
        home[PIPES] += "# what of that\n"

        shown = await upload(c.mod, ("knowledge.zip", zip_of(home)))
        assert "changed meanwhile" in shown.text
        assert f"+  text: {NEW}  # the short answer" in shown.text
        assert moderation.SAVE not in labels(shown)
        assert "what of it" not in c.files.read(WAGES)
        assert "what of that" not in c.files.read(PIPES)

        again = await upload(c.mod, ("knowledge.zip", zip_of(await download_all(c) | {PIPES: home[PIPES]})))
        await c.save(c.mod, again, "One at a time.")
        assert NEW in c.files.read(WAGES)
        assert "what of that" in c.files.read(PIPES)


@conversation
async def test_several_files_are_uploaded_at_once(tmp_path: Path) -> None:
    """An entry, another file, and a zip; with their names from the download or from the folder."""
    async with community(tmp_path) as c:
        skills = c.files.read("skills.yaml") + "  - {id: welding, name: Welding, aliases: [], about: Joining.}\n"
        shown = await upload(
            c.mod,
            ("fair-wages.yaml", c.files.read(WAGES).replace(OLD, NEW).encode()),
            ("skills.yaml", skills.encode()),
            ("more.zip", zipped([("topics/new.yaml", TOPIC.format(id="new").encode())])),
        )
        assert shown.text.startswith("### Upload of skills, topics/fair-wages, topics/new\n")
        assert labels(shown) == [moderation.SAVE, moderation.DROP]
        await c.save(c.mod, shown)
        assert c.files.read("skills.yaml") == skills
        assert [files for _, files in await c.bot.store.history.changes(most=1)] == [("skills.yaml", WAGES, "topics/new.yaml")]


@conversation
async def test_a_file_without_its_version_line_counts_as_an_edit_of_the_newest_version(tmp_path: Path) -> None:
    """A version line with an unknown version, or with one of another file, is a conflict."""
    async with community(tmp_path) as c:
        text = c.files.read(WAGES).replace(OLD, NEW)
        shown = await upload(c.mod, ("topics.fair-wages.yaml", text.encode()))
        assert moderation.SAVE in labels(shown)
        other = c.bot.services.knowledge_base.live.heads[PIPES]
        for number in (other, 0, 999_999_999_999):
            shown = await upload(c.mod, ("topics.fair-wages.yaml", (VERSION_LINE.format(number) + text).encode()))
            assert "changed meanwhile" in shown.text
            assert moderation.SAVE not in labels(shown)
        assert OLD in c.files.read(WAGES)
