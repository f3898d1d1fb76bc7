"""Waiting without sleeping: a condition is checked again after each event."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from local_discord.state.world import Event, World

Found = TypeVar("Found")

DEFAULT_MAX_WAIT = 30.0
"""Seconds to wait. This is far more than any answer takes on a busy machine, so only a missing answer reaches it."""


class CannotError(Exception):
    """A person tried something that Discord's own client does not offer."""


class NoAnswerError(AssertionError):
    """An expected message, response or change did not come in time."""


def recent_refusals(world: World) -> str:
    """The last refused requests as text for the error of a wait that timed out, because they are often its cause."""
    return "".join(f"\n  refused: {refusal}" for refusal in world.refusal_log[-3:])


async def wait_until(
    world: World, check: Callable[[], Found | None], expected: str, *, max_wait: float = DEFAULT_MAX_WAIT
) -> Found:
    """The first result of `check` that is not None. `check` is called now and after each event.

    Raises NoAnswerError with the text `expected` after `max_wait` seconds, and any exception that `check` raises.
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
        except Exception as error:  # noqa: BLE001 - any error belongs to the waiting test, not to the publisher of the event
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
