"""Rate limits, injected faults, and validation against Discord's OpenAPI description."""

from __future__ import annotations

import aiohttp
import discord
import pytest

from local_discord import LocalDiscord, RateLimit
from tests.local_discord.clients import Bot, conversation, needs_description, running, settings


def echo(bot: Bot) -> None:
    @bot.event
    async def on_message(message: discord.Message) -> None:
        if not message.author.bot:
            await message.reply(f"You said: {message.content}")


@conversation
async def test_rate_limits_have_discords_headers() -> None:
    """An exhausted bucket answers with 429 and the time to wait; another channel has its own bucket."""
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
async def test_the_global_rate_limit() -> None:
    """Too many requests of a bot on different routes are refused with a global 429."""
    async with LocalDiscord(settings(overall=RateLimit(1, 60.0))) as local, aiohttp.ClientSession() as session:
        headers = {"Authorization": f"Bot {local.token}"}
        async with session.get(f"{local.api_url}/users/@me", headers=headers) as response:
            assert response.status == 200
        async with session.get(f"{local.api_url}/guilds/{local.guild.id}", headers=headers) as response:
            assert response.status == 429
            assert response.headers["X-RateLimit-Global"] == "true"
            assert (await response.json())["global"] is True


@conversation
async def test_discord_py_waits_for_a_rate_limit() -> None:
    """With a small bucket the bot still answers every message."""
    async with LocalDiscord(settings(bucket=RateLimit(2, 0.05))) as local, running(local, echo) as bot:
        alice = local.person("Alice")
        asked = [await alice.say(f"{number}") for number in range(7)]
        answers = [(await one.answer()).text for one in asked]

        assert answers == [f"You said: {number}" for number in range(7)]
        assert bot.problems == []


@conversation
async def test_injected_rate_limits_and_server_errors_are_retried() -> None:
    """discord.py repeats the requests, and the person sees each answer once."""
    async with LocalDiscord(settings()) as local, running(local, echo) as bot:
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
async def test_a_lost_response_does_not_duplicate_the_message() -> None:
    """The message was created but the response was lost: because of the nonce, the retry creates no second message."""
    async with LocalDiscord(settings()) as local, running(local, echo) as bot:
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
async def test_a_violation_has_the_place_of_the_invalid_field(path: str, body: dict[str, object], place: str) -> None:
    """If the schema has alternatives, the place is that of the field in the intended alternative."""
    async with LocalDiscord(settings()) as local, aiohttp.ClientSession() as session:
        url = local.api_url + path.format(channel=local.general.id)
        async with session.post(url, json=body, headers={"Authorization": f"Bot {local.token}"}) as response:
            assert response.status == 400
        [violation] = local.violations
        assert "/".join(map(str, violation.place)) == place


@needs_description
@conversation
async def test_violations_of_the_description_are_refused_and_recorded() -> None:
    """The request is refused with 50035, and the violation names the field."""
    async with LocalDiscord(settings()) as local, running(local, echo) as bot:
        route = discord.http.Route("POST", f"/channels/{local.general.id}/messages")
        with pytest.raises(discord.HTTPException) as caught:
            await bot.http.request(route, json={"content": "x", "tts": "loudly"})
        await local.person("Alice").say("fine")

        assert caught.value.code == 50035
        assert [(violation.method, violation.place) for violation in local.violations] == [("POST", ("tts",))]
        assert "tts" in str(local.violations[0])
