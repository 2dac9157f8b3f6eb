"""Many workspaces: what is stored of each, and whether Slack still takes its token."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from bot.doctor.finding import Finding, bad, look, ok
from bot.doctor.installed import Found, Installed, read_installed
from bot.doctor.keys import check_keys
from bot.doctor.listing import listed
from bot.doctor.scopes import check_scopes
from bot.doctor.slack_call import Unreachable, call, slack_client
from bot.settings import Settings
from bot.slack.installing.cipher import split_keys
from bot.slack.manifest import scopes_of_manifest

ABOUT = "workspaces"
MOST, AT_ONCE = 20, 4
"""Workspaces whose tokens are shown to Slack, and calls at the same time."""
AGAIN = "Have the app installed there again, at https://HOST/slack/install."
LEFT = ("token_revoked", "account_inactive")
"""Slack's codes where a workspace removed the app, or is gone (docs.slack.dev/reference/methods/auth.test)."""


@dataclass(frozen=True)
class _Asked:
    """What Slack said to a workspace's token."""

    name: str
    error: str = ""
    unreachable: str = ""
    scopes: frozenset[str] | None = None


async def check_workspaces(settings: Settings, *, reached: bool) -> list[Finding]:
    """Opens the stored tokens and, where Slack can be `reached`, asks it about the newest of them. Only where
    workspaces install the app."""
    client_id, keys = settings.slack_client_id, settings.encryption_keys
    if client_id is None:
        return []
    if keys is None:
        return [look(ABOUT, "Not checked.", "Set CODEBOOK_ENCRYPTION_KEYS as the bot has it.")]
    all_keys = split_keys(keys.get_secret_value())
    try:
        found = await read_installed(settings.database_url, client_id, all_keys)
    except (SQLAlchemyError, OSError, TimeoutError):
        return [look(ABOUT, "Not checked, since the database cannot be used.", "Mend the database first.")]
    if not found.workspaces:
        return [*check_keys(found, all_keys), _nobody(found)]
    return [*check_keys(found, all_keys), *(await _check_tokens(settings, found) if reached else [_count(found)])]


def _nobody(found: Found) -> Finding:
    if not found.of_other_apps:
        return ok(ABOUT, "None has installed the app yet.", "Install it at https://HOST/slack/install.")
    return look(
        ABOUT,
        f"None has installed the app with this SLACK_CLIENT_ID; {found.of_other_apps} installed another app.",
        "See that SLACK_CLIENT_ID is that of the app which they installed, or have them install this one.",
    )


def _count(found: Found) -> Finding:
    names = [held.name for held in found.workspaces]
    return look(ABOUT, f"{len(names)} installed the app: {listed(names)}.", "Look again when Slack can be reached.")


async def _check_tokens(settings: Settings, found: Found) -> list[Finding]:
    now = datetime.now(UTC).replace(tzinfo=None)
    readable = [held for held in found.workspaces if held.token is not None]
    ended = [held.name for held in readable if held.ends is not None and held.ends <= now]
    current = [held for held in readable if held.ends is None or held.ends > now]
    asked = await _ask(settings, current[:MOST])
    taken = [each for each in asked if not each.error and not each.unreachable]
    findings = [_taken([each.name for each in taken])] if taken else []
    if ended:
        what = f"The rotated token of {listed(ended)} has ended. The bot renews it at the next question from there."
        findings.append(ok(ABOUT, what))
    findings += _failed(asked)
    if left_out := len(current) - len(asked):
        what = f"{left_out} more installed the app; their tokens were not checked, since the newest {MOST} are."
        findings.append(ok(ABOUT, what))
    return [*findings, *_scopes(taken)]


async def _ask(settings: Settings, workspaces: Sequence[Installed]) -> list[_Asked]:
    """Shows Slack each token, a few at the same time."""
    places = asyncio.Semaphore(AT_ONCE)

    async def ask(held: Installed) -> _Asked:
        async with places:
            try:
                answer = await call(slack_client(settings, held.token), "auth.test")
            except Unreachable as error:
                return _Asked(held.name, unreachable=str(error))
            return _Asked(held.name, answer.error, scopes=answer.scopes)

    return await asyncio.gather(*(ask(held) for held in workspaces))


def _failed(asked: Sequence[_Asked]) -> list[Finding]:
    """One finding for all tokens that failed for the same reason."""
    refused, unreachable = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for each in asked:
        if each.error:
            refused[each.error].append(each.name)
        elif each.unreachable:
            unreachable[each.unreachable].append(each.name)
    return [
        *(_refused(error, names) for error, names in refused.items()),
        *(
            bad(ABOUT, f"Not checked, since {why}: the {_tokens(names)}.", "Look again in a minute.")
            for why, names in unreachable.items()
        ),
    ]


def _taken(names: Sequence[str]) -> Finding:
    return ok(ABOUT, f"Slack takes the {_tokens(names)}.")


def _refused(error: str, names: Sequence[str]) -> Finding:
    what = f"Slack refuses the {_tokens(names)}: {error}."
    if error in LEFT:
        return look(ABOUT, what, f"The app was removed there, or the workspace is gone. If that is a mistake: {AGAIN}")
    return bad(ABOUT, what, AGAIN)


def _tokens(names: Sequence[str]) -> str:
    return f"token of {names[0]}" if len(names) == 1 else f"tokens of {len(names)} workspaces: {listed(names)}"


def _each(names: Sequence[str]) -> str:
    return f"{'The' if len(names) == 1 else 'Each'} token of {listed(names)}"


def _scopes(taken: Sequence[_Asked]) -> list[Finding]:
    """One finding for all workspaces that granted the same."""
    needed, optional = scopes_of_manifest()
    groups = defaultdict[frozenset[str] | None, list[str]](list)
    for each in taken:
        groups[each.scopes].append(each.name)
    remove = "Scopes of earlier installations stay. To be rid of them, have the app removed there and installed again."
    return [
        check_scopes(held, needed, optional, _each(names), add=AGAIN, remove=remove) for held, names in groups.items()
    ]
