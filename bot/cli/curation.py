"""Commands for curators, who edit the knowledge files: evaluate, check, copy, history, schema."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.startup import initialize, print_notice
from bot.errors import UsageError


def evaluate(
    files: Annotated[list[Path], typer.Argument(help="Labelled question files.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the totals as one JSON object.")] = False,
    failures: Annotated[bool, typer.Option(help="List the questions that were read wrong.")] = True,
) -> None:
    """Measure how well labelled questions are read."""
    from bot.bootstrap import open_advisor
    from bot.terminal.evaluation import run_evaluation
    from bot.terminal.rendering import make_console

    run_evaluation(
        open_advisor(initialize()), files, make_console(), make_console(stderr=True), as_json=as_json, failures=failures
    )


def check(
    folder: Annotated[Path | None, typer.Argument(help="The knowledge folder; the one in use when left out.")] = None,
) -> None:
    """Check the knowledge files, then ask the questions that prove them: every problem as file:line:column, exit code 1 when
    there is one. Texts that are hard to read, and claims that nothing shows, are warned of."""
    from bot.answers.shown import unshown_claims
    from bot.bootstrap import build_advisor, knowledge_folder
    from bot.cache import Cache
    from bot.curation.regression_check import check_questions
    from bot.knowledge.snapshot import Snapshot
    from bot.knowledge.style import style_warnings

    settings = initialize()
    root = folder or knowledge_folder(settings)
    snapshot = Snapshot.of_folder(root)
    library = snapshot.library()
    warnings = [*style_warnings(snapshot), *unshown_claims(snapshot)]
    for warning in warnings:
        typer.echo(f"{warning.place}: warning: {warning.message}", err=True)
    regression = ""
    if library.questions:  # training, which takes seconds, is only needed for the questions
        count = check_questions(build_advisor(library, cache=Cache(settings.cache), notice=print_notice))
        regression = f"; {count} question{' is' if count == 1 else 's are'} read right"
    warned = f", {len(warnings)} warning{'' if len(warnings) == 1 else 's'}" if warnings else ""
    typer.echo(
        f"{root}: {len(library.roles)} roles, {len(library.transitions)} transitions, {len(library.topics)} topics, "
        f"{len(library.stories)} stories, {len(library.skills)} skills{regression}; no problems{warned}."
    )


def copy_knowledge(
    folder: Annotated[Path | None, typer.Argument(help="Where to; your data folder when left out.")] = None,
) -> None:
    """Copy the knowledge to a place where you can edit it. The copy in your data folder is used from then on."""
    from bot.bootstrap import copy_knowledge as copy
    from bot.bootstrap import knowledge_folder

    settings = initialize()
    target = folder or settings.own_knowledge
    if target.exists():
        raise UsageError(f"{target} is there already; remove it or name another folder.")
    try:
        copy(target, settings)
    except OSError as error:
        raise UsageError(f"{target} cannot be written ({error.strerror or error}); name another folder.") from None
    used = "It is used from now on." if knowledge_folder(settings) == target else f"Set KNOWLEDGE_DIR={target} to use it."
    typer.echo(f"Copied to {target}. {used}")


def history() -> None:
    """Print the history of the knowledge as JSON Lines: every version of every file, with author, time and reason."""
    from bot.curation.version_texts import history_lines
    from bot.storage.store import Store

    settings = initialize()

    async def read() -> bytes:
        async with Store.open(settings.database) as store:
            return history_lines(await store.history.everything())

    sys.stdout.write(asyncio.run(read()).decode())


def schema(
    folder: Annotated[Path | None, typer.Argument(help="The knowledge folder; the one in use when left out.")] = None,
) -> None:
    """Write the JSON Schemas beside the knowledge files, so that editors complete and check them."""
    from bot.bootstrap import knowledge_folder
    from bot.knowledge.json_schema import write_schemas

    root = folder or knowledge_folder(initialize())
    for file in write_schemas(root):
        typer.echo(str(file))
