"""The local Discord refuses what Discord refuses, with the same status and code."""

from __future__ import annotations

from typing import Any

import aiohttp
import discord
import pytest
from discord import ui

from local_discord import LocalDiscord, Permission
from tests.local_discord.clients import Bot, conversation, running, settings
from tests.local_discord.wire import api_of


@conversation
async def test_invalid_tokens_and_unknown_objects() -> None:
    """An invalid token is refused with 401, an unknown object with 404 and its own code."""
    async with LocalDiscord() as local, api_of(local) as api:
        here = f"/channels/{local.general.id}"
        assert await api("GET", "/users/@me", token="nobody") == (401, {"message": "401: Unauthorized", "code": 0})  # noqa: S106
        for method, path, status, code in (
            ("GET", "/channels/1", 404, 10003),
            ("GET", f"{here}/messages/1", 404, 10008),
            ("GET", "/guilds/1", 404, 10004),
            ("GET", "/users/1", 404, 10013),
            ("GET", f"/guilds/{local.guild.id}/members/1", 404, 10007),
            ("GET", f"/guilds/{local.guild.id}/roles/1", 404, 10011),
            ("GET", f"/applications/{local.bot.id}/commands/1", 404, 10063),
            ("GET", "/applications/1/commands", 403, 20012),
            ("PUT", f"{here}/messages/1/reactions/x/@me", 404, 10008),
            ("POST", "/webhooks/1/abc", 404, 10015),
            ("POST", "/interactions/1/abc/callback", 404, 10062),
            ("GET", "/channels/abc", 400, 50035),
            ("GET", "/nothing/like/this", 404, 0),
        ):
            status_code, answer = await api(method, path)
            assert (status_code, answer["code"]) == (status, code), path


@conversation
async def test_empty_messages() -> None:
    """A message without text, with blanks only, or with nothing but buttons is refused with 50006."""
    async with LocalDiscord() as local, api_of(local) as api:
        button = {"type": 2, "style": 1, "label": "a", "custom_id": "a"}
        bodies: tuple[dict[str, Any], ...] = (
            {},
            {"content": " "},
            {"content": None, "embeds": []},
            {"content": "", "components": [{"type": 1, "components": [button]}]},
        )
        for body in bodies:
            status, answer = await api("POST", f"/channels/{local.general.id}/messages", body)
            assert (status, answer["code"]) == (400, 50006)


@conversation
async def test_missing_permissions() -> None:
    """The code is 50013 without a permission, 50001 for a hidden channel, and 50005 for editing another author's message."""
    async with LocalDiscord() as local, api_of(local) as api:
        here = f"/channels/{local.general.id}"
        said = await local.person("Alice").say("mine")
        own = await local.acting_as(local.bot).say("own")
        local.general.deny(local.bot.user, Permission.SEND_MESSAGES | Permission.ADD_REACTIONS)
        for method, path, body, code in (
            ("POST", f"{here}/messages", {"content": "x"}, 50013),
            ("POST", f"{here}/typing", None, 50013),
            ("PUT", f"{here}/messages/{said.id}/reactions/%F0%9F%91%8D/@me", None, 50013),
            ("DELETE", f"{here}/messages/{said.id}", None, 50013),
            ("PATCH", f"{here}/messages/{said.id}", {"content": "x"}, 50005),
            ("PUT", f"{here}/messages/pins/{said.id}", None, 50013),
            ("PATCH", here, {"name": "mine"}, 50013),
            ("POST", f"/guilds/{local.guild.id}/channels", {"name": "mine"}, 50013),
            ("POST", f"/guilds/{local.guild.id}/roles", {"name": "mine"}, 50013),
            ("DELETE", f"/guilds/{local.guild.id}/members/{local.owner.id}", None, 50013),
        ):
            status, answer = await api(method, path, body)
            assert (status, answer["code"]) == (403, code), path
        assert (await api("DELETE", f"{here}/messages/{own.id}"))[0] == 204
        local.general.deny(local.bot.user, Permission.VIEW_CHANNEL)
        for path in (here, f"{here}/messages", f"{here}/messages/{said.id}"):
            assert (await api("GET", path))[1]["code"] == 50001


