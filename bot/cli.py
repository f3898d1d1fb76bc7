"""The command line: the composition root of every door. What a door needs is imported when the door is used, so that
`ask` need not wait for what only `chat` needs."""

import asyncio
import io
import json
import sys
import time
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import typer

from bot import __version__
from bot.errors import UsageError, tell
from bot.logs import start_logging
from bot.settings import Settings, read_settings

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
    from bot.composition import open_advisor
    from bot.storage.store import Store
    from bot.terminal.chatting import chat as talk
    from bot.terminal.rendering import make_console

    settings = _settings()
    advisor = open_advisor(settings, notice=_notice)

    async def run() -> None:
        async with Store.open(settings.database) as store:
            await talk(advisor, store, make_console(), settings.history)

    asyncio.run(run())


@app.command()
def run() -> None:
    """Run the bot on Discord, until Ctrl-C or SIGTERM. Needs DISCORD_TOKEN; see docs/discord.md."""
    from bot.cache import Cache
    from bot.composition import advisor_over, kept_folder
    from bot.discordbot.pictures import Pictures
    from bot.discordbot.running import make_replies, run_bot, token_of
    from bot.pictures import draw, draw_weeks
    from bot.storage.store import Store
    from bot.upkeep.opening import open_keeper
    from bot.upkeep.watching import watching

    settings = _settings()
    token = token_of(settings)

    async def serve() -> None:
        async with Store.open(settings.database) as store:
            make_advisor = partial(advisor_over, cache=Cache(settings.cache))
            keeper = await open_keeper(kept_folder(settings), store.history, make_advisor, time.time)
            async with watching(keeper, tell):
                replies = await make_replies(settings, keeper, store, Pictures(draw, draw_weeks))
                await run_bot(settings, token, replies)

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
    from bot.advisor.conversation import Conversation
    from bot.composition import open_advisor
    from bot.terminal.asking import answer_lines, show_explanation
    from bot.terminal.rendering import make_console, show_reply

    advisor = open_advisor(_settings(), notice=_notice)
    if as_json:
        lines = sys.stdin if question == "-" else [json.dumps({"text": question})]
        for line in answer_lines(advisor, lines):
            print(line, flush=True)  # noqa: T201  # the contract is plain lines, whatever the terminal
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
    from bot.composition import open_advisor
    from bot.terminal.browsing import show_roles
    from bot.terminal.rendering import make_console

    show_roles(make_console(), open_advisor(_settings()))


@app.command()
def topics() -> None:
    """List the topics of advice."""
    from bot.composition import open_advisor
    from bot.terminal.browsing import show_topics
    from bot.terminal.rendering import make_console

    show_topics(make_console(), open_advisor(_settings()))


@app.command()
def role(name: Annotated[str, typer.Argument(help="An id, a title or an abbreviation.")]) -> None:
    """Show one role."""
    from bot.composition import open_advisor
    from bot.terminal.browsing import show_role
    from bot.terminal.rendering import make_console

    show_role(make_console(), open_advisor(_settings()), name)


@app.command()
def compare(names: Annotated[list[str], typer.Argument(help="Two to four roles.")]) -> None:
    """Show roles side by side."""
    from bot.composition import open_advisor
    from bot.terminal.browsing import show_comparison
    from bot.terminal.rendering import make_console

    show_comparison(make_console(), open_advisor(_settings()), names)


@app.command()
def path(
    start: Annotated[str, typer.Argument(help="The role to start from.")],
    goal: Annotated[str, typer.Argument(help="The role to arrive at.")],
) -> None:
    """Show the way from one role to another, over moves that are told of."""
    from bot.composition import open_advisor
    from bot.terminal.browsing import show_path
    from bot.terminal.rendering import make_console

    show_path(make_console(), open_advisor(_settings()), start, goal)


@app.command("map")
def career_map(
    place: Annotated[str | None, typer.Option(help="The role to mark as yours.")] = None,
    goal: Annotated[str | None, typer.Option(help="The role to mark as your goal.")] = None,
    output: Annotated[Path, typer.Option(help="The PNG file to write.")] = Path("career-map.png"),
) -> None:
    """Draw the career map: the roles by area and the moves between them."""
    from bot.composition import open_advisor
    from bot.terminal.drawing import write_map

    typer.echo(write_map(open_advisor(_settings()), place, goal, output))


