"""The URL of the database that the records are in."""

import platformdirs
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

ASYNC_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+pysqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
}
"""The driver taken where a URL names none; the records are read and written asynchronously."""


def default_database() -> str:
    """A SQLite file in the user's data folder."""
    path = platformdirs.user_data_path("codebook", appauthor=False) / "codebook.sqlite3"
    return URL.create("sqlite+aiosqlite", database=str(path)).render_as_string(hide_password=False)


def asynchronous_url(value: str | None) -> str:
    """A URL with an asynchronous driver; the default one for None. Raises ValueError with a plain line."""
    if value is None:
        return default_database()
    try:
        url = make_url(value)
        if url.drivername.partition("+")[0] not in ASYNC_DRIVERS:
            raise NoSuchModuleError
        url = url.set(drivername=ASYNC_DRIVERS.get(url.drivername, url.drivername))
        dialect = url.get_dialect()
        dialect.import_dbapi()
    except NoSuchModuleError:  # a kind of ArgumentError
        raise ValueError("no such kind of database is known; use sqlite:///FILE or postgresql://...") from None
    except (ArgumentError, ValueError):
        raise ValueError("give a database URL, such as sqlite:///records.sqlite3") from None
    except ImportError as missing:
        package = missing.name or "its driver"
        raise ValueError(f"the driver {package} is not installed; run: pip install {package}") from None
    if not dialect.is_async:
        raise ValueError("its driver is not asynchronous; use sqlite:///FILE or postgresql+asyncpg://...")
    return url.render_as_string(hide_password=False)
