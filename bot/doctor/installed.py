"""Many workspaces: who has installed the app, as the database says, and which keys open the tokens."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Table, desc, select
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.doctor.database import file_of
from bot.doctor.database_faults import SECONDS
from bot.doctor.database_tables import look_at_tables, untouched_engine
from bot.records.tables import bots, installations
from bot.slack.installing.cipher import TokenCipher, UnreadableToken
from bot.slack.installing.store import SECRETS

LONGEST_NAME = 60


@dataclass(frozen=True)
class Installed:
    """A workspace, or an organization that installed the app for all of its workspaces."""

    name: str
    token: str | None = field(repr=False)
    """The bot token; None where no key opens it."""
    ends: datetime | None
    """Where Slack rotates tokens: until when it is taken, in UTC."""


@dataclass(frozen=True)
class Counted:
    """The stored tokens, those of earlier installations included."""

    all: int = 0
    by_another_key: int = 0
    """Opened by another key than the first, or not encrypted."""
    unreadable: int = 0


@dataclass(frozen=True)
class Found:
    """What the database says."""

    workspaces: Sequence[Installed] = ()
    """The newest installation first."""
    tokens: Counted = Counted()
    of_other_apps: int = 0
    """Workspaces that installed an app with another client ID."""


async def read_installed(database_url: str, client_id: str, keys: Sequence[str]) -> Found:
    """Reads without writing; a SQLite file that is not there is not made. Raises what the driver raises."""
    file = file_of(make_url(database_url))
    if file is not None and not file.is_file():
        return Found()
    engine = untouched_engine(database_url)
    try:
        async with asyncio.timeout(SECONDS), engine.connect() as connection:
            if not {bots.name, installations.name} <= (await look_at_tables(connection)).names:
                return Found()
            held, made = [await _rows(connection, table) for table in (bots, installations)]
    finally:
        await engine.dispose()
    ours = [row for row in held if row["client_id"] == client_id]
    others = {_owner(row) for row in held if row["client_id"] != client_id}
    first, every = TokenCipher(keys[:1]), TokenCipher(keys)
    newest: dict[tuple[Any, Any], Mapping[str, Any]] = {}
    for row in ours:
        if row["bot_token"] is not None:
            newest.setdefault(_owner(row), row)
    stored = [row[name] for row in [*ours, *made] if row["client_id"] == client_id for name in SECRETS if row.get(name)]
    return Found(
        [Installed(_name(row), _token(row, every), row["bot_token_expires_at"]) for row in newest.values()],
        Counted(
            all=len(stored),
            by_another_key=sum(not _opens(token, first, sealed=True) and _opens(token, every) for token in stored),
            unreadable=sum(not _opens(token, every) for token in stored),
        ),
        len(others),
    )


async def _rows(connection: AsyncConnection, table: Table) -> list[Mapping[str, Any]]:
    rows = await connection.execute(select(table).order_by(desc(table.c.installed_at)))
    return [dict(row) for row in rows.mappings()]


def _owner(row: Mapping[str, Any]) -> tuple[Any, Any]:
    return row["enterprise_id"], row["team_id"]


def _name(row: Mapping[str, Any]) -> str:
    if row["team_id"]:
        return f"{_printable(row['team_name'])} ({_printable(row['team_id'])})"
    return f"the organization {_printable(row['enterprise_name'])} ({_printable(row['enterprise_id'])})"


def _printable(text: object) -> str:
    return "".join(char for char in str(text or "without a name") if char.isprintable())[:LONGEST_NAME]


def _token(row: Mapping[str, Any], cipher: TokenCipher) -> str | None:
    """The bot token where all secrets of the row open: the bot reads them together."""
    if not all(_opens(row[name], cipher) for name in SECRETS if row.get(name)):
        return None
    return cipher.open(row["bot_token"])


def _opens(stored: str, cipher: TokenCipher, *, sealed: bool = False) -> bool:
    """Whether the keys open it; `sealed`: what is not encrypted does not count."""
    try:
        return cipher.open(stored) != stored or not sealed
    except UnreadableToken:
        return False
