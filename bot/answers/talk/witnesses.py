"""Who says what was shown, in which document, and how old it is."""

import re
from collections.abc import Sequence
from typing import Final

from bot.answers.builder import AnswerBuilder
from bot.answers.reply import join_names
from bot.dialogue.state import Conversation, PastTurn
from bot.knowledge.schema import Claim, Source

_STILL_TRUE: Final = re.compile(r"\b(?:still true|still hold|out of date|outdated|since then|now that|today)\b", re.IGNORECASE)


def say_witnesses(draft: AnswerBuilder, claims: Sequence[Claim], *, times: int) -> None:
    """Each document behind the claims with who speaks in it; asked again, how many people that are, and what each document is."""
    page, cited = draft.page, _cited(draft, claims)
    if not cited:
        page.paragraph("Nobody's documents: the curators added this from general knowledge.")
        return
    page.credit(claims)
    if times == 0:
        page.items("", [f"{_people(source)}, in “{source.full_title}” ({source.date})." for source in cited])
    elif len(cited) == 1:
        page.paragraph(f"One document alone says so, and each is one person's view. {cited[0].about}")
    else:
        page.paragraph(f"{len(cited)} documents, by people who wrote without each other.")
        page.items("", [f"{source.title}: {source.about}" for source in cited])
    if any(claim.is_editorial for claim in claims):
        page.paragraph("What carries the mark ° was added by the curators from general knowledge.")


def say_dates(draft: AnswerBuilder, turn: PastTurn, claims: Sequence[Claim], conversation: Conversation) -> None:
    """When each document behind the claims was written, and what is said of whether it still holds."""
    page, cited = draft.page, _cited(draft, claims)
    if not cited:
        page.paragraph("It has no date: the curators added it from general knowledge.")
    page.credit(claims)
    page.items("", [f"“{source.full_title}”: {_dated(source)}" for source in cited])
    answer = next(
        (
            answer
            for answer in draft.library.answers.values()
            if _says_whether_it_holds(answer.question, answer.about.topics, turn)
        ),
        None,
    )
    if answer is not None and answer.lead.id not in conversation.shown:
        page.claim(answer.lead)
    elif cited:
        page.paragraph("None of my documents says how much of it still holds today.")


def _says_whether_it_holds(question: str, topics: Sequence[str], turn: PastTurn) -> bool:
    return bool(_STILL_TRUE.search(question)) and bool({*topics[:1]} & {*turn.topics})


def _cited(draft: AnswerBuilder, claims: Sequence[Claim]) -> list[Source]:
    citations = dict.fromkeys(citation for claim in claims for citation in claim.source)
    return [source for source, _ in draft.library.cited_sections(citations)]


def _people(source: Source) -> str:
    names = join_names(person.label for person in source.people)
    return names[0].upper() + names[1:]


def _dated(source: Source) -> str:
    return f"it does not say when it was written ({source.date})." if "undated" in source.date else f"written in {source.date}."
