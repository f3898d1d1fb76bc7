"""One question, or JSON Lines of them, answered without a conversation that outlives the program."""

import json
import time
from collections.abc import Iterable, Iterator
from typing import Any, Final

from rich.console import Console
from rich.markup import escape

from bot.advisor import Advisor
from bot.answers.plain_text import plain_text
from bot.answers.reply import Reply
from bot.dialogue.interpreter import interpret
from bot.dialogue.state import Conversation
from bot.nlu.explanation import explain
from bot.nlu.parsing.tokenizer import MAX_CHARACTERS

MOST_CONVERSATIONS: Final = 10_000
"""Talks remembered at a time by `ask --json`; the oldest is dropped."""


def answer_lines(advisor: Advisor, lines: Iterable[str]) -> Iterator[str]:
    """One JSON line for each line, in order; a line that is no valid question gets an error in its place."""
    talks: dict[str, Conversation] = {}
    for line in lines:
        if line.strip():
            yield _one_line(_answer_line(advisor, line, talks))


def _one_line(answer: dict[str, Any]) -> str:
    """The answer as JSON; half a character, which no encoding can carry, is written escaped."""
    line = json.dumps(answer, ensure_ascii=False)
    return line if line.isprintable() else json.dumps(answer)


def _no_number(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def _answer_line(advisor: Advisor, line: str, talks: dict[str, Conversation]) -> dict[str, Any]:
    try:
        asked = json.loads(line, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        return {"id": None, "error": f"not valid JSON: {error}"}
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        return {"id": asked.get("id") if isinstance(asked, dict) else None, "error": "a question needs a 'text' that is a string"}
    talk = asked.get("conversation")
    key = str(talk) if talk is not None else None
    conversation = talks.get(key, Conversation()) if key is not None else Conversation()
    reply, conversation = advisor.reply(asked["text"], conversation, time.time())
    if key is not None:
        talks.pop(key, None)
        talks[key] = conversation
        if len(talks) > MOST_CONVERSATIONS:
            del talks[next(iter(talks))]
    return {"id": asked.get("id"), **as_json(advisor, reply)}


def as_json(advisor: Advisor, reply: Reply) -> dict[str, Any]:
    """The machine-readable answer."""
    query = reply.query
    return {
        "kind": query.kind,
        "also": query.also,
        "roles": list(query.roles),
        "from": query.start,
        "to": query.goal,
        "topics": list(reply.topics),
        "answered": reply.answered,
        "clarify": [option.value for option in reply.choices if option.kind != "action"],
        "confidence": query.confidence,
        "text": plain_text(reply, advisor.library),
        "sources": [
            {"source": citation.source, "section": citation.section} for citation in reply.sources if not citation.is_editorial
        ],
        "follow_ups": [option.label for option in reply.follow_ups],
    }


def show_explanation(console: Console, advisor: Advisor, text: str) -> None:
    """How the question was read: mentions, direction, candidates with scores and reasons, what decided."""
    reading = advisor.matcher.read(text[:MAX_CHARACTERS])
    query = interpret(text, reading, Conversation(), advisor.library)
    for title, lines in explain(advisor.matcher, reading, query):
        console.print(f"[bold]{escape(title)}[/]")
        for line in lines:
            console.print(f"  {escape(line)}")
    console.print()
