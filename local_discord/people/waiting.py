"""Waiting without sleeping: a condition is looked at again each time something happens."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from local_discord.state.world import Event, World

Found = TypeVar("Found")

PATIENCE = 30.0
"""Seconds; far above what any answer takes on a busy machine, so that only one that never comes is waited for in vain."""


class CannotError(Exception):
    """A person tried what Discord's own client would not offer."""


class NoAnswerError(AssertionError):
    """What a person waited for did not come."""


def refused_lately(world: World) -> str:
    """The last refusals in words, to be told with a wait that was in vain: often they are its reason."""
    return "".join(f"\n  refused: {trouble}" for trouble in world.troubles[-3:])


async def until(world: World, look: Callable[[], Found | None], expected: str, *, patience: float = PATIENCE) -> Found:
    """The first thing that `look` finds, now or after something has happened; NoAnswerError after `patience` seconds.

    What `look` raises is raised.
    """
    found = look()
    if found is not None:
        return found
    done: asyncio.Future[Found] = asyncio.get_running_loop().create_future()

    def again(_: Event) -> None:
        if done.done():
            return
        try:
            seen = look()
        except Exception as error:  # noqa: BLE001 - whatever it is belongs to the waiting test, not to the event
            done.set_exception(error)
        else:
            if seen is not None:
                done.set_result(seen)

    stop = world.listen(again)
    try:
        async with asyncio.timeout(patience):
            return await done
    except TimeoutError:
        raise NoAnswerError(f"waited {patience:g} s for {expected}{refused_lately(world)}") from None
    finally:
        stop()
