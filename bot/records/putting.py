"""One row a key, also where two processes write it at the same time."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Table, and_, insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine


async def put(
    engine: AsyncEngine,
    table: Table,
    key: Mapping[str, object],
    row: Mapping[str, object],
    *only_over: ColumnElement[bool],
) -> None:
    """Puts the row in the place of the one with this key, or there where none is. With `only_over`, a row for which
    that does not hold stays. May raise SQLAlchemyError or OSError."""
    same = and_(*(table.c[name] == value for name, value in key.items()))
    change = update(table).where(same, *only_over).values(**row)
    async with engine.begin() as connection:
        if (await connection.execute(change)).rowcount > 0:
            return
    try:
        async with engine.begin() as connection:
            await connection.execute(insert(table).values(**key, **row))
    except IntegrityError:  # another process was quicker, or the row that is there stays
        async with engine.begin() as connection:
            await connection.execute(change)
