"""Waiting without sleeping: a condition is looked at again each time something happens."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from local_discord.state.world import Event, World

Found = TypeVar("Found")

DEFAULT_MAX_WAIT = 30.0
"""Seconds to wait. This is far more than any answer takes on a busy machine, so only a missing answer reaches it."""


class CannotError(Exception):
    """A person tried what Discord's own client would not offer."""


class NoAnswerError(AssertionError):
    """What a person waited for did not come."""


def recent_refusals(world: World) -> str:
    """The last refusals in words, to be told with a wait that was in vain: often they are its reason."""
    return "".join(f"\n  refused: {refusal}" for refusal in world.refusal_log[-3:])


async def wait_until(
    world: World, check: Callable[[], Found | None], expected: str, *, max_wait: float = DEFAULT_MAX_WAIT
) -> Found:
    """The first thing that `look` finds, now or after something has happened; NoAnswerError after `patience` seconds.

    What `look` raises is raised.
    """
    found = check()
    if found is not None:
        return found
    done: asyncio.Future[Found] = asyncio.get_running_loop().create_future()

    def on_event(_: Event) -> None:
        if done.done():
            return
        try:
            value = check()
        except Exception as error:  # noqa: BLE001 - whatever it is belongs to the waiting test, not to the event
            done.set_exception(error)
        else:
            if value is not None:
                done.set_result(value)

    unsubscribe = world.subscribe(on_event)
    try:
        async with asyncio.timeout(max_wait):
            return await done
    except TimeoutError:
        raise NoAnswerError(f"waited {max_wait:g} s for {expected}{recent_refusals(world)}") from None
    finally:
        unsubscribe()
