"""A reply as plain text, for `ask --json` and for pipes."""

from bot.answers.reply import EDITORIAL_MARK, ONE_VIEW, Heading, Listing, Paragraph, Reply, Table
from bot.knowledge.library import Library
from bot.knowledge.schema import Citation


def plain_text(reply: Reply, library: Library, *, with_sources: bool = True, with_options: bool = True) -> str:
    """The whole reply, blocks separated by blank lines; never empty."""
    parts = [_block(block) for block in reply.blocks]
    if with_options and reply.choices:
        parts.append("\n".join(f"{number}. {option.label}" for number, option in enumerate(reply.choices, 1)))
    if with_sources and reply.sources:
        parts.append(sources_line(reply.sources, library, with_sections=False))
    return "\n\n".join(part for part in parts if part)


def _block(block: object) -> str:
    match block:
        case Heading(text) | Paragraph(text):
            return text
        case Listing(title, items, ordered):
            lines = [f"{number}. {item}" if ordered else f"- {item}" for number, item in enumerate(items, 1)]
            return "\n".join([f"{title}:", *lines] if title else lines)
        case Table(columns, rows):
            return "\n".join(_row(columns, row) for row in rows)
    raise TypeError(f"no text for {type(block).__name__}")


def _row(columns: tuple[str, ...], row: tuple[str, ...]) -> str:
    cells = [f"  {column}: {cell}" for column, cell in zip(columns[1:], row[1:], strict=True)]
    return "\n".join([f"{row[0]}:", *cells])


def sources_line(sources: tuple[Citation, ...], library: Library, *, with_sections: bool = True) -> str:
    """`Sources: title (by whom; date): section; …`, and what the editorial mark means where it was used. Where one document is
    cited alone, that it is one person's view."""
    cited = library.cited_sections(sources)
    sections = {source.id: f": {', '.join(found)}" if with_sections else "" for source, found in cited}
    alone = f"; {ONE_VIEW}" if len(cited) == 1 else ""
    parts = [f"{source.title} ({source.origin}{alone}){sections[source.id]}" for source, _ in cited]
    line = f"Sources: {'; '.join(parts)}." if parts else ""
    if any(citation.is_editorial for citation in sources):
        line = f"{line} {EDITORIAL_MARK} added by the curators from general knowledge.".strip()
    return line
