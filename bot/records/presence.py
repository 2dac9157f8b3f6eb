"""Whether the process that took a message still runs."""

import secrets

from sqlalchemy import Column, ColumnElement, String, column, exists, literal_column, table, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.records.failures import FAILURES

KIND = int.from_bytes(b"code")
"""Of PostgreSQL's advisory locks of two numbers, those that are held by processes of this program."""

GONE = ""
"""The name in claims of an earlier process, which is certainly gone, where the processes themselves cannot tell."""

LOCKS = table("pg_locks", *(column(name) for name in ("locktype", "database", "classid", "objid", "objsubid")))


class Presence:
    """On PostgreSQL, a lock of this process's own on a connection of its own: the server lets go of it as soon as the
    process is gone, and the other processes see that. Elsewhere nothing, for a SQLite file has one process."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._number = secrets.randbits(31)
        self._connection: AsyncConnection | None = None

    @property
    def holder(self) -> str:
        """The name of this process in claims."""
        return str(self._number)

    async def announce(self) -> None:
        """Takes the lock, or makes sure that it is held still. May raise SQLAlchemyError or OSError."""
        if self._engine.dialect.name != "postgresql":
            return
        if self._connection is not None:
            try:
                await self._lock(self._connection)
                return
            except FAILURES:  # the connection is gone, and the lock with it
                await self.close()
        connection = await self._engine.connect()
        try:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            await self._lock(connection)
        except BaseException:
            await connection.invalidate()
            raise
        self._connection = connection

    async def close(self) -> None:
        """Lets go of the lock. May raise SQLAlchemyError or OSError."""
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.invalidate()
            await connection.close()

    async def _lock(self, connection: AsyncConnection) -> None:
        # It can be taken again by whoever holds it. Where a connection of ours that was cut holds it still, nothing is
        # to be waited for: the others see us, and the next time we try again.
        lock = text("SELECT pg_try_advisory_lock(:kind, :number)")
        await connection.execute(lock, {"kind": KIND, "number": self._number})

    def is_gone(self, holder: Column[str]) -> ColumnElement[bool]:
        """Whether the process of this name is gone, as a condition; elsewhere than on PostgreSQL only GONE is."""
        if self._engine.dialect.name != "postgresql":
            return holder == GONE
        here: ColumnElement[int] = literal_column("(SELECT oid FROM pg_database WHERE datname = current_database())")
        # The name as it is: SQLAlchemy would take the table into the subquery, and so mean any holder.
        theirs: ColumnElement[str] = literal_column(f"{holder.table.name}.{holder.name}")
        return ~exists().where(
            LOCKS.c.locktype == "advisory",
            LOCKS.c.database == here,
            LOCKS.c.classid == KIND,
            LOCKS.c.objid.cast(String) == theirs,
            LOCKS.c.objsubid == 2,
        )
