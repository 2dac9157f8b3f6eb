"""Many workspaces install one bot: each is answered with its own token, and one that leaves is forgotten."""

import asyncio
import json
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, closing
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlparse

import aiohttp
import pytest
from cryptography.fernet import Fernet
from slack_sdk.signature import SignatureVerifier

from bot.settings import Mode
from bot.slack import digest, words
from bot.slack.blocks.proposal import PROPOSE_ID
from bot.slack.manifest import manifest_path
from bot.workspace import Channel, Workspace, serve_workspace
from tests.scenarios.conftest import Asking, Bot
from tests.scenarios.experts import ABOUT, EXPERTS, SENT, Counter, buttons, shown
from tests.scenarios.slack_of_many import CLIENT_ID, CLIENT_SECRET, ManyWorkspaces, serve_many

SIGNING_SECRET = "5" * 32
ORGANIZATION = "E0ORGANIZ1"
NO = "✕ No for Medicare"
QUESTION = "can I use 26 with 38240?"
UNANSWERED = "can I use 26 with 38244?"


@pytest.fixture
def mode() -> Mode:
    """Installing needs an address, so it is HTTP."""
    return Mode.HTTP


@pytest.fixture
async def many() -> AsyncIterator[ManyWorkspaces]:
    async with serve_many() as served:
        yield served


@pytest.fixture
async def workspaces() -> AsyncIterator[list[Workspace]]:
    """Two workspaces."""
    async with AsyncExitStack() as stack:
        yield [
            await stack.enter_async_context(
                serve_workspace(
                    manifest_path(), retry_delays=(0.0, 0.05, 0.05), team_id=team_id, signing_secret=SIGNING_SECRET
                )
            )
            for team_id in ("T0FIRST001", "T0SECOND02")
        ]


@pytest.fixture
def workspace(workspaces: list[Workspace]) -> Workspace:
    return workspaces[0]


@pytest.fixture
def environment(many: ManyWorkspaces, database: Path) -> dict[str, str]:
    return {
        "SLACK_CLIENT_ID": CLIENT_ID,
        "SLACK_CLIENT_SECRET": CLIENT_SECRET,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": f"{many.url}api/",
        "CODEBOOK_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "CODEBOOK_DATABASE_URL": f"sqlite:///{database.as_posix()}",
    }


@pytest.fixture
async def bot(stopped_bot: Bot, workspaces: list[Workspace]) -> Bot:
    await start(stopped_bot, workspaces)
    return stopped_bot


async def start(bot: Bot, workspaces: list[Workspace]) -> None:
    """Starts it, for deliveries from all of them."""
    await bot.start()
    for other in workspaces[1:]:
        other.request_url = workspaces[0].request_url


def experts_of(workspaces: list[Workspace], experts: list[Channel]) -> str:
    """CODEBOOK_EXPERTS_CHANNEL, with a channel of each."""
    return ",".join(f"{of.team_id}:{channel.id}" for of, channel in zip(workspaces, experts, strict=True))


async def install(bot: Bot, code: str) -> tuple[int, str]:
    """What a person's browser gets in the end."""
    base = str(bot.workspace.request_url).removesuffix("/slack/events")
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        async with browser.get(f"{base}/slack/install", allow_redirects=False) as start:
            assert start.status == 302
            consent = urlparse(start.headers["location"])
            cookie = start.headers["set-cookie"].split(";")[0]
        asked = parse_qs(consent.query)
        assert consent.path == "/oauth/v2/authorize" and asked["client_id"] == [CLIENT_ID]
        assert {"commands", "chat:write"} <= set(asked["scope"][0].split(","))
        query = {"state": asked["state"][0], "code": code}
        # The browser sends the cookie back over TLS alone; the proxy before the bot has it.
        async with browser.get(f"{base}/slack/oauth_redirect", params=query, headers={"cookie": cookie}) as end:
            return end.status, await end.text()


def stored(database: Path) -> bytes:
    return b"".join(path.read_bytes() for path in database.parent.iterdir() if path.name.startswith(database.name))


async def test_each_workspace_is_answered_with_its_own_token(
    bot: Bot, many: ManyWorkspaces, workspaces: list[Workspace]
) -> None:
    for workspace in workspaces:
        status, page = await install(bot, many.consent(workspace))
        assert status == 200 and "Codebook is installed" in page
    for workspace in workspaces:
        ask = Asking(workspace)
        for surface in ("direct message", "mention", "slash"):
            reply = await ask.by(surface, QUESTION)
            assert reply is not None and reply.text.startswith(NO)
    assert len(workspaces[0].replies("coding-questions")) == len(workspaces[1].replies("coding-questions")) == 2


