"""Interactions that Discord's client would not send: forged, repeated, or sent after the right was lost."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.discordbot.strings import failed_questions, general, moderation, suggestions
from local_discord.actions import guilds
from tests.discord import forgery
from tests.discord.assertions import PIPES, assert_answered, assert_refused, break_a_question_in_the_files, draft_of, state
from tests.discord.communities import NEW, OLD, community
from tests.discord.test_permissions import BUTTONS, FORMS
from tests.local_discord.clients import conversation


@conversation
async def test_nobody_can_use_the_draft_of_another_user(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        key = await draft_of(c, c.mod)
        before = await state(c, c.mod, c.owner)
        for name in (name.format(key=key) for name in BUTTONS if "key" in name):
            await assert_refused(await forgery.press(c.local, c.owner, f"ca:v1:kn:{name}"), moderation.DRAFT_GONE)
        for name in (name.format(key=key) for name in FORMS if "key" in name):
            fields = {"text0": "mine now", "reason": "Mine."}
            await assert_refused(await forgery.send(c.local, c.owner, f"ca:v1:kn:{name}", fields), moderation.DRAFT_GONE)

        assert await state(c, c.mod, c.owner) == before


@conversation
async def test_unknown_custom_ids_change_nothing(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        key = await draft_of(c, c.mod)
        before = await state(c, c.mod)
        unknown = [f"ca:v1:kn:burn:{key}", f"ca:v1:kn::{key}", "ca:v1:kn:", "ca:v1:kn", f"ca:v1:kn:{'x' * 5_000}:{key}"]
        unknown += [f"ca:v1:kn:gap:burn:{'9' * 80}", "ca:v1:kn:gap", "ca:v1:suggestion:burn:x", "ca:v1:suggestion", "ca:v1:set:x"]
        unknown += [f"ca:v9:kn:save:{key}", f"ca:v9:kn:why:{key}", "ca:", "ca:v1:"]
        for name in (*unknown, f"ca:v1:kn:text:{key}", f"ca:v1:kn:why:{key}", "ca:v1:kn:taken:"):
            await assert_refused(await forgery.press(c.local, c.mod, name), general.MOVED_ON)
        for name in (*unknown, f"ca:v1:kn:save:{key}", f"ca:v1:kn:drop:{key}", "ca:v1:kn:take:", "", "?"):
            await assert_refused(await forgery.send(c.local, c.mod, name, {"reason": "Because."}), general.MOVED_ON)
        for name in (
            "ca:v1:kn:save:",
            "ca:v1:kn:edit:no-such-draft",
            f"ca:v1:kn:drop:{key}:more",
            f"ca:v1:kn:show:{'x' * 5_000}",
        ):
            await assert_refused(await forgery.press(c.local, c.mod, name), moderation.DRAFT_GONE)

        for name in (f"ca:v1:kn:gap:to:{'9' * 80}", "ca:v1:kn:gap:out:1;2"):
            await assert_refused(await forgery.press(c.local, c.mod, name), failed_questions.GONE)
        for name in (f"ca:v1:suggestion:accept:{'9' * 80}", "ca:v1:suggestion:write:-1"):
            await assert_answered(await forgery.press(c.local, c.mod, name), suggestions.GONE)

        assert await state(c, c.mod) == before


@conversation
async def test_a_form_without_its_fields_overrides_nothing(tmp_path: Path) -> None:
    """A form can be submitted with other fields than it has. Without a reason, the description of the edit is the reason."""
    async with community(tmp_path) as c:
        await break_a_question_in_the_files(c)
        history = await c.bot.store.history.everything()
        for fields in ({}, {"reason": "Because."}, {"reason": "Because.", "override": "  "}, {"text0": "x"}):
            shown = await (await forgery.send(c.local, c.mod, "ca:v1:kn:taken:", fields)).message()
            assert shown.text == moderation.NO_OVERRIDE, fields
        assert await c.bot.store.history.everything() == history

        key = await draft_of(c, c.mod)
        shown = await (await forgery.send(c.local, c.mod, f"ca:v1:kn:why:{key}", {"other": "x"})).message()
        assert shown.text.startswith("Live, as change 2.")
        [version, _] = await c.bot.store.history.of_file(PIPES)
        assert version.change.reason == f"Edit {PIPES}"


@conversation
async def test_a_moderator_who_loses_the_role_between_two_steps_is_refused(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        member = c.local.guild.members[c.mod.id]

        def role(*, given: bool) -> None:
            guilds.set_role(c.local.world, c.local.guild, member, c.role, given=given)

        form = (await c.mod.slash("knowledge edit", entry="topics/fair-wages")).modal
        shown = await c.edit(c.mod)
        why = (await c.mod.press(shown, "Let it go live")).modal
        before = await state(c, c.mod)
        role(given=False)
        await assert_refused(await c.mod.submit(form, {"text0": "id: mine\n"}))
        await assert_refused(await c.mod.submit(why, {"reason": "While I can."}))
        for label in ("Let it go live", "Go on editing", "Drop it"):
            await assert_refused(await c.mod.press(shown, label))
        assert await state(c, c.mod) == before

        role(given=True)
        done = await c.save(c.mod, shown)
        assert done.text.startswith("Live, as change 2.")


@conversation
async def test_an_interaction_that_is_delivered_twice_is_handled_once(tmp_path: Path) -> None:
    """Discord delivers an interaction twice; or a moderator opens the form twice and submits both, one after the other."""
    async with community(tmp_path) as c:
        c.local.faults.repeat_interactions(4)
        done = await c.save(c.mod, await c.edit(c.mod))
        assert done.text.startswith("Live, as change 2.")

        shown = await c.edit(c.mod, NEW, OLD)
        forms = [(await c.mod.press(shown, "Let it go live")).modal for _ in range(2)]
        done = await (await c.mod.submit(forms[0], {"reason": "Back."})).message()
        assert done.text.startswith("Live, as change 3.")
        await assert_refused(await c.mod.submit(forms[1], {"reason": "Back."}), moderation.DRAFT_GONE)

        assert [change.number for change, _ in await c.bot.store.history.changes()] == [3, 2, 1]


@conversation
async def test_of_several_forms_for_one_draft_submitted_at_once_one_counts(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        shown = await c.edit(c.mod)
        forms = [(await c.mod.press(shown, "Let it go live")).modal for _ in range(4)]
        sent = await asyncio.gather(*(c.mod.submit(form, {"reason": "At once."}) for form in forms))
        answers = sorted([(await used.message()).text for used in sent], key=lambda text: not text.startswith("Live"))

        assert answers[0].startswith("Live, as change 2.")
        for text in answers[1:]:
            assert text == moderation.DRAFT_GONE or "Nothing was changed" in text
        assert [change.number for change, _ in await c.bot.store.history.changes()] == [2, 1]
        assert await c.bot.store.history.newest_draft(str(c.mod.id)) is None
