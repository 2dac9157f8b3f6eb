"""`codebook doctor` against the stand-in for Slack, with real sockets, files and databases."""

import asyncio
import io
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from rich.console import Console
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient
from typer.testing import Result

from bot.cli.doctor import print_finding
from bot.doctor import Finding, Status
from bot.settings import Mode, read_settings
from bot.slack.manifest import manifest_path, shipped_manifest
from bot.slack.serving import connect
from bot.workspace import Workspace, serve_workspace
from tests.ports import free_port
from tests.reference.files import fee_row, fee_schedule, imported

Codebook = Callable[..., Result]


class Report:
    """What the doctor found, by what it is about."""

    def __init__(self, result: Result) -> None:
        self.output = result.output
        self.exit_code = result.exit_code
        self.findings: list[dict[str, str]] = json.loads(result.stdout)["findings"]

    def lines(self, about: str) -> list[str]:
        """Sign, what was found and what to do, a line each."""
        found = [finding for finding in self.findings if finding["about"] == about]
        return [f"{finding['status']} {finding['what']} {finding['do']}".rstrip() for finding in found]

    def line(self, about: str) -> str:
        """The only line about something."""
        (found,) = self.lines(about)
        return found

    @property
    def bad(self) -> set[str]:
        """What is bad."""
        return {finding["about"] for finding in self.findings if finding["status"] == "bad"}


Examine = Callable[..., Awaitable[Report]]


@pytest.fixture
def examine(codebook: Codebook) -> Examine:
    """Runs the doctor in a thread, so that the stand-in answers meanwhile."""

    async def run(*arguments: str) -> Report:
        return Report(await asyncio.to_thread(codebook, "doctor", "--json", *arguments))

    return run


@pytest.fixture(autouse=True)
def own_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CODEBOOK_DATABASE_URL", f"sqlite:///{(tmp_path / 'records.sqlite3').as_posix()}")
    monkeypatch.setenv("CODEBOOK_REFERENCE", str(tmp_path / "reference.sqlite3"))
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)


@asynccontextmanager
async def installed(
    monkeypatch: pytest.MonkeyPatch, manifest: dict[str, Any] | Path, **more: Any
) -> AsyncIterator[Workspace]:
    """A workspace with the app, and its tokens in the environment."""
    async with serve_workspace(manifest, **more) as workspace:
        monkeypatch.setenv("SLACK_API_URL", workspace.api_url)
        monkeypatch.setenv("SLACK_BOT_TOKEN", workspace.bot_token)
        monkeypatch.setenv("SLACK_APP_TOKEN", workspace.app_token)
        yield workspace


@pytest.fixture
async def workspace(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Workspace]:
    async with installed(monkeypatch, manifest_path()) as workspace:
        yield workspace


@asynccontextmanager
async def others_connected(workspace: Workspace, count: int) -> AsyncIterator[None]:
    """Other processes with the same app-level token."""
    web = AsyncWebClient(base_url=workspace.api_url)
    clients = [SocketModeClient(workspace.app_token, web_client=web) for _ in range(count)]
    try:
        for client in clients:
            await client.connect()
        await workspace.wait_for(lambda: workspace.connections == count)
        yield
    finally:
        for client in clients:
            await client.close()


async def test_an_installation_that_works(examine: Examine, workspace: Workspace) -> None:
    report = await examine()
    assert (report.exit_code, report.bad) == (0, set())
    assert report.line("settings").startswith("ok Each variable that is set is well formed")
    assert report.line("Slack").startswith(f"ok {workspace.api_url} answered in ")
    assert report.line("clock") == "ok Within 1 s of Slack's."
    assert report.line("bot token") == (
        "ok Slack takes it: the bot codebook in the workspace Local workspace (T0WORKSPC1)."
    )
    assert report.line("scopes").startswith("ok The bot token has the ")
    assert report.line("app token") == (
        "ok Slack takes it: Socket Mode is on for the app A0CODEBOOK, and a connection opens."
    )
    assert report.line("connections").startswith("ok No other process is connected")
    assert "No token shows the app's commands, events and buttons" in report.line("manifest")
    await workspace.wait_for(lambda: workspace.connections == 0)


async def test_no_token_is_printed(examine: Examine, codebook: Codebook, workspace: Workspace) -> None:
    printed = (await examine()).output + (await asyncio.to_thread(codebook, "doctor")).output
    assert workspace.bot_token not in printed and workspace.app_token not in printed
    assert "ticket" not in printed


