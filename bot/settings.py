"""The environment, read once into frozen settings."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import platformdirs
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, ValidationInfo
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from bot.book.starter import starter_book
from bot.reference import default_reference
from bot.setting_values import (
    REPLIES_PER_MINUTE,
    SOCKET_CONNECTIONS,
    address,
    connection_count,
    port,
    reply_limit,
    switch,
)

SLACK_API = "https://slack.com/api/"

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

CHANNEL_ID = r"[CG][A-Z0-9]{4,}"
"""Slack: C begins the id of a channel, G that of an older private one or of a group message."""

ASYNC_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+pysqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
}
"""The driver taken where a URL names none; the records are read and written asynchronously."""


class SettingsFaults(Exception):
    """What is missing or malformed in the environment, each as one plain line; no value of a secret is in it."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


class Mode(StrEnum):
    """How the bot meets Slack."""

    LOCAL = "local"
    """No Slack account: the workspace that is in the package."""
    SOCKET = "socket"
    HTTP = "http"


def default_database() -> str:
    """A SQLite file in the user's data folder."""
    path = platformdirs.user_data_path("codebook", appauthor=False) / "codebook.sqlite3"
    return URL.create("sqlite+aiosqlite", database=str(path)).render_as_string(hide_password=False)


def _stripped(value: Any) -> Any:
    """Blank counts as missing: compose files and shells often leave `NAME=` or `NAME=" "` behind."""
    if isinstance(value, str):
        return value.strip() or None
    return value


def _bot_token(value: SecretStr | None) -> SecretStr | None:
    if value is not None and not re.fullmatch(r"xoxb-[\x21-\x7e]+", value.get_secret_value()):
        raise ValueError("a bot token begins with xoxb-; copy it from OAuth & Permissions in the app's settings")
    return value


def _app_token(value: SecretStr | None) -> SecretStr | None:
    if value is not None and not re.fullmatch(r"xapp-[\x21-\x7e]+", value.get_secret_value()):
        raise ValueError("an app-level token begins with xapp-; make one under Basic Information, App-Level Tokens")
    return value


def _signing_secret(value: SecretStr | None) -> SecretStr | None:
    if value is not None and not re.fullmatch(r"[\x21-\x7e]{8,}", value.get_secret_value()):
        raise ValueError("copy the signing secret from Basic Information, App Credentials; it has no spaces")
    return value


def _client_secret(value: SecretStr | None) -> SecretStr | None:
    if value is not None and not re.fullmatch(r"[\x21-\x7e]{8,}", value.get_secret_value()):
        raise ValueError("copy the client secret from Basic Information, App Credentials; it has no spaces")
    return value


def _client_id(value: str | None) -> str | None:
    if value is not None and not re.fullmatch(r"\d+\.\d+", value):
        raise ValueError("a client ID is two numbers with a point between; copy it from Basic Information")
    return value


def _encryption_keys(value: SecretStr | None) -> SecretStr | None:
    for key in value.get_secret_value().split(",") if value is not None else ():
        if not re.fullmatch(r"[A-Za-z0-9_-]{43}=", key.strip()):
            raise ValueError(
                "a key is 32 random bytes in URL-safe Base64, 44 characters; make one with: codebook new-key"
            )
    return value


def _api_url(value: str | None) -> str:
    if value is None:
        return SLACK_API
    if not re.fullmatch(r"https?://[^\s/?#@]+(/[^\s?#]*)?", value):
        raise ValueError(f"give the root of a Slack API, such as {SLACK_API}, or leave it out")
    return value.rstrip("/") + "/"


def _knowledge(value: str | Path | None) -> Path:
    return starter_book() if value is None else Path(value).expanduser()


def _reference(value: str | Path | None) -> Path:
    return default_reference() if value is None else Path(value).expanduser()