async def test_the_tokens_are_encrypted_and_outlive_a_restart_and_a_new_key(
    bot: Bot, many: ManyWorkspaces, workspaces: list[Workspace], database: Path
) -> None:
    await install(bot, many.consent(workspaces[0]))
    (token,) = many.tokens
    assert token.encode() not in stored(database) and b"sealed:" in stored(database)
    first = bot.environment["CODEBOOK_ENCRYPTION_KEYS"]
    second = Fernet.generate_key().decode()
    for keys in (f"{second},{first}", second):
        bot.environment["CODEBOOK_ENCRYPTION_KEYS"] = keys
        await bot.restart()
        reply = await Asking(workspaces[0]).direct_message(QUESTION)
        assert reply.text.startswith(NO)


async def test_with_another_key_nobody_is_answered_and_the_log_says_why(
    bot: Bot, many: ManyWorkspaces, workspaces: list[Workspace], caplog: pytest.LogCaptureFixture
) -> None:
    await install(bot, many.consent(workspaces[0]))
    bot.environment["CODEBOOK_ENCRYPTION_KEYS"] = Fernet.generate_key().decode()
    await bot.restart()
    await workspaces[0].post("ana", workspaces[0].dm("ana"), QUESTION)
    await Asking.until(lambda: "token-unreadable" in caplog.text)
    assert workspaces[0].replies(workspaces[0].dm("ana")) == []


@pytest.mark.parametrize("order", [("app_uninstalled", "tokens_revoked"), ("tokens_revoked", "app_uninstalled")])
async def test_a_workspace_that_leaves_is_forgotten_and_others_go_on(
    bot: Bot, many: ManyWorkspaces, workspaces: list[Workspace], database: Path, order: tuple[str, str]
) -> None:
    for workspace in workspaces:
        await install(bot, many.consent(workspace))
    leaving, staying = workspaces
    many.revoked |= {token for token, workspace in many.tokens.items() if workspace is leaving}
    for kind in order:
        event: dict[str, Any] = {"type": kind}
        if kind == "tokens_revoked":
            event["tokens"] = {"oauth": [], "bot": [leaving.bot_user_id]}
        await leaving.send_event(event)
    await Asking.until(lambda: len(_teams(database)) == 1)
    assert _teams(database) == {staying.team_id}
    assert (await Asking(leaving).slash(QUESTION)).text == words.NOT_INSTALLED_HERE
    assert (await Asking(staying).direct_message(QUESTION)).text.startswith(NO)
    await install(bot, many.consent(leaving))
    assert (await Asking(leaving).direct_message(QUESTION)).text.startswith(NO)


async def test_an_organization_installs_for_all_its_workspaces(
    bot: Bot, many: ManyWorkspaces, workspaces: list[Workspace]
) -> None:
    await install(bot, many.consent(workspaces[0], enterprise_id=ORGANIZATION, org_wide=True))
    for grid in (True, False):
        await _ask_in_organization(bot, workspaces[0], QUESTION, is_enterprise_install=grid)
        await Asking.until(lambda: len(workspaces[0].replies(workspaces[0].dm("ana"))) == 2 - int(grid))  # noqa: B023


async def test_a_token_that_ends_soon_is_rotated_once(
    bot: Bot, many: ManyWorkspaces, workspaces: list[Workspace], database: Path
) -> None:
    many.seconds = 3600
    await install(bot, many.consent(workspaces[0]))
    ask = Asking(workspaces[0])
    replies = await asyncio.gather(*(ask.direct_message(QUESTION, user=user) for user in ("ana", "ben", "cleo")))
    assert all(reply.text.startswith(NO) for reply in replies)
    assert many.refreshed == 1
    many.seconds = 12 * 3600
    await bot.restart()
    assert (await ask.direct_message(QUESTION)).text.startswith(NO)
    assert many.refreshed == 2
    await bot.restart()
    assert (await ask.direct_message(QUESTION)).text.startswith(NO)
    assert many.refreshed == 2
    for token in many.tokens:
        assert token.encode() not in stored(database)


async def test_a_token_that_was_had_while_the_clock_was_a_year_ahead_is_changed(
    bot: Bot, many: ManyWorkspaces, workspaces: list[Workspace]
) -> None:
    """Its end, as it is noted, is a year away: nobody would change it when it ends."""
    many.seconds = 365 * 24 * 3600
    await install(bot, many.consent(workspaces[0]))
    many.seconds = 12 * 3600
    ask = Asking(workspaces[0])
    for refreshed in (1, 1):
        assert (await ask.direct_message(QUESTION)).text.startswith(NO)
        assert many.refreshed == refreshed
        await bot.restart()


