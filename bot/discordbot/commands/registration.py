"""The slash commands that ask the advisor something, and the message menu. The advisor decides what is answered."""

from collections.abc import Callable
from typing import Any, Final

import discord
from discord import app_commands

from bot.advisor import Advisor
from bot.answers.pages import list_roles, list_topics, show_map
from bot.discordbot.commands import queries
from bot.discordbot.commands.autocomplete import complete_role, complete_topic
from bot.discordbot.commands.queries import UnknownNameError
from bot.discordbot.commands.settings_panel import settings
from bot.discordbot.commands.suggest import suggest
from bot.discordbot.rendering.markdown import strip_mentions
from bot.discordbot.responder import Responder, TurnAction
from bot.discordbot.strings import general

Interaction = discord.Interaction[Any]
Name = app_commands.Range[str, 1, 100]
Text = app_commands.Range[str, 1, 500]

MENU: Final = "Ask the career advisor"
_PRIVATE: Final = "Show the answer to you alone."


def register_commands(tree: app_commands.CommandTree[Any]) -> None:
    """Register the commands of this module, `/settings` and `/suggest`. The questions work in servers, in direct messages
    and in groups, also where a user has installed the app for themselves; the other two work in servers."""
    for command in _EVERYWHERE:
        command.allowed_installs = app_commands.AppInstallationType(guild=True, user=True)
        command.allowed_contexts = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
        tree.add_command(command)
    tree.add_command(settings)
    tree.add_command(suggest)


# -- questions in the user's own words ----------------------------------------------------------------------------------


@app_commands.command(description="Ask a question about careers in data and machine learning.")
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
    action = queries.ask_text(strip_mentions(question))
    await _responder(interaction).respond(interaction, action, private=private, without_profile=is_other, lead=lead)


@app_commands.command(description="Which roles could fit you.")
@app_commands.describe(
    likes="What you like doing.", dislikes="What you would rather not do.", skills="What you know.", private=_PRIVATE
)
async def recommend(
    interaction: Interaction,
    likes: Text | None = None,
    dislikes: Text | None = None,
    skills: Text | None = None,
    private: bool | None = None,
) -> None:
    action = queries.ask_recommendation(likes, dislikes, skills)
    await _responder(interaction).respond(interaction, action, private=private)


@app_commands.context_menu(name=MENU)
async def ask_about(interaction: Interaction, message: discord.Message) -> None:
    text = strip_mentions(message.content)
    if not text:
        await _responder(interaction).say(interaction, general.NO_TEXT)
        return
    lead = general.ABOUT_MESSAGE.format(person=message.author.mention, link=message.jump_url)
    is_other = message.author.id != interaction.user.id
    await _responder(interaction).respond(interaction, queries.ask_text(text), without_profile=is_other, lead=lead)


# -- two roles or more --------------------------------------------------------------------------------------------------


@app_commands.command(description="Two to four roles side by side.")
@app_commands.describe(first="A role.", second="Another one.", third="A third, if you like.", fourth="And a fourth.")
@app_commands.describe(private=_PRIVATE)
@app_commands.autocomplete(first=complete_role, second=complete_role, third=complete_role, fourth=complete_role)
async def compare(  # noqa: PLR0917  # each parameter is an option of the command
    interaction: Interaction,
    first: Name,
    second: Name,
    third: Name | None = None,
    fourth: Name | None = None,
    private: bool | None = None,
) -> None:
    names = [name for name in (first, second, third, fourth) if name]
    await _ask_named(interaction, lambda advisor: queries.ask_comparison(advisor, names), private)


@app_commands.command(description="How to move into a role: what carries over, what is missing, the steps.")
@app_commands.describe(goal="The role you want.", start="The role you have; what you told me when left out.", private=_PRIVATE)
@app_commands.autocomplete(goal=complete_role, start=complete_role)
async def transition(interaction: Interaction, goal: Name, start: Name | None = None, private: bool | None = None) -> None:
    await _ask_named(interaction, lambda advisor: queries.ask_move(advisor, start, goal), private)


