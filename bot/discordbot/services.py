"""What the bot works with and what outlives a client, which is replaced when the bot signs in again."""

from dataclasses import dataclass

from bot.curation.knowledge_base import Event, KnowledgeBase, KnowledgeChanged
from bot.discordbot.cooldown import Cooldown
from bot.discordbot.rendering.image_cache import ImageCache, PictureMaker
from bot.discordbot.responder import Responder
from bot.discordbot.server_settings import ServerSettingsStore
from bot.sessions.session_manager import SessionManager
from bot.settings import Settings
from bot.storage.store import Store


@dataclass(frozen=True)
class BotServices:
    """`curation_guilds` are the servers whose moderators may edit the knowledge."""

    sessions: SessionManager
    responder: Responder
    images: ImageCache
    servers: ServerSettingsStore
    cooldown: Cooldown
    knowledge_base: KnowledgeBase
    store: Store
    curation_guilds: frozenset[int]


async def make_services(
    settings: Settings, knowledge_base: KnowledgeBase, store: Store, pictures: PictureMaker | None = None
) -> BotServices:
    """The services over a knowledge base and an open store. Without `pictures`, answers have no pictures."""
    servers = ServerSettingsStore(store.servers)
    await servers.load()
    sessions = SessionManager(knowledge_base.live.advisor, store)

    async def use_new_knowledge(event: Event) -> None:
        if isinstance(event, KnowledgeChanged):
            sessions.use(knowledge_base.live.advisor)

    knowledge_base.listen(use_new_knowledge)
    images = ImageCache(pictures)
    cooldown = Cooldown(settings.cooldown_questions, settings.cooldown_seconds)
    return BotServices(
        sessions=sessions,
        responder=Responder(sessions, images, servers, cooldown),
        images=images,
        servers=servers,
        cooldown=cooldown,
        knowledge_base=knowledge_base,
        store=store,
        curation_guilds=frozenset(settings.knowledge_guild_ids),
    )
