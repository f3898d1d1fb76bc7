"""Splits a reply into pages of Discord's Markdown. All functions are pure."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from pydantic import BaseModel, ConfigDict

from bot.answers.reply import EDITORIAL_MARK, ONE_VIEW, Block, Heading, Listing, Paragraph, Picture, Reply, Table
from bot.dialogue.state import Option
from bot.discordbot.rendering.markdown import escape, split_text
from bot.discordbot.strings import general
from bot.knowledge.library import Library
from bot.knowledge.schema import Citation, Source

PAGE_CHARACTERS: Final = 3_000
"""Characters of a reply on one page. Discord allows 4,000 in a message; the rest is for the lead, the notes and the footer."""

MOST_SECTIONS: Final = 10
"""Text displays on one page. Discord allows 40 components in a message."""

OPTIONS_A_PAGE: Final = 100
"""Choices on one page: four selects of 25."""


class Document(BaseModel):
    """A reply as Discord shows it: pages of sections (Markdown), choices, follow-ups, and sources behind a button.

    `kind` and `entries` say what the answer was about, for feedback. Stored as JSON (see `stored_form`), so the names of the
    fields are part of the stored format.
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
        """Choices, then follow-ups. The numbers of stored options (see `option_value`) count in this order."""
        return (*self.choices, *self.follow_ups)

    @property
    def requested_picture(self) -> Picture | None:
        """The picture that the reply asks for; None when it asks for none."""
        return Picture(self.picture, self.picture_roles) if self.picture in ("map", "comparison", "path") else None  # type: ignore[arg-type]

    @property
    def stored_form(self) -> str:
        """The document as JSON. The text is included only when there is more than one page: a single page is never read
        again."""
        stored = self if len(self.pages) > 1 else self.model_copy(update={"pages": ()})
        return stored.model_dump_json()

    def choices_on(self, page: int) -> tuple[Option, ...]:
        """The choices that a page shows: all of them, or the page's share when there are more than fit on one page."""
        if len(self.choices) <= OPTIONS_A_PAGE:
            return self.choices
        return self.choices[page * OPTIONS_A_PAGE : (page + 1) * OPTIONS_A_PAGE]


def paginate(reply: Reply, library: Library) -> Document:
    """The reply as a document. Nothing is left out: what does not fit on one page is on the next."""
    pages = _pages(list(_sections(reply.blocks)))
    pages_for_choices = -(-len(reply.choices) // OPTIONS_A_PAGE)
    pages += [(general.MORE_CHOICES,)] * (pages_for_choices - len(pages))
    return Document(
        pages=tuple(pages),
        choices=reply.choices,
        follow_ups=reply.follow_ups,
        sources=format_sources(reply.sources, library),
        notes=(general.NOTED,) if not reply.answered else (),
        picture=reply.picture.kind if reply.picture else None,
        picture_roles=reply.picture.roles if reply.picture else (),
        asks_feedback=reply.query.kind != "meta" and not reply.query.distress,
        kind=reply.query.kind,
        entries=tuple(dict.fromkeys((*reply.roles, *reply.topics))),
    )


def paginate_text(text: str) -> Document:
    """A text as a document without buttons."""
    return Document(pages=tuple((page,) for page in split_text([escape(text)], PAGE_CHARACTERS)))


def format_sources(sources: Sequence[Citation], library: Library) -> str:
    """The cited documents, one a line: title, date, author, link, and the cited sections. Empty when the answer cites
    nothing."""
    cited = library.cited_sections(sources)
    lines = [_format_source(source, sections, is_alone=len(cited) == 1) for source, sections in cited]
    if any(citation.is_editorial for citation in sources):
        lines.append(f"-# {EDITORIAL_MARK} {general.EDITORIAL}")
    return "\n".join(lines)


def _format_source(source: Source, sections: Sequence[str], *, is_alone: bool) -> str:
    link = f" <{source.link}>" if source.link else ""
    view = f"; {ONE_VIEW}" if is_alone else ""
    about = escape(f"({source.origin}{view}). {source.author}. Sections: {', '.join(sections)}.")
    return f"- **{escape(source.full_title)}** {about}{link}"


def _sections(blocks: Iterable[Block]) -> Iterator[list[str]]:
    """Each heading with the blocks up to the next heading, as a list of paragraphs. A page may end between two paragraphs."""
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
            bullets = [f"{number}." if ordered else "-" for number in range(1, len(items) + 1)]
            lines = [f"{bullet} {escape(item)}" for bullet, item in zip(bullets, items, strict=True)]
            return ["\n".join([f"**{escape(title)}**", *lines] if title else lines)]
        case Table(columns, rows):
            return [_column(columns[at], [(row[0], row[at]) for row in rows]) for at in range(1, len(columns))]


def _column(name: str, cells: Iterable[tuple[str, str]]) -> str:
    """One column of a table, as a list under the column's name: a whole table is too wide for a phone."""
    return "\n".join([f"### {escape(name)}", *(f"**{escape(row)}:** {escape(cell)}" for row, cell in cells)])


def _pages(sections: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Fill pages with the sections, in order. A section that does not fit on a page goes on at the top of the next."""
    pages: list[list[str]] = [[]]
    room = PAGE_CHARACTERS
    for section in sections:
        is_open = False
        for paragraph in split_text(section, PAGE_CHARACTERS):
            if len(paragraph) + 2 > room or (not is_open and len(pages[-1]) >= MOST_SECTIONS):
                pages.append([])
                room, is_open = PAGE_CHARACTERS, False
            if is_open:
                is_heading = pages[-1][-1].startswith("#") and "\n" not in pages[-1][-1]
                pages[-1][-1] += f"\n{paragraph}" if is_heading else f"\n\n{paragraph}"
            else:
                pages[-1].append(paragraph)
            room -= len(paragraph) + 2
            is_open = True
    return [tuple(page) for page in pages if page] or [(general.NOTHING,)]
