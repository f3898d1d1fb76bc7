"""Members suggest, moderators decide, and authors are informed. Rights are checked at every step."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import discord

from bot.discordbot.rendering.message_view import action_row, button, text_view
from bot.discordbot.server_settings import ServerSettings
from bot.discordbot.strings import moderation
from bot.discordbot.strings import suggestions as texts
from bot.storage.suggestions import MOST_OPEN, State
from local_discord import LocalDiscord
from local_discord.people.messages import VisibleMessage
from local_discord.people.person import Person
from local_discord.state.guilds import Channel, Role
from tests.discord.bots import RunningBot, bot_on, discord_with_bot, silence
from tests.discord.communities import NEW, OLD, Community, community, text_in
from tests.local_discord.clients import conversation, settings

SUGGESTION = "Write about *hats* <@1> and @everyone, please."


@dataclass
class Queue:
    """A server with a log channel and a moderator role."""

    local: LocalDiscord
    bot: RunningBot
    log: Channel
    role: Role

    @property
    def mod(self) -> Person:
        return self.local.person("Mod")

    async def suggest(self, name: str = "Alice", text: str = SUGGESTION) -> VisibleMessage:
        """Submit a suggestion. Returns the answer to the author."""
        author = self.local.person(name)
        modal = (await author.slash("suggest")).modal
        return await (await author.submit(modal, {texts.FORM_LABEL: text})).message()

    def queued(self) -> list[VisibleMessage]:
        return [message for message in self.local.person("Owner").reads(self.log) if message.text.startswith("### Suggestion")]

    def direct_messages(self, name: str = "Alice") -> list[str]:
        author = self.local.person(name)
        return [message.text for message in author.reads(author.dm(self.local.bot))]

    async def state(self, number: int = 1) -> State | None:
        found = await self.bot.store.suggestions.one(number)
        return found.state if found is not None else None


@contextlib.asynccontextmanager
async def queue() -> AsyncIterator[Queue]:
    async with LocalDiscord(settings()) as local:
        log = local.add_channel("log")
        role = local.add_role("Moderators", to=local.person("Mod"))
        async with bot_on(local) as bot:
            chosen = ServerSettings(log_channel=log.id, moderator_role=role.id)
            await bot.services.servers.save(local.guild.id, chosen, 0.0)
            yield Queue(local, bot, log, role)
        assert local.violations == []


async def direct_messages(here: Queue, number: int = 1) -> list[str]:
    """The author's direct messages once there are `number` of them."""
    alice = here.local.person("Alice")
    channel = alice.dm(here.local.bot)
    while len(here.direct_messages()) < number:
        await alice.hears(channel)
    return here.direct_messages()


@conversation
async def test_a_suggestion_is_sent_to_the_log_channel_without_its_author() -> None:
    async with queue() as here:
        thanks = await here.suggest()
        [queued] = here.queued()

        assert (thanks.text, thanks.ephemeral) == (texts.MADE, True)
        assert r"Write about \*hats\* \<@1> and @everyone, please." in queued.text
        assert "Alice" not in queued.text
        assert str(here.local.person("Alice").id) not in str(queued.json)
        assert queued.raw.mentions == []
        assert [button.label for button in queued.buttons] == [texts.ACCEPT, texts.EDIT, texts.DECLINE]


@conversation
async def test_a_suggestion_is_accepted_and_the_author_is_informed() -> None:
    async with queue() as here:
        await here.suggest()
        [queued] = here.queued()
        done = await here.mod.press(queued, texts.ACCEPT)
        await queued.shows("Accepted by")
        await done.followup()

        assert await here.state() == "accepted"
        [told] = await direct_messages(here)
        assert told.startswith("Your suggestion in ")
        assert "was accepted" in told
        assert [button.label for button in queued.buttons] == [texts.REOPEN]


@conversation
async def test_a_suggestion_is_accepted_in_other_words() -> None:
    async with queue() as here:
        await here.suggest()
        [queued] = here.queued()
        modal = (await here.mod.press(queued, texts.EDIT)).modal
        assert SUGGESTION in str(modal.json)
        await here.mod.submit(modal, {texts.EDIT_LABEL: "Write about caps, please."})
        await queued.shows("> Write about caps, please.")

        assert await here.state() == "accepted"
        assert "Write about caps, please." in (await direct_messages(here))[0]


@conversation
async def test_a_suggestion_is_declined_with_a_note_and_decided_again() -> None:
    """Every decision is recorded, and the author is informed of each."""
    async with queue() as here:
        await here.suggest()
        [queued] = here.queued()
        modal = (await here.mod.press(queued, texts.DECLINE)).modal
        await here.mod.submit(modal, {texts.DECLINE_LABEL: "We have `hats` already."})
        await queued.shows("Declined by")
        assert r"We have \`hats\` already." in queued.text
        assert "not taken up" in (await direct_messages(here))[0]
        await here.mod.press(queued, texts.REOPEN)
        await queued.shows("Opened again by")
        await here.local.person("Owner").press(queued, texts.ACCEPT)
        await queued.shows("Accepted by")
        told = await direct_messages(here, 3)

        assert ["once more" in told[1], "was accepted" in told[2]] == [True, True]
        history = await here.bot.store.suggestions.history(1)
        assert [(one.by, one.state, one.note) for one in history] == [
            (str(here.mod.id), "declined", "We have `hats` already."),
            (str(here.mod.id), "open", ""),
            (str(here.local.person("Owner").id), "accepted", ""),
        ]
        assert "Declined by" in queued.text


