"""Stories of moderators who take files away, edit them at home and bring them back, while others edit too."""

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
from tests.discord.test_editing_entries import PIPES, labels
from tests.knowledge.copies import TOPIC
from tests.local_discord.clients import conversation

DAMP, DRIP = "A leak is found by following the damp.", "Listen for the drip."
MARK = "# version {}: leave this line, so that I notice what others changed meanwhile\n"


async def download(person: Person, **entry: Any) -> tuple[str, bytes]:
    """The file's name and what is in it."""
    shown = await (await person.slash("knowledge download", **entry)).message()
    assert shown.ephemeral
    [file] = shown.attachments
    return file.filename, file.content


async def upload(person: Person, *files: tuple[str, bytes]) -> VisibleMessage:
    options: dict[str, Any] = dict(zip(("first", "second", "third"), (Upload(0, *file) for file in files), strict=False))
    return await (await person.slash("knowledge upload", **options)).message()


def opened(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def packed(files: dict[str, str]) -> bytes:
    return zipped((name, text.encode()) for name, text in files.items())


async def everything(c: Community) -> dict[str, str]:
    """Home with the zip."""
    name, content = await download(c.mod)
    assert name == "knowledge.zip"
    return opened(content)


@conversation
async def test_an_entry_is_taken_home_and_brought_back(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        name, content = await download(c.mod, entry="Fair wages")
        assert name == "topics.fair-wages.yaml"
        assert content.decode().endswith(c.files.read(WAGES))
        assert content.decode() != c.files.read(WAGES), "a line above tells of the version"

        same = await upload(c.mod, (name, content))
        assert same.text == "Nothing was changed: every file is as you took it."
        shown = await upload(c.mod, (name, content.replace(OLD.encode(), NEW.encode())))
        assert shown.text.startswith("### Upload of topics/fair-wages\nNothing is live yet.")
        await c.save(c.mod, shown)
        assert c.files.read(WAGES).startswith("# written by hand, and it stays so\nid: fair-wages\n")
        assert NEW in c.files.read(WAGES)


@conversation
async def test_a_zip_changes_what_was_edited_in_it_and_nothing_else(tmp_path: Path) -> None:
    """While it is at home others edit; what they did stays, though the zip holds their files as they were."""
    async with community(tmp_path) as c:
        home = await everything(c)
        assert set(home) == set(c.bot.services.knowledge_base.live.snapshot.files)
        await c.save(c.owner, await c.edit(c.owner))
        home[PIPES] = home[PIPES].replace(DAMP, DRIP)
        home["topics/new.yaml"] = TOPIC.format(id="new")

        shown = await upload(c.mod, ("all-of-it.zip", packed({f"knowledge/{name}": text for name, text in home.items()})))
        assert shown.text.startswith("### Upload of topics/leaking-pipes, topics/new\n")
        await c.save(c.mod, shown, "Written at home.")
        assert NEW in c.files.read(WAGES)
        assert DRIP in c.files.read(PIPES)
        assert c.files.read("topics/new.yaml") == TOPIC.format(id="new")
        [(change, files), *_] = await c.bot.store.history.changes()
        assert (change.reason, files) == ("Written at home.", (PIPES, "topics/new.yaml"))


@conversation
async def test_what_others_changed_in_the_same_file_is_shown_first(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        home = await everything(c)
        await c.save(c.owner, await c.edit(c.owner))
        home[WAGES] += "# what of it\n"
        home[PIPES] += "# what of that\n"

        shown = await upload(c.mod, ("knowledge.zip", packed(home)))
        assert "changed meanwhile" in shown.text
        assert f"+  text: {NEW}  # the short answer" in shown.text
        assert moderation.SAVE not in labels(shown)
        assert "what of it" not in c.files.read(WAGES)
        assert "what of that" not in c.files.read(PIPES)

        again = await upload(c.mod, ("knowledge.zip", packed(await everything(c) | {PIPES: home[PIPES]})))
        await c.save(c.mod, again, "One at a time.")
        assert NEW in c.files.read(WAGES)
        assert "what of that" in c.files.read(PIPES)


@conversation
async def test_several_files_are_sent_at_once(tmp_path: Path) -> None:
    """Entries, a file that is none, and a zip; named as they were taken, or as they lie in the folder."""
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
async def test_whoever_leaves_the_mark_out_is_taken_to_have_seen_the_newest(tmp_path: Path) -> None:
    """A mark that names no version, or another file's, is not."""
    async with community(tmp_path) as c:
        text = c.files.read(WAGES).replace(OLD, NEW)
        shown = await upload(c.mod, ("topics.fair-wages.yaml", text.encode()))
        assert moderation.SAVE in labels(shown)
        other = c.bot.services.knowledge_base.live.heads[PIPES]
        for number in (other, 0, 999_999_999_999):
            shown = await upload(c.mod, ("topics.fair-wages.yaml", (MARK.format(number) + text).encode()))
            assert "changed meanwhile" in shown.text
            assert moderation.SAVE not in labels(shown)
        assert OLD in c.files.read(WAGES)