@pytest.mark.parametrize(
    ("query", "status", "reason"),
    [
        ({"error": "access_denied"}, 200, "access_denied"),
        ({"error": "Zyxwina"}, 200, "unrecognised"),
        ({"code": "forged", "state": "forged"}, 400, "invalid_browser"),
    ],
)
async def test_an_installation_that_fails_is_told_in_a_sentence(
    bot: Bot, query: dict[str, str], status: int, reason: str
) -> None:
    base = str(bot.workspace.request_url).removesuffix("/slack/events")
    async with aiohttp.ClientSession() as browser, browser.get(f"{base}/slack/oauth_redirect", params=query) as page:
        assert page.status == status
        assert f"Slack did not complete the installation ({reason})." in await page.text()


async def test_a_code_that_was_used_or_made_up_installs_nothing(bot: Bot, database: Path) -> None:
    status, page = await install(bot, "made-up")
    assert status == 401 and "invalid_code" in page
    assert _teams(database) == set()


def _teams(database: Path) -> set[str]:
    with closing(sqlite3.connect(database)) as reading:
        return {team for (team,) in reading.execute("SELECT team_id FROM slack_bots")}


async def _ask_in_organization(bot: Bot, workspace: Workspace, text: str, *, is_enterprise_install: bool) -> None:
    """A direct message of a workspace of the organization, by signed HTTP."""
    event = {
        "type": "message",
        "channel": workspace.dm("ana").id,
        "channel_type": "im",
        "user": workspace.user("ana").id,
        "ts": f"170000000{int(is_enterprise_install)}.000100",
        "text": text,
    }
    body = json.dumps(
        {
            "token": "t",
            "team_id": workspace.team_id,
            "enterprise_id": ORGANIZATION,
            "api_app_id": workspace.app.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": f"Ev{event['ts']}",
            "event_time": int(time.time()),
            "authorizations": [
                {
                    "enterprise_id": ORGANIZATION,
                    "team_id": workspace.team_id,
                    "user_id": workspace.bot_user_id,
                    "is_bot": True,
                    "is_enterprise_install": is_enterprise_install,
                }
            ],
        }
    )
    moment = str(int(time.time()))
    signature = SignatureVerifier(SIGNING_SECRET).generate_signature(timestamp=moment, body=body)
    headers = {
        "content-type": "application/json",
        "x-slack-request-timestamp": moment,
        "x-slack-signature": str(signature),
    }
    async with (
        aiohttp.ClientSession() as slack,
        slack.post(str(workspace.request_url), data=body, headers=headers) as answer,
    ):
        assert answer.status == 200


@pytest.fixture
def experts(workspaces: list[Workspace]) -> list[Channel]:
    """A channel of each workspace for its experts."""
    channels = [EXPERTS, replace(EXPERTS, id="C0EXPERTS8")]
    for workspace, channel in zip(workspaces, channels, strict=True):
        workspace.room.channels = (*workspace.room.channels, channel)
    return channels


@pytest.fixture
async def bot_with_experts(
    stopped_bot: Bot, many: ManyWorkspaces, workspaces: list[Workspace], experts: list[Channel]
) -> Bot:
    """A bot that both workspaces have installed, each with its own experts."""
    stopped_bot.environment["CODEBOOK_EXPERTS_CHANNEL"] = experts_of(workspaces, experts)
    await start(stopped_bot, workspaces)
    for workspace in workspaces:
        await install(stopped_bot, many.consent(workspace))
    return stopped_bot


async def test_questions_go_to_the_experts_of_their_workspace_and_no_others(
    bot_with_experts: Bot, workspaces: list[Workspace], experts: list[Channel]
) -> None:
    first, second = workspaces
    reply = await Asking(second).direct_message(UNANSWERED)
    counter = Counter(second, experts[1])
    await counter.hand_on("ana", reply)
    request = await counter.request()
    assert "38244" in request.text
    await counter.hears("ana", SENT)
    await counter.form("ben", request, "answer_request")
    assert (await counter.submit("ben", "No: it is another code.", "answer")).errors == {}
    ben = f"<@{second.user('ben').id}>"
    assert "No: it is another code." in await counter.hears("ana", f"{ben} answers your question: {ABOUT}.")
    await second.wait_for(lambda: len(second.replies(experts[1], thread_ts=request.ts)) == 2)
    await counter.press("ben", request, "resolve_request")
    assert await counter.hears("ana", words.expert_resolved(ben, ABOUT))
    assert first.replies(experts[0]) == [] and Counter(first).told("ana") == []


async def test_a_proposal_goes_to_the_experts_of_its_workspace_and_no_others(
    bot_with_experts: Bot, workspaces: list[Workspace], experts: list[Channel]
) -> None:
    first, second = workspaces
    written = await second.post("ben", "coding-questions", "No, 38240 is not covered for it.")
    assert (await second.shortcut("ana", written, PROPOSE_ID)).acked
    await second.wait_for(lambda: second.views("ana"))
    entered: dict[str | tuple[str, str], Any] = {"topic": "coverage", "verdict": "no", "source": "cms-nca-hsct"}
    assert (await second.submit_view("ana", values=entered)).errors == {}
    (posted,) = await second.wait_for(lambda: second.replies(experts[1]))
    assert "is not covered for it" in posted.text and second.user("ana").id in posted.text
    assert first.replies(experts[0]) == []


