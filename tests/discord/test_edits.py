"""Edits of entries: two moderators at once, wrong texts, broken questions, links, renames, aliases, phrases."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.discordbot.strings import moderation
from local_discord import LocalDiscord, typed
from tests.curation.small import little_knowledge
from tests.discord.bots import bot_on, silence
from tests.discord.communities import NEW, OLD, WAGES, Community, community, text_in
from tests.local_discord.clients import conversation, settings

PIPES = "topics/leaking-pipes.yaml"
TRADE = "topics/learning-the-trade.yaml"


async def answer(c: Community, question: str) -> str:
    """The answer that a member gets."""
    return (await (await c.member.slash("ask", question=question)).message()).text


def labels(shown: object) -> list[str]:
    return [button.label for button in shown.buttons]  # type: ignore[attr-defined]


@conversation
async def test_the_second_of_two_moderators_sees_the_first_ones_change_and_keeps_their_own_text(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        mine = (await c.mod.slash("knowledge edit", entry="Fair wages")).modal
        await c.save(c.owner, await c.edit(c.owner))
        text = text_in(mine.json).replace("name: Fair wages", "name: Good wages")
        shown = await (await c.mod.submit(mine, {"text0": text})).message()

        assert shown.text.startswith(f"### Edit {WAGES}: changed meanwhile\n{WAGES} was changed by somebody else")
        assert f"+  text: {NEW}  # the short answer" in shown.text
        assert labels(shown) == [moderation.GO_ON, moderation.DROP]
        assert "Good wages" not in c.files.read(WAGES)

        form = (await c.mod.press(shown, moderation.GO_ON)).modal
        assert text_in(form.json) == text.rstrip()
        shown = await (await c.mod.submit(form, {"text0": text.replace(OLD, NEW)})).message()
        assert "-name: Fair wages\n+name: Good wages" in shown.text
        assert (await c.save(c.mod, shown, "Nicer.")).text.startswith("Live, as change 3.")
        told = await (await c.member.slash("topics", topic="Good wages")).message()
        assert told.text.startswith(f"## Good wages\n{NEW}")


@conversation
async def test_a_wrong_text_is_shown_with_its_lines_and_kept_until_it_is_right(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        shown = await c.edit(c.mod, f"summary:\n  text: {OLD}", "sumary:\n  text: Ask @everyone.")
        assert shown.text.startswith(f"### Edit {WAGES}: not right yet\nYour text is kept.")
        assert "- **line 4**: 'sumary' is not a known key here; did you mean 'summary'?\n  `sumary:`" in shown.text
        assert "'summary' is missing; add it" in shown.text
        assert labels(shown) == [moderation.GO_ON, moderation.DROP]
        assert OLD in await answer(c, "am I paid enough")

        form = (await c.mod.press(shown, moderation.GO_ON)).modal
        again = text_in(form.json).replace("sumary:", "summary:")
        assert "Ask @everyone." in again
        shown = await (await c.mod.submit(form, {"text0": again})).message()
        assert "- **line 5**: text must not mention people; remove the @" in shown.text

        form = (await c.mod.press(shown, moderation.GO_ON)).modal
        shown = await (await c.mod.submit(form, {"text0": text_in(form.json).replace("Ask @everyone.", NEW)})).message()
        assert labels(shown) == [moderation.SAVE, moderation.GO_ON, moderation.DROP]
        await c.save(c.mod, shown)
        assert NEW in await answer(c, "am I paid enough")


@conversation
async def test_a_draft_is_shown_by_the_status_and_can_be_dropped(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        await c.edit(c.mod)
        status = await (await c.mod.slash("knowledge status")).message()
        assert f"{moderation.STATUS_DRAFTS}\n- Edit topics/fair-wages.yaml" in status.text
        assert moderation.STATUS_DRAFTS not in (await (await c.owner.slash("knowledge status")).message()).text

        shown = await (await c.mod.press(status, moderation.GO_ON)).message()
        assert f"+  text: {NEW}  # the short answer" in shown.text
        await c.mod.press(shown, moderation.DROP)
        await shown.shows(moderation.DROPPED)
        assert shown.buttons == []
        assert moderation.STATUS_DRAFTS not in (await (await c.mod.slash("knowledge status")).message()).text


@conversation
async def test_a_draft_outlives_a_restart(tmp_path: Path) -> None:
    """A preview from before the restart is confirmed after it."""
    files = little_knowledge(tmp_path / "knowledge")
    async with LocalDiscord(settings()) as local:
        owner = local.person("Owner")
        home = {"knowledge": files.root, "database": tmp_path / "advisor.db", "knowledge_guild_ids": (local.guild.id,)}
        async with bot_on(local, **home):  # type: ignore[arg-type]
            form = (await owner.slash("knowledge edit", entry="topics/fair-wages")).modal
            shown = await (await owner.submit(form, {"text0": text_in(form.json).replace(OLD, NEW)})).message()
        async with bot_on(local, **home):  # type: ignore[arg-type]
            form = (await owner.press(shown, moderation.SAVE)).modal
            done = await (await owner.submit(form, {"reason": "It was short."})).message()
            assert done.text.startswith("Live, as change 2.")
        assert NEW in files.read(WAGES)
        assert local.violations == []


@conversation
async def test_an_edit_that_breaks_a_question_goes_live_only_with_a_reason_for_that(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        text = c.files.read(WAGES)
        shown = await c.edit(c.mod, text[text.index("phrases:") :].rstrip(), "phrases: [something else entirely]")
        assert moderation.BREAKS in shown.text
        assert "“am I paid enough” must be read as advice · fair-wages" in shown.text
        assert labels(shown) == [moderation.SAVE_ANYWAY, moderation.GO_ON, moderation.DROP]

        form = (await c.mod.press(shown, moderation.SAVE_ANYWAY)).modal
        assert moderation.WHY_ANYWAY in str(form.json)
        done = await (await c.mod.submit(form, {"reason": "Shorter.", "override": "Nobody *asks* that."})).message()
        assert done.text.startswith("Live, as change 2.")
        logged = (await c.logged()).text
        assert logged.startswith(f"**Change 2** by {c.mod.mention}: topics/fair-wages\n-# Shorter.")
        assert r"Questions were misread by it: Nobody \*asks\* that." in logged
        assert "“am I paid enough” must be read as advice · fair-wages" in logged


@conversation
async def test_renaming_an_entry_changes_the_links_to_it(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        before = await answer(c, "my pipe is leaking")
        shown = await (await c.mod.slash("knowledge rename", entry="Leaking pipes", id="wet-pipes")).message()
        assert shown.text.startswith(f"### Rename {PIPES} to wet-pipes\nNothing is live yet. The difference is in the file.")
        [difference] = [file.content.decode() for file in shown.attachments]
        assert "-id: leaking-pipes" in difference
        assert "+id: wet-pipes" in difference
        assert "topics: [wet-pipes]" in difference
        assert labels(shown) == [moderation.SAVE, moderation.DROP]
        await c.save(c.mod, shown, "A better name.")

        assert not (c.files.root / PIPES).exists()
        assert c.files.read("topics/wet-pipes.yaml").startswith("# written by hand, and it stays so\nid: wet-pipes\n")
        assert "topics: [wet-pipes]" in c.files.read("questions/ways.yaml")
        assert await answer(c, "my pipe is leaking") == before
        assert (await c.logged()).text.startswith(
            f"**Change 2** by {c.mod.mention}: questions/ways, topics/leaking-pipes, topics/wet-pipes"
        )


@conversation
async def test_an_impossible_id_is_refused(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        for entry, new, told in (
            ("topics/fair-wages", "leaking-pipes", "There is a topics/leaking-pipes already; choose another id."),
            ("topics/fair-wages", "Fair Wages", "“Fair Wages” is no id: lower-case words joined by hyphens"),
            ("topics/fair-wages", "../wages", "“../wages” is no id"),
            ("talk/distress", "grief", "talk/distress.yaml keeps its id: I lean on it."),
            ("skills", "abilities", "skills.yaml is no entry of its own"),
            ("no such thing", "x", "There is no entry “no such thing”; pick one from the list, or name it as kind/id."),
        ):
            refused = await (await c.mod.slash("knowledge rename", entry=entry, id=new)).message()
            assert refused.ephemeral
            assert refused.text.startswith(told), entry


@conversation
async def test_an_entry_with_links_to_it_is_not_deleted_and_the_links_are_listed(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        refused = await (await c.mod.slash("knowledge delete", entry="Fair wages")).message()
        assert refused.text.startswith("topics/fair-wages.yaml is still linked from")
        assert "questions/ways.yaml" in refused.text
        for needed in ("talk/distress", "talk/distress.yaml", "Distress"):
            refused = await (await c.mod.slash("knowledge delete", entry=needed)).message()
            assert refused.text == "talk/distress.yaml cannot be deleted: I lean on it."

        shown = await (await c.mod.slash("knowledge delete", entry="Learning the trade")).message()
        assert f"--- {TRADE}\n+++ (nothing)" in shown.text
        await c.save(c.mod, shown, "Out of date.")
        assert not (c.files.root / TRADE).exists()
        assert "Learning the trade" not in await answer(c, "how do I learn the trade")


@conversation
async def test_a_new_entry_begins_as_a_template(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        form = (await c.mod.slash("knowledge new", kind="topics", name="Good: tools")).modal
        text = text_in(form.json)
        assert "id: good-tools\nname: 'Good: tools'\n" in text
        unfilled = await (await c.mod.submit(form)).message()
        assert "'text' must not be empty" in unfilled.text

        form = (await c.mod.press(unfilled, moderation.GO_ON)).modal
        text = text_in(form.json).replace('text: ""', "text: Buy once.").rstrip().removesuffix("-").rstrip()
        shown = await (
            await c.mod.submit(form, {"text0": f"{text}\n  - which wrench is best\n  - what tools to buy\n"})
        ).message()
        assert "--- (nothing)\n+++ topics/good-tools.yaml" in shown.text
        await c.save(c.mod, shown, "People ask.")
        assert (await answer(c, "what tools to buy")).startswith("## Good: tools\nBuy once.")

        again = await (await c.mod.slash("knowledge new", kind="topics", name="Good tools")).message()
        assert again.text == "topics/good-tools.yaml is there already; edit it, or choose another id."


@conversation
async def test_an_alias_is_added_to_an_entry_from_the_autocompletion(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        shown = await (await c.mod.slash("knowledge alias", entry=typed("weld"), alias="Metal  Joiner")).message()
        assert "+  strong:" in shown.text or "strong: [metal joiner]" in shown.text
        await c.save(c.mod, shown, "Said here.")
        assert (await answer(c, "what does a metal joiner do")).startswith("## Welder")

        owned = await (await c.mod.slash("knowledge alias", entry="Welder", alias="plumber")).message()
        assert "already names plumber; remove it from one of the two" in owned.text
        assert moderation.SAVE not in labels(owned)
        sql = await (await c.mod.slash("knowledge alias", entry=typed("sql"), alias="structured query language")).message()
        await c.save(c.mod, sql, "Spelt out.")
        assert "structured query language" in c.files.read("skills.yaml")
        refused = await (await c.mod.slash("knowledge alias", entry="Fair wages", alias="pay")).message()
        assert refused.text == "Only roles, skills and titles have aliases; give other entries a phrase."


@conversation
async def test_a_new_phrase_is_understood_once_it_is_live(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        assert not (await answer(c, "haggling with the foreman: any tips")).startswith("## Fair wages")
        shown = await (
            await c.mod.slash("knowledge phrase", entry="Fair wages", phrase="haggling with the foreman: any tips")
        ).message()
        assert any(f"+  - {quote}haggling with the foreman: any tips{quote}" in shown.text for quote in "\"'")
        await c.save(c.mod, shown, "Asked yesterday.")
        assert (await answer(c, "haggling with the foreman: any tips")).startswith("## Fair wages")

        known = await (await c.mod.slash("knowledge phrase", entry="Leaking pipes", phrase="am I paid enough")).message()
        assert "this phrase already stands in topics/fair-wages.yaml; remove one" in known.text


@conversation
async def test_a_long_entry_has_several_fields_and_a_longer_one_must_be_downloaded(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        points = "".join(
            f"  - id: point-{number}\n    text: Point {number} of many. {'It goes on. ' * 20}\n    source: editorial\n"
            for number in range(40)
        )
        c.files.replace(WAGES, "points:\n", f"points:\n{points}")
        await c.bot.services.knowledge_base.reload()
        whole = c.files.read(WAGES)
        form = (await c.mod.slash("knowledge edit", entry="Fair wages")).modal
        fields = [part["component"]["value"] for part in form.json["components"]]
        assert [part["label"] for part in form.json["components"]] == [f"The text, part {n} of 4" for n in (1, 2, 3, 4)]

        blanks_cut = {f"text{number}": field.strip() for number, field in enumerate(fields)}
        same = await (await c.mod.submit(form, blanks_cut)).message()
        assert "Nothing was changed: the text is the same as before." in same.text
        form = (await c.mod.press(same, moderation.GO_ON)).modal
        changed = {name: text.replace("Point 25 of many.", "Point 25, the best.") for name, text in blanks_cut.items()}
        shown = await (await c.mod.submit(form, changed)).message()
        await c.save(c.mod, shown)
        assert c.files.read(WAGES) == whole.replace("Point 25 of many.", "Point 25, the best.")

        c.files.write(WAGES, whole.replace("points:\n", f"points:\n{points.replace('Point', 'Item').replace('point-', 'item-')}"))
        await c.bot.services.knowledge_base.reload()
        refused = await (await c.mod.slash("knowledge edit", entry="Fair wages")).message()
        assert refused.text == moderation.TOO_LONG.format(file=WAGES)


@conversation
async def test_a_full_disk_is_reported_and_the_draft_is_kept(tmp_path: Path) -> None:
    async with community(tmp_path) as c:

        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        shown = await c.edit(c.mod)
        with pytest.MonkeyPatch.context() as disk:
            disk.setattr("os.fsync", full)
            refused = await c.save(c.mod, shown)
        assert "The knowledge files cannot be written ([Errno 28] No space left on device); nothing was changed." in refused.text
        assert OLD in c.files.read(WAGES)
        assert OLD in (await (await c.member.slash("topics", topic="Fair wages")).message()).text

        assert (await c.save(c.mod, refused)).text.startswith("Live, as change ")
        assert NEW in (await (await c.member.slash("topics", topic="Fair wages")).message()).text


@conversation
async def test_a_log_channel_that_cannot_be_written_to_does_not_stop_an_edit(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        c.local.add_role("Silenced", to=c.local.bot)
        silence(c.local, c.log)
        assert (await c.save(c.mod, await c.edit(c.mod))).text.startswith("Live, as change 2.")
        assert NEW in (await (await c.member.slash("topics", topic="Fair wages")).message()).text