def _database_url(value: str | None) -> str:
    if value is None:
        return default_database()
    try:
        url = make_url(value)
        url = url.set(drivername=ASYNC_DRIVERS.get(url.drivername, url.drivername))
        dialect = url.get_dialect()
        dialect.import_dbapi()
    except (ArgumentError, ValueError):
        raise ValueError("give a database URL, such as sqlite:///records.sqlite3") from None
    except NoSuchModuleError:
        raise ValueError("no such kind of database is known; use sqlite:///FILE or postgresql://...") from None
    except ImportError as missing:
        package = missing.name or "its driver"
        raise ValueError(f"the driver {package} is not installed; run: pip install {package}") from None
    if not dialect.is_async:
        raise ValueError("its driver is not asynchronous; use sqlite:///FILE or postgresql+asyncpg://...")
    return url.render_as_string(hide_password=False)


def _command(value: str | None) -> str:
    if value is None:
        return "/cpt"
    # Slack: lower case, no spaces, at most 32 characters, begins with a slash.
    if not re.fullmatch(r"/[^\sA-Z/]{1,31}", value):
        raise ValueError("a slash command is a slash and at most 31 lower-case characters, such as /cpt")
    return value


def _log_level(value: str | None) -> str:
    level = "INFO" if value is None else value.upper()
    if level not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError("choose DEBUG, INFO, WARNING or ERROR")
    return level


def _channels(value: Any) -> frozenset[str]:
    named = value.split(",") if isinstance(value, str) else value or ()
    ids = frozenset(id.strip() for id in named) - {""}
    if not all(re.fullmatch(CHANNEL_ID, id) for id in ids):
        raise ValueError(
            "give ids of channels with commas between them, such as C0123456789; the id is in the channel's details"
        )
    return ids


def _channel(value: str | None) -> str | None:
    if value is not None and not re.fullmatch(CHANNEL_ID, value):
        raise ValueError("give the id of one channel, such as C0123456789; the id is in the channel's details")
    return value


def _people(value: Any) -> frozenset[str]:
    named = value.split(",") if isinstance(value, str) else value or ()
    ids = frozenset(id.strip() for id in named) - {""}
    # Slack: U begins the id of a person, W that of one on Enterprise Grid.
    if not all(re.fullmatch(r"[UW][A-Z0-9]{4,}", id) for id in ids):
        raise ValueError(
            "give ids of people with commas between them, such as U0123456789; the id is in the person's profile"
        )
    return ids


def _proposals(value: str | Path | None, info: ValidationInfo) -> Path | None:
    if value is None:
        return None
    folder, book = Path(value).expanduser(), info.data.get("knowledge")
    try:
        inside = folder.resolve().relative_to(book.resolve()).parts if book is not None else (".",)
    except ValueError:
        return folder
    # The book is read with all its folders but the hidden ones.
    if not any(part.startswith(".") for part in inside):
        raise ValueError("it lies in the book's folder and would be read as a part of it; choose another one")
    return folder


def _digest(value: Any) -> str | None:
    said = WEEKDAYS[0] if value is None else str(value).lower()
    if said not in (*WEEKDAYS, "off"):
        raise ValueError("give a day of the week, such as monday, or off")
    return None if said == "off" else said


Blank = BeforeValidator(_stripped)
"""Runs first: pydantic calls "before" validators from the last to the first."""


