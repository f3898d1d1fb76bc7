"""The slash commands and the message menu. Each asks the advisor something; none decides what is said."""

from collections.abc import Callable
from typing import Any, Final

import discord
from discord import app_commands
from discord.app_commands import Choice

from bot.answers.pages import list_roles, list_topics, show_map
from bot.dialogue.state import Option
from bot.discordbot.commands import queries
from bot.discordbot.commands.me import MeCommands
from bot.discordbot.commands.queries import UnknownNameError
from bot.discordbot.commands.settings_panel import SettingsPanel
from bot.discordbot.commands.suggest import SuggestionForm
from bot.discordbot.rendering.markdown import strip_mentions
from bot.discordbot.responder import Responder, TurnAction
from bot.discordbot.strings import general

Interaction = discord.Interaction[Any]
Tree = app_commands.CommandTree[Any]
Name = app_commands.Range[str, 1, 100]
Words = app_commands.Range[str, 1, 500]

LONGEST_NAME: Final = 100
MENU: Final = "Ask the career advisor"
_PRIVATE: Final = "Show the answer to you alone."


def register_commands(tree: Tree, replies: Responder, panel: SettingsPanel, suggesting: SuggestionForm) -> None:
    """Register every command. Questions work in servers and as a person's own app, in direct messages and groups."""
    _add_questions(tree, replies)
    _add_moves(tree, replies)
    _add_lists(tree, replies)
    _add_pages(tree, replies)
    tree.add_command(MeCommands(replies, _roles))
    for command in tree.get_commands():
        command.allowed_installs = app_commands.AppInstallationType(guild=True, user=True)
        command.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
    tree.add_command(panel.command())
    tree.add_command(suggesting.command())


async def _roles(interaction: Interaction, typed: str) -> list[Choice[str]]:
    found = interaction.client.replies.sessions.advisor.lookup.suggest_roles(typed)
    return [Choice(name=name[:LONGEST_NAME], value=role) for name, role in found]


async def _topics(interaction: Interaction, typed: str) -> list[Choice[str]]:
    found = interaction.client.replies.sessions.advisor.lookup.suggest_topics(typed)
    return [Choice(name=name[:LONGEST_NAME], value=topic) for name, topic in found]


async def _named(interaction: Interaction, replies: Responder, make: Callable[[], TurnAction], private: bool | None) -> None:
    """Ask what `make` makes; a name that it does not know is asked back."""
    try:
        asked = make()
    except UnknownNameError as error:
        asked = queries.ask_unknown(replies.sessions.advisor, error.name)
    except ValueError as error:
        await replies.say(interaction, str(error))
        return
    await replies.respond(interaction, asked, private=private)


def _add_questions(tree: Tree, replies: Responder) -> None:
    """Words that are answered as they are: a question, likes and dislikes, somebody's message."""

    @tree.command(description="Ask a question about careers in data and machine learning.")
    @app_commands.describe(question="Your question, in your own words.", private=_PRIVATE)
    @app_commands.rename(person="for")
    @app_commands.describe(person="Whom to point the answer at.")
    async def ask(
        interaction: Interaction,
        question: app_commands.Range[str, 1, 2000],
        person: discord.User | None = None,
        private: bool | None = None,
    ) -> None:
        lead = general.FOR.format(person=person.mention) if person is not None else ""
        is_other = person is not None and person.id != interaction.user.id
        await replies.respond(
            interaction, queries.ask_text(strip_mentions(question)), private=private, without_profile=is_other, lead=lead
        )

    @tree.command(description="Which roles could fit you.")
    @app_commands.describe(
        likes="What you like doing.", dislikes="What you would rather not do.", skills="What you know.", private=_PRIVATE
    )
    async def recommend(
        interaction: Interaction,
        likes: Words | None = None,
        dislikes: Words | None = None,
        skills: Words | None = None,
        private: bool | None = None,
    ) -> None:
        await replies.respond(interaction, queries.ask_recommendation(likes, dislikes, skills), private=private)

    @tree.context_menu(name=MENU)
    async def ask_about(interaction: Interaction, message: discord.Message) -> None:
        text = strip_mentions(message.content)
        if not text:
            await replies.say(interaction, general.NO_TEXT)
            return
        lead = general.ABOUT_MESSAGE.format(person=message.author.mention, link=message.jump_url)
        is_other = message.author.id != interaction.user.id
        await replies.respond(interaction, queries.ask_text(text), without_profile=is_other, lead=lead)


