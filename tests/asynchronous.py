"""Support for asynchronous tests."""

import asyncio
import functools
from collections.abc import Callable, Coroutine
from typing import Any


def conversation(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Decorator: run an asynchronous test in an event loop of its own."""

    @functools.wraps(test)
    def run(*args: Any, **kwargs: Any) -> None:
        asyncio.run(test(*args, **kwargs))

    return run
