"""`career-advisor chat`: a talk in the terminal, remembered by the store like a talk on Discord."""

import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

from rich.console import Console

from bot.advisor import Advisor
from bot.analytics.failure_detection import FailureDetector, ObservedTurn
from bot.answers.reply import Reply
from bot.dialogue.state import Conversation
from bot.storage.locations import TERMINAL
from bot.storage.store import Store
from bot.terminal.rendering import show_reply

USER: Final = "local"
PLACE: Final = TERMINAL
_ASKER: Final = 0
"""The number by which a terminal's one person is followed."""

_LEAVE: Final = frozenset({"exit", "quit", ":q", "/quit", "/exit", "bye"})

WELCOME: Final = (
    "Ask me about careers in data and machine learning: what a role does, how two compare, how to move, what to learn, "
    "which role fits, or what people say who have been there. A number picks what I offer. Ctrl-D ends."
)


async def chat(advisor: Advisor, store: Store, console: Console, history: Path) -> None:
    """Until end of input or a word of leave. Every turn is stored before the next is asked for."""
    conversation = (await store.conversation(USER, PLACE)).at(time.time())
    following = FailureDetector()
    interactive = sys.stdin.isatty() and console.is_terminal
    if interactive:
        console.print(f"[bold cyan]Career advisor[/]\n{WELCOME}\n")
    async for line in _lines(interactive, history):
        text = line.strip()
        if not text:
            continue
        if text.lower() in _LEAVE:
            break
        if not interactive:
            console.print(f"> {text}", markup=False)
        reply, conversation = advisor.reply(text, conversation, time.time())
        await keep(store, reply, conversation)
        if reply.action == "forget":
            following.forget(_ASKER)
        said = ObservedTurn(
            _ASKER, PLACE, str(conversation.updated), reply.query.text, reply, time.time(), typed=reply.query.text == line.strip()
        )
        await store.gaps.note(USER, following.misses(said), said.at)
        show_reply(console, reply, advisor.library)
        if reply.unanswered:
            console.print("[dim]Noted for the moderators, without your name.[/]\n")
    if interactive:
        console.print("Good luck.")


async def keep(store: Store, reply: Reply, conversation: Conversation, user: str = USER, place: str = PLACE) -> None:
    """What a turn leaves behind: everything forgotten, or the talk."""
    if reply.action == "forget":
        await store.forget(user)
    else:
        await store.remember(user, place, conversation)


async def _lines(interactive: bool, history: Path) -> AsyncIterator[str]:
    if not interactive:
        for line in sys.stdin:
            yield line
        return
    from prompt_toolkit import PromptSession  # noqa: PLC0415  # a quarter of a second that only a terminal needs
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
            continue  # Ctrl-C drops the line, as in a shell
        except EOFError:
            return