@app.command()
def evaluate(
    files: Annotated[list[Path], typer.Argument(help="Labelled question files.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the totals as one JSON object.")] = False,
    failures: Annotated[bool, typer.Option(help="List the questions that were read wrong.")] = True,
) -> None:
    """Measure how well labelled questions are read."""
    from bot.composition import open_advisor
    from bot.evaluation.cases import CasesError
    from bot.terminal.evaluating import run_evaluation
    from bot.terminal.rendering import make_console

    try:
        run_evaluation(
            open_advisor(_settings()), files, make_console(), make_console(stderr=True), as_json=as_json, failures=failures
        )
    except CasesError as error:
        raise UsageError(str(error)) from None


@app.command()
def check(
    folder: Annotated[Path | None, typer.Argument(help="The knowledge folder; the one in use when left out.")] = None,
) -> None:
    """Check the knowledge files, then ask the questions that prove them: every problem as file:line:column, exit code 1 when
    there is one."""
    from bot.cache import Cache
    from bot.composition import advisor_over, knowledge_folder
    from bot.knowledge.loading import load_library
    from bot.upkeep.proving import prove

    settings = _settings()
    root = folder or knowledge_folder(settings)
    library = load_library(root)
    proved = ""
    if library.questions:  # only they need what is learned
        count = prove(advisor_over(library, cache=Cache(settings.cache), notice=_notice))
        proved = f"; {count} question{' is' if count == 1 else 's are'} read right"
    typer.echo(
        f"{root}: {len(library.roles)} roles, {len(library.transitions)} transitions, {len(library.topics)} topics, "
        f"{len(library.stories)} stories, {len(library.skills)} skills{proved}; no problems."
    )


@app.command("copy-knowledge")
def copy_knowledge(
    folder: Annotated[Path | None, typer.Argument(help="Where to; your data folder when left out.")] = None,
) -> None:
    """Copy the knowledge to a place where you can edit it. The copy in your data folder is used from then on."""
    from bot.composition import copy_knowledge as copy
    from bot.composition import knowledge_folder

    settings = _settings()
    target = folder or settings.own_knowledge
    if target.exists():
        raise UsageError(f"{target} is there already; remove it or name another folder.")
    try:
        copy(target, settings)
    except OSError as error:
        raise UsageError(f"{target} cannot be written ({error.strerror or error}); name another folder.") from None
    used = "It is used from now on." if knowledge_folder(settings) == target else f"Set KNOWLEDGE_DIR={target} to use it."
    typer.echo(f"Copied to {target}. {used}")


@app.command()
def history() -> None:
    """Print the history of the knowledge as JSON Lines: every version of every file, with author, time and reason."""
    from bot.storage.store import Store
    from bot.upkeep.exporting import history_lines

    settings = _settings()

    async def read() -> bytes:
        async with Store.open(settings.database) as store:
            return history_lines(await store.history.everything())

    sys.stdout.write(asyncio.run(read()).decode())


@app.command()
def schema(
    folder: Annotated[Path | None, typer.Argument(help="The knowledge folder; the one in use when left out.")] = None,
) -> None:
    """Write the JSON Schemas beside the knowledge files, so that editors complete and check them."""
    from bot.composition import knowledge_folder
    from bot.knowledge.json_schema import write_schemas

    root = folder or knowledge_folder(_settings())
    for file in write_schemas(root):
        typer.echo(str(file))


@me.command()
def show() -> None:
    """Show what is remembered."""
    from bot.composition import open_advisor
    from bot.terminal.remembering import show_memory

    settings = _settings()
    asyncio.run(show_memory(settings.database, open_advisor(settings).library))


@me.command()
def export() -> None:
    """Print everything that is stored about you, as JSON."""
    from bot.terminal.remembering import export_memory

    asyncio.run(export_memory(_settings().database))


@me.command()
def forget() -> None:
    """Erase everything that is stored about you."""
    from bot.terminal.remembering import forget_memory

    asyncio.run(forget_memory(_settings().database))


def _settings() -> Settings:
    settings = read_settings()
    start_logging(settings)
    return settings


def _notice(text: str) -> None:
    """For somebody who waits at a terminal; a script's output stays its own."""
    if sys.stderr.isatty():
        typer.echo(text, err=True)


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
    """The entry point: an error becomes a sentence and an exit code, never a traceback."""
    for stream in (sys.stdin, sys.stdout):  # whatever bytes come, and wherever the arrows of an answer go
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app(standalone_mode=True)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:  # noqa: BLE001  # the last resort: told by the table, logged under a code
        told = tell(error)
        print(told.text, file=sys.stderr)  # noqa: T201
        sys.exit(told.exit_code)
