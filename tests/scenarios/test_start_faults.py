"""A start that cannot succeed ends at once, with one plain line that says what to do."""

from pathlib import Path
from typing import Any

import pytest

from bot.settings import Mode
from bot.workspace import Workspace

LACKING = {
    "refused bot token": ({"SLACK_BOT_TOKEN": "xoxb-revoked"}, "Slack refused SLACK_BOT_TOKEN: invalid_auth."),
    "malformed bot token": ({"SLACK_BOT_TOKEN": "xapp-swapped"}, "SLACK_BOT_TOKEN is malformed"),
    "no bot token": ({"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN is missing"),
    "no Slack": ({"SLACK_API_URL": "http://127.0.0.1:9/api/"}, "Slack cannot be reached at http://127.0.0.1:9/api/"),
    "malformed address": ({"SLACK_API_URL": "slack.com"}, "SLACK_API_URL is malformed"),
    "no book": ({"CODEBOOK_KNOWLEDGE": "/nowhere/at/all"}, "/nowhere/at/all"),
    "malformed command": ({"CODEBOOK_COMMAND": "cpt"}, "CODEBOOK_COMMAND is malformed"),
    "experts elsewhere": (
        {"CODEBOOK_EXPERTS_CHANNEL": "T0ELSEWHERE:C0123456789"},
        "CODEBOOK_EXPERTS_CHANNEL names no channel of this workspace, T0WORKSPC1.",
    ),
    "no such database": ({"CODEBOOK_DATABASE_URL": "oracle9://x"}, "CODEBOOK_DATABASE_URL is malformed"),
}


async def refused(process: Any) -> str:
    process.spawn()
    assert await process.exited() == 2
    output: str = process.output
    assert "Traceback" not in output
    return output


@pytest.mark.parametrize("mode", [Mode.SOCKET])
@pytest.mark.parametrize(("change", "says"), LACKING.values(), ids=LACKING.keys())
async def test_what_is_wrong_is_named(
    process: Any, environment: dict[str, str], change: dict[str, str], says: str
) -> None:
    environment.update(change)
    assert says in await refused(process)


@pytest.mark.parametrize("mode", [Mode.SOCKET])
async def test_a_refused_app_token_is_named(process: Any, environment: dict[str, str]) -> None:
    environment["SLACK_APP_TOKEN"] = "xapp-revoked"
    assert "Slack refused SLACK_APP_TOKEN: invalid_auth." in await refused(process)


@pytest.mark.parametrize("mode", [Mode.HTTP])
async def test_without_a_signing_secret_http_is_not_served(process: Any, environment: dict[str, str]) -> None:
    environment["SLACK_SIGNING_SECRET"] = ""
    assert "SLACK_SIGNING_SECRET is missing" in await refused(process)


async def test_a_broken_book_is_named_with_file_and_line(
    process: Any, environment: dict[str, str], tmp_path: Path
) -> None:
    book = tmp_path / "book"
    book.mkdir()
    (book / "book.yaml").write_text("title: [unclosed\n", encoding="utf-8")
    environment["CODEBOOK_KNOWLEDGE"] = str(book)
    assert "book.yaml:" in await refused(process)


async def test_slack_failing_at_the_start_is_said(process: Any, workspace: Workspace) -> None:
    workspace.faults.fail("auth.test", status=503)
    assert "503" in await refused(process)
