import stat
import sys
from pathlib import Path

import pytest

from bot.book.starter import starter_book
from bot.database_url import default_database
from bot.setting_values.slack import SLACK_API
from bot.settings import Mode, Settings, SettingsFaults, choose_mode, read_settings

VARIABLES = [str(field.validation_alias) for field in Settings.model_fields.values()]


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def test_every_variable_is_described() -> None:
    assert {name for name in VARIABLES if name.startswith("SLACK_")} == {
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "SLACK_SIGNING_SECRET",
        "SLACK_CLIENT_ID",
        "SLACK_CLIENT_SECRET",
        "SLACK_API_URL",
    }
    assert all(field.description for field in Settings.model_fields.values())


def test_without_variables_the_defaults_hold() -> None:
    settings = read_settings()
    assert (settings.slack_api_url, settings.command, settings.log_level) == (SLACK_API, "/cpt", "INFO")
    assert settings.knowledge == starter_book()
    assert settings.database_url == default_database()
    assert settings.database_url.startswith("sqlite+aiosqlite:///")


def test_the_environment_is_read_and_trimmed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", " xoxb-invented\n")
    monkeypatch.setenv("CODEBOOK_LOG_LEVEL", "debug")
    settings = read_settings()
    assert settings.slack_bot_token is not None
    assert settings.slack_bot_token.get_secret_value() == "xoxb-invented"
    assert settings.log_level == "DEBUG"


@pytest.mark.parametrize("name", VARIABLES)
@pytest.mark.parametrize("blank", ["", "  "])
def test_blank_counts_as_missing(monkeypatch: pytest.MonkeyPatch, name: str, blank: str) -> None:
    expected = read_settings()
    monkeypatch.setenv(name, blank)
    assert read_settings() == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", "xapp-hunter2"),
        ("SLACK_BOT_TOKEN", "xoxb-hunter2 and more"),
        ("SLACK_APP_TOKEN", "xoxb-hunter2"),
        ("SLACK_SIGNING_SECRET", "hunter2"),
        ("SLACK_CLIENT_ID", "hunter2"),
        ("SLACK_CLIENT_SECRET", "hunter2"),
        ("CODEBOOK_ENCRYPTION_KEYS", "hunter2"),
        ("SLACK_API_URL", "ftp://hunter2"),
        ("SLACK_API_URL", "https://user:hunter2@slack.com/api/"),
        ("CODEBOOK_DATABASE_URL", "hunter2"),
        ("CODEBOOK_DATABASE_URL", "nosuch://hunter2"),
        ("CODEBOOK_DATABASE_URL", "postgresql+psycopg2://user:hunter2@db/records"),
        ("CODEBOOK_DATABASE_URL", "postgresql+asyncpg://user:hunter2@db:port/records"),
        ("CODEBOOK_KEEP_DAYS", "hunter2"),
        ("CODEBOOK_KEEP_DAYS", "0"),
        ("CODEBOOK_KEEP_LOOK_UPS_DAYS", "-1"),
        ("CODEBOOK_COMMAND", "hunter2"),
        ("CODEBOOK_COMMAND", "/Hunter2"),
        ("CODEBOOK_CHANNELS", "#hunter2"),
        ("CODEBOOK_CHANNELS", "C0123456789 hunter2"),
        ("CODEBOOK_EXPERTS_CHANNEL", "#hunter2"),
        ("CODEBOOK_EXPERTS_CHANNEL", "C0123456789,C0HUNTER2"),
        ("CODEBOOK_EXPERTS_CHANNEL", "T0123456789:C0123456789,C0HUNTER2"),
        ("CODEBOOK_EXPERTS_CHANNEL", "C0123456789:T0HUNTER2"),
        ("CODEBOOK_PROPOSALS", str(starter_book() / "hunter2")),
        ("CODEBOOK_REPLIES_PER_MINUTE", "hunter2"),
        ("CODEBOOK_REPLIES_PER_MINUTE", "-2"),
        ("CODEBOOK_ALLOW_STRANGERS", "hunter2"),
        ("CODEBOOK_DIGEST", "hunter2"),
        ("CODEBOOK_SOCKET_CONNECTIONS", "hunter2"),
        ("CODEBOOK_SOCKET_CONNECTIONS", "0"),
        ("CODEBOOK_SOCKET_CONNECTIONS", "11"),
        ("CODEBOOK_HEALTH_PORT", "hunter2"),
        ("CODEBOOK_HEALTH_PORT", "65536"),
        ("CODEBOOK_HEALTH_HOST", "http://hunter2/"),
        ("CODEBOOK_LOG_LEVEL", "hunter2"),
    ],
)
def test_a_malformed_variable_is_named_without_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsFaults) as caught:
        read_settings()
    (line,) = caught.value.faults
    assert line.startswith(f"{name} is malformed: ")
    assert line.endswith(".") and "\n" not in line
    assert "hunter2" not in str(caught.value).lower()