async def test_where_a_workspace_has_no_experts_none_are_offered(
    stopped_bot: Bot, many: ManyWorkspaces, workspaces: list[Workspace], experts: list[Channel]
) -> None:
    first = workspaces[0]
    stopped_bot.environment["CODEBOOK_EXPERTS_CHANNEL"] = f"{first.team_id}:{experts[0].id}"
    await start(stopped_bot, workspaces)
    for workspace in workspaces:
        await install(stopped_bot, many.consent(workspace))
    offered = [buttons(await Asking(workspace).direct_message(UNANSWERED)) for workspace in workspaces]
    assert ["ask_an_expert" in actions for actions in offered] == [True, False]


async def test_workspaces_of_an_organization_have_digests_however_they_installed(
    stopped_bot: Bot,
    many: ManyWorkspaces,
    workspaces: list[Workspace],
    experts: list[Channel],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first by itself, the second as one of those for which the organization did."""
    now = [datetime(2026, 11, 23, 8)]
    monkeypatch.setattr(digest, "CLOCK", lambda: now[0])
    monkeypatch.setattr(digest, "RETRY_SECONDS", 0.1)
    first, second = many.approved = workspaces
    stopped_bot.environment |= {
        "CODEBOOK_EXPERTS_CHANNEL": experts_of(workspaces, experts),
        "CODEBOOK_DIGEST": "monday",
    }
    await start(stopped_bot, workspaces)
    for workspace, org_wide in ((first, False), (second, True)):
        await install(stopped_bot, many.consent(workspace, enterprise_id=ORGANIZATION, org_wide=org_wide))
        await _ask_in_organization(stopped_bot, workspace, UNANSWERED, is_enterprise_install=org_wide)
        await workspace.wait_for(partial(workspace.replies, workspace.dm("ana")))
    now[0] = datetime(2026, 11, 23, 9)
    for workspace, channel in zip(workspaces, experts, strict=True):
        (posted,) = await workspace.wait_for(partial(workspace.replies, channel))
        assert "1 × 38244: not in the book" in posted.text
    assert many.listed == 2


async def test_each_workspace_has_one_digest_of_its_own_from_two_replicas_and_experts_who_see_its_gaps(
    stopped_bot: Bot,
    many: ManyWorkspaces,
    workspaces: list[Workspace],
    experts: list[Channel],
    database: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [datetime(2026, 11, 23, 8)]
    monkeypatch.setattr(digest, "CLOCK", lambda: now[0])
    monkeypatch.setattr(digest, "RETRY_SECONDS", 0.1)
    first = workspaces[0]
    stopped_bot.environment |= {
        "CODEBOOK_EXPERTS_CHANNEL": experts_of(workspaces, experts),
        "CODEBOOK_DIGEST": "monday",
        "CODEBOOK_EXPERTS": f"{first.team_id}:{first.user('ben').id}",
    }
    await start(stopped_bot, workspaces)
    for workspace, code in zip(workspaces, ("38244", "38249"), strict=True):
        await install(stopped_bot, many.consent(workspace))
        await Asking(workspace).direct_message(f"can I use 26 with {code}?")

    def noted() -> int:
        with closing(sqlite3.connect(database)) as opened:
            return int(opened.execute("SELECT count(*) FROM gaps").fetchone()[0])

    await Asking.until(lambda: noted() == 2)
    # The two have the same id, as may be in two workspaces.
    for workspace in workspaces:
        await workspace.open_home("ben")
    homes = [await workspace.wait_for(partial(workspace.home, "ben")) for workspace in workspaces]
    assert ["38244" in shown(home) for home in homes] == [True, False]
    assert not any("38249" in shown(home) for home in homes)
    other = Bot(first, stopped_bot.mode, stopped_bot.environment)
    await other.start()
    now[0] = datetime(2026, 11, 23, 9)
    for workspace, channel, own in zip(workspaces, experts, ("38244", "38249"), strict=True):
        (posted,) = await workspace.wait_for(partial(workspace.replies, channel))
        assert own in posted.text and ({"38244", "38249"} - {own}).isdisjoint(posted.text.split())
        assert f"1 × {own}: not in the book" in posted.text
    await asyncio.sleep(0.5)
    await other.stop()
    assert [len(workspace.replies(channel)) for workspace, channel in zip(workspaces, experts, strict=True)] == [1, 1]
