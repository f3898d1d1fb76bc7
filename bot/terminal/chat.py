"""`career-advisor chat`: a conversation in the terminal, stored like a conversation on Discord."""

import secrets
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

from rich.console import Console

from bot.sessions.session_manager import SessionManager
from bot.storage.locations import TERMINAL
from bot.terminal.rendering import show_reply

USER: Final = "local"
PLACE: Final = TERMINAL
_EXIT_WORDS: Final = frozenset({"exit", "quit", ":q", "/quit", "/exit", "bye"})

WELCOME: Final = (
    "Ask me about careers in data and machine learning: what a role does, how two compare, how to move, what to learn, "
    "which role fits, or what people say who have been there. A number picks what I offer. Ctrl-D ends."
)


async def chat(sessions: SessionManager, console: Console, history: Path) -> None:
    """Answer lines of standard input until it ends or a line is an exit word.

    Each turn is committed before its answer is printed. `history` is the file of the line history; where it cannot be
    written, the history lasts for this session only.
    """
    interactive = sys.stdin.isatty() and console.is_terminal
    if interactive:
        console.print(f"[bold cyan]Career advisor[/]\n{WELCOME}\n")
    await sessions.store.turns.prune(sessions.now())
    async for line in _lines(interactive, history):
        text = line.strip()
        if not text:
            continue
        if text.lower() in _EXIT_WORDS:
            break
        if not interactive:
            console.print(f"> {text}", markup=False)
        async with sessions.turn(USER, PLACE, f"terminal-{secrets.token_hex(8)}") as turn:
            answer = turn.ask(text)
            await turn.commit()
        show_reply(console, answer.reply, answer.library)
        if not answer.reply.answered:
            console.print("[dim]Noted for the moderators, without your name.[/]\n")
    if interactive:
        console.print("Good luck.")


async def _lines(interactive: bool, history: Path) -> AsyncIterator[str]:
    """The lines that the user types, or those of a pipe."""
    if not interactive:
        for line in sys.stdin:
            yield line
        return
    from prompt_toolkit import PromptSession  # noqa: PLC0415  # importing it takes a quarter of a second
    from prompt_toolkit.history import FileHistory, InMemoryHistory  # noqa: PLC0415

    try:
        history.parent.mkdir(parents=True, exist_ok=True)
        session: PromptSession[str] = PromptSession(history=FileHistory(str(history)))
    except OSError:
        session = PromptSession(history=InMemoryHistory())
    while True:
        try:
            yield await session.prompt_async("you> ")
        except KeyboardInterrupt:
            continue  # Ctrl-C discards the line, as in a shell
        except EOFError:
            return
