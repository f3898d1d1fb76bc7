"""Changes one thing in the text of a knowledge file and nothing else: comments and layout stay as typed."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias, cast

import yaml

from bot.knowledge.integrity.claims import references_in
from bot.knowledge.integrity.links import links_in
from bot.knowledge.problems import KnowledgeError, Place, Problem
from bot.knowledge.snapshot import Snapshot
from bot.knowledge.yaml_reader import Steps

Node: TypeAlias = yaml.ScalarNode | yaml.MappingNode | yaml.SequenceNode
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INDENT: Final = 2
_LINE_END: Final = re.compile("\r\n|[\r\n\x85\u2028\u2029]")

_EXAMPLES_OF: Final = {"topics": ("advice",), "refusals": ("out-of-scope",), "roles": ("move-to", "role", "skills")}
"""Kind of entry → what the names of the example files about one entry begin with, as in `examples/advice.bad-managers.yaml`."""


def add_to_list(text: str, path: Steps, item: str) -> str:
    """The text with one more item at the end of the list at `path` (`phrases`, or `aliases` and `strong`). A missing
    list, and a missing mapping around it, are created. The text must be valid."""
    node = _composed(text)
    for depth, key in enumerate(path):
        child = _child(node, key)
        if child is None:
            return _with_key(text, node, path[depth:], item)
        node = child
    if not isinstance(node, yaml.SequenceNode):
        return text
    if node.flow_style or not node.value:
        return _in_brackets(text, node, scalar(item))
    last = node.value[-1]
    dash = text[_index(text, last.start_mark.line, 0) :].partition("-")[0]
    return _line_after(text, last, f"{dash}- {scalar(item)}")


def rename(snapshot: Snapshot, kind: str, old: str, new: str) -> dict[str, bytes | None]:
    """The files that change when the entry `old` of a kind (`roles`) is renamed to `new`: its own file, all that link to
    it or refer to its claims, and the example files that are named after it.

    Raises KnowledgeError when the entry does not exist, or when a file that may link to it cannot be read.
    """
    own = f"{kind}/{old}.yaml"
    moved = {own: f"{kind}/{new}.yaml"}
    for lead in _EXAMPLES_OF.get(kind, ()):
        if f"examples/{lead}.{new}.yaml" not in snapshot.files:
            moved[f"examples/{lead}.{old}.yaml"] = f"examples/{lead}.{new}.yaml"
    if own not in snapshot.files:
        raise KnowledgeError([Problem(Place(own), "there is no such entry; choose one that there is")])
    changes: dict[str, bytes | None] = {}
    for name, file in snapshot.files.items():
        replaced = dict.fromkeys(links_in(*file.read, kind, old), (old, new))
        if name == own:
            replaced["id",] = (old, new)
        for path, claim in references_in(*file.read, f"{kind}/{old}/"):
            replaced[path] = (claim, f"{kind}/{new}/{claim.removeprefix(f'{kind}/{old}/')}")
        if replaced or name in moved:
            changes[moved.get(name, name)] = _replaced(file.text, replaced).encode()
        if name in moved:
            changes[name] = None
    return changes


def links_to(snapshot: Snapshot, kind: str, entry: str) -> list[Place]:
    """The places where other files name an entry or refer to its claims, in order. Raises KnowledgeError when a file cannot be
    read."""
    own = f"{kind}/{entry}.yaml"
    found = []
    for name, file in snapshot.files.items():
        if name != own:
            document, value = file.read
            found += [document.place(path) for path in links_in(document, value, kind, entry)]
            found += [document.place(path) for path, _ in references_in(document, value, f"{kind}/{entry}/")]
    return sorted(found)


def scalar(text: str) -> str:
    """A text as a YAML scalar on one line, quoted where YAML would read it differently without quotes."""
    made = yaml.safe_dump([text], default_flow_style=True, width=10**6, allow_unicode=True)
    return made.removesuffix("\n").removeprefix("[").removesuffix("]")


def _composed(text: str) -> Node:
    return cast("Node", yaml.compose(text, Loader=_LOADER))


def _child(node: Node, step: str | int) -> Node | None:
    if isinstance(step, int):
        return cast("Node", node.value[step])
    pairs: list[tuple[Node, Node]] = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for name, value in pairs if name.value == step), None)


def _with_key(text: str, node: Node, path: Steps, item: str) -> str:
    """The text with a new key that holds a list of one item, and the mappings around it, at the end of a mapping."""
    if not isinstance(node, yaml.MappingNode):
        return text
    if node.flow_style or not node.value:
        inner = f"[{scalar(item)}]"
        for key in reversed(path[1:]):
            inner = f"{{{key}: {inner}}}"
        return _in_brackets(text, node, f"{path[0]}: {inner}")
    column = node.value[0][0].start_mark.column
    lines = [" " * (column + _INDENT * depth) + f"{key}:" for depth, key in enumerate(path)]
    lines.append(" " * (column + _INDENT * len(path)) + f"- {scalar(item)}")
    if column == 0:
        return "\n".join([text.removesuffix("\n"), *lines, ""])
    return _line_after(text, _last_scalar(node), "\n".join(lines))


def _in_brackets(text: str, node: Node, written: str) -> str:
    """The text with a value added to `[…]` or `{…}`, after the last value: a comment may stand before the closing bracket."""
    if not node.value:
        at = _index(text, node.start_mark.line, node.start_mark.column) + 1
        return f"{text[:at]}{written}{text[at:]}"
    last = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    at = _index(text, last.end_mark.line, last.end_mark.column)
    return f"{text[:at]}, {written}{text[at:]}"


def _line_after(text: str, node: Node, line: str) -> str:
    """The text with a new line below the line on which a value ends."""
    mark = node.end_mark
    at = _index(text, mark.line, 0)
    if mark.column:  # a value of several lines ends at the beginning of the next one
        at = text.find("\n", at) + 1 or len(text)
    lead = "" if at == 0 or text[at - 1] == "\n" else "\n"
    return f"{text[:at]}{lead}{line}\n{text[at:]}"


def _last_scalar(node: Node) -> Node:
    while not isinstance(node, yaml.ScalarNode) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node


def _replaced(text: str, wanted: Mapping[Steps, tuple[str, str]]) -> str:
    """The text with old values replaced by new ones at the given paths. A path that ends in a key of a mapping means that key."""
    found = [(start, *wanted[path], value) for path, start, value in _spots(_composed(text), ()) if path in wanted]
    for (line, column), old, new, value in sorted(found, reverse=True):
        if value == old:
            index = _index(text, line, column)
            index += text[index] in "'\""
            text = text[:index] + new + text[index + len(old) :]
    return text


def _spots(node: Node, path: Steps) -> Iterator[tuple[Steps, tuple[int, int], str]]:
    """(path, (line, column), text) of every key and every value."""
    if isinstance(node, yaml.ScalarNode):
        yield path, (node.start_mark.line, node.start_mark.column), node.value
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _spots(item, (*path, index))
    else:
        for key, value in node.value:
            yield (*path, key.value), (key.start_mark.line, key.start_mark.column), key.value
            yield from _spots(value, (*path, key.value))


def _index(text: str, line: int, column: int) -> int:
    """The index in the text of a place that counts from 0 and uses the YAML reader's line ends."""
    start = 0
    for _ in range(line):
        found = _LINE_END.search(text, start)
        start = found.end() if found else len(text)
    return start + column
