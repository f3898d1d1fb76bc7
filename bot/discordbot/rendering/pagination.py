"""A reply as pages of Discord's Markdown: pure, so that what fits on a page is known before anything is sent."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pydantic import BaseModel, ConfigDict

from bot.answers.reply import EDITORIAL_MARK, Block, Heading, Listing, Paragraph, Picture, Reply, Table
from bot.dialogue.state import Option
from bot.discordbot.rendering.markdown import escape, split_text
from bot.discordbot.strings import general
from bot.knowledge.library import Library
from bot.knowledge.schema import Citation

PAGE_CHARACTERS: Final = 3_000
"""Text on one page: Discord allows 4,000 in a message; the rest is for what stands around it."""

MOST_SECTIONS: Final = 10
"""Text displays on one page, of the 40 components that Discord allows in all."""

OPTIONS_A_PAGE: Final = 100
"""Choices on one page: four selects of 25."""


class Document(BaseModel):
    """A reply ready to be shown: pages of sections (Markdown), what can be picked, and what is folded away.

    `kind` and `entries` say what the answer was about, for feedback. Kept with `model_dump_json`.
    """

    model_config = ConfigDict(frozen=True)

    pages: tuple[tuple[str, ...], ...]
    choices: tuple[Option, ...] = ()
    follow_ups: tuple[Option, ...] = ()
    sources: str = ""
    notes: tuple[str, ...] = ()
    picture: str | None = None
    picture_roles: tuple[str, ...] = ()
    asks_feedback: bool = False
    kind: str = ""
    entries: tuple[str, ...] = ()

    @property
    def options(self) -> tuple[Option, ...]:
        """Choices, then follow-ups: the order that a kept option is numbered in."""
        return (*self.choices, *self.follow_ups)

    @property
    def asks_for_picture(self) -> Picture | None:
        """The picture that was asked for."""
        return Picture(self.picture, self.picture_roles) if self.picture in ("map", "comparison", "path") else None  # type: ignore[arg-type]

    @property
    def stored_form(self) -> str:
        """What is stored of the answer, as JSON; the text only where there are further pages to turn to."""
        shown = self if len(self.pages) > 1 else self.model_copy(update={"pages": ()})
        return shown.model_dump_json()

    def choices_on(self, page: int) -> tuple[Option, ...]:
        """All choices on every page, or this page's share where there are too many."""
        if len(self.choices) <= OPTIONS_A_PAGE:
            return self.choices
        return self.choices[page * OPTIONS_A_PAGE : (page + 1) * OPTIONS_A_PAGE]


def paginate(reply: Reply, library: Library) -> Document:
    """The reply as pages. Nothing is left out: what does not fit on one page is on the next."""
    pages = _pages(list(_sections(reply.blocks)))
    wanted = -(-len(reply.choices) // OPTIONS_A_PAGE)
    pages += [(general.MORE_CHOICES,)] * (wanted - len(pages))
    return Document(
        pages=tuple(pages),
        choices=reply.choices,
        follow_ups=reply.follow_ups,
        sources=format_sources(reply.sources, library),
        notes=(general.NOTED,) if reply.unanswered else (),
        picture=reply.picture.kind if reply.picture else None,
        picture_roles=reply.picture.roles if reply.picture else (),
        asks_feedback=reply.query.kind != "meta" and not reply.query.distress,
        kind=reply.query.kind,
        entries=tuple(dict.fromkeys((*reply.roles, *reply.topics))),
    )


def paginate_text(text: str) -> Document:
    """Words of somebody's own, with nothing to press."""
    return Document(pages=tuple((page,) for page in split_text([escape(text)], PAGE_CHARACTERS)))


def format_sources(sources: Sequence[Citation], library: Library) -> str:
    """Each document once, with its sections; empty when the answer cites nothing."""
    cited = library.cited_sections(sources)
    lines = [f"- **{escape(title)}**: {escape(', '.join(sections))}" for title, sections in cited.items()]
    if any(citation.is_editorial for citation in sources):
        lines.append(f"-# {EDITORIAL_MARK} {general.EDITORIAL}")
    return "\n".join(lines)


def _sections(blocks: Iterable[Block]) -> Iterator[list[str]]:
    """A section is a heading with all that follows it, as a list of paragraphs that may be parted at a page's end."""
    section: list[str] = []
    for block in blocks:
        if isinstance(block, Heading) and section:
            yield section
            section = []
        section += _markdown(block)
    if section:
        yield section


def _markdown(block: Block) -> list[str]:
    match block:
        case Heading(text, level):
            return [f"{'##' if level == 1 else '###'} {escape(text)}"]
        case Paragraph(text):
            return [escape(text)]
        case Listing(title, items, ordered):
            marks = [f"{number}." if ordered else "-" for number in range(1, len(items) + 1)]
            lines = [f"{mark} {escape(item)}" for mark, item in zip(marks, items, strict=True)]
            return ["\n".join([f"**{escape(title)}**", *lines] if title else lines)]
        case Table(columns, rows):
            return [_column(columns[at], [(row[0], row[at]) for row in rows]) for at in range(1, len(columns))]


def _column(name: str, cells: Iterable[tuple[str, str]]) -> str:
    """A table is too wide for a phone: it is told column by column, each under its name."""
    return "\n".join([f"### {escape(name)}", *(f"**{escape(about)}:** {escape(cell)}" for about, cell in cells)])


def _pages(sections: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    pages: list[list[str]] = [[]]
    room = PAGE_CHARACTERS
    for section in sections:
        begun = False
        for paragraph in split_text(section, PAGE_CHARACTERS):
            if len(paragraph) + 2 > room or (not begun and len(pages[-1]) >= MOST_SECTIONS):
                pages.append([])
                room, begun = PAGE_CHARACTERS, False
            if begun:
                is_heading = pages[-1][-1].startswith("#") and "\n" not in pages[-1][-1]
                pages[-1][-1] += f"\n{paragraph}" if is_heading else f"\n\n{paragraph}"
            else:
                pages[-1].append(paragraph)
            room -= len(paragraph) + 2
            begun = True
    return [tuple(page) for page in pages if page] or [(general.NOTHING,)]
