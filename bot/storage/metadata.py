"""Settings of servers, and metadata of the program that outlives it, such as which commands were registered.

Parts of the store, on the store's connection: `store.servers` and `store.metadata`.
"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import aiosqlite


class ServerStore:
    """The settings of each server, as text. Safe for concurrent tasks, like the store that it belongs to."""

    def __init__(self, connection: aiosqlite.Connection, transaction: Callable[[], AbstractAsyncContextManager[None]]) -> None:
        self._connection = connection
        self._transaction = transaction

    async def all(self) -> dict[str, str]:
        """Server id → its stored settings."""
        rows = await self._connection.execute_fetchall("SELECT server, settings FROM servers")
        return {row[0]: row[1] for row in rows}

    async def save(self, server: str, settings: str, at: float) -> None:
        """Store the settings of a server, in place of earlier ones."""
        async with self._transaction():
            await self._connection.execute("INSERT OR REPLACE INTO servers VALUES (?, ?, ?)", (server, settings, at))

    async def delete(self, server: str) -> None:
        """Remove the settings of a server."""
        async with self._transaction():
            await self._connection.execute("DELETE FROM servers WHERE server = ?", (server,))


class MetadataStore:
    """Values by name. Safe for concurrent tasks, like the store that it belongs to."""

    def __init__(self, connection: aiosqlite.Connection, transaction: Callable[[], AbstractAsyncContextManager[None]]) -> None:
        self._connection = connection
        self._transaction = transaction

    async def get(self, name: str) -> str | None:
        """The value; None when none is stored under this name."""
        rows = list(await self._connection.execute_fetchall("SELECT value FROM facts WHERE name = ?", (name,)))
        return str(rows[0][0]) if rows else None

    async def set(self, name: str, value: str) -> None:
        """Store a value, in place of an earlier one."""
        async with self._transaction():
            await self._connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))
