"""One row a key, also where two processes write it at the same time."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine


async def put(
    engine: AsyncEngine,
    table: Table,
    key: Mapping[str, object],
    row: Mapping[str, object],
    only_over: ColumnElement[bool] | None = None,
    over: Mapping[str, object] | None = None,
) -> bool:
    """Puts the row in the place of the one with this key, or there where none is. With `only_over`, a row for which
    that does not hold stays; `over` is what is put over another row, where that is not the row as it is. True where it
    was put. May raise SQLAlchemyError or OSError."""
    # Two classes that know nothing of each other, with the same method.
    insert = postgresql.insert(table) if engine.dialect.name == "postgresql" else sqlite.insert(table)
    statement = insert.values(**key, **row).on_conflict_do_update(
        index_elements=list(key), set_=over or row, where=only_over
    )
    async with engine.begin() as connection:
        return (await connection.execute(statement)).rowcount == 1
