"""Bringing the tables to this program's revision."""

from sqlalchemy import inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.logs import get_logger
from bot.records.failures import NewerDatabase
from bot.records.migrations import REVISIONS

LOCK = int.from_bytes(b"codebook")
"""Of PostgreSQL's advisory locks, which are numbers."""

log = get_logger("bot.records")


async def bring_up_to_date(engine: AsyncEngine) -> None:
    """Makes the tables, or changes those of an earlier version, all or nothing; done once where several processes
    start together. Raises NewerDatabase, and SQLAlchemyError or OSError."""
    async with engine.connect() as connection:
        if await _is_newest(connection):
            return
    # Imported late, and before the lock is taken: Alembic takes as long to import as all the rest of the records.
    from bot.records.migrations.upgrading import upgrade  # noqa: PLC0415

    async with engine.connect() as connection:
        await _lock(connection)
        if await _is_newest(connection):
            return
        before = await revision_of(connection)
        await connection.run_sync(upgrade)
        await connection.commit()
    log.info("records-upgraded", before=before, now=REVISIONS[-1])


async def revision_of(connection: AsyncConnection) -> str | None:
    """The revision of the tables; None where there are none, or those of the first version, which wrote no revision."""
    if not await connection.run_sync(lambda sync: inspect(sync).has_table("alembic_version")):
        return None
    found = (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar_one_or_none()
    return None if found is None else str(found)


async def _is_newest(connection: AsyncConnection) -> bool:
    revision = await revision_of(connection)
    if revision is not None and revision not in REVISIONS:
        raise NewerDatabase(revision, REVISIONS[-1])
    return revision == REVISIONS[-1]


async def _lock(connection: AsyncConnection) -> None:
    """Holds the others back until the transaction ends."""
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    elif connection.dialect.name == "sqlite":
        # Python's driver begins a transaction at the first INSERT, and not at CREATE TABLE.
        await connection.exec_driver_sql("BEGIN IMMEDIATE")
