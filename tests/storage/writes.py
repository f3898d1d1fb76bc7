"""A sequence of random writes, made by a process that acknowledges each, and the expected content of the file after them.

`python -m tests.storage.writes FILE SEED FIRST` makes the writes from number FIRST on, without end, and prints the number
of each write after it is stored.
"""

import asyncio
import itertools
import random
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from bot.dialogue.state import Conversation, Profile
from bot.storage.store import Store

USERS = tuple(f"user {number}" for number in range(6))
Kind: TypeAlias = Literal["remember", "feedback", "missed", "forget"]
KINDS: tuple[Kind, ...] = ("remember", "feedback", "missed", "forget")
PLACES = ("terminal", "server", "direct message")


@dataclass(frozen=True)
class Write:
    """One write of the sequence."""

    kind: Kind
    user: str
    place: str
    text: str

    @property
    def talk(self) -> Conversation:
        return Conversation(profile=Profile(background=self.text), pool=(self.text,), updated=1.0)


def write_number(seed: int, number: int) -> Write:
    """The write with this number, which depends only on the seed and the number."""
    rng = random.Random(f"{seed} {number}")
    kind = rng.choices(KINDS, (6, 2, 2, 1))[0]
    return Write(kind, rng.choice(USERS), rng.choice(PLACES), f"{number}:" + "x" * rng.choice((0, 10, 3_000, 20_000)))


async def perform(store: Store, write: Write) -> None:
    """Make the write."""
    match write.kind:
        case "remember":
            await store.save_conversation(write.user, write.place, write.talk)
        case "feedback":
            await store.give_feedback(write.user, "role", (), helped=True, sentence=write.text, given=1.0)
        case "missed":
            await store.failed_questions.note(write.user, [(write.text, "refused", "refusals/salary")], 1.0)
        case "forget":
            await store.forget(write.user)


@dataclass
class Expected:
    """The content that the file must have, computed from the writes without a database."""

    talks: dict[tuple[str, str], str] = field(default_factory=dict)
    profiles: dict[tuple[str, str], str] = field(default_factory=dict)
    feedback: set[tuple[str, str]] = field(default_factory=set)
    missed: list[str] = field(default_factory=list)

    @classmethod
    def after(cls, seed: int, count: int) -> "Expected":
        """The content after the first `count` writes."""
        expected = cls()
        for number in range(count):
            expected.apply(write_number(seed, number))
        return expected

    def apply(self, write: Write) -> None:
        match write.kind:
            case "remember":
                self.talks[write.user, write.place] = write.text
                self.profiles[write.user, write.place] = write.text
            case "feedback":
                self.feedback.add((write.user, write.text))
            case "missed":
                self.missed.append(write.text)
            case "forget":
                self.talks = {key: text for key, text in self.talks.items() if key[0] != write.user}
                self.profiles = {key: text for key, text in self.profiles.items() if key[0] != write.user}
                self.feedback = {given for given in self.feedback if given[0] != write.user}

    @classmethod
    async def found(cls, store: Store) -> "Expected":
        """The actual content of a store."""
        found = cls()
        for user in USERS:
            for place in PLACES:
                if (background := (await store.profile(user, place)).background) is not None:
                    found.profiles[user, place] = background
                if pool := (await store.conversation(user, place)).pool:
                    found.talks[user, place] = pool[0]
            found.feedback |= {(user, row["sentence"]) for row in (await store.export(user))["feedback"]}
        found.missed = [kept.question for kept in await store.failed_questions.kept()]
        return found


async def main(file: Path, seed: int, first: int) -> None:
    async with Store.open(file) as store:
        for number in itertools.count(first):
            await perform(store, write_number(seed, number))
            print(number, flush=True)  # noqa: T201  # the acknowledgement


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