def test_all_malformed_variables_are_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "wrong")
    monkeypatch.setenv("SLACK_APP_TOKEN", "wrong")
    monkeypatch.setenv("CODEBOOK_LOG_LEVEL", "wrong")
    with pytest.raises(SettingsFaults) as caught:
        read_settings()
    assert [line.split()[0] for line in caught.value.faults] == [
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "CODEBOOK_LOG_LEVEL",
    ]


def test_secrets_are_not_shown(tmp_path: Path) -> None:
    settings = read_settings(
        SLACK_BOT_TOKEN="xoxb-hunter2",
        SLACK_APP_TOKEN="xapp-hunter2",
        SLACK_SIGNING_SECRET="hunter2hunter2",
        CODEBOOK_DATABASE_URL=f"sqlite:///{tmp_path}/hunter2",
    )
    assert "hunter2" not in repr(settings)


@pytest.mark.parametrize("value", ["C0123456789,G9876543210", " C0123456789 , G9876543210,"])
def test_channels_are_ids_with_commas_between(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("CODEBOOK_CHANNELS", value)
    assert read_settings().channels == {"C0123456789", "G9876543210"}


def test_proposals_have_a_folder_that_is_no_part_of_the_book(tmp_path: Path) -> None:
    book = tmp_path / "book"
    for folder in (tmp_path / "proposals", book / ".proposals"):
        assert read_settings(CODEBOOK_KNOWLEDGE=str(book), CODEBOOK_PROPOSALS=str(folder)).proposals == folder
    for folder in (book, book / "codes" / "proposals", tmp_path / "x" / ".." / "book" / "proposals"):
        with pytest.raises(SettingsFaults, match="CODEBOOK_PROPOSALS is malformed: it lies in the book's folder"):
            read_settings(CODEBOOK_KNOWLEDGE=str(book), CODEBOOK_PROPOSALS=str(folder))


def test_the_experts_have_one_channel_or_none() -> None:
    assert (read_settings().experts_channels, read_settings().proposals) == ({}, None)
    assert read_settings(CODEBOOK_EXPERTS_CHANNEL=" G0123456789 ").experts_channels == {"": "G0123456789"}
    named = "T0123456789:C0123456789, T0999999999:C0999999999"
    assert read_settings(CODEBOOK_EXPERTS_CHANNEL=named).experts_channels == {
        "T0123456789": "C0123456789",
        "T0999999999": "C0999999999",
    }


@pytest.mark.parametrize(("value", "allowed"), [("on", True), ("TRUE", True), ("1", True), ("no", False), ("0", False)])
def test_a_switch_is_on_or_off(monkeypatch: pytest.MonkeyPatch, value: str, allowed: bool) -> None:
    monkeypatch.setenv("CODEBOOK_ALLOW_STRANGERS", value)
    assert read_settings().allow_strangers is allowed


@pytest.mark.parametrize(("value", "day"), [("Friday", "friday"), (" monday ", "monday"), ("OFF", None)])
def test_the_digest_has_a_day_of_the_week_or_is_off(
    monkeypatch: pytest.MonkeyPatch, value: str, day: str | None
) -> None:
    assert read_settings().digest == "monday"
    monkeypatch.setenv("CODEBOOK_DIGEST", value)
    assert read_settings().digest == day


def test_by_default_it_answers_its_own_people_everywhere_up_to_a_limit() -> None:
    settings = read_settings()
    assert (settings.channels, settings.replies_per_minute, settings.allow_strangers) == (frozenset(), 30, False)


def test_by_default_two_connections_are_held_and_no_port_is_opened_for_health() -> None:
    settings = read_settings()
    assert (settings.socket_connections, settings.health_port, settings.health_host) == (2, None, None)


def test_health_has_a_port_and_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODEBOOK_HEALTH_PORT", "9090")
    monkeypatch.setenv("CODEBOOK_HEALTH_HOST", "::1")
    settings = read_settings()
    assert (settings.health_port, settings.health_host) == (9090, "::1")


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000/api", "http://127.0.0.1:8000/api/"])
def test_the_api_root_ends_in_one_slash(url: str) -> None:
    assert read_settings(SLACK_API_URL=url).slack_api_url == "http://127.0.0.1:8000/api/"


@pytest.mark.parametrize("url", ["sqlite:///records.sqlite3", "sqlite+aiosqlite:///records.sqlite3"])
def test_sqlite_is_read_and_written_asynchronously(url: str) -> None:
    assert read_settings(CODEBOOK_DATABASE_URL=url).database_url == "sqlite+aiosqlite:///records.sqlite3"


def test_a_missing_driver_is_named_with_the_command_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    with pytest.raises(SettingsFaults, match="asyncpg is not installed; run: pip install asyncpg"):
        read_settings(CODEBOOK_DATABASE_URL="postgresql://user:invented@db/records")


@pytest.mark.parametrize("url", ["postgres://user:hunter2@db/records", "postgresql://user:hunter2@db/records"])
def test_postgresql_is_read_and_written_asynchronously(url: str) -> None:
    assert read_settings(CODEBOOK_DATABASE_URL=url).database_url == "postgresql+asyncpg://user:hunter2@db/records"


@pytest.mark.parametrize("url", ["mysql://db/records", "oracle9://db/records"])
def test_another_kind_of_database_is_refused(url: str) -> None:
    with pytest.raises(SettingsFaults, match="no such kind of database is known"):
        read_settings(CODEBOOK_DATABASE_URL=url)


def test_how_long_records_are_kept_is_a_number_of_days() -> None:
    usual = read_settings()
    assert (usual.keep_days, usual.keep_look_ups_days) == (90, 7)
    chosen = read_settings(CODEBOOK_KEEP_DAYS="30", CODEBOOK_KEEP_LOOK_UPS_DAYS="0")
    assert (chosen.keep_days, chosen.keep_look_ups_days) == (30, 0)


BOT, APP, SECRET = (
    {"SLACK_BOT_TOKEN": "xoxb-1"},
    {"SLACK_APP_TOKEN": "xapp-1"},
    {"SLACK_SIGNING_SECRET": "0123456789abcdef"},
)


@pytest.mark.parametrize(
    ("values", "http", "mode"),
    [
        ({}, False, Mode.LOCAL),
        (BOT | APP, False, Mode.SOCKET),
        (BOT | APP | SECRET, False, Mode.SOCKET),
        (BOT | SECRET, False, Mode.HTTP),
        (BOT | SECRET, True, Mode.HTTP),
        (BOT | APP | SECRET, True, Mode.HTTP),
    ],
)
def test_the_variables_choose_the_mode(values: dict[str, str], http: bool, mode: Mode) -> None:
    assert choose_mode(read_settings(**values), http=http) is mode


@pytest.mark.parametrize(
    ("values", "http", "missing"),
    [
        (BOT, False, ["SLACK_APP_TOKEN"]),
        (APP, False, ["SLACK_BOT_TOKEN"]),
        (SECRET, False, ["SLACK_BOT_TOKEN"]),
        ({}, True, ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]),
        (BOT | APP, True, ["SLACK_SIGNING_SECRET"]),
    ],
)
def test_what_is_missing_is_named_with_its_mend(values: dict[str, str], http: bool, missing: list[str]) -> None:
    with pytest.raises(SettingsFaults) as caught:
        choose_mode(read_settings(**values), http=http)
    assert [line.split(" is missing: ")[0] for line in caught.value.faults] == missing