@app_commands.command(description="The way from one role to another over moves that somebody tells of.")
@app_commands.describe(start="The role to start from.", goal="The role to arrive at.", private=_PRIVATE)
@app_commands.autocomplete(start=complete_role, goal=complete_role)
async def path(interaction: Interaction, start: Name, goal: Name, private: bool | None = None) -> None:
    await _ask_named(interaction, lambda advisor: queries.ask_move(advisor, start, goal), private)


# -- roles and topics, one or all ---------------------------------------------------------------------------------------


@app_commands.command(description="What a role does, needs and is like.")
@app_commands.describe(role="A role; abbreviations will do.", private=_PRIVATE)
@app_commands.autocomplete(role=complete_role)
async def role(interaction: Interaction, role: Name, private: bool | None = None) -> None:
    await _ask_named(interaction, lambda advisor: queries.ask_role(advisor, role), private)


@app_commands.command(description="The roles I know.")
@app_commands.describe(private=_PRIVATE)
async def roles(interaction: Interaction, private: bool | None = None) -> None:
    library = _advisor(interaction).library
    await _responder(interaction).respond(interaction, queries.show(lambda _: list_roles(library)), private=private)


@app_commands.command(description="What I can advise on.")
@app_commands.describe(topic="A topic; all of them when left out.", private=_PRIVATE)
@app_commands.autocomplete(topic=complete_topic)
async def topics(
    interaction: Interaction, topic: app_commands.Range[str, 1, 200] | None = None, private: bool | None = None
) -> None:
    advisor = _advisor(interaction)
    action = queries.ask_topic(advisor, topic) if topic else queries.show(lambda _: list_topics(advisor.library))
    await _responder(interaction).respond(interaction, action, private=private)


# -- pages --------------------------------------------------------------------------------------------------------------


@app_commands.command(name="map", description="The career map: the roles and the moves between them that somebody tells of.")
@app_commands.describe(private=_PRIVATE)
async def show_career_map(interaction: Interaction, private: bool | None = None) -> None:
    library = _advisor(interaction).library
    action = queries.show(lambda profile: show_map(library, profile))
    await _responder(interaction).respond(interaction, action, private=private)


@app_commands.command(name="help", description="What I can do, and things to try.")
@app_commands.describe(private=_PRIVATE)
async def show_help(interaction: Interaction, private: bool | None = None) -> None:
    await _responder(interaction).respond(interaction, queries.ask_text("What can you do?"), private=private)


@app_commands.command(description="What I am and where my answers come from.")
@app_commands.describe(private=_PRIVATE)
async def about(interaction: Interaction, private: bool | None = None) -> None:
    await _responder(interaction).respond(interaction, queries.ask_text("What are you?"), private=private)


_EVERYWHERE: Final[tuple[app_commands.Command[Any, ..., Any] | app_commands.ContextMenu, ...]] = (
    ask, recommend, ask_about, compare, transition, path, role, roles, topics, show_career_map, show_help, about,
)  # fmt: skip


def _responder(interaction: Interaction) -> Responder:
    responder: Responder = interaction.client.responder
    return responder


def _advisor(interaction: Interaction) -> Advisor:
    """The advisor that is live now."""
    advisor: Advisor = interaction.client.sessions.advisor
    return advisor


async def _ask_named(interaction: Interaction, make_action: Callable[[Advisor], TurnAction], private: bool | None) -> None:
    """Answer an action whose options name roles. For an unknown name, the user is asked which role they mean."""
    advisor = _advisor(interaction)
    try:
        action = make_action(advisor)
    except UnknownNameError as error:
        action = queries.ask_unknown(advisor, error.name)
    except ValueError as error:
        await _responder(interaction).say(interaction, str(error))
        return
    await _responder(interaction).respond(interaction, action, private=private)