@conversation
async def test_texts_of_special_characters_fit_into_a_message() -> None:
    """A suggestion and a note of the greatest length, in which every character is escaped."""
    async with queue() as here:
        await here.suggest(text="*\n" * 499 + "**")
        [queued] = here.queued()
        modal = (await here.mod.press(queued, texts.EDIT)).modal
        await here.mod.submit(modal, {texts.EDIT_LABEL: "_\n" * 499 + "__"})
        await queued.shows("Accepted by")

        assert await here.state() == "accepted"
        assert len((await direct_messages(here))[0]) < 4_000


@conversation
async def test_only_moderators_decide_and_the_right_is_checked_each_time() -> None:
    """A member who sees the queue, and a moderator who loses the role between opening a form and submitting it."""
    async with queue() as here:
        await here.suggest()
        [queued] = here.queued()
        bob = here.local.person("Bob")
        for label in (texts.ACCEPT, texts.EDIT, texts.DECLINE):
            refused = await (await bob.press(queued, label)).message()
            assert (refused.text, refused.ephemeral) == (texts.NOT_YOURS, True)
        modal = (await here.mod.press(queued, texts.DECLINE)).modal
        here.local.guild.members[here.mod.id].roles.remove(here.role.id)
        refused = await (await here.mod.submit(modal, {texts.DECLINE_LABEL: "no"})).message()

        assert refused.text == texts.NOT_YOURS
        assert await here.state() == "open"
        assert here.direct_messages() == []


@conversation
async def test_the_slower_of_two_moderators_is_informed() -> None:
    """The form was opened before the other moderator decided."""
    async with queue() as here:
        await here.suggest()
        [queued] = here.queued()
        modal = (await here.mod.press(queued, texts.DECLINE)).modal
        await here.local.person("Owner").press(queued, texts.ACCEPT)
        await queued.shows("Accepted by")
        late = await here.mod.submit(modal, {texts.DECLINE_LABEL: "no"})
        said = await late.followup()

        assert said.text == texts.DECIDED_ALREADY
        assert await here.state() == "accepted"
        assert len(await direct_messages(here)) == 1


@conversation
async def test_the_button_below_an_answer_and_below_a_refusal() -> None:
    """The form shows the question, only to the user who asked it. The queue shows the entry of the answer."""
    async with queue() as here:
        alice, bob = here.local.person("Alice"), here.local.person("Bob")
        mention = here.local.bot.user.mention
        answer = await (await alice.say(f"{mention} what does a data engineer do?")).answer()
        refusal = await (await alice.say(f"{mention} what is the salary in Berlin?")).answer()
        modal = (await bob.press(answer, texts.SUGGEST)).modal
        assert "what does" not in str(modal.json)
        await (await bob.submit(modal, {texts.FORM_LABEL: "Say more about hats."})).message()
        modal = (await alice.press(refusal, texts.SUGGEST)).modal
        assert "Asked: what is the salary in Berlin?" in str(modal.json)
        await (await alice.submit(modal, {texts.FORM_LABEL: "Tell what is paid."})).message()

        assert "Made under an answer about: Data engineer" in here.queued()[0].text
        assert len(here.queued()) == 2


@conversation
async def test_the_number_of_open_suggestions_of_a_user_is_limited() -> None:
    async with queue() as here:
        for _ in range(MOST_OPEN):
            await here.suggest()
        refused = await here.suggest()

        assert refused.text == texts.TOO_MANY_OPEN.format(most=MOST_OPEN)
        assert len(here.queued()) == MOST_OPEN
        assert (await here.suggest("Bob")).text == texts.MADE


@conversation
async def test_suggestions_need_a_server_with_a_log_channel() -> None:
    async with discord_with_bot() as (local, _):
        alice = local.person("Alice")
        said = await (await alice.slash("suggest")).message()
        answer = await (await alice.say("what does a data engineer do?", channel=alice.dm(local.bot))).answer()
        in_dm = await (await alice.press(answer, texts.SUGGEST)).message()

        assert (said.text, in_dm.text) == (texts.NO_QUEUE, texts.NO_SERVER)


@conversation
async def test_a_suggestion_that_cannot_be_sent_is_not_stored() -> None:
    async with queue() as here:
        here.local.add_role("Silenced", to=here.local.bot)
        silence(here.local, here.log)

        assert (await here.suggest()).text == texts.NOT_QUEUED
        assert await here.bot.store.suggestions.one(1) is None