class Settings(BaseSettings):
    """What the environment says. Read it with `read_settings`, which names every fault in a plain line."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True, populate_by_name=True)

    slack_bot_token: Annotated[SecretStr | None, Blank, AfterValidator(_bot_token)] = Field(
        None, validation_alias="SLACK_BOT_TOKEN", description="The bot token of the installed app (xoxb-...)."
    )
    slack_app_token: Annotated[SecretStr | None, Blank, AfterValidator(_app_token)] = Field(
        None,
        validation_alias="SLACK_APP_TOKEN",
        description="An app-level token (xapp-...) with connections:write. With it the bot uses Socket Mode.",
    )
    slack_signing_secret: Annotated[SecretStr | None, Blank, AfterValidator(_signing_secret)] = Field(
        None, validation_alias="SLACK_SIGNING_SECRET", description="Proves that a request over HTTP is from Slack."
    )
    slack_client_id: Annotated[str | None, Blank, AfterValidator(_client_id)] = Field(
        None,
        validation_alias="SLACK_CLIENT_ID",
        description="The app's client ID. With it any workspace may install the app, and none has a token here.",
    )
    slack_client_secret: Annotated[SecretStr | None, Blank, AfterValidator(_client_secret)] = Field(
        None, validation_alias="SLACK_CLIENT_SECRET", description="The app's client secret, for installing."
    )
    encryption_keys: Annotated[SecretStr | None, Blank, AfterValidator(_encryption_keys)] = Field(
        None,
        validation_alias="CODEBOOK_ENCRYPTION_KEYS",
        description="Fernet keys, with commas between them, that encrypt the tokens of workspaces; the first is used.",
    )
    slack_api_url: Annotated[str, BeforeValidator(_api_url), Blank] = Field(
        SLACK_API, validation_alias="SLACK_API_URL", description="The API root of another Slack, such as GovSlack."
    )
    knowledge: Annotated[Path, BeforeValidator(_knowledge), Blank] = Field(
        default_factory=starter_book,
        validation_alias="CODEBOOK_KNOWLEDGE",
        description="The folder of the book. Default: the starter book.",
    )
    reference: Annotated[Path, BeforeValidator(_reference), Blank] = Field(
        default_factory=default_reference,
        validation_alias="CODEBOOK_REFERENCE",
        description="The file of the imported files of CMS. Default: one in the user's data folder.",
    )
    database_url: Annotated[str, BeforeValidator(_database_url), Blank] = Field(
        default_factory=default_database,
        validation_alias="CODEBOOK_DATABASE_URL",
        description="Where the records are kept. Default: a SQLite file in the user's data folder.",
        repr=False,
    )
    command: Annotated[str, BeforeValidator(_command), Blank] = Field(
        "/cpt", validation_alias="CODEBOOK_COMMAND", description="The slash command, as the app's manifest names it."
    )
    channels: Annotated[frozenset[str], NoDecode, BeforeValidator(_channels), Blank] = Field(
        frozenset(),
        validation_alias="CODEBOOK_CHANNELS",
        description="The channels where mentions are answered, by id, with commas between them. Default: all.",
    )
    proposals: Annotated[Path | None, BeforeValidator(_proposals), Blank] = Field(
        None,
        validation_alias="CODEBOOK_PROPOSALS",
        description="The folder in which proposals for the book are kept as files. Default: none.",
    )
    replies_per_minute: Annotated[int, BeforeValidator(reply_limit), Blank] = Field(
        REPLIES_PER_MINUTE,
        validation_alias="CODEBOOK_REPLIES_PER_MINUTE",
        description="How many replies one person gets within a minute. 0 sets no limit.",
    )
    allow_strangers: Annotated[bool, BeforeValidator(switch), Blank] = Field(
        False,
        validation_alias="CODEBOOK_ALLOW_STRANGERS",
        description="Whether people of other organizations, who share a channel by Slack Connect, are answered.",
    )
    experts_channel: Annotated[str | None, AfterValidator(_channel), Blank] = Field(
        None,
        validation_alias="CODEBOOK_EXPERTS_CHANNEL",
        description="The channel, by id, where questions for experts, proposals and the weekly digest are posted.",
    )
    digest: Annotated[str | None, BeforeValidator(_digest), Blank] = Field(
        WEEKDAYS[0],
        validation_alias="CODEBOOK_DIGEST",
        description="The day of the week on which what the book lacks is posted to the experts, or off.",
    )
    experts: Annotated[frozenset[str], NoDecode, BeforeValidator(_people), Blank] = Field(
        frozenset(),
        validation_alias="CODEBOOK_EXPERTS",
        description="The people, by id with commas between them, who see open gaps in the app's Home tab.",
    )
    socket_connections: Annotated[int, BeforeValidator(connection_count), Blank] = Field(
        SOCKET_CONNECTIONS,
        validation_alias="CODEBOOK_SOCKET_CONNECTIONS",
        description="How many connections Socket Mode holds, so that the loss of one leaves no gap.",
    )
    health_port: Annotated[int | None, BeforeValidator(port), Blank] = Field(
        None,
        validation_alias="CODEBOOK_HEALTH_PORT",
        description="The port of /healthz, /readyz and /metrics. Default: none; over HTTP, the one of Slack.",
    )
    health_host: Annotated[str | None, BeforeValidator(address), Blank] = Field(
        None,
        validation_alias="CODEBOOK_HEALTH_HOST",
        description="The address on which that port listens. Default: that of --host.",
    )
    log_level: Annotated[str, BeforeValidator(_log_level), Blank] = Field(
        "INFO",
        validation_alias="CODEBOOK_LOG_LEVEL",
        description="DEBUG, INFO, WARNING or ERROR. No level shows a question.",
    )


def read_settings(**values: Any) -> Settings:
    """Settings of the environment, with `values` (by variable name) in place of what it says.

    Raises SettingsFaults with one line for each malformed variable.
    """
    try:
        return Settings(**values)
    except ValidationError as error:
        raise SettingsFaults([_line(fault) for fault in error.errors(include_input=False)]) from None


def _line(fault: Any) -> str:
    reason = str(fault.get("ctx", {}).get("error", fault["msg"]))
    return f"{fault['loc'][0]} is malformed: {reason}."


def choose_mode(settings: Settings, *, http: bool = False) -> Mode:
    """How to run: HTTP where workspaces install the app themselves, Socket Mode with an app token, HTTP with a signing
    secret or where `http` asks for it, and the local workspace where no Slack variable is set. Raises SettingsFaults
    where something is missing."""
    bot, app, secret = settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret
    if not http and bot is None and app is None and secret is None and settings.slack_client_id is None:
        return Mode.LOCAL
    faults = _faults_of_installing(settings)
    if faults:
        raise SettingsFaults(faults)
    if settings.slack_client_id is not None:
        return Mode.HTTP
    if bot is None:
        faults.append("SLACK_BOT_TOKEN is missing: copy the bot token (xoxb-...) from OAuth & Permissions.")
    if http and secret is None:
        faults.append(
            "SLACK_SIGNING_SECRET is missing: HTTP needs it to prove that a request is from Slack; "
            "copy it from Basic Information, App Credentials."
        )
    if not http and app is None and secret is None:
        faults.append(
            "SLACK_APP_TOKEN is missing: make an app-level token (xapp-...) with connections:write for Socket Mode, "
            "or set SLACK_SIGNING_SECRET to serve HTTP."
        )
    if faults:
        raise SettingsFaults(faults)
    return Mode.HTTP if http or app is None else Mode.SOCKET


def _faults_of_installing(settings: Settings) -> list[str]:
    if settings.slack_client_id is None:
        return []
    faults = []
    if settings.slack_bot_token is not None:
        faults.append(
            "SLACK_BOT_TOKEN and SLACK_CLIENT_ID are both set: the first is for one workspace, the second for many; "
            "leave one out."
        )
    for name, value in (
        ("SLACK_CLIENT_SECRET", settings.slack_client_secret),
        ("SLACK_SIGNING_SECRET", settings.slack_signing_secret),
    ):
        if value is None:
            faults.append(f"{name} is missing: copy it from Basic Information, App Credentials.")
    if settings.encryption_keys is None:
        faults.append("CODEBOOK_ENCRYPTION_KEYS is missing: make a key with codebook new-key, and keep it safe.")
    return faults
