"""`career-advisor ask`: questions as JSON Lines, and the explanation of a reading. Nothing is stored."""

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
from bot.knowledge.schema import Kind
from bot.nlu.explanation import explain
from bot.nlu.parsing.tokenizer import MAX_CHARACTERS
from bot.nlu.query import Query

MOST_CONVERSATIONS: Final = 10_000
"""Conversations that `ask --json` keeps in memory; the one that was used longest ago is dropped."""


def answer_lines(advisor: Advisor, lines: Iterable[str]) -> Iterator[str]:
    """One JSON line per line that is not blank, in order. A line that is not a valid question gets {"id", "error"}."""
    conversations: dict[str, Conversation] = {}
    for line in lines:
        if line.strip():
            yield _one_line(_answer_line(advisor, line, conversations))


def _one_line(answer: dict[str, Any]) -> str:
    """The answer as one line of JSON. Text that is not printable, such as a lone surrogate, is written in ASCII escapes."""
    line = json.dumps(answer, ensure_ascii=False)
    return line if line.isprintable() else json.dumps(answer)


def _reject_constant(constant: str) -> None:
    """Python's parser accepts NaN and Infinity, which JSON does not have."""
    raise ValueError(f"{constant} is no JSON")


def _answer_line(advisor: Advisor, line: str, conversations: dict[str, Conversation]) -> dict[str, Any]:
    try:
        request = json.loads(line, parse_constant=_reject_constant)
    except (ValueError, RecursionError) as error:
        return {"id": None, "error": f"not valid JSON: {error}"}
    if not isinstance(request, dict):
        return {"id": None, "error": "a question needs a 'text' that is a string"}
    if not isinstance(request.get("text"), str):
        return {"id": request.get("id"), "error": "a question needs a 'text' that is a string"}
    name = request.get("conversation")
    key = str(name) if name is not None else None
    conversation = conversations.get(key, Conversation()) if key is not None else Conversation()
    reply, conversation = advisor.reply(request["text"], conversation, time.time())
    if key is not None:
        conversations.pop(key, None)
        conversations[key] = conversation
        if len(conversations) > MOST_CONVERSATIONS:
            del conversations[next(iter(conversations))]
    return {"id": request.get("id"), **as_json(advisor, reply)}


def as_json(advisor: Advisor, reply: Reply) -> dict[str, Any]:
    """The reply as JSON values; the keys and their order are a contract with programs."""
    query = reply.query
    return {
        "act": reply.act,
        "kind": query.kind,
        "also": query.also,
        "roles": list(query.roles),
        "from": query.start,
        "to": query.goal,
        "topics": list(reply.topics),
        "facets": list(reply.facets),
        "parts": [
            *(_reading(query, kind) for kind in (query.kind, query.also) if kind),
            *(_reading(part, part.kind) for part in reply.parts),
        ],
        "answered": reply.answered,
        "clarify": [option.value for option in reply.choices if option.kind != "action"],
        "confidence": query.confidence,
        "exhausted": reply.exhausted,
        "claims": list(reply.claims),
        "missing": list(reply.missing),
        "profile": reply.profile.model_dump(mode="json"),
        "text": plain_text(reply, advisor.library),
        "sources": [
            {"source": citation.source, "section": citation.section} for citation in reply.sources if not citation.is_editorial
        ],
        "follow_ups": [option.label for option in reply.follow_ups],
    }


def _reading(query: Query, kind: Kind) -> dict[str, Any]:
    """One reading of the message that the reply serves."""
    return {
        "kind": kind,
        "roles": list(query.roles),
        "from": query.start,
        "to": query.goal,
        "topics": [candidate.name for candidate in query.topics],
    }


def show_explanation(console: Console, advisor: Advisor, text: str) -> None:
    """Print how the question was read: mentions, direction, candidates with scores and reasons, and the decision."""
    reading = advisor.matcher.read(text[:MAX_CHARACTERS])
    query = interpret(text, reading, Conversation(), advisor.library)
    for title, lines in explain(advisor.matcher, reading, query):
        console.print(f"[bold]{escape(title)}[/]")
        for line in lines:
            console.print(f"  {escape(line)}")
    console.print()
