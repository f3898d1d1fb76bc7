"""Renders a reply in a terminal: headings, tables for comparisons, numbered options, a dim line of sources."""

from rich import box
from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from bot.answers.plain_text import sources_line
from bot.answers.reply import Block, Heading, Listing, Paragraph, Reply, Table
from bot.knowledge.library import Library

WIDTH = 100
"""Width of the text in characters where the output is not a terminal; wider prose is tiring to read."""

NARROW = 70
"""In a terminal narrower than this (in characters), a table is shown as text, row by row."""


def make_console(*, stderr: bool = False) -> Console:
    """A console with a bounded width. It uses colours only on a terminal, and none when NO_COLOR is set."""
    console = Console(stderr=stderr, highlight=False, soft_wrap=False)
    if not console.is_terminal:
        return Console(stderr=stderr, highlight=False, width=WIDTH, color_system=None, no_color=True)
    console.width = min(console.width, WIDTH + 20)
    return console


def show_reply(console: Console, reply: Reply, library: Library) -> None:
    """Print the reply. Its options are numbered from 1: the choices, then the follow-ups."""
    console.print()
    for block in reply.blocks:
        console.print(_block(block, console.width))
    if reply.sources:
        console.print(Text(sources_line(reply.sources, library), style="dim"))
        console.print()
    options = (*reply.choices, *reply.follow_ups)
    if options:
        for number, option in enumerate(options, 1):
            console.print(f"  [bold cyan]{number}[/] {escape(option.label)}")
        console.print()


def _block(block: Block, width: int) -> RenderableType:
    match block:
        case Heading(text, level):
            return Group(Text(text, style="bold cyan" if level == 1 else "bold"), *([Text("")] if level == 1 else []))
        case Paragraph(text):
            return Group(Text(text), Text(""))
        case Listing(title, items, ordered):
            rows = RichTable.grid(padding=(0, 1))
            rows.add_column(justify="right", style="cyan", min_width=3)
            rows.add_column()
            for number, item in enumerate(items, 1):
                rows.add_row(f"{number}." if ordered else "•", Text(item))
            return Group(*([Text(title, style="bold")] if title else []), rows, Text(""))
        case Table():
            return Group(_table(block, width), Text(""))


def _table(block: Table, width: int) -> RenderableType:
    if width < NARROW:
        lines: list[RenderableType] = []
        for row in block.rows:
            lines.append(Text(row[0], style="bold"))
            for column, cell in zip(block.columns[1:], row[1:], strict=True):
                lines.append(Padding(Text.assemble((f"{column}: ", "cyan"), cell), (0, 0, 0, 2)))
        return Group(*lines)
    table = RichTable(box=box.ROUNDED, show_lines=True, header_style="bold cyan", expand=False)
    for number, column in enumerate(block.columns):
        table.add_column(Text(column), style="bold" if number == 0 else "", ratio=1 if number == 0 else 3)
    for row in block.rows:
        table.add_row(*(Text(cell) for cell in row))
    return table