@conversation
async def test_when_the_author_is_forgotten_only_accepted_suggestions_stay() -> None:
    async with queue() as here:
        await here.suggest()
        await here.suggest(text="Something else entirely.")
        first, second = here.queued()
        await here.mod.press(first, texts.ACCEPT)
        await first.shows("Accepted by")
        await direct_messages(here)
        await here.bot.services.sessions.forget(str(here.local.person("Alice").id))
        await here.mod.press(second, texts.ACCEPT)
        await second.shows(texts.GONE)
        await here.mod.press(first, texts.REOPEN)
        await first.shows("Opened again by")

        assert len(here.direct_messages()) == 1


@conversation
async def test_an_author_who_accepts_no_direct_messages_does_not_stop_a_decision() -> None:
    async with queue() as here:
        await here.suggest()
        [queued] = here.queued()
        here.local.person("Alice").user.accepts_dms = False
        await here.mod.press(queued, texts.ACCEPT)
        await queued.shows("Accepted by")

        assert await here.state() == "accepted"


@conversation
async def test_a_suggestion_of_another_server_cannot_be_decided_here() -> None:
    """The custom id is forged."""
    async with queue() as here:
        made = await here.bot.store.suggestions.add("7", "another server", "Nothing of yours.", 1.0)
        channel = here.bot.client.get_channel(here.log.id)
        assert isinstance(channel, discord.TextChannel)
        await channel.send(view=text_view("Forged", action_row(button("Accept", f"ca:v1:suggestion:accept:{made.id}"))))
        [forged] = here.mod.reads(here.log)
        await here.mod.press(forged, "Accept")
        await forged.shows(texts.GONE)

        assert await here.state(made.id) == "open"


async def accepted(c: Community) -> VisibleMessage:
    """A member suggests something below an answer, and a moderator accepts it. Returns the message that offers to write it."""
    answer = await (await c.member.slash("topics", topic="Fair wages")).message()
    modal = (await c.member.press(answer, texts.SUGGEST)).modal
    await (await c.member.submit(modal, {texts.FORM_LABEL: "Say that others are to be asked first."})).message()
    [queued] = [message for message in c.mod.reads(c.log) if message.text.startswith("### Suggestion")]
    return await (await c.mod.press(queued, texts.ACCEPT)).followup()


@conversation
async def test_an_accepted_suggestion_is_written_into_the_entry_of_its_answer(tmp_path: Path) -> None:
    """It is an edit like any other. Once it is live, that is recorded, and the author is informed."""
    async with community(tmp_path) as c:
        ways = await accepted(c)
        assert (ways.text, ways.ephemeral) == (texts.HOW_TO_WRITE, True)
        form = (await c.mod.press(ways, "Edit “Fair wages”")).modal
        shown = await (await c.mod.submit(form, {"text0": text_in(form.json).replace(OLD, NEW)})).message()
        saving = (await c.mod.press(shown, moderation.SAVE)).modal
        assert "Suggestion 1 of a member: Say that others" in str(saving.json)
        done = await (await c.mod.submit(saving, {})).message()
        dm = c.member.dm(c.local.bot)
        while len(c.member.reads(dm)) < 2:
            await c.member.hears(dm)

        assert texts.AUTHOR_TOLD in done.text
        assert c.member.reads(dm)[1].text.startswith("What you suggested is in my knowledge now.")
        assert [one.note for one in await c.bot.store.suggestions.history(1)] == ["", "Live as change 2."]
        assert NEW in (await (await c.member.slash("topics", topic="Fair wages")).message()).text


@conversation
async def test_an_accepted_suggestion_is_written_into_another_entry_or_a_new_one(tmp_path: Path) -> None:
    async with community(tmp_path) as c:
        ways = await accepted(c)
        modal = (await c.mod.press(ways, texts.WRITE_OTHER)).modal
        shown = await (await c.mod.submit(modal, {texts.OTHER_LABEL: "leaking-pipes"})).message()
        form = (await c.mod.press(shown, moderation.GO_ON)).modal
        assert "A leak is found" in text_in(form.json)
        modal = (await c.mod.press(ways, texts.WRITE_NEW)).modal
        shown = await (await c.mod.submit(modal, {texts.NEW_LABEL: "Asking first"})).message()

        assert "topics/asking-first.yaml" in shown.text


@conversation
async def test_only_users_who_may_edit_the_knowledge_can_write_a_suggestion_there(tmp_path: Path) -> None:
    """Moderators of other servers can decide, but not write."""
    async with community(tmp_path) as c:
        ways = await accepted(c)
        c.local.guild.members[c.mod.id].roles.remove(c.role.id)
        for label in ("Edit “Fair wages”", texts.WRITE_OTHER, texts.WRITE_NEW):
            assert (await (await c.mod.press(ways, label)).message()).text == moderation.NOT_YOURS
    async with queue() as here:
        await here.suggest()
        said = await (await here.mod.press(here.queued()[0], texts.ACCEPT)).followup()
        assert said.text == texts.ACCEPTED_HERE