@conversation
async def test_broken_json() -> None:
    """A body that is not valid JSON is refused with 50109."""
    async with LocalDiscord() as local, aiohttp.ClientSession() as session:
        url, headers = f"{local.api_url}/channels/{local.general.id}/messages", {"Authorization": f"Bot {local.token}"}
        async with session.post(url, data=b"{", headers=headers | {"Content-Type": "application/json"}) as response:
            assert (response.status, (await response.json())["code"]) == (400, 50109)


def add_misbehaving_commands(local: LocalDiscord, codes: list[int]) -> Any:
    def prepare(bot: Bot) -> None:
        async def record_error(coro: Any) -> None:
            try:
                await coro
            except discord.HTTPException as error:
                codes.append(error.code)

        @bot.tree.command(description="Answers after three seconds")
        async def late(interaction: discord.Interaction) -> None:
            local.advance(3.1)
            await record_error(interaction.response.send_message("too late"))

        @bot.tree.command(description="Answers twice")
        async def twice(interaction: discord.Interaction) -> None:
            await interaction.response.send_message("once")
            interaction.response._response_type = None
            await record_error(interaction.response.send_message("twice"))

        @bot.tree.command(description="Follows up without an answer, and after a quarter of an hour")
        async def follow(interaction: discord.Interaction) -> None:
            await record_error(interaction.followup.send("before the answer"))
            await interaction.response.defer(ephemeral=True)
            await interaction.followup.send("fills the deferred answer")
            await interaction.followup.send("is a message of its own")
            local.advance(15 * 60)
            await record_error(interaction.followup.send("after all that time"))
            await interaction.channel.send("done")  # type: ignore[union-attr]

        @bot.tree.command(description="Answers wrongly")
        async def wrong(interaction: discord.Interaction) -> None:
            await record_error(interaction.response.send_modal(ui.Modal(title="x" * 46, custom_id="m")))
            interaction.response._response_type = None
            route = discord.http.Route("POST", f"/interactions/{interaction.id}/{interaction.token}/callback")
            for unfit in ({"type": 1}, {"type": 6}, {"type": 7, "data": {}}, {"type": 8, "data": {"choices": []}}, {"type": 44}):
                await record_error(bot.http.request(route, json=unfit))
            await record_error(interaction.response.send_message("x" * 2001))
            interaction.response._response_type = None
            await interaction.response.send_message("at last")

    return prepare


@conversation
async def test_interactions_are_acknowledged_once_and_in_time() -> None:
    """Late: 10062. A second time: 40060. A follow-up before the acknowledgement: 10015. A follow-up after 15 minutes: 50027."""
    codes: list[int] = []
    async with LocalDiscord(settings()) as local, running(local, add_misbehaving_commands(local, codes)):
        alice = local.person("Alice")
        with pytest.raises(AssertionError, match="did not respond"):
            await alice.slash("late")
        await alice.slash("twice")
        followed = await alice.slash("follow")
        await followed.followup()
        while (await alice.hears()).text != "done":
            pass

        assert codes == [10062, 40060, 10015, 50027]
        assert [message.text for message in followed.messages] == ["fills the deferred answer", "is a message of its own"]
        assert followed.messages[0].ephemeral


@conversation
async def test_a_valid_response_is_accepted_after_invalid_ones() -> None:
    """A refused callback does not acknowledge the interaction."""
    codes: list[int] = []
    async with LocalDiscord() as local, running(local, add_misbehaving_commands(local, codes)):
        answer = await (await local.person("Alice").slash("wrong")).message()

        assert answer.text == "at last"
        assert codes == [50035] * 7