async def test_a_revoked_bot_token(examine: Examine, workspace: Workspace) -> None:
    workspace.faults.error("auth.test", "token_revoked")
    report = await examine()
    assert (report.exit_code, report.bad) == (1, {"bot token"})
    assert report.line("bot token").startswith("bad Slack refuses it: token_revoked. Install the app again")
    assert report.line("connections").startswith("ok")


async def test_tokens_that_slack_does_not_know(
    examine: Examine, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-of-another-app")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-of-another-app")
    report = await examine()
    assert report.bad == {"bot token", "app token"}
    assert report.line("bot token").startswith("bad Slack refuses it: invalid_auth. Copy the bot token")
    assert report.line("app token").startswith("bad Slack refuses it: invalid_auth. Make an app-level token")
    assert "of-another-app" not in report.output


async def test_a_missing_scope(examine: Examine, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = shipped_manifest()
    manifest["oauth_config"]["scopes"]["bot"].remove("im:history")
    manifest["settings"]["event_subscriptions"]["bot_events"].remove("message.im")
    async with installed(monkeypatch, manifest):
        report = await examine()
    assert (report.exit_code, report.bad) == (1, {"scopes"})
    assert report.line("scopes").startswith("bad The bot token lacks im:history. Add what is missing")
    assert "install the app again" in report.line("scopes")


async def test_a_scope_that_reads_channels(examine: Examine, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = shipped_manifest()
    manifest["oauth_config"]["scopes"]["bot"] += ["channels:history", "reactions:write"]
    async with installed(monkeypatch, manifest):
        report = await examine()
    assert (report.exit_code, report.bad) == (0, set())
    assert report.line("scopes").startswith("look The bot token may do more than it needs: channels:history. Remove")


@pytest.mark.parametrize(
    ("held", "others", "found"),
    [
        ("", 1, "1 other connection is open with this app token"),
        ("", 2, "2 other connections are open with this app token, as of one running bot"),
        ("4", 4, "4 other connections are open with this app token, as of one running bot"),
    ],
)
async def test_other_connections_may_be_those_of_the_running_bot(
    examine: Examine, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, held: str, others: int, found: str
) -> None:
    monkeypatch.setenv("CODEBOOK_SOCKET_CONNECTIONS", held)
    async with others_connected(workspace, others):
        report = await examine()
    assert (report.exit_code, report.bad) == (0, set())
    assert report.line("connections").startswith(f"look {found}")
    assert "Is that the bot you run?" in report.line("connections")


@pytest.mark.parametrize(("held", "others"), [("", 3), ("1", 2)])
async def test_two_deployments_on_one_app_token(
    examine: Examine, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, held: str, others: int
) -> None:
    monkeypatch.setenv("CODEBOOK_SOCKET_CONNECTIONS", held)
    async with others_connected(workspace, others):
        report = await examine()
    assert (report.exit_code, report.bad) == (1, {"connections"})
    assert f"bad {others} other connections are open with this app token" in report.line("connections")
    assert f"one bot holds {held or 2} " in report.line("connections")
    assert "stop all but one" in report.line("connections")


async def test_ten_connections_leave_no_room(examine: Examine, workspace: Workspace) -> None:
    async with others_connected(workspace, 10):
        report = await examine()
    assert report.bad == {"app token"}
    assert report.line("app token").startswith("bad Ten connections are open with this app")


async def test_socket_mode_is_off(examine: Examine, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = shipped_manifest()
    manifest["settings"]["socket_mode_enabled"] = False
    async with installed(monkeypatch, manifest):
        report = await examine()
    assert report.line("app token").startswith("bad Slack refuses it: socket_mode_not_enabled. Turn Socket Mode on")


@pytest.mark.parametrize(
    ("seconds", "line"),
    [
        (90, "look This machine's clock is 90 s behind Slack's; over HTTP"),
        (-90, "look This machine's clock is 90 s ahead of Slack's; over HTTP"),
        (700, "bad This machine's clock is 700 s behind Slack's: over HTTP every request of Slack's is refused."),
    ],
)
async def test_a_clock_that_is_wrong(
    examine: Examine, monkeypatch: pytest.MonkeyPatch, seconds: float, line: str
) -> None:
    async with installed(monkeypatch, manifest_path(), now=lambda: time.time() + seconds):
        report = await examine()
    # A second may pass between the two clocks.
    found = report.line("clock").replace(f"{abs(seconds) - 1} s", f"{abs(seconds)} s")
    assert found.replace(f"{abs(seconds) + 1} s", f"{abs(seconds)} s").startswith(line)
    assert "NTP" in found


async def test_slack_that_hangs_is_given_up(examine: Examine, workspace: Workspace) -> None:
    for method in ("auth.test", "apps.connections.open"):
        workspace.faults.hang(method, seconds=60)
    began = time.monotonic()
    report = await examine()
    assert time.monotonic() - began < 15
    for about in ("bot token", "app token"):
        assert report.line(about).startswith("bad Could not be checked: no answer came within 3 s.")
    assert report.lines("book")[0].startswith("ok")


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://127.0.0.1:9/api/", "no connection can be made"),
        ("https://slack.invalid/api/", "its name is not known to this machine's DNS"),
    ],
)
async def test_slack_that_cannot_be_reached(
    examine: Examine, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, address: str, why: str
) -> None:
    monkeypatch.setenv("SLACK_API_URL", address)
    report = await examine()
    assert (report.exit_code, report.bad) == (1, {"Slack"})
    assert report.line("Slack").startswith(f"bad {address} cannot be reached: {why}. See that SLACK_API_URL is right.")
    assert report.line("tokens").startswith("look Not checked.")
    assert report.lines("bot token") == [] and report.lines("book") != []


async def test_what_is_not_slack(examine: Examine, workspace: Workspace) -> None:
    workspace.faults.fail("api.test", status=503)
    report = await examine()
    assert "the answer was HTTP 503 and not one of Slack's API" in report.line("Slack")


async def test_another_command_than_the_manifests(
    examine: Examine, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CODEBOOK_COMMAND", "/codes")
    report = await examine()
    assert report.line("manifest").startswith("look CODEBOOK_COMMAND is /codes; the manifest that ships has /cpt.")


async def test_without_slack_the_rest_is_checked(examine: Examine) -> None:
    report = await examine()
    assert (report.exit_code, report.bad) == (0, set())
    assert report.line("settings").startswith("look No variable of Slack's is set")
    assert [finding["about"] for finding in report.findings if finding["about"] != "book"] == [
        "settings",
        "database",
        "disk",
        "editions",
    ]


async def test_malformed_variables_are_named_and_the_rest_is_checked(
    examine: Examine, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xapp-swapped")
    monkeypatch.setenv("CODEBOOK_DATABASE_URL", "oracle9://somewhere")
    report = await examine()
    assert (report.exit_code, report.bad) == (2, {"settings"})
    bot_token, database = report.lines("settings")
    assert bot_token.startswith("bad SLACK_BOT_TOKEN is malformed. A bot token begins with xoxb-")
    assert database.startswith("bad CODEBOOK_DATABASE_URL is malformed. No such kind of database is known")
    assert report.lines("bot token") == report.lines("database") == []
    assert report.line("app token").startswith("ok")
    assert "swapped" not in report.output


async def test_a_malformed_address_of_slack(
    examine: Examine, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_API_URL", "slack.com")
    report = await examine()
    assert (report.exit_code, report.bad) == (2, {"settings"})
    assert report.line("Slack") == "look Not checked, and neither are the tokens. Mend SLACK_API_URL first."


async def test_a_missing_variable_is_named(
    examine: Examine, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SLACK_APP_TOKEN")
    report = await examine()
    assert report.exit_code == 2
    assert report.line("settings").startswith("bad SLACK_APP_TOKEN is missing. Make an app-level token")
    assert report.line("bot token").startswith("ok")


@asynccontextmanager
async def served_over_http(workspace: Workspace) -> AsyncIterator[str]:
    """The bot over HTTP, and its address."""
    port = free_port()
    stop = asyncio.Event()
    settings = read_settings(SLACK_SIGNING_SECRET=workspace.signing_secret)
    serving = asyncio.create_task(connect(settings, Mode.HTTP, stop, port=port))
    try:
        async with asyncio.timeout(20), aiohttp.ClientSession() as session:
            while not serving.done():
                with suppress(aiohttp.ClientConnectionError):
                    async with session.get(f"http://127.0.0.1:{port}/healthz"):
                        break
                await asyncio.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        stop.set()
        await serving


async def test_a_bot_over_http(examine: Examine, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SLACK_APP_TOKEN")
    async with served_over_http(workspace) as address:
        monkeypatch.setenv("SLACK_SIGNING_SECRET", workspace.signing_secret)
        right = await examine("--url", f"{address}/slack/events")
        monkeypatch.setenv("SLACK_SIGNING_SECRET", "the-secret-of-another-app")
        wrong = await examine("--url", address)
    assert (right.exit_code, right.bad) == (0, set())
    assert right.line("address").startswith(f"ok {address}/healthz answered in ")
    assert right.line("signing") == (
        f"ok The bot at {address.removeprefix('http://')} takes what is signed with SLACK_SIGNING_SECRET."
    )
    assert (wrong.exit_code, wrong.bad) == (1, {"signing"})
    assert wrong.line("signing").startswith(f"bad {address}/slack/events refuses what is signed")
    assert "the-secret-of-another-app" not in wrong.output
    gone = await examine("--url", address)
    assert gone.line("address").startswith(f"bad {address}/healthz cannot be reached: no connection can be made.")


async def test_the_secret_alone_is_not_proved(
    examine: Examine, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SLACK_APP_TOKEN")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", workspace.signing_secret)
    report = await examine()
    assert report.exit_code == 0
    assert "serves HTTP" in report.line("settings")
    assert report.line("signing").startswith("ok SLACK_SIGNING_SECRET is set; whether it is the app's shows when")


async def test_what_answers_elsewhere_is_not_the_bot(
    examine: Examine, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_SIGNING_SECRET", workspace.signing_secret)
    report = await examine("--url", f"{workspace.page_url}nowhere")
    assert report.bad == {"address", "signing"}
    assert "answered with HTTP 404" in report.line("address")
    assert "answered with HTTP 404" in report.line("signing")


def test_an_address_that_is_none_is_bad_usage(codebook: Codebook) -> None:
    result = codebook("doctor", "--url", "bot.example")
    assert result.exit_code == 2
    assert "such as https://HOST" in result.stderr


async def test_a_broken_book_is_named_with_file_and_line(examine: Examine, book: Path) -> None:
    for number in range(7):
        (book / "codes" / f"broken{number}.yaml").write_text("kind: code\nid: 38240\n", encoding="utf-8")
    report = await examine("--knowledge", str(book))
    assert (report.exit_code, report.bad) == (1, {"book"})
    *faults, more = report.lines("book")
    assert len(faults) == 5
    assert faults[0].startswith(f"bad {book / 'codes' / 'broken0.yaml'}:1: name is missing. Write name")
    assert more.endswith(f"Run codebook check {book}.")


async def test_a_book_that_is_not_there(examine: Examine, tmp_path: Path) -> None:
    report = await examine("--knowledge", str(tmp_path / "nowhere"))
    assert report.line("book") == (f"bad {tmp_path / 'nowhere'} is not a folder. Name the folder that holds book.yaml.")


async def test_imported_editions_that_are_old(examine: Examine, tmp_path: Path) -> None:
    imported(tmp_path / "reference.sqlite3", fee_schedule(tmp_path, fee_row("71045")))
    report = await examine()
    assert (report.exit_code, report.bad) == (0, set())
    line = report.line("editions")
    assert line.startswith("look Medicare Physician Fee Schedule, relative value file: October 2025")
    assert "a newer one is due since 2026-01-01. Download it from https://www.cms.gov/" in line


async def test_nothing_is_imported(examine: Examine) -> None:
    assert "run codebook import FILE" in (await examine()).line("editions")


async def test_imported_files_that_are_damaged(examine: Examine, tmp_path: Path) -> None:
    (tmp_path / "reference.sqlite3").write_text("something else " * 100)
    report = await examine()
    assert report.bad == {"editions"}
    assert report.line("editions").endswith("Delete it and run codebook import again.")


async def test_lines_for_a_pipe(codebook: Codebook, workspace: Workspace) -> None:
    workspace.faults.error("auth.test", "account_inactive")
    result = await asyncio.to_thread(codebook, "doctor")
    *lines, last = result.output.splitlines()
    assert all(line[:6] in ("ok    ", "look  ", "bad   ") for line in lines)
    assert "bad   bot token: Slack refuses it: account_inactive. Install the app again" in result.output
    assert last.startswith("1 bad, ")
    assert result.exit_code == 1


@pytest.mark.parametrize("status", Status)
def test_a_terminal_of_100_columns(status: Status) -> None:
    console = Console(file=io.StringIO(), width=100, force_terminal=True, color_system=None)
    print_finding(Finding("connections", status, "Found [bold] " * 12, "Do this " * 20), console)
    lines = [line.rstrip() for line in console.file.getvalue().splitlines()]  # type: ignore[attr-defined]
    assert lines[0].startswith(f"{status.value:4}  connections  Found [bold]")
    assert all(line.startswith(" " * 19) and len(line) <= 100 for line in lines[1:])
    assert any(line.startswith(" " * 19 + "Do this") for line in lines)