def test_settings_are_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        setattr(read_settings(), "command", "/other")  # noqa: B010 (a type checker would refuse the assignment)


def test_the_default_database_is_in_the_users_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_database() == f"sqlite+aiosqlite:///{tmp_path}/codebook/codebook.sqlite3"
    assert stat.S_ISDIR(tmp_path.stat().st_mode) and not (tmp_path / "codebook").exists()


MANY = {
    "SLACK_CLIENT_ID": "10.20",
    "SLACK_CLIENT_SECRET": "hunter2hunter2",
    "SLACK_SIGNING_SECRET": "hunter2hunter2",
    "CODEBOOK_ENCRYPTION_KEYS": "A" * 43 + "=," + "B" * 43 + "=",
}


def test_with_a_client_id_workspaces_install_the_app_over_http() -> None:
    assert choose_mode(read_settings(**MANY)) is Mode.HTTP


def test_of_many_workspaces_each_experts_channel_has_its_own() -> None:
    assert choose_mode(read_settings(**MANY, CODEBOOK_EXPERTS_CHANNEL="T0123456789:C0123456789")) is Mode.HTTP
    with pytest.raises(SettingsFaults, match="CODEBOOK_EXPERTS_CHANNEL names no workspace: where there"):
        choose_mode(read_settings(**MANY, CODEBOOK_EXPERTS_CHANNEL="C0123456789"))


def test_of_many_workspaces_each_expert_is_one_of_its_own() -> None:
    assert choose_mode(read_settings(**MANY, CODEBOOK_EXPERTS="T0123456789:U0123456789")) is Mode.HTTP
    with pytest.raises(SettingsFaults, match="CODEBOOK_EXPERTS names no workspaces: where there are many, write each"):
        choose_mode(read_settings(**MANY, CODEBOOK_EXPERTS="T0123456789:U0123456789,U0999999999"))


@pytest.mark.parametrize("name", ["SLACK_CLIENT_SECRET", "SLACK_SIGNING_SECRET", "CODEBOOK_ENCRYPTION_KEYS"])
def test_what_installing_needs_is_named(name: str) -> None:
    with pytest.raises(SettingsFaults, match=f"{name} is missing"):
        choose_mode(read_settings(**{key: value for key, value in MANY.items() if key != name}))


def test_one_workspace_and_many_at_once_are_refused() -> None:
    with pytest.raises(SettingsFaults, match="both set"):
        choose_mode(read_settings(**MANY, SLACK_BOT_TOKEN="xoxb-invented"))
