"""What the bot token may do, against what the manifest asks for."""

from collections.abc import Iterable

from bot.doctor.finding import Finding, bad, look, ok

ABOUT = "scopes"
BROAD_ENDS = (":history", "files:read", "users:read.email", "chat:write.public", "channels:join")
"""Ends of scopes that reach far beyond what is said to the bot."""


ADD = "Add what is missing under OAuth & Permissions, Bot Token Scopes, then install the app again under Install App."
REMOVE = "Remove it under OAuth & Permissions, Bot Token Scopes, and install the app again."


def check_scopes(
    held: frozenset[str] | None,
    needed: frozenset[str],
    optional: frozenset[str],
    token: str = "The bot token",
    add: str = ADD,
    remove: str = REMOVE,
) -> Finding:
    """Compares the scopes of the token, None where Slack did not say, with those of the manifest. `token` names it at
    the beginning of a sentence; `add` and `remove` say how it gets and loses scopes."""
    if held is None:
        return look(
            ABOUT,
            f"{token}: Slack did not say which scopes it has.",
            f"See under OAuth & Permissions, Bot Token Scopes, that they are {_listed(needed)}.",
        )
    if missing := needed - held:
        return bad(
            ABOUT,
            f"{token} lacks {_listed(missing)}.",
            add,
        )
    if broad := {scope for scope in held - needed - optional if _is_broad(scope)}:
        return look(
            ABOUT,
            f"{token} may do more than it needs: {_listed(broad)}.",
            remove,
        )
    found = f"{token} has the {len(needed)} that the manifest asks for: {_listed(needed)}."
    if refused := optional - held:
        return ok(ABOUT, f"{found} Not granted, and not needed: {_listed(refused)}.")
    return ok(ABOUT, found)


def _is_broad(scope: str) -> bool:
    return scope.startswith("admin") or scope.endswith(BROAD_ENDS) or scope.startswith("search:read")


def _listed(scopes: Iterable[str]) -> str:
    return ", ".join(sorted(scopes))
