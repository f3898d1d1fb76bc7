"""The commands of the command line, and the composition root: each command builds the parts that it needs.

Modules are imported by the command that needs them, so that `ask` does not wait for imports of other commands.
"""

import asyncio
import io
import json
import logging
import sys
import time
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import typer

from bot import __version__
from bot.cli.curation import check, copy_knowledge, evaluate, history, schema
from bot.cli.startup import freeze_loaded_objects, initialize, print_notice
from bot.errors import report_error

log = logging.getLogger("career-advisor")
app: Final = typer.Typer(
    name="career-advisor",
    help="Answers questions about careers in data and machine learning, from a curated knowledge base.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
me: Final = typer.Typer(help="What the advisor remembers about you in this terminal.", no_args_is_help=True)
app.add_typer(me, name="me")


@app.command()
def chat() -> None:
    """Talk with the advisor. A pipe works as well: one line is one message."""
    from bot.bootstrap import open_advisor
    from bot.sessions.session_manager import SessionManager
    from bot.storage.store import Store
    from bot.terminal.chat import chat as run_chat
    from bot.terminal.rendering import make_console

    settings = initialize()
    advisor = open_advisor(settings, notice=print_notice)

    async def run() -> None:
        async with Store.open(settings.database) as store:
            await run_chat(SessionManager(advisor, store, counts_usage=False), make_console(), settings.history)

    asyncio.run(run())


@app.command()
def run() -> None:
    """Run the bot on Discord, until Ctrl-C or SIGTERM. Needs DISCORD_TOKEN; see docs/discord.md."""
    from bot.bootstrap import build_advisor, editable_folder
    from bot.cache import Cache
    from bot.curation.file_watcher import watch_files
    from bot.curation.recovery import open_knowledge_base
    from bot.discordbot.rendering.image_cache import Pictures
    from bot.discordbot.runner import run_bot, token_of
    from bot.discordbot.services import make_services
    from bot.pictures import draw, draw_weeks
    from bot.storage.store import Store

    settings = initialize()
    token = token_of(settings)

    async def serve() -> None:
        async with Store.open(settings.database) as store:
            make_advisor = partial(build_advisor, cache=Cache(settings.cache), notice=log.info)
            knowledge_base = await open_knowledge_base(editable_folder(settings), store.history, make_advisor, time.time)
            async with watch_files(knowledge_base, report_error):
                services = await make_services(settings, knowledge_base, store, Pictures(draw, draw_weeks))
                freeze_loaded_objects()
                await run_bot(settings, token, services)

    asyncio.run(serve())


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question, or - to read it (with --json: JSON Lines) from standard input.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="Read and write JSON Lines, one question and one answer a line.")
    ] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Also show how the question was read.")] = False,
) -> None:
    """Answer one question."""
    from bot.bootstrap import open_advisor
    from bot.dialogue.state import Conversation
    from bot.terminal.one_shot import answer_lines, show_explanation
    from bot.terminal.rendering import make_console, show_reply

    advisor = open_advisor(initialize(), notice=print_notice)
    if as_json:
        lines = sys.stdin if question == "-" else [json.dumps({"text": question})]
        for line in answer_lines(advisor, lines):
            print(line, flush=True)  # noqa: T201  # rich would wrap or style the lines
        return
    text = sys.stdin.read() if question == "-" else question
    console = make_console()
    if explain:
        show_explanation(console, advisor, text)
    reply, _ = advisor.reply(text, Conversation(), 0.0)
    show_reply(console, reply, advisor.library)


@app.command()
def roles() -> None:
    """List the roles."""
    from bot.bootstrap import open_advisor
    from bot.terminal.lists import show_roles
    from bot.terminal.rendering import make_console

    show_roles(make_console(), open_advisor(initialize()))


@app.command()
def topics() -> None:
    """List the topics of advice."""
    from bot.bootstrap import open_advisor
    from bot.terminal.lists import show_topics
    from bot.terminal.rendering import make_console

    show_topics(make_console(), open_advisor(initialize()))


@app.command()
def role(name: Annotated[str, typer.Argument(help="An id, a title or an abbreviation.")]) -> None:
    """Show one role."""
    from bot.bootstrap import open_advisor
    from bot.terminal.lists import show_role
    from bot.terminal.rendering import make_console

    show_role(make_console(), open_advisor(initialize()), name)


@app.command()
def compare(names: Annotated[list[str], typer.Argument(help="Two to four roles.")]) -> None:
    """Show roles side by side."""
    from bot.bootstrap import open_advisor
    from bot.terminal.lists import show_comparison
    from bot.terminal.rendering import make_console

    show_comparison(make_console(), open_advisor(initialize()), names)


@app.command()
def path(
    start: Annotated[str, typer.Argument(help="The role to start from.")],
    goal: Annotated[str, typer.Argument(help="The role to arrive at.")],
) -> None:
    """Show the way from one role to another, over moves that are told of."""
    from bot.bootstrap import open_advisor
    from bot.terminal.lists import show_path
    from bot.terminal.rendering import make_console

    show_path(make_console(), open_advisor(initialize()), start, goal)


@app.command("map")
def career_map(
    place: Annotated[str | None, typer.Option(help="The role to mark as yours.")] = None,
    goal: Annotated[str | None, typer.Option(help="The role to mark as your goal.")] = None,
    output: Annotated[Path, typer.Option(help="The PNG file to write.")] = Path("career-map.png"),
) -> None:
    """Draw the career map: the roles by area and the moves between them."""
    from bot.bootstrap import open_advisor
    from bot.terminal.map import write_map

    typer.echo(write_map(open_advisor(initialize()), place, goal, output))


for command in (evaluate, check, copy_knowledge, history, schema):
    app.command()(command)


@me.command()
def show() -> None:
    """Show what is remembered."""
    from bot.bootstrap import open_advisor
    from bot.terminal.memory import show_memory

    settings = initialize()
    asyncio.run(show_memory(settings.database, open_advisor(settings).library))


@me.command()
def export() -> None:
    """Print everything that is stored about you, as JSON."""
    from bot.terminal.memory import export_memory

    asyncio.run(export_memory(initialize().database))


@me.command()
def forget() -> None:
    """Erase everything that is stored about you."""
    from bot.terminal.memory import forget_memory

    asyncio.run(forget_memory(initialize().database))


def _version(value: bool) -> None:
    if value:
        typer.echo(f"career-advisor {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False,
) -> None:
    """Options before the command."""


def main() -> None:
    """Run the command line. An error ends the program with a sentence and an exit code, never with a traceback."""
    for stream in (sys.stdin, sys.stdout):  # in any locale: any bytes are read, and arrows are written
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app(standalone_mode=True)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:  # noqa: BLE001  # a bug is logged under a code, which the user is shown
        report = report_error(error)
        print(report.text, file=sys.stderr)  # noqa: T201
        sys.exit(report.exit_code)
