"""Reads labelled question files: lists of questions, or of dialogues with turns."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.errors import UsageError
from bot.knowledge.schema import Kind, Label


class Case(BaseModel):
    """A labelled question. Parts of the label named in `loose` (`from`, `to`, `roles`, `topic`) are debatable and not scored.
    Turns of one dialogue share `conversation`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = ""
    text: str
    label: Label
    loose: tuple[str, ...] = ()
    conversation: str | None = None


class _Item(BaseModel):
    """One question as a file writes it. `topic` and `alt_topics` are the label's topics, `alt_kinds` its further kinds."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str = ""
    text: str
    kind: Kind
    roles: tuple[str, ...] = ()
    start: str | None = Field(default=None, alias="from")
    goal: str | None = Field(default=None, alias="to")
    topic: str | None = None
    alt_kinds: tuple[Kind, ...] = ()
    alt_topics: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    conversation: str | None = None

    @property
    def case(self) -> Case:
        topics = tuple(topic for topic in (self.topic, *self.alt_topics) if topic)
        ends = {"from": self.start, "to": self.goal}
        label = Label(kind=self.kind, also=self.alt_kinds, roles=self.roles, topics=topics, **ends)
        return Case(id=self.id, text=self.text, label=label, loose=self.loose, conversation=self.conversation)


class CasesError(UsageError):
    """A question file cannot be read; the message names the file, the item and the reason."""


def read_cases(path: Path) -> list[Case]:
    """All questions of a file in order, dialogues turn by turn. Raises CasesError."""
    try:
        content = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        raise CasesError(f"{path} cannot be read as a question file: {error}") from None
    if isinstance(content, dict):
        content = next((value for value in content.values() if isinstance(value, list)), None)
    if not isinstance(content, list):
        raise CasesError(f"{path} holds no list of questions; see tests/questions/ for the form.")
    cases = []
    for number, item in enumerate(_single_questions(content), 1):
        try:
            cases.append(_Item.model_validate({key: value for key, value in item.items() if value is not None}).case)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise CasesError(f"{path}: question {number} ({item.get('id', 'without id')}): {where}: {first['msg']}") from None
    return cases


def _single_questions(items: list[Any]) -> Iterator[dict[str, Any]]:
    """The items with every dialogue replaced by its turns. What is no mapping becomes one that fails validation."""
    for item in items:
        if not isinstance(item, dict):
            yield {"id": repr(item)[:40]}
        elif isinstance(item.get("turns"), list):
            for number, turn in enumerate(item["turns"]):
                fields = turn if isinstance(turn, dict) else {}
                yield {**fields, "id": f"{item.get('id')}.{number}", "conversation": str(item.get("id"))}
        else:
            yield item
