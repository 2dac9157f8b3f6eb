"""`codebook doctor` where many workspaces install the app: real sockets, a real database, a bot that runs."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from slack_sdk.oauth.installation_store import Installation
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from typer.testing import Result

from bot.records import Records
from bot.settings import Mode
from bot.slack.installing import EncryptedInstallationStore, TokenCipher
from bot.slack.manifest import manifest_path, shipped_manifest
from bot.workspace import Workspace, serve_workspace
from tests.cli.test_doctor import Examine, examine
from tests.scenarios.conftest import Bot
from tests.scenarios.slack_of_many import CLIENT_ID, CLIENT_SECRET, ManyWorkspaces, serve_many
from tests.scenarios.test_many_workspaces import install

__all__ = ["examine"]

Codebook = Callable[..., Result]
KEY, EARLIER_KEY = Fernet.generate_key().decode(), Fernet.generate_key().decode()
SIGNING_SECRET = "5" * 32


@pytest.fixture
async def many() -> AsyncIterator[ManyWorkspaces]:
    async with serve_many() as served:
        yield served


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database: a SQLite file, or of the kind that a test asks for."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path}/records.sqlite3"
    return str(request.getfixturevalue("postgres").create())


on_both = pytest.mark.parametrize("url", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture(autouse=True)
def environment(many: ManyWorkspaces, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    values = {
        "SLACK_CLIENT_ID": CLIENT_ID,
        "SLACK_CLIENT_SECRET": CLIENT_SECRET,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": f"{many.url}api/",
        "CODEBOOK_ENCRYPTION_KEYS": KEY,
        "CODEBOOK_DATABASE_URL": url,
        "CODEBOOK_REFERENCE": str(tmp_path / "reference.sqlite3"),
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    return values


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    async with serve_workspace(manifest_path(), signing_secret=SIGNING_SECRET) as workspace:
        yield workspace


Keep = Callable[..., Awaitable[str]]


@pytest.fixture
async def keep(many: ManyWorkspaces, url: str, workspace: Workspace) -> AsyncIterator[Keep]:
    """Keeps the installation of a workspace, as the bot does, and returns its token."""
    records = Records(url)
    await records.open()

    async def kept(
        team: str, key: str = KEY, *, at: float = 1700000000.0, client_id: str = CLIENT_ID, of: Workspace = workspace,
        ends: float | None = None, organization: str | None = None,
    ) -> str:  # fmt: skip
        token = str(many.issue(of)["access_token"])
        await EncryptedInstallationStore(client_id, records.engine, TokenCipher([key])).async_save(
            Installation(
                app_id="A1",
                enterprise_id=organization,
                enterprise_name="Clinics" if organization else None,
                team_id=None if organization else team,
                team_name=None if organization else f"Clinic {team}",
                bot_token=token,
                bot_id="B1",
                bot_user_id="U1",
                user_id="U2",
                installed_at=at,
                bot_token_expires_at=None if ends is None else int(ends),
                is_enterprise_install=bool(organization),
            )
        )
        return token

    yield kept
    await records.close()


@on_both
async def test_an_installation_that_works(examine: Examine, keep: Keep) -> None:
    await keep("T1")
    await keep("T2", at=1700000060.0)
    await keep("", organization="E1", at=1700000120.0)
    report = await examine()
    assert (report.exit_code, report.bad) == (0, set())
    assert report.line("settings") == (
        "ok Each variable that is set is well formed: codebook run serves HTTP, to every workspace that installs the "
        "app."
    )
    assert report.line("client") == "ok Slack takes SLACK_CLIENT_ID and SLACK_CLIENT_SECRET."
    assert report.line("keys") == "ok All 6 stored tokens open with the key."
    assert report.line("workspaces") == (
        "ok Slack takes the tokens of 3 workspaces: the organization Clinics (E1), Clinic T2 (T2), Clinic T1 (T1)."
    )
    assert report.line("scopes").startswith(
        "ok Each token of the organization Clinics (E1), Clinic T2 (T2), Clinic T1 (T1) has the 4 "
    )
    assert "oauth_redirect is the first of the Redirect URLs" in report.line("manifest")
    assert "app_uninstalled and tokens_revoked" in report.line("manifest")
    assert report.line("database").startswith("ok ")
    assert report.lines("bot token") == report.lines("app token") == report.lines("installing") == []


async def test_no_token_or_secret_is_printed(examine: Examine, codebook: Codebook, keep: Keep) -> None:
    token = await keep("T1")
    printed = (await examine()).output + (await asyncio.to_thread(codebook, "doctor")).output
    for secret in (token, CLIENT_SECRET, KEY, SIGNING_SECRET, "sealed:"):
        assert secret not in printed


@on_both
async def test_nobody_has_installed_it_yet(examine: Examine) -> None:
    report = await examine()
    assert (report.exit_code, report.bad) == (0, set())
    assert report.line("keys") == "ok Well formed; no token is stored yet."
    assert report.line("workspaces").startswith("ok None has installed the app yet. Install it at https://HOST")


async def test_others_have_installed_another_app(examine: Examine, keep: Keep) -> None:
    await keep("T1", client_id="30.40")
    report = await examine()
    assert report.line("workspaces").startswith(
        "look None has installed the app with this SLACK_CLIENT_ID; 1 installed another app. See that"
    )


async def test_a_secret_of_another_app(examine: Examine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "that-of-another-app")
    report = await examine()
    assert (report.exit_code, report.bad) == (1, {"client"})
    assert report.line("client").startswith("bad SLACK_CLIENT_SECRET is not that of the app with this SLACK_CLIENT_ID.")
    assert "that-of-another-app" not in report.output


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("SLACK_CLIENT_SECRET", "bad SLACK_CLIENT_SECRET is missing. Copy it from Basic Information"),
        ("CODEBOOK_ENCRYPTION_KEYS", "bad CODEBOOK_ENCRYPTION_KEYS is missing. Make a key with codebook new-key"),
        ("SLACK_SIGNING_SECRET", "bad SLACK_SIGNING_SECRET is missing."),
    ],
)
async def test_a_variable_that_is_missing(
    examine: Examine, monkeypatch: pytest.MonkeyPatch, name: str, says: str
) -> None:
    monkeypatch.delenv(name)
    report = await examine()
    assert (report.exit_code, report.bad) == (2, {"settings"})
    assert report.line("settings").startswith(says)


@pytest.mark.parametrize("name", ["SLACK_CLIENT_ID", "CODEBOOK_ENCRYPTION_KEYS", "CODEBOOK_DATABASE_URL"])
async def test_a_variable_that_is_malformed(examine: Examine, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "nonsense")
    report = await examine()
    assert (report.exit_code, report.bad) == (2, {"settings"})
    assert report.line("settings").startswith(f"bad {name} is malformed.")
    assert report.lines("workspaces") == report.lines("keys") == []


async def test_secret_and_keys_without_an_id(examine: Examine, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SLACK_CLIENT_ID", "SLACK_SIGNING_SECRET"):
        monkeypatch.delenv(name)
    report = await examine()
    assert report.exit_code == 0
    assert report.line("settings").startswith(
        "look SLACK_CLIENT_SECRET and CODEBOOK_ENCRYPTION_KEYS without SLACK_CLIENT_ID: not used, and codebook run "
        "opens the local workspace."
    )


async def test_an_app_token_is_not_used(
    examine: Examine, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_APP_TOKEN", workspace.app_token)
    report = await examine()
    assert report.exit_code == 0
    assert report.lines("settings")[1].startswith("look SLACK_APP_TOKEN is set and not used")
    assert report.lines("app token") == []


@on_both
async def test_tokens_of_an_earlier_key(examine: Examine, keep: Keep, monkeypatch: pytest.MonkeyPatch) -> None:
    await keep("T1", key=EARLIER_KEY)
    await keep("T2")
    monkeypatch.setenv("CODEBOOK_ENCRYPTION_KEYS", f"{KEY},{EARLIER_KEY}")
    report = await examine()
    assert (report.exit_code, report.bad) == (0, set())
    assert report.line("keys").startswith(
        "look 2 of the 4 stored tokens are encrypted with another key than the first. Start codebook run with all"
    )
    assert report.line("workspaces").startswith("ok Slack takes the tokens of 2 workspaces:")


async def test_an_earlier_key_that_is_needed_no_more(
    examine: Examine, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    await keep("T1")
    monkeypatch.setenv("CODEBOOK_ENCRYPTION_KEYS", f"{KEY},{EARLIER_KEY}")
    report = await examine()
    assert report.line("keys").startswith("ok All 2 stored tokens open with the first key. The other keys are needed")


@on_both
async def test_a_key_that_is_lost(examine: Examine, keep: Keep) -> None:
    await keep("T1", key=EARLIER_KEY)
    await keep("T2")
    report = await examine()
    assert (report.exit_code, report.bad) == (1, {"keys"})
    assert report.line("keys").startswith(
        "bad No key opens what is stored of Clinic T1 (T1): nobody is answered there. Put"
    )
    assert "https://HOST/slack/install" in report.line("keys")
    assert report.line("workspaces") == "ok Slack takes the token of Clinic T2 (T2)."


async def test_a_key_that_is_lost_with_an_earlier_installation(examine: Examine, keep: Keep) -> None:
    await keep("T1", key=EARLIER_KEY)
    await keep("T1", at=1700000060.0)
    report = await examine()
    assert (report.exit_code, report.bad) == (0, set())
    assert report.line("keys").startswith("look No key opens 2 of the 4 stored tokens. They are of earlier")


async def test_tokens_that_are_not_encrypted(examine: Examine, keep: Keep, url: str) -> None:
    token = await keep("T1")
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE slack_bots SET bot_token = :token"), {"token": token})
    await engine.dispose()
    report = await examine()
    assert report.line("keys").startswith("look 1 of the 2 stored tokens is not encrypted. Put a new key")
    assert report.line("workspaces") == "ok Slack takes the token of Clinic T1 (T1)."
    assert token not in report.output


async def test_a_workspace_that_left_while_the_bot_was_away(examine: Examine, keep: Keep, many: ManyWorkspaces) -> None:
    many.revoked.add(await keep("T1"))
    await keep("T2")
    report = await examine()
    assert report.exit_code == 0
    taken, left = report.lines("workspaces")
    assert taken == "ok Slack takes the token of Clinic T2 (T2)."
    assert left.startswith("look Slack refuses the token of Clinic T1 (T1): token_revoked. The app was removed there")


async def test_tokens_that_slack_does_not_know(examine: Examine, keep: Keep, many: ManyWorkspaces) -> None:
    for token in [await keep("T1"), await keep("T2", at=1700000060.0)]:
        del many.tokens[token]
    report = await examine()
    assert (report.exit_code, report.bad) == (1, {"workspaces"})
    assert report.line("workspaces").startswith(
        "bad Slack refuses the tokens of 2 workspaces: Clinic T2 (T2), Clinic T1 (T1): invalid_auth. Have the app"
    )


async def test_slack_that_hangs_is_given_up(examine: Examine, keep: Keep, workspace: Workspace) -> None:
    await keep("T1")
    workspace.faults.hang("auth.test", seconds=60)
    report = await examine()
    assert report.bad == {"workspaces"}
    assert report.line("workspaces").startswith(
        "bad Not checked, since no answer came within 3 s: the token of Clinic T1 (T1). Look again in a minute."
    )


async def test_a_rotated_token_that_has_ended_is_not_asked_about(examine: Examine, keep: Keep) -> None:
    await keep("T1", ends=1700000000.0)
    await keep("T2", ends=datetime.now(UTC).timestamp() + 3600)
    report = await examine()
    taken, ended = report.lines("workspaces")
    assert taken == "ok Slack takes the token of Clinic T2 (T2)."
    assert ended.startswith("ok The rotated token of Clinic T1 (T1) has ended. The bot renews it")


async def test_scopes_of_each_workspace(examine: Examine, keep: Keep) -> None:
    manifest = shipped_manifest()
    manifest["oauth_config"]["scopes"]["bot"].remove("im:history")
    manifest["settings"]["event_subscriptions"]["bot_events"].remove("message.im")
    await keep("T1", at=1700000060.0)
    async with AsyncExitStack() as stack:
        other = await stack.enter_async_context(serve_workspace(manifest))
        await keep("T2", of=other)
        report = await examine()
    assert (report.exit_code, report.bad) == (1, {"scopes"})
    enough, lacking = report.lines("scopes")
    assert enough.startswith("ok The token of Clinic T1 (T1) has the ")
    assert lacking.startswith("bad The token of Clinic T2 (T2) lacks im:history. Have the app installed there again")


async def test_at_most_twenty_are_asked_about(examine: Examine, keep: Keep, workspace: Workspace) -> None:
    for number in range(23):
        await keep(f"T{number}", at=1700000000.0 + number)
    workspace.faults.hang("auth.test", seconds=0.2)
    report = await examine()
    taken, left_out = report.lines("workspaces")
    assert taken == (
        "ok Slack takes the tokens of 20 workspaces: Clinic T22 (T22), Clinic T21 (T21), Clinic T20 (T20), "
        "Clinic T19 (T19), Clinic T18 (T18) and 15 more."
    )
    assert left_out.startswith("ok 3 more installed the app; their tokens were not checked")
    assert report.line("keys") == "ok All 46 stored tokens open with the key."


async def test_without_slack_the_keys_are_checked(
    examine: Examine, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    await keep("T1", key=EARLIER_KEY)
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9/api/")
    report = await examine()
    assert report.bad == {"Slack", "keys"}
    assert report.line("workspaces").startswith("look 1 installed the app: Clinic T1 (T1). Look again when")


async def test_without_the_database_nothing_is_known(examine: Examine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODEBOOK_DATABASE_URL", "postgresql://codebook@127.0.0.1:1/records")
    report = await examine()
    assert report.bad == {"database"}
    assert report.line("workspaces").startswith("look Not checked, since the database cannot be used.")
    assert "Without it the bot does not start" in report.line("database")


@pytest.fixture
async def bot(workspace: Workspace, environment: dict[str, str]) -> AsyncIterator[Bot]:
    """The bot over HTTP."""
    running = Bot(workspace, Mode.HTTP, environment)
    await running.start()
    yield running
    await running.stop()


async def states(url: str) -> int:
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        count = (await connection.execute(text("SELECT count(*) FROM slack_oauth_states"))).scalar_one()
    await engine.dispose()
    return int(count)


@on_both
async def test_a_bot_that_runs(
    examine: Examine, bot: Bot, many: ManyWorkspaces, workspace: Workspace, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await install(bot, many.consent(workspace)))[0] == 200
    address = str(workspace.request_url).removesuffix("/slack/events")
    report = await examine("--url", address)
    assert (report.exit_code, report.bad) == (0, set())
    assert report.line("address").startswith("ok ") and report.line("signing").startswith("ok ")
    assert report.line("installing") == (
        f"ok {address}/slack/install leads to Slack, and {address}/slack/oauth_redirect takes people back. "
        f"Only the app's settings show whether {address}/slack/oauth_redirect is among the Redirect URLs."
    )
    assert report.line("workspaces").startswith("ok Slack takes the token of A workspace (")
    assert await states(url) == 0
    monkeypatch.setenv("SLACK_CLIENT_ID", "30.40")
    assert "installs an app with another client ID" in (await examine("--url", address)).line("installing")


async def test_a_bot_of_one_workspace_has_no_pages(
    examine: Examine, workspace: Workspace, environment: dict[str, str]
) -> None:
    alone = {name: value for name, value in environment.items() if not name.startswith("SLACK_CLIENT")}
    alone |= {"SLACK_BOT_TOKEN": workspace.bot_token, "SLACK_API_URL": workspace.api_url, "SLACK_CLIENT_ID": ""}
    running = Bot(workspace, Mode.HTTP, alone)
    await running.start()
    report = await examine("--url", str(workspace.request_url))
    await running.stop()
    assert report.line("installing").startswith("bad ") and "HTTP 404, and does not lead to Slack" in report.line(
        "installing"
    )
    gone = await examine("--url", str(workspace.request_url))
    assert "cannot be reached: no connection can be made." in gone.line("installing")


async def test_the_database_is_left_as_it_was(examine: Examine, keep: Keep, tmp_path: Path) -> None:
    await keep("T1")
    before = kept_in(tmp_path)
    assert (await examine()).bad == set()
    assert kept_in(tmp_path) == before


def kept_in(folder: Path) -> list[bytes]:
    """The file and its write-ahead log; what readers note beside them (-shm) is no content."""
    return [(folder / f"records.sqlite3{end}").read_bytes() for end in ("", "-wal")]
