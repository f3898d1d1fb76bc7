"""Warnings about texts that are hard to read. They never keep knowledge from going live."""

import re
from collections.abc import Iterator
from typing import Final

from bot.knowledge.integrity.claims import claims_of_files
from bot.knowledge.integrity.loaded import Loaded
from bot.knowledge.problems import Problem
from bot.knowledge.schema import FrozenModel, OutOfScope, SkillsFile, SmallTalk, SourcesFile, Style
from bot.knowledge.snapshot import Snapshot
from bot.knowledge.yaml_reader import Steps, YamlDocument

_SENTENCE_END: Final = re.compile(r"[.!?]+[\"”')]*(?:\s+|$)")


def sentences(text: str) -> list[str]:
    """The sentences of a text, without the marks that end them."""
    return [sentence.strip() for sentence in _SENTENCE_END.split(text) if sentence.strip()]


def style_warnings(snapshot: Snapshot) -> list[Problem]:
    """Long sentences and hard words in the texts that are shown, in order. Files that cannot be read are left out."""
    loaded = list(snapshot.readable())
    style = next((value for _, value in loaded if isinstance(value, Style)), Style())
    hard = re.compile(rf"\b(?:{'|'.join(map(re.escape, style.hard_words))})\b") if style.hard_words else None
    found: list[Problem] = []
    for document, path, text in shown_texts(loaded):
        found += (Problem(document.place(path), message) for message in _complaints(text, style, hard))
    return sorted(found)


def _complaints(text: str, style: Style, hard: re.Pattern[str] | None) -> Iterator[str]:
    for sentence in sentences(text):
        words = sentence.split()
        if len(words) > style.longest_sentence:
            yield f"{len(words)} words in “{' '.join(words[:6])} …”; make two sentences of it"
    for match in hard.finditer(text.lower()) if hard else ():
        yield f"“{match.group()}” is hard to read; try “{style.hard_words[match.group()]}”"


def shown_texts(loaded: list[Loaded]) -> Iterator[tuple[YamlDocument, Steps, str]]:
    """(file, path, text) of every text that people are shown as a sentence."""
    for document, _, path, claim in claims_of_files(loaded):
        if claim.text:
            yield document, (*path, "text"), claim.text
    for document, value in loaded:
        for path, text in _other_texts(value):
            yield document, path, text


def _other_texts(value: FrozenModel) -> Iterator[tuple[Steps, str]]:
    match value:
        case SkillsFile():
            yield from ((("skills", number, "about"), skill.about) for number, skill in enumerate(value.skills))
        case SourcesFile():
            for number, source in enumerate(value.sources):
                yield ("sources", number, "about"), source.about
                for index, person in enumerate(source.people):
                    yield ("sources", number, "people", index, "about"), person.about
        case OutOfScope():
            yield ("text",), value.text
            if value.ask:
                yield ("ask",), value.ask
        case SmallTalk():
            yield ("text",), value.text
