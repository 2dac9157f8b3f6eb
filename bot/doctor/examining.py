"""All checks in their order; those that wait for others run at the same time."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Sequence
from datetime import date

from bot.doctor.app_settings import check_app_settings
from bot.doctor.app_token import check_app_token
from bot.doctor.book import check_book
from bot.doctor.bot_token import check_bot_token
from bot.doctor.client import check_client
from bot.doctor.database import check_database
from bot.doctor.editions import check_editions
from bot.doctor.endpoint import check_endpoint
from bot.doctor.environment import Environment, check_mode, read_environment
from bot.doctor.finding import Finding, bad, look
from bot.doctor.install_pages import check_install_pages
from bot.doctor.reach import check_reach
from bot.doctor.workspaces import check_workspaces
from bot.logs import type_and_place

Findings = Sequence[Finding]


async def examine(named: dict[str, str], url: str | None, today: date) -> AsyncIterator[Finding]:
    """The findings in a fixed order, each as soon as it is known. `named` are variables in place of those of the
    environment, `url` is where a running bot serves HTTP. Nothing is raised: a check that fails is a finding."""
    environment, malformed = read_environment(named)
    settings = environment.settings
    for finding in [*malformed, *check_mode(environment, http=url is not None)]:
        yield finding
    reached = False
    if environment.has_slack:
        reached, found = await _reach(environment)
        for finding in found:
            yield finding
    checks: list[tuple[str, Awaitable[Findings]]] = [
        *([("bot token", check_bot_token(settings)), ("client", check_client(settings))] if reached else []),
        *([("app token", check_app_token(settings))] if reached and not environment.is_for_many else []),
        *_of_workspaces(environment, reached),
        *([("manifest", asyncio.to_thread(check_app_settings, settings))] if environment.has_slack else []),
        ("address", check_endpoint(settings, url)),
        ("installing", check_install_pages(settings, url)),
        *([] if "CODEBOOK_DATABASE_URL" in environment.malformed else [("database", check_database(settings))]),
        ("book", asyncio.to_thread(check_book, settings.knowledge, today)),
        ("editions", asyncio.to_thread(check_editions, settings.reference, today)),
    ]
    for running in [asyncio.create_task(_guarded(about, check)) for about, check in checks]:
        for finding in await running:
            yield finding


def _of_workspaces(environment: Environment, reached: bool) -> list[tuple[str, Awaitable[Findings]]]:
    """The check of each workspace, where what it needs is well formed."""
    needs = {"CODEBOOK_DATABASE_URL", "CODEBOOK_ENCRYPTION_KEYS"}
    if not environment.malformed.isdisjoint(needs):
        return []
    return [("workspaces", check_workspaces(environment.settings, reached=reached))]


async def _reach(environment: Environment) -> tuple[bool, Findings]:
    """Whether Slack answers, and what was found; without an answer, what is therefore not checked."""
    if "SLACK_API_URL" in environment.malformed:
        return False, [look("Slack", "Not checked, and neither are the tokens.", "Mend SLACK_API_URL first.")]
    try:
        reached, found = await check_reach(environment.settings)
    except Exception as error:
        return False, [_failed("Slack", error)]
    if not reached:
        found = [*found, look("tokens", "Not checked.", "Look again when Slack can be reached.")]
    return reached, found


async def _guarded(about: str, check: Awaitable[Findings]) -> Findings:
    try:
        return await check
    except Exception as error:  # one check that fails must not hide what the others find
        return [_failed(about, error)]


def _failed(about: str, error: Exception) -> Finding:
    told = type_and_place(error)
    return bad(
        about,
        f"This check itself failed: {told['error']} at {told['at']}.",
        "Report it with this line; the other lines hold.",
    )
