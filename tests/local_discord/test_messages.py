"""Messages, replies, edits, files, embeds, reactions, history and pins."""

from __future__ import annotations

import io

import discord

from local_discord import LocalDiscord
from tests.local_discord.clients import Bot, conversation, running, settings

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000030000000208020000001216f14d") + b"\0" * 8


def echo(bot: Bot) -> None:
    @bot.event
    async def on_message(message: discord.Message) -> None:
        if not message.author.bot:
            await message.reply(f"You said: {message.content}")


def follow_instructions(bot: Bot) -> None:
    """Carry out the command that the message contains, in the message's channel."""

    @bot.event
    async def on_message(message: discord.Message) -> None:
        if message.author.bot:
            return
        channel = message.channel
        match message.content:
            case "file":
                picture = discord.File(io.BytesIO(PNG), "my map.png", description="A map of roles")
                await channel.send("Here", file=picture)
            case "embed":
                embed = discord.Embed(title="Roles", description="Two of them", color=0x336699)
                embed.add_field(name="Analyst", value="asks").set_footer(text="that is all")
                await channel.send(embed=embed)
            case "change":
                sent = await channel.send("first")
                await sent.edit(content="second")
            case "take back":
                sent = await channel.send("oops")
                await sent.delete()
            case "react":
                await message.add_reaction("👍")
            case "history":
                said = [one.content async for one in channel.history(limit=3, oldest_first=True)]
                await channel.send(" | ".join(said))
            case "size":
                await channel.send(str(len(await message.attachments[0].read())))
            case "pin":
                await message.pin()
                await channel.send(str(len([pin async for pin in channel.pins()])))


@conversation
async def test_a_bot_answers_a_message_with_a_reply() -> None:
    """A person posts a message and the bot replies to it."""
    async with LocalDiscord(settings()) as local, running(local, echo) as bot:
        alice = local.person("Alice")
        asked = await alice.say("good morning")
        answer = await asked.answer()

        assert answer.text == "You said: good morning"
        assert answer.author.id == bot.me.id
        assert answer.json["referenced_message"]["id"] == str(asked.id)
        assert local.violations == []
        assert bot.problems == []


@conversation
async def test_hears_returns_each_message_of_others_once() -> None:
    """Each person receives the messages of all others, independently of other people."""
    async with LocalDiscord(settings()) as local, running(local, echo):
        alice, bob = local.person("Alice"), local.person("Bob")
        await alice.say("one")
        await bob.say("two", to=await bob.hears())

        heard = {(await alice.hears()).text for _ in range(3)}

        assert heard == {"two", "You said: one", "You said: two"}


@conversation
async def test_a_file_sent_by_a_bot_is_served() -> None:
    """The content and the alt text are kept, the size of an image is detected, and special characters in the name replaced."""
    async with LocalDiscord(settings()) as local, running(local, follow_instructions) as bot:
        alice = local.person("Alice")
        await alice.say("file")
        answer = await alice.hears()
        [picture] = answer.attachments
        sent = await bot.get_partial_messageable(local.general.id).fetch_message(answer.id)

        assert await sent.attachments[0].read() == picture.content == PNG
        assert (picture.filename, picture.description) == ("my_map.png", "A map of roles")
        assert (picture.content_type, picture.size_in_pixels) == ("image/png", (3, 2))


@conversation
async def test_a_person_uploads_a_file() -> None:
    """The bot downloads a file that a person attached."""
    async with LocalDiscord(settings()) as local, running(local, follow_instructions):
        alice = local.person("Alice")
        await alice.say("size", files=[("cv.txt", b"ten bytes!")])

        assert (await alice.hears()).text == "10"


@conversation
async def test_the_text_of_a_message_includes_its_embeds() -> None:
    """The text includes title, description, fields and footer."""
    async with LocalDiscord(settings()) as local, running(local, follow_instructions):
        alice = local.person("Alice")
        await alice.say("embed")

        assert (await alice.hears()).text == "Roles\nTwo of them\nAnalyst\nasks\nthat is all"


@conversation
async def test_a_visible_message_reflects_edits_and_deletion() -> None:
    """A message that a test holds changes with the bot's edits and disappears when it is deleted."""
    async with LocalDiscord(settings()) as local, running(local, follow_instructions):
        alice = local.person("Alice")
        await alice.say("change")
        answer = await alice.hears()
        await answer.shows("second")
        assert answer.edited

        await alice.say("take back")
        oops = await alice.hears()
        await oops.disappears()
        assert oops not in alice.reads()


@conversation
async def test_a_bot_receives_edits_by_people() -> None:
    """The event contains the old and the new text."""
    edits: list[tuple[str, str]] = []

    def record_events(bot: Bot) -> None:
        @bot.event
        async def on_message_edit(before: discord.Message, after: discord.Message) -> None:
            edits.append((before.content, after.content))
            await after.channel.send("seen")

    async with LocalDiscord(settings()) as local, running(local, record_events):
        alice = local.person("Alice")
        await alice.edit(await alice.say("data analist"), "data analyst")
        await alice.hears()

        assert edits == [("data analist", "data analyst")]


@conversation
async def test_reactions_are_counted_and_delivered() -> None:
    """People see the bot's reaction, and the bot receives a person's reaction."""
    reacted: list[str] = []

    def record_events(bot: Bot) -> None:
        follow_instructions(bot)

        @bot.event
        async def on_reaction_add(reaction: discord.Reaction, user: discord.User) -> None:
            if user != bot.user:
                reacted.append(f"{user.display_name} {reaction.emoji} {reaction.count}")
                await reaction.message.channel.send("thanks")

    async with LocalDiscord(settings()) as local, running(local, record_events):
        alice = local.person("Alice")
        message = await alice.say("react")
        await message.becomes(lambda m: m.reactions == {"👍": 1})
        await alice.react(message, "👍")
        await alice.hears()

        assert reacted == ["Alice 👍 2"]
        await alice.unreact(message, "👍")
        assert message.reactions == {"👍": 1}


@conversation
async def test_history_is_read_oldest_first() -> None:
    """The route respects the order and the limit."""
    async with LocalDiscord(settings()) as local, running(local, follow_instructions):
        alice = local.person("Alice")
        for word in ("a", "b", "history"):
            await alice.say(word)

        assert (await alice.hears()).text == "a | b | history"


@conversation
async def test_pins() -> None:
    """A bot with the permission pins a message, and a system message is posted to the channel."""
    async with LocalDiscord(settings()) as local:
        local.add_role("pinner", 1 << 51, to=local.bot)
        async with running(local, follow_instructions):
            alice = local.person("Alice")
            await alice.say("pin")
            system, count = await alice.hears(), await alice.hears()

            assert (int(system.raw.type), count.text) == (6, "1")