def _add_moves(tree: Tree, replies: Responder) -> None:
    """Two roles or more."""
    sessions = replies.sessions

    @tree.command(description="Two to four roles side by side.")
    @app_commands.describe(first="A role.", second="Another one.", third="A third, if you like.", fourth="And a fourth.")
    @app_commands.describe(private=_PRIVATE)
    @app_commands.autocomplete(first=_roles, second=_roles, third=_roles, fourth=_roles)
    async def compare(  # noqa: PLR0917  # each parameter is an option of the command
        interaction: Interaction,
        first: Name,
        second: Name,
        third: Name | None = None,
        fourth: Name | None = None,
        private: bool | None = None,
    ) -> None:
        names = [name for name in (first, second, third, fourth) if name]
        await _named(interaction, replies, lambda: queries.ask_comparison(sessions.advisor, names), private)

    @tree.command(description="How to move into a role: what carries over, what is missing, the steps.")
    @app_commands.describe(
        goal="The role you want.", start="The role you have; what you told me when left out.", private=_PRIVATE
    )
    @app_commands.autocomplete(goal=_roles, start=_roles)
    async def transition(
        interaction: Interaction,
        goal: Name,
        start: Name | None = None,
        private: bool | None = None,
    ) -> None:
        await _named(interaction, replies, lambda: queries.ask_move(sessions.advisor, start, goal), private)

    @tree.command(description="The way from one role to another over moves that somebody tells of.")
    @app_commands.describe(start="The role to start from.", goal="The role to arrive at.", private=_PRIVATE)
    @app_commands.autocomplete(start=_roles, goal=_roles)
    async def path(
        interaction: Interaction,
        start: Name,
        goal: Name,
        private: bool | None = None,
    ) -> None:
        await _named(interaction, replies, lambda: queries.ask_move(sessions.advisor, start, goal), private)


def _add_lists(tree: Tree, replies: Responder) -> None:
    """Roles and topics, one or all."""
    sessions = replies.sessions

    @tree.command(description="What a role does, needs and is like.")
    @app_commands.describe(role="A role; abbreviations will do.", private=_PRIVATE)
    @app_commands.autocomplete(role=_roles)
    async def role(interaction: Interaction, role: Name, private: bool | None = None) -> None:
        await _named(interaction, replies, lambda: queries.ask_role(sessions.advisor, role), private)

    @tree.command(description="The roles I know.")
    @app_commands.describe(private=_PRIVATE)
    async def roles(interaction: Interaction, private: bool | None = None) -> None:
        await replies.respond(
            interaction, lambda turn: turn.show_page(lambda _: list_roles(sessions.advisor.library)), private=private
        )

    @tree.command(description="What I can advise on.")
    @app_commands.describe(topic="A topic; all of them when left out.", private=_PRIVATE)
    @app_commands.autocomplete(topic=_topics)
    async def topics(
        interaction: Interaction, topic: app_commands.Range[str, 1, 200] | None = None, private: bool | None = None
    ) -> None:
        found = sessions.advisor.lookup.topic(topic) if topic else None
        if found is not None:
            option = Option(kind="topic", value=found, label=sessions.advisor.library.topics[found].name)
            await replies.respond(interaction, lambda turn: turn.pick(option), private=private)
        elif topic:
            await replies.respond(interaction, queries.ask_text(topic), private=private)
        else:
            await replies.respond(
                interaction, lambda turn: turn.show_page(lambda _: list_topics(sessions.advisor.library)), private=private
            )


def _add_pages(tree: Tree, replies: Responder) -> None:
    """The map, and what the bot is."""
    sessions = replies.sessions

    @tree.command(name="map", description="The career map: the roles and the moves between them that somebody tells of.")
    @app_commands.describe(private=_PRIVATE)
    async def show_career_map(interaction: Interaction, private: bool | None = None) -> None:
        await replies.respond(
            interaction, lambda turn: turn.show_page(lambda profile: show_map(sessions.advisor.library, profile)), private=private
        )

    @tree.command(name="help", description="What I can do, and things to try.")
    @app_commands.describe(private=_PRIVATE)
    async def help_(interaction: Interaction, private: bool | None = None) -> None:
        await replies.respond(interaction, queries.ask_text("What can you do?"), private=private)

    @tree.command(description="What I am and where my answers come from.")
    @app_commands.describe(private=_PRIVATE)
    async def about(interaction: Interaction, private: bool | None = None) -> None:
        await replies.respond(interaction, queries.ask_text("What are you?"), private=private)
