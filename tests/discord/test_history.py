"""The history and reverts, `/knowledge try`, `/knowledge status`, and the limits of their messages."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

from bot.curation.knowledge_base import Author, KnowledgeChanged
from bot.curation.proposals import Edit
from bot.discordbot.strings import moderation
from tests.discord.communities import NEW, OLD, WAGES, Community, community
from tests.discord.test_edits import PIPES, TRADE, labels
from tests.knowledge.copies import TOPIC
from tests.local_discord.clients import conversation


async def run(c: Community, command: str, **options: Any) -> str:
    """The text of the ephemeral answer that the moderator gets."""
    message = await (await c.mod.slash(f"knowledge {command}", **options)).message()
    assert message.ephemeral
    return message.text


@conversation
async def test_the_history_shows_who_changed_what_and_why(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        await c.save(c.mod, await c.edit(c.mod), "It was *short*, @everyone.")
        c.files.write("topics/new.yaml", TOPIC.format(id="new"))
        await c.bot.services.knowledge_base.reload()
        await c.save(c.owner, await (await c.owner.slash("knowledge delete", entry="Learning the trade")).message(), "Old.")

        lines = (await run(c, "history")).splitlines()
        assert lines[0] == moderation.HISTORY
        assert [line.split("**")[1] for line in lines if line.startswith("**")] == ["4", "3", "2", "1"]
        assert f"{c.owner.mention} · topics/learning-the-trade" in lines[1]
        assert lines[2] == "-# Old."
        assert "in the files · topics/new" in lines[3]
        assert f"{c.mod.mention} · topics/fair-wages" in lines[5]
        assert lines[6] == r"-# It was \*short\*, @everyone."
        assert "as it came" in lines[7]

        gone = await run(c, "history", entry=TRADE)
        assert gone.startswith(moderation.HISTORY_OF.format(file=TRADE))
        assert "Old." in gone
        assert "short" not in gone


@conversation
async def test_the_difference_of_a_change_is_shown_and_a_long_one_is_attached(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        await c.save(c.mod, await c.edit(c.mod))
        shown = await run(c, "diff", change=2)
        assert shown.startswith("### Change 2\n")
        assert f"-  text: {OLD}  # the short answer\n+  text: {NEW}  # the short answer" in shown

        c.files.write("topics/new.yaml", TOPIC.format(id="new") + "# and so on\n" * 400)
        await c.bot.services.knowledge_base.reload()
        long = await (await c.mod.slash("knowledge diff", change=3)).message()
        [file] = long.attachments
        assert file.filename == "change-3.diff"
        assert "+++ topics/new.yaml" in file.content.decode()
        assert await run(c, "diff", change=99) == "There is no change 99; /knowledge history lists them."


@conversation
async def test_a_change_can_be_reverted_after_later_changes(tmp_path: Path) -> None:
    """A revert is a change with a reason. It deletes a file that was created, and restores one that was deleted."""
    async with community(tmp_path) as c:
        before = c.files.read(WAGES)
        await c.save(c.mod, await c.edit(c.mod))
        await c.save(c.owner, await c.edit(c.owner, "following the damp.", "listening.", "topics/leaking-pipes"))
        shown = await (await c.mod.slash("knowledge revert", change=2)).message()
        assert shown.text.startswith("### Take back change 2 (topics/fair-wages)\n")
        await c.save(c.mod, shown, "It was better before.")
        assert c.files.read(WAGES) == before
        assert "listening." in c.files.read(PIPES)

        trade = c.files.read(TRADE)
        await c.save(c.mod, await (await c.mod.slash("knowledge delete", entry="Learning the trade")).message())
        await c.save(c.mod, await (await c.mod.slash("knowledge revert", change=5)).message())
        assert c.files.read(TRADE) == trade
        await c.save(c.mod, await (await c.mod.slash("knowledge revert", change=6)).message())
        assert not (c.files.root / TRADE).exists()
        assert await run(c, "revert", change=1) == moderation.FIRST_CHANGE.format(number=1)
        assert await run(c, "revert", change=99) == moderation.NO_CHANGE.format(number=99)


@conversation
async def test_the_preview_of_a_revert_shows_that_later_changes_in_the_file_are_lost(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        await c.save(c.mod, await c.edit(c.mod))
        await c.save(c.owner, await c.edit(c.owner, "Fair wages", "Good wages"))
        shown = await (await c.mod.slash("knowledge revert", change=2)).message()

        assert "-name: Good wages\n+name: Fair wages" in shown.text
        assert f"-  text: {NEW}" in shown.text


@conversation
async def test_undo_reverts_the_users_own_last_change(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        assert await run(c, "undo") == moderation.NOTHING_TO_UNDO
        await c.save(c.mod, await c.edit(c.mod))
        await c.save(c.owner, await c.edit(c.owner, "following the damp.", "listening.", "topics/leaking-pipes"))
        shown = await (await c.mod.slash("knowledge undo")).message()
        assert shown.text.startswith("### Undo change 2 (topics/fair-wages)\n")
        form = (await c.mod.press(shown, moderation.SAVE)).modal
        done = await (await c.mod.submit(form)).message()
        assert done.text.startswith("Live, as change 4.")
        assert OLD in c.files.read(WAGES)
        assert "listening." in c.files.read(PIPES)
        assert "-# Undo change 2 (topics/fair-wages)" in await run(c, "history")


@conversation
async def test_the_whole_history_can_be_downloaded(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        await c.save(c.mod, await c.edit(c.mod), "It was short. ☂")
        shown = await (await c.mod.slash("knowledge export")).message()
        [file] = shown.attachments
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            lines = [json.loads(line) for line in archive.read("history.jsonl").decode().splitlines()]

        assert len(lines) == len(c.bot.services.knowledge_base.live.snapshot.files) + 1
        last = lines[-1]
        assert (last["file"], last["author"], last["reason"]) == (WAGES, str(c.mod.id), "It was short. ☂")
        assert last["content"] == c.files.read(WAGES)
        assert last["previous"] in [line["version"] for line in lines if line["file"] == WAGES]


@conversation
async def test_a_question_is_tried_with_and_without_the_draft(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        question = "the boss is stingy"
        assert moderation.TRY_NONE in await run(c, "try", question=question)
        await (await c.mod.slash("knowledge phrase", entry="Fair wages", phrase=question)).message()
        tried = await run(c, "try", question=question)
        now, then = tried.split("**With your edit (Phrase for topics/fair-wages.yaml):**")
        assert now.startswith(f"> {question}\n\n**Now:** ")
        assert "advice · fair-wages" not in now
        assert then.startswith(" advice · fair-wages")
        assert moderation.TRY_NONE in (await (await c.owner.slash("knowledge try", question=question)).message()).text

        await c.edit(c.mod, "summary:", "sumary:")
        assert moderation.TRY_BAD.format(about="Edit topics/fair-wages.yaml") in await run(c, "try", question=question)


@conversation
async def test_a_problem_in_the_files_is_reported_until_it_is_corrected(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        assert moderation.STATUS_FINE in await run(c, "status")
        good = c.files.read(WAGES)
        c.files.write(WAGES, good.replace("points:", "pionts:"))
        await c.bot.services.knowledge_base.reload()
        c.bot.expect_error()
        logged = (await c.logged()).text
        assert logged.startswith("⚠ What was changed in the knowledge files is not live.")
        for text in (logged, await run(c, "status")):
            assert f"**{WAGES}:7:1**: 'pionts' is not a known key here; did you mean 'points'?" in text
        refused = await c.save(c.mod, await c.edit(c.mod))
        assert f"{WAGES} was changed in the files and is not right there; mend or undo that first." in refused.text
        assert labels(refused) == [moderation.SAVE, moderation.GO_ON, moderation.DROP]

        c.files.write(WAGES, good.replace(OLD, NEW))
        await c.bot.services.knowledge_base.reload()
        assert (await c.logged()).text == "**Change 2** by in the files: topics/fair-wages\n-# Changed in the files."
        assert moderation.STATUS_FINE in await run(c, "status")
        assert NEW in (await (await c.member.slash("topics", topic="Fair wages")).message()).text


@conversation
async def test_files_that_break_a_question_wait_for_a_moderator(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        text = c.files.read(WAGES)
        c.files.write(WAGES, text[: text.index("phrases:")] + "phrases: [something else entirely]\n")
        await c.bot.services.knowledge_base.reload()
        c.bot.expect_error()
        assert "“am I paid enough” must be read as advice · fair-wages" in (await c.logged()).text
        status = await (await c.mod.slash("knowledge status")).message()
        assert moderation.STATUS_WAITS in status.text
        assert moderation.TAKE in labels(status)

        form = (await c.mod.press(status, moderation.TAKE)).modal
        done = await (await c.mod.submit(form, {"reason": "Pulled.", "override": "The question goes as well."})).message()
        assert done.text == "The files are live, as change 2."
        logged = (await c.logged()).text
        assert logged.startswith(f"**Change 2** by {c.mod.mention}: topics/fair-wages\n-# Pulled.")
        assert "Questions were misread by it: The question goes as well." in logged
        after = await (await c.mod.slash("knowledge status")).message()
        assert moderation.STATUS_FINE in after.text
        assert "Of 3 questions that must be read right, 1 " in after.text
        assert moderation.TAKE not in labels(after)
        form = (await c.mod.press(status, moderation.TAKE)).modal
        late = await (await c.mod.submit(form, {"reason": "Pulled.", "override": "Again."})).message()
        assert late.text == "There is nothing in the files that waits for this."


@conversation
async def test_the_history_fits_into_a_message_with_the_longest_reasons(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        knowledge_base = c.bot.services.knowledge_base
        longest = "*" * 300
        for number in range(12):
            text = knowledge_base.live.snapshot.files[WAGES].text + f"# {'x' * 700} {number}\n"
            edit = Edit({WAGES: text.encode()}, {WAGES: knowledge_base.live.heads[WAGES]})
            await knowledge_base.commit(await knowledge_base.propose(edit), Author(str(c.mod.id), longest, override=longest))

        for options in ({}, {"entry": "Fair wages"}):
            lines = await run(c, "history", **options)
            assert lines.splitlines()[1].startswith("**13** · ")
            assert lines.endswith(" before these; /knowledge export has them all")
        shown = await (await c.mod.slash("knowledge diff", change=13)).message()
        assert shown.text.startswith("### Change 13\n**13** · ")
        assert (await c.logged()).text.startswith("**Change 2** by ")


@conversation
async def test_a_preview_fits_into_a_message_with_the_longest_texts(tmp_path: Path) -> None:
    """A difference full of backticks, broken questions, and an answer full of characters that are escaped."""
    async with community(tmp_path) as c:
        longest = "*_" * 198
        points = "".join(
            f"  - id: longest-{number}\n    text: '{longest}{number}'\n    source: editorial\n" for number in range(4)
        )
        phrases = [f"is my wage fair or is the pay too low for {'so ' * 20}much work {number}" for number in range(5)]
        questions = "".join(f"  - {{text: {phrase}, kind: advice, topics: [fair-wages]}}\n" for phrase in phrases)
        c.files.write(
            WAGES, c.files.read(WAGES).replace("points:\n", f"points:\n{points}") + "  - " + "\n  - ".join(phrases) + "\n"
        )
        c.files.write("questions/ways.yaml", c.files.read("questions/ways.yaml") + questions)
        assert isinstance(await c.bot.services.knowledge_base.reload(), KnowledgeChanged)

        for ticks in (100, 200, 300):
            old = c.files.read(WAGES)[c.files.read(WAGES).index("phrases:") :].rstrip()
            shown = await c.edit(c.mod, old, f"phrases: [something else entirely]  # {'`' * ticks}")
            assert bool(shown.attachments) == (ticks == 300), "a difference that is too long for the message is attached"
            assert "Nothing is live yet." in shown.text
            assert moderation.BREAKS in shown.text
            assert moderation.AS_PEOPLE_SEE in shown.text

        keys = "".join(f"{'*' * 90}{number}: x\n" for number in range(12))
        shown = await c.edit(c.mod, "id: fair-wages", f"{keys}id: fair-wages")
        assert "not right yet" in shown.text
