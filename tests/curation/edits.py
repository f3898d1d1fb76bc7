"""A process that makes random edits of the small knowledge base and acknowledges each, until it is killed.

`python -m tests.curation.edits` reads lines from standard input, each with a folder (which contains `knowledge` and
`advisor.db`) and a seed. For each line it forks a process that edits without end; forking saves the time of a new start. It
prints JSON lines: the id of the forked process, each acknowledged change with the content of its files, and null after the
process has ended.
"""

import asyncio
import contextlib
import json
import os
import random
import sys
import time
from pathlib import Path
from typing import Final

from bot.curation import edits
from bot.curation.errors import EditError
from bot.curation.knowledge_base import Author, KnowledgeBase, KnowledgeChanged
from bot.curation.proposals import Edit
from bot.curation.recovery import open_knowledge_base
from bot.knowledge.problems import KnowledgeError
from bot.storage.store import Store
from tests.curation.small import TOPIC, make_advisor
from tests.knowledge.copies import Copy

EXTRA: Final = "topics/extra"


def extra(number: int, rng: random.Random) -> str:
    """A topic without links to it; some are long."""
    phrases = f"  - what of the matter numbered {number}\n"
    return TOPIC.format(id=f"extra-{number}", name=f"Extra {number}", text="x" * rng.choice((1, 300)), phrases=phrases)


def next_edit(knowledge_base: KnowledgeBase, number: int, rng: random.Random) -> dict[str, str | None]:
    """A random edit: file → its new text, or None to delete it."""
    snapshot = knowledge_base.live.snapshot
    extras = sorted(name for name in snapshot.files if name.startswith(EXTRA))
    kind = rng.choice(("text", "text", "new", "link", "rename", "rename", "delete"))
    if kind == "new" or len(extras) < 3:
        return {f"{EXTRA}-{number}.yaml": extra(number, rng)}
    chosen = rng.choice(extras)
    text = snapshot.files[chosen].text
    if kind == "link":  # then a rename of the topic changes this file as well
        wages = snapshot.files["topics/fair-wages.yaml"].text.split("related:")[0]
        entry = chosen.removeprefix("topics/").removesuffix(".yaml")
        return {"topics/fair-wages.yaml": f"{wages}related: [{entry}]  # {number}\n", chosen: f"{text}# linked {number}\n"}
    if kind == "rename":
        return edits.renamed(snapshot, chosen, f"extra-{number}")
    if kind == "delete":
        return edits.deleted(snapshot, chosen)
    return {name: f"{snapshot.files[name].text}# edited {number}\n" for name in {chosen, "topics/fair-wages.yaml"}}


def by_hand(root: Path, number: int, rng: random.Random) -> None:
    """Write a file line by line, so that a reader may see an incomplete file."""
    files = Copy(root)
    name = rng.choice(("roles/welder.yaml", "topics/fair-wages.yaml", f"{EXTRA}-{number}.yaml"))
    text = files.read(name) if (root / name).exists() else extra(number, rng)
    with (root / name).open("w", encoding="utf-8") as opened:
        for line in f"{text}# by hand {number}\n".splitlines(keepends=True):
            opened.write(line)
            opened.flush()


def acknowledge(knowledge_base: KnowledgeBase, changed: KnowledgeChanged) -> None:
    contents = {name: (knowledge_base.live.snapshot.content(name) or b"").decode() or None for name in changed.files}
    print(json.dumps([changed.change.number, contents]), flush=True)  # noqa: T201  # the acknowledgement


async def edit_forever(folder: Path, seed: int) -> None:
    rng = random.Random(seed)
    async with Store.open(folder / "advisor.db") as store:
        knowledge_base = await open_knowledge_base(folder / "knowledge", store.history, make_advisor, time.time)
        while True:
            number = rng.randrange(1_000_000)
            with contextlib.suppress(EditError, KnowledgeError):
                if rng.random() < 0.3:
                    await asyncio.to_thread(by_hand, knowledge_base.root, number, rng)
                    event = await knowledge_base.reload() if rng.random() < 0.7 else None
                    if isinstance(event, KnowledgeChanged):
                        acknowledge(knowledge_base, event)
                else:
                    texts = next_edit(knowledge_base, number, rng)
                    contents = {name: None if text is None else text.encode() for name, text in texts.items()}
                    bases = {name: knowledge_base.live.heads.get(name) for name in contents}
                    proposal = await knowledge_base.propose(Edit(contents, bases))
                    acknowledge(knowledge_base, await knowledge_base.commit(proposal, Author("ann", f"{number}")))


def main() -> None:
    for line in sys.stdin:
        folder, seed = line.rsplit(maxsplit=1)
        process = os.fork()
        if process == 0:
            asyncio.run(edit_forever(Path(folder), int(seed)))
        print(json.dumps(process), flush=True)  # noqa: T201
        os.waitpid(process, 0)
        print("null", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
