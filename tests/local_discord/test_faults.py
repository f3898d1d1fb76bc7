"""Trouble on demand: rate limits, server errors, lost answers, delays; and Discord's own description as a judge."""

from __future__ import annotations

import aiohttp
import discord
import pytest

from local_discord import LocalDiscord, RateLimit
from tests.local_discord.clients import Bot, conversation, needs_description, running, settings


def echoing(bot: Bot) -> None:
    @bot.event
    async def on_message(message: discord.Message) -> None:
        if not message.author.bot:
            await message.reply(f"You said: {message.content}")


@conversation
async def test_rate_limits_have_discords_headers() -> None:
    """The bucket counts down, then answers 429 with the time to wait; other places have their own bucket."""
    async with LocalDiscord(settings(bucket=RateLimit(2, 60.0))) as local, aiohttp.ClientSession() as session:
        headers = {"Authorization": f"Bot {local.token}"}
        url = f"{local.api_url}/channels/{local.general.id}"
        limits = []
        for _ in range(3):
            async with session.get(url, headers=headers) as response:
                limits.append((response.status, response.headers["X-RateLimit-Remaining"]))
                body, sent = await response.json(), response.headers
        other = local.add_channel("other")
        async with session.get(f"{local.api_url}/channels/{other.id}", headers=headers) as response:
            elsewhere = response.status

        assert limits == [(200, "1"), (200, "0"), (429, "0")]
        assert (body["message"], body["global"]) == ("You are being rate limited.", False)
        assert 0 < body["retry_after"] <= 60
        assert {"Retry-After", "X-RateLimit-Reset", "X-RateLimit-Reset-After", "X-RateLimit-Bucket", "Via"} <= set(sent)
        assert (sent["X-RateLimit-Limit"], sent["X-RateLimit-Scope"]) == ("2", "user")
        assert elsewhere == 200


@conversation
async def test_the_limit_over_everything() -> None:
    """A bot that asks too much altogether is told so: the refusal is global."""
    async with LocalDiscord(settings(overall=RateLimit(1, 60.0))) as local, aiohttp.ClientSession() as session:
        headers = {"Authorization": f"Bot {local.token}"}
        async with session.get(f"{local.api_url}/users/@me", headers=headers) as response:
            assert response.status == 200
        async with session.get(f"{local.api_url}/guilds/{local.guild.id}", headers=headers) as response:
            assert response.status == 429
            assert response.headers["X-RateLimit-Global"] == "true"
            assert (await response.json())["global"] is True


@conversation
async def test_the_library_waits_out_a_rate_limit() -> None:
    """A small bucket slows the bot down and loses nothing."""
    async with LocalDiscord(settings(bucket=RateLimit(2, 0.05))) as local, running(local, echoing) as bot:
        alice = local.person("Alice")
        asked = [await alice.say(f"{number}") for number in range(7)]
        answers = [(await one.answer()).text for one in asked]

        assert answers == [f"You said: {number}" for number in range(7)]
        assert bot.problems == []


@conversation
async def test_429_and_500_on_demand_are_retried() -> None:
    """The library tries again, and the person sees one answer."""
    async with LocalDiscord(settings()) as local, running(local, echoing) as bot:
        alice = local.person("Alice")
        local.faults.rate_limit("/channels/*/messages", method="POST", times=2)
        local.faults.rate_limit("/channels/*/messages", is_global=True)
        local.faults.delay(0.01, "/channels/*/messages")
        await (await alice.say("limited")).answer()
        local.faults.answer(502, "/channels/*/messages", method="POST")
        await (await alice.say("broken")).answer()

        assert [m.text for m in alice.reads() if m.author.bot] == ["You said: limited", "You said: broken"]
        assert bot.problems == []


@conversation
async def test_a_lost_answer_is_not_said_twice() -> None:
    """The message was made, its answer was lost: the nonce keeps the retry from making a second one."""
    async with LocalDiscord(settings()) as local, running(local, echoing) as bot:
        alice = local.person("Alice")
        local.faults.answer(500, "/channels/*/messages", method="POST", carried_out=True)
        await (await alice.say("once")).answer()
        local.faults.answer(503, "/channels/*/messages", method="GET")
        with pytest.raises(discord.DiscordServerError):
            [_ async for _ in bot.get_partial_messageable(local.general.id).history(limit=1)]
        await (await alice.say("and again")).answer()

        assert [m.text for m in alice.reads() if m.author.bot] == ["You said: once", "You said: and again"]


def button(**more: object) -> dict[str, object]:
    return {"type": 2, "style": 1, "label": "a", "custom_id": "a"} | more


@pytest.mark.parametrize(
    ("path", "body", "place"),
    [
        (
            "/channels/{channel}/messages",
            {"flags": 1 << 15, "components": [{"type": 17, "components": [{"type": 1, "components": [button(label="x" * 81)]}]}]},
            "components/0/components/0/components/0/label",
        ),
        ("/interactions/1/x/callback", {"type": 4, "data": {"embeds": [{"title": 5}]}}, "data/embeds/0/title"),
        (
            "/interactions/1/x/callback",
            {"type": 8, "data": {"choices": [{"name": "x" * 101, "value": "x"}]}},
            "data/choices/0/name",
        ),
        (
            "/interactions/1/x/callback",
            {"type": 9, "data": {"title": "x" * 46, "custom_id": "x", "components": []}},
            "data/title",
        ),
    ],
)
@needs_description
@conversation
async def test_the_description_tells_the_place(path: str, body: dict[str, object], place: str) -> None:
    """Among alternatives the one that was meant is told, down to the field."""
    async with LocalDiscord(settings()) as local, aiohttp.ClientSession() as session:
        url = local.api_url + path.format(channel=local.general.id)
        async with session.post(url, json=body, headers={"Authorization": f"Bot {local.token}"}) as response:
            assert response.status == 400
        [violation] = local.violations
        assert "/".join(map(str, violation.place)) == place


@needs_description
@conversation
async def test_discords_own_description_is_kept() -> None:
    """What it does not allow is refused at its place, and remembered for the test to fail on."""
    async with LocalDiscord(settings()) as local, running(local, echoing) as bot:
        route = discord.http.Route("POST", f"/channels/{local.general.id}/messages")
        with pytest.raises(discord.HTTPException) as caught:
            await bot.http.request(route, json={"content": "x", "tts": "loudly"})
        await local.person("Alice").say("fine")

        assert caught.value.code == 50035
        assert [(violation.method, violation.place) for violation in local.violations] == [("POST", ("tts",))]
        assert "tts" in str(local.violations[0])
