"""A local Discord, started and stopped with one line, and everything that a test asks of it."""

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
    """A Discord of one's own on loopback: `async with LocalDiscord() as discord: ...`.

    It begins with one guild, its owner, the channel #general, and one bot that is a member of the guild. A client is
    pointed at `api_url` and `gateway_url` and signs in with `token`; nothing else about it needs to be changed.
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
        """Listen; the addresses are known from here on."""
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
        """Close every connection and stop listening; the world stays to be looked at."""
        self.gateway.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @property
    def api_url(self) -> str:
        """Where the HTTP API is, version included: what discord.py calls `Route.BASE`."""
        return f"{self.world.base_url}/api/v10"

    @property
    def gateway_url(self) -> str:
        """Where the gateway is: what GET /gateway tells."""
        return self.gateway.url

    @property
    def token(self) -> str:
        """The first bot's token."""
        return self.bot.token

    @property
    def violations(self) -> list[Violation]:
        """The requests that Discord's own description does not allow; a test asserts that there are none."""
        return self._rest.violations

    @property
    def refusals(self) -> list[RefusalRecord]:
        """Every request answered with an error, rate limits and asked-for faults left out."""
        return self._rest.refusals

    def person(self, name: str, *, here: Channel | None = None) -> Person:
        """The member of that name, made at the first call, "Owner" being there already; everyone begins in #general."""
        if name not in self._people:
            user = guilds.add_user(self.world, name)
            guilds.join(self.world, self.guild, user)
            self._people[name] = Person(self.world, user, here or self.general)
        return self._people[name]

    def stranger(self, name: str, here: Channel) -> Person:
        """A person outside of the guild, as in private conversations."""
        return Person(self.world, guilds.add_user(self.world, name), here)

    def acting_as(self, bot: Application, here: Channel | None = None) -> Person:
        """Speak as a bot that no client runs; to see how other bots are treated."""
        return Person(self.world, bot.user, here or self.general)

    def webhook(self, name: str, channel: Channel | None = None) -> Webhook:
        """A webhook that posts to a channel."""
        return Webhook(self.world, guilds.add_user(self.world, name, bot=True, webhook=True), channel or self.general)

    def add_bot(self, name: str, *, intents: Intent = ALL_INTENTS, token: str | None = None, member: bool = True) -> Application:
        """One more bot with its application; `intents` are the privileged and other ones that it may ask for."""
        application = guilds.add_application(self.world, name, self.owner, token, intents)
        if member:
            guilds.join(self.world, self.guild, application.user)
        return application

    def add_guild(self, name: str, *members: User) -> Guild:
        """One more guild with these members besides its owner; without channels."""
        guild = guilds.create_guild(self.world, name, self.owner)
        for user in members:
            guilds.join(self.world, guild, user)
        return guild

    def add_channel(self, name: str, *, guild: Guild | None = None, kind: ChannelType = ChannelType.TEXT) -> Channel:
        """One more channel."""
        return channels.add_channel(self.world, guild or self.guild, name, kind)

    def add_role(self, name: str, permissions: int = 0, *, to: Person | Application | None = None) -> Role:
        """One more role in the guild, given to someone at once if wanted."""
        role = guilds.add_role(self.world, self.guild, name, permissions)
        if to is not None:
            guilds.set_role(self.world, self.guild, self.guild.members[to.user.id], role)
        return role

    def advance(self, seconds: float) -> None:
        """Let time pass for deadlines and tokens, at once."""
        self.world.clock.advance(seconds)
        # Nobody is told, but those who wait look at the clock again.
        self.world.publish(Event("TIME_PASSED", {}, recipients=frozenset()))

    def drop_gateway(self, code: int | None = None) -> int:
        """Cut the connections of all clients, or close them with a code; how many there were."""
        return self.gateway.drop(code)

    def send_malformed(self, name: str = "MESSAGE_CREATE", data: JSON | None = None) -> None:
        """Send every session an event that makes no sense."""
        self.gateway.dispatch_raw(name, data if data is not None else {"id": "not a number"})


class Webhook:
    """Posts messages without being anyone's account."""

    def __init__(self, world: World, face: User, channel: Channel) -> None:
        self._world = world
        self._user = face
        self._channel = channel

    async def say(self, text: str) -> None:
        """Post a message."""
        messages.post(self._world, self._user, self._channel, {"content": text}, origin=messages.Origin(webhook_id=self._user.id))
