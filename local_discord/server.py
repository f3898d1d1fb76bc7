"""The local Discord server: starting and stopping it, and everything that a test can do with it."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from aiohttp import web

from local_discord.actions import channels, guilds, messages
from local_discord.faults import Faults
from local_discord.gateway.server import Gateway
from local_discord.people.person import Person
from local_discord.rest.app import RefusalRecord, RestApp
from local_discord.rest.openapi import Violation
from local_discord.rest.routes import all_routes
from local_discord.settings import Settings
from local_discord.state.accounts import JSON, Application, User
from local_discord.state.flags import ALL_INTENTS, ChannelType, Intent
from local_discord.state.guilds import Channel, Guild, Role
from local_discord.state.world import Event, World


class LocalDiscord:
    """A local Discord server on the loopback interface: `async with LocalDiscord() as discord: ...`.

    A new server has one guild, the guild's owner, the channel #general, and one bot that is a member of the guild. A client
    connects to `api_url` and `gateway_url` and signs in with `token`; it needs no other change.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        bot: str = "Advisor",
        guild: str = "Playground",
        intents: Intent = ALL_INTENTS,
        token: str | None = None,
    ) -> None:
        self.settings = settings or Settings()
        self.world = World()
        self.faults = Faults()
        self.gateway = Gateway(self.world, self.settings, self.faults)
        self._rest = RestApp(self.world, self.gateway, self.settings, self.faults)
        self._runner: web.AppRunner | None = None
        self._people: dict[str, Person] = {}
        self.owner = guilds.add_user(self.world, "Owner")
        self.guild = guilds.create_guild(self.world, guild, self.owner)
        self.general = self.add_channel("general")
        self.bot = self.add_bot(bot, intents=intents, token=token)
        self._people[self.owner.display_name or ""] = Person(self.world, self.owner, self.general)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.stop()

    async def start(self) -> None:
        """Start listening; `api_url` and `gateway_url` are valid from then on."""
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_get("/gateway/", self.gateway.handle)
        self._rest.add_to(app, all_routes())
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, self.settings.host, self.settings.port).start()
        host, port = self._runner.addresses[0][:2]
        self.world.base_url = f"http://{host}:{port}"
        self.gateway.url = f"ws://{host}:{port}/gateway/"

    async def stop(self) -> None:
        """Close every connection and stop listening; the state remains available for assertions."""
        self.gateway.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @property
    def api_url(self) -> str:
        """The URL of the HTTP API including its version; discord.py calls it `Route.BASE`."""
        return f"{self.world.base_url}/api/v10"

    @property
    def gateway_url(self) -> str:
        """The URL of the gateway, which `GET /gateway` also returns."""
        return self.gateway.url

    @property
    def token(self) -> str:
        """The first bot's token."""
        return self.bot.token

    @property
    def violations(self) -> list[Violation]:
        """The requests whose bodies violate Discord's OpenAPI description; empty if `Settings.openapi` is not set."""
        return self._rest.violations

    @property
    def refusals(self) -> list[RefusalRecord]:
        """Every request that the server refused with an error; rate limits and injected faults are not included."""
        return self._rest.refusals

    def person(self, name: str, *, here: Channel | None = None) -> Person:
        """The member with that name, created at the first call ("Owner" exists from the start).

        `here` is the channel that a new person has open, by default #general.
        """
        if name not in self._people:
            user = guilds.add_user(self.world, name)
            guilds.join(self.world, self.guild, user)
            self._people[name] = Person(self.world, user, here or self.general)
        return self._people[name]

    def stranger(self, name: str, here: Channel) -> Person:
        """A new person who is not a member of the guild and has the channel `here` open."""
        return Person(self.world, guilds.add_user(self.world, name), here)

    def acting_as(self, bot: Application, here: Channel | None = None) -> Person:
        """A person who acts with a bot's account, without a client; tests use it to write messages as a bot."""
        return Person(self.world, bot.user, here or self.general)

    def webhook(self, name: str, channel: Channel | None = None) -> Webhook:
        """A new webhook that posts to `channel`, by default #general."""
        return Webhook(self.world, guilds.add_user(self.world, name, bot=True, webhook=True), channel or self.general)

    def add_bot(self, name: str, *, intents: Intent = ALL_INTENTS, token: str | None = None, member: bool = True) -> Application:
        """A new bot with its application. `intents` are the intents that it may request; with `member` it joins the guild."""
        application = guilds.add_application(self.world, name, self.owner, token, intents)
        if member:
            guilds.join(self.world, self.guild, application.user)
        return application

    def add_guild(self, name: str, *members: User) -> Guild:
        """A new guild without channels; its members are the owner and `members`."""
        guild = guilds.create_guild(self.world, name, self.owner)
        for user in members:
            guilds.join(self.world, guild, user)
        return guild

    def add_channel(self, name: str, *, guild: Guild | None = None, kind: ChannelType = ChannelType.TEXT) -> Channel:
        """A new channel in `guild`, by default the first guild."""
        return channels.add_channel(self.world, guild or self.guild, name, kind)

    def add_role(self, name: str, permissions: int = 0, *, to: Person | Application | None = None) -> Role:
        """A new role in the first guild, assigned to `to` if that is given."""
        role = guilds.add_role(self.world, self.guild, name, permissions)
        if to is not None:
            guilds.set_role(self.world, self.guild, self.guild.members[to.user.id], role)
        return role

    def advance(self, seconds: float) -> None:
        """Move the clock forward, for example past an interaction's deadline or the lifetime of its token."""
        self.world.clock.advance(seconds)
        # The event has no recipients, but every waiting test evaluates its condition again.
        self.world.publish(Event("TIME_PASSED", {}, recipients=frozenset()))

    def drop_gateway(self, code: int | None = None) -> int:
        """Abort the gateway connections of all clients, or close them with `code`. Returns the number of connections."""
        return self.gateway.drop(code)

    def send_malformed(self, name: str = "MESSAGE_CREATE", data: JSON | None = None) -> None:
        """Send an event with a malformed payload to every session."""
        self.gateway.dispatch_raw(name, data if data is not None else {"id": "not a number"})


class Webhook:
    """A webhook: posts messages to one channel without a user account."""

    def __init__(self, world: World, face: User, channel: Channel) -> None:
        self._world = world
        self._user = face
        self._channel = channel

    async def say(self, text: str) -> None:
        """Post a message."""
        messages.post(self._world, self._user, self._channel, {"content": text}, origin=messages.Origin(webhook_id=self._user.id))
