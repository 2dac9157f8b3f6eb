"""Many workspaces: who has installed the app, whether their tokens can be read, and whether Slack still takes them."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bot.doctor.finding import Finding, bad, look, ok
from bot.doctor.slack_call import Unreachable, call, slack_client
from bot.records.database import open_engine
from bot.records.revising import revision_of
from bot.records.tables import bots
from bot.settings import Settings
from bot.slack.client import as_code
from bot.slack.installing.cipher import TokenCipher, UnreadableToken
from bot.slack.manifest import scopes_of_manifest

ABOUT = "workspaces"
SECONDS = 3
"""How long the database is waited for."""
MOST_ASKED = 20
"""Workspaces whose token is tried, those that were installed last: Slack counts calls."""
AT_ONCE = 4
AGAIN = "Have each install the app again at https://HOST/slack/install. Where one removed the app, nothing is lost."
KEYS = "Put the key that encrypted them behind the first one in CODEBOOK_ENCRYPTION_KEYS, or "


@dataclass(frozen=True)
class _Installed:
    """A workspace or organization, its token as it is stored, and the scopes that it granted."""

    name: str
    stored: str | None
    scopes: frozenset[str]


async def check_workspaces(settings: Settings) -> list[Finding]:
    """Reads the installations and asks Slack about each token. Only where any workspace may install the app."""
    client_id, keys = settings.slack_client_id, settings.encryption_keys
    if client_id is None or keys is None:
        return []
    try:
        async with asyncio.timeout(SECONDS):
            installed = await _installed(settings, client_id)
    except (SQLAlchemyError, OSError):
        return [look(ABOUT, "Not checked.", "Look again when the database can be used.")]
    if not installed:
        return [look(ABOUT, "No workspace has installed the app.", "Install it at https://HOST/slack/install.")]
    tokens, found = _opened(installed, [key.strip() for key in keys.get_secret_value().split(",")])
    return [*found, *await _asked(settings, installed, tokens)]


async def _installed(settings: Settings, client_id: str) -> list[_Installed]:
    """Those that were installed last come first. A database that is not there is not made."""
    engine = open_engine(settings.database_url)
    try:
        async with engine.connect() as connection:
            if await revision_of(connection) is None:
                return []
            query = select(bots).where(bots.c.client_id == client_id).order_by(bots.c.installed_at.desc())
            rows = (await connection.execute(query)).mappings().all()
    finally:
        await engine.dispose()
    newest = {(row["enterprise_id"], row["team_id"]): row for row in reversed(rows)}
    return [
        _Installed(as_code(team or enterprise), row["bot_token"], _scopes(row["bot_scopes"]))
        for (enterprise, team), row in reversed(newest.items())
    ]


def _scopes(stored: str | None) -> frozenset[str]:
    return frozenset(scope.strip() for scope in (stored or "").split(",")) - {""}


def _opened(installed: Sequence[_Installed], keys: Sequence[str]) -> tuple[dict[str, str], list[Finding]]:
    """The tokens by workspace, and what is to be said of the keys."""
    every, first = TokenCipher(keys), TokenCipher(keys[:1])
    tokens: dict[str, str] = {}
    unreadable: list[str] = []
    older = 0
    for one in installed:
        try:
            tokens[one.name] = every.open(one.stored) or ""
        except UnreadableToken:
            unreadable.append(one.name)
            continue
        try:
            first.open(one.stored)
        except UnreadableToken:
            older += 1
    found = []
    if unreadable:
        what = f"No key opens the token of {_listed(unreadable)}."
        found.append(bad("keys", what, f"{KEYS}{AGAIN[0].lower()}{AGAIN[1:]}"))
    elif older:
        what = f"{older} of {len(installed)} tokens are encrypted with a key that is not the first."
        found.append(look("keys", what, "Start the bot: it encrypts them with the first. Then take the others away."))
    else:
        found.append(ok("keys", "The first of CODEBOOK_ENCRYPTION_KEYS opens every token."))
    return tokens, found


async def _asked(settings: Settings, installed: Sequence[_Installed], tokens: dict[str, str]) -> list[Finding]:
    free = asyncio.Semaphore(AT_ONCE)

    async def refusal(token: str) -> str:
        """Slack's code; "" where it takes the token."""
        async with free:
            return (await call(slack_client(settings, token), "auth.test")).error

    tried = [one for one in installed if one.name in tokens][:MOST_ASKED]
    try:
        codes = await asyncio.gather(*(refusal(tokens[one.name]) for one in tried))
    except Unreachable as error:
        return [bad(ABOUT, f"Their tokens could not be checked: {error}.", "Look again in a minute.")]
    refused = {one.name: code for one, code in zip(tried, codes, strict=True) if code}
    counted = f"Workspaces that installed the app: {len(installed)}; tokens tried: {len(tried)}"
    found = []
    if refused:
        reasons = ", ".join(f"{code} {count}" for code, count in Counter(refused.values()).most_common())
        found.append(bad(ABOUT, f"{counted}. Slack refuses that of {_listed(refused)} ({reasons}).", AGAIN))
    elif tried:
        found.append(ok(ABOUT, f"{counted}. Slack takes each."))
    needed, _ = scopes_of_manifest()
    if lacking := [one.name for one in tried if one.scopes and not needed <= one.scopes]:
        missing = sorted(needed - frozenset.intersection(*(one.scopes for one in tried if one.name in lacking)))
        what = f"{_listed(lacking)} granted less than the manifest asks for: {', '.join(missing)} is missing."
        found.append(bad("scopes", what, "Have each install the app again at https://HOST/slack/install."))
    elif tried:
        found.append(ok("scopes", "Each workspace granted what the manifest asks for."))
    return found


def _listed(names: Iterable[str], most: int = 5) -> str:
    every = list(names)
    return ", ".join(every[:most]) + (f" and {len(every) - most} more" if len(every) > most else "")
