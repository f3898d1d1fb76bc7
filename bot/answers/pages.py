"""Pages that answer no question: the lists of roles and topics, the map, an unknown name. They are replies like any other."""

from bot.answers.reply import Block, Heading, Listing, Paragraph, Picture, Reply
from bot.dialogue.state import Option, Profile
from bot.knowledge.library import Library
from bot.knowledge.schema import AREAS
from bot.nlu.query import Query


def list_roles(library: Library) -> Reply:
    """Every role by area with its purpose; each can be picked."""
    blocks: list[Block] = [Heading("Roles I know")]
    choices = []
    for area in AREAS:
        roles = sorted((role for role in library.roles.values() if role.area == area), key=lambda role: role.name)
        blocks.append(
            Listing(
                library.guidance.area_headings.get(area, area.capitalize()),
                tuple(f"{role.name}: {role.summary.text}" for role in roles),
            )
        )
        choices += [Option(kind="role", value=role.id, label=role.name) for role in roles]
    return _page("roles", blocks, tuple(choices))


def list_topics(library: Library) -> Reply:
    """Every topic of advice; each can be picked."""
    topics = sorted(library.topics.values(), key=lambda topic: topic.name)
    blocks: list[Block] = [Heading("What I can advise on"), Listing("", tuple(topic.name for topic in topics))]
    return _page("topics", blocks, tuple(Option(kind="topic", value=topic.id, label=topic.name) for topic in topics))


def show_map(library: Library, profile: Profile) -> Reply:
    """The career map, with the person's role and goal where they are known, and its content in words for those who see no
    picture."""
    blocks: list[Block] = [Heading("The career map")]
    if profile.role in library.roles:
        blocks.append(Paragraph(f"You are here: {library.roles[profile.role or ''].name}."))
    if profile.goal in library.roles:
        blocks.append(Paragraph(f"You want to get here: {library.roles[profile.goal or ''].name}."))
    told = [pair for pair, found in library.moves.items() if found[0].standing == "told"]
    arrows = sorted(f"{library.roles[start].name} → {library.roles[goal].name}" for start, goal in told)
    blocks.append(Listing("Moves that somebody tells of", tuple(arrows)))
    roles = sorted(library.roles.values(), key=lambda role: role.name)
    choices = tuple(Option(kind="role", value=role.id, label=role.name) for role in roles)
    return _page("map", blocks, choices, Picture("map"))


def unknown_name(library: Library, sentence: str, near: list[str]) -> Reply:
    """An unknown role name, with the roles that may have been meant."""
    choices = tuple(Option(kind="role", value=role, label=library.roles[role].name) for role in near)
    blocks: list[Block] = [Paragraph(sentence)]
    if choices:
        blocks.append(Paragraph("Did you mean one of these?"))
    return _page("unknown name", blocks, choices)


def _page(name: str, blocks: list[Block], choices: tuple[Option, ...], picture: Picture | None = None) -> Reply:
    query = Query(text=name, plain=name, kind="meta", confidence=1.0)
    return Reply(query=query, blocks=tuple(blocks), choices=choices, picture=picture)
