"""Random edits of the little knowledge base that a process makes and acknowledges, until it is killed.

Run as `python -m tests.curation.edits`: for each line on its standard input (a folder with `knowledge` and `advisor.db`, and a
seed) it makes a process that edits without end, so that only the first start takes as long as a start takes. What is printed
is JSON: the process's id, each change that was acknowledged with the content of its files, and null once it is dead.
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


def extra(number: int, chance: random.Random) -> str:
    """A topic that is linked from nowhere until somebody does that; some are long."""
    phrases = f"  - what of the matter numbered {number}\n"
    return TOPIC.format(id=f"extra-{number}", name=f"Extra {number}", text="x" * chance.choice((1, 300)), phrases=phrases)


def next_edit(keeper: KnowledgeBase, number: int, chance: random.Random) -> dict[str, str | None]:
    """Files with their new texts."""
    snapshot = keeper.live.snapshot
    extras = sorted(name for name in snapshot.files if name.startswith(EXTRA))
    kind = chance.choice(("text", "text", "new", "link", "rename", "rename", "delete"))
    if kind == "new" or len(extras) < 3:
        return {f"{EXTRA}-{number}.yaml": extra(number, chance)}
    chosen = chance.choice(extras)
    text = snapshot.files[chosen].text
    if kind == "link":  # a rename of it then changes this file as well
        wages = snapshot.files["topics/fair-wages.yaml"].text.split("related:")[0]
        entry = chosen.removeprefix("topics/").removesuffix(".yaml")
        return {"topics/fair-wages.yaml": f"{wages}related: [{entry}]  # {number}\n", chosen: f"{text}# linked {number}\n"}
    if kind == "rename":
        return edits.renamed(snapshot, chosen, f"extra-{number}")
    if kind == "delete":
        return edits.deleted(snapshot, chosen)
    return {name: f"{snapshot.files[name].text}# edited {number}\n" for name in {chosen, "topics/fair-wages.yaml"}}


def by_hand(root: Path, number: int, chance: random.Random) -> None:
    """As somebody's own program writes: in pieces, and not always what is right."""
    files = Copy(root)
    name = chance.choice(("roles/welder.yaml", "topics/fair-wages.yaml", f"{EXTRA}-{number}.yaml"))
    text = files.read(name) if (root / name).exists() else extra(number, chance)
    with (root / name).open("w", encoding="utf-8") as opened:
        for line in f"{text}# by hand {number}\n".splitlines(keepends=True):
            opened.write(line)
            opened.flush()


def acknowledge(keeper: KnowledgeBase, changed: KnowledgeChanged) -> None:
    contents = {name: (keeper.live.snapshot.content(name) or b"").decode() or None for name in changed.files}
    print(json.dumps([changed.change.number, contents]), flush=True)  # noqa: T201  # the acknowledgement


async def edit_for_ever(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    async with Store.open(folder / "advisor.db") as store:
        keeper = await open_knowledge_base(folder / "knowledge", store.history, make_advisor, time.time)
        while True:
            number = chance.randrange(1_000_000)
            with contextlib.suppress(EditError, KnowledgeError):
                if chance.random() < 0.3:
                    await asyncio.to_thread(by_hand, keeper.root, number, chance)
                    news = await keeper.reload() if chance.random() < 0.7 else None
                    if isinstance(news, KnowledgeChanged):
                        acknowledge(keeper, news)
                else:
                    contents = {name: None if t is None else t.encode() for name, t in next_edit(keeper, number, chance).items()}
                    bases = {name: keeper.live.heads.get(name) for name in contents}
                    acknowledge(
                        keeper, await keeper.commit(await keeper.propose(Edit(contents, bases)), Author("ann", f"{number}"))
                    )


def main() -> None:
    for line in sys.stdin:
        folder, seed = line.rsplit(maxsplit=1)
        process = os.fork()
        if process == 0:
            asyncio.run(edit_for_ever(Path(folder), int(seed)))
        print(json.dumps(process), flush=True)  # noqa: T201
        os.waitpid(process, 0)
        print("null", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
