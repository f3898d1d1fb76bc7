"""A server's settings: the panel, and the effect of each setting."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from bot.discordbot.server_settings import ServerSettings
from bot.discordbot.strings import general
from local_discord import Intent, LocalDiscord
from local_discord.people.messages import VisibleMessage
from tests.discord.bots import RunningBot, bot_on, discord_with_bot, silence
from tests.local_discord.clients import conversation, settings


async def panel(local: LocalDiscord) -> VisibleMessage:
    return await (await local.person("Owner").slash("settings")).message()


@conversation
async def test_the_panel_shows_and_changes_the_settings() -> None:
    async with LocalDiscord(settings()) as local:
        log = local.add_channel("log")
        moderators = local.add_role("Moderators")
        async with bot_on(local) as bot:
            owner, alice = local.person("Owner"), local.person("Alice")
            shown = await panel(local)
            assert shown.ephemeral
            await owner.pick(shown, log, select="ca:v1:set:log")
            await owner.pick(shown, moderators, select="ca:v1:set:moderators")
            await owner.press(shown, general.SETTINGS_MAKE_PRIVATE)
            await shown.shows(general.SETTINGS_WHO_ASKS)

            chosen = ServerSettings(private=True, moderator_role=moderators.id, log_channel=log.id)
            assert bot.services.servers.get(local.guild.id) == chosen
            assert (await (await alice.slash("role", role="DE")).message()).ephemeral
            assert not (await (await alice.slash("role", role="DE", private=False)).message()).ephemeral
            again = await panel(local)
            assert again.selects[1].json["default_values"] == [{"id": log.id, "type": "channel"}]
            await owner.pick(again, select="ca:v1:set:log")
            assert bot.services.servers.get(local.guild.id).log_channel is None
        assert local.violations == []


@conversation
async def test_the_bot_requests_the_message_content_intent_once_there_is_an_answer_channel() -> None:
    """The bot signs in again for that; nobody has to restart it."""
    async with LocalDiscord(settings()) as local:
        careers = local.add_channel("careers")
        async with bot_on(local) as bot:
            alice, owner = local.person("Alice"), local.person("Owner")
            assert not bot.client.intents.message_content
            await owner.pick(await panel(local), careers, select="ca:v1:set:answer")
            await bot.ready(2)
            assert bot.client.intents.message_content
            answer = await (await alice.say("what does a data engineer do?", channel=careers)).answer()

            assert "data engineer" in answer.text.lower()
        assert local.violations == []


@conversation
async def test_answer_channels_without_the_intent_are_explained() -> None:
    """The panel says who can turn the intent on. Mentions are answered, also after a restart."""
    async with LocalDiscord(
        settings(), intents=Intent(int(Intent.GUILDS | Intent.GUILD_MESSAGES | Intent.DIRECT_MESSAGES))
    ) as local:
        careers = local.add_channel("careers")
        with tempfile.TemporaryDirectory() as folder:
            database = Path(folder) / "kept.db"
            async with bot_on(local, database=database):
                shown = await panel(local)
                await local.person("Owner").pick(shown, careers, select="ca:v1:set:answer")
                await shown.shows("Message Content Intent")
            async with bot_on(local, database=database) as bot:
                assert len(bot.clients) == 2  # Discord refused the intent to the first
                asked = f"{local.bot.user.mention} what does a data engineer do?"
                answer = await (await local.person("Alice").say(asked, channel=careers)).answer()
                assert "data engineer" in answer.text.lower()
        assert local.violations == []


@conversation
async def test_the_panel_warns_about_channels_in_which_the_bot_may_not_write() -> None:
    async with LocalDiscord(settings()) as local:
        hidden = local.add_channel("hidden")
        local.add_role("Silenced", to=local.bot)
        silence(local, hidden)
        async with bot_on(local):
            shown = await panel(local)
            await local.person("Owner").pick(shown, hidden, select="ca:v1:set:log")
            await shown.shows(f"I may not write in <#{hidden.id}>")


@conversation
async def test_a_user_who_lost_the_right_cannot_change_settings() -> None:
    """The user opened the panel when they still had the right."""
    async with LocalDiscord(settings()) as local:
        alice = local.person("Alice")
        admins = local.add_role("Admins", 1 << 5, to=alice)
        async with bot_on(local) as bot:
            shown = await (await alice.slash("settings")).message()
            local.guild.members[alice.id].roles.remove(admins.id)
            refused = await (await alice.press(shown, general.SETTINGS_MAKE_PRIVATE)).message()

            assert (refused.text, refused.ephemeral) == (general.SETTINGS_NOT_YOURS, True)
            assert bot.services.servers.get(local.guild.id) == ServerSettings()


@conversation
async def test_declined_questions_are_sent_to_the_log_channel() -> None:
    """Only those with a public answer, and without the user. The stored questions have no user either."""
    async with LocalDiscord(settings()) as local:
        log = local.add_channel("log")
        async with bot_on(local) as bot:
            await bot.services.servers.save(local.guild.id, ServerSettings(log_channel=log.id), 0.0)
            alice, owner = local.person("Alice"), local.person("Owner")
            answer = await (await alice.say(f"{local.bot.user.mention} what is the salary in Berlin? a@b.example")).answer()
            logged = await owner.hears(log)
            await (await alice.slash("ask", question="what is the salary in Paris?", private=True)).message()
            await (await alice.say("what is the salary in Rome?", channel=alice.dm(local.bot))).answer()
            await bot.wait_idle()
            await asyncio.sleep(0.05)

            assert general.NOTED in answer.text
            assert logged.text.endswith("> what is the salary in Berlin?")
            assert "Alice" not in logged.text
            assert str(alice.id) not in logged.text
            assert len(owner.reads(log)) == 1
            assert [kept.question for kept in await bot.store.failed_questions.kept()] == [
                f"what is the salary in {city}?" for city in ("Berlin", "Paris", "Rome")
            ]
        assert local.violations == []


@conversation
async def test_stale_settings_are_removed_at_the_start() -> None:
    """Removed channels and roles are reported in the log channel. A server that the bot has left loses all settings."""
    async with LocalDiscord(settings()) as local:
        log = local.add_channel("log")
        with tempfile.TemporaryDirectory() as folder:
            database = Path(folder) / "kept.db"
            async with bot_on(local, database=database) as bot:
                gone = ServerSettings(answer_channels=(1, local.general.id), moderator_role=2, log_channel=log.id)
                await bot.services.servers.save(local.guild.id, gone, 0.0)
                await bot.services.servers.save(99, ServerSettings(private=True), 0.0)
            async with bot_on(local, database=database) as bot:
                logged = await local.person("Owner").hears(log)
                await _until(lambda: list(bot.services.servers.all()) == [local.guild.id])

                kept = ServerSettings(answer_channels=(local.general.id,), log_channel=log.id)
                assert bot.services.servers.get(local.guild.id) == kept
                assert "an answer channel, the moderator role" in logged.text


@conversation
async def test_leaving_a_server_deletes_its_settings() -> None:
    async with discord_with_bot() as (local, bot):
        await bot.services.servers.save(local.guild.id, ServerSettings(private=True), 0.0)
        guild = bot.client.get_guild(local.guild.id)
        assert guild is not None
        await guild.leave()
        await _settings_deleted(bot)

        assert await bot.store.servers.all() == {}


async def _settings_deleted(bot: RunningBot) -> None:
    await _until(lambda: bot.services.servers.all() == {})
    await asyncio.sleep(0.05)


async def _until(condition: object) -> None:
    async with asyncio.timeout(5):
        while not condition():  # type: ignore[operator]  # noqa: ASYNC110  # there is no event for it
            await asyncio.sleep(0.005)


@conversation
async def test_a_server_can_have_its_own_text_for_users_in_distress() -> None:
    """It is used for messages and commands in the server, and has no buttons. Elsewhere the bot's own text is used."""
    async with discord_with_bot() as (local, bot):
        owner, alice = local.person("Owner"), local.person("Alice")
        shown = await panel(local)
        modal = (await owner.press(shown, general.SETTINGS_DISTRESS_CHANGE)).modal
        await owner.submit(modal, {general.SETTINGS_DISTRESS_LABEL: "Talk to *us* in the help channel, or call 112."})
        await shown.shows(general.SETTINGS_DISTRESS_YOURS)
        said = await (await alice.say(f"{local.bot.user.mention} i want to kill myself")).answer()
        asked = await (await alice.slash("ask", question="i want to kill myself", private=True)).message()
        elsewhere = await (await alice.say("i want to kill myself", channel=alice.dm(local.bot))).answer()
        again = (await owner.press(shown, general.SETTINGS_DISTRESS_CHANGE)).modal

        assert said.text == asked.text == r"Talk to \*us\* in the help channel, or call 112."
        assert (said.buttons, asked.buttons, elsewhere.buttons) == ([], [], [])
        assert elsewhere.text != said.text
        assert "help channel" in str(again.json)
        await bot.wait_idle()
        assert not any((await bot.store.export(str(alice.id))).values())
