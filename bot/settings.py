"""The environment, read once into frozen settings."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.book.starter import starter_book
from bot.database_url import asynchronous_url, default_database
from bot.reference import default_reference
from bot.setting_values.files import book_folder, proposals_folder, reference_file
from bot.setting_values.plain import (
    REPLIES_PER_MINUTE,
    SOCKET_CONNECTIONS,
    WEEKDAYS,
    address,
    connection_count,
    days,
    digest_day,
    logging_format,
    logging_level,
    port,
    reply_limit,
    switch,
)
from bot.setting_values.secrets import app_token, bot_token, client_id, client_secret, fernet_keys, signing_secret
from bot.setting_values.slack import (
    ANY_TEAM,
    SLACK_API,
    api_url,
    channel_ids,
    channels_by_team,
    person_ids,
    slash_command,
)


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


def _stripped(value: Any) -> Any:
    """Blank counts as missing: compose files and shells often leave `NAME=` or `NAME=" "` behind."""
    if isinstance(value, str):
        return value.strip() or None
    return value


Blank = BeforeValidator(_stripped)
"""Runs first: pydantic calls "before" validators from the last to the first."""


class Settings(BaseSettings):
    """What the environment says. Read it with `read_settings`, which names every fault in a plain line."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True, populate_by_name=True)

    slack_bot_token: Annotated[SecretStr | None, Blank, AfterValidator(bot_token)] = Field(
        None, validation_alias="SLACK_BOT_TOKEN", description="The bot token of the installed app (xoxb-...)."
    )
    slack_app_token: Annotated[SecretStr | None, Blank, AfterValidator(app_token)] = Field(
        None,
        validation_alias="SLACK_APP_TOKEN",
        description="An app-level token (xapp-...) with connections:write. With it the bot uses Socket Mode.",
    )
    slack_signing_secret: Annotated[SecretStr | None, Blank, AfterValidator(signing_secret)] = Field(
        None, validation_alias="SLACK_SIGNING_SECRET", description="Proves that a request over HTTP is from Slack."
    )
    slack_client_id: Annotated[str | None, Blank, AfterValidator(client_id)] = Field(
        None,
        validation_alias="SLACK_CLIENT_ID",
        description="The app's client ID. With it any workspace may install the app, and none has a token here.",
    )
    slack_client_secret: Annotated[SecretStr | None, Blank, AfterValidator(client_secret)] = Field(
        None, validation_alias="SLACK_CLIENT_SECRET", description="The app's client secret, for installing."
    )
    encryption_keys: Annotated[SecretStr | None, Blank, AfterValidator(fernet_keys)] = Field(
        None,
        validation_alias="CODEBOOK_ENCRYPTION_KEYS",
        description="Fernet keys, with commas between them, that encrypt the tokens of workspaces; the first is used.",
    )
    slack_api_url: Annotated[str, BeforeValidator(api_url), Blank] = Field(
        SLACK_API, validation_alias="SLACK_API_URL", description="The API root of another Slack, such as GovSlack."
    )
    knowledge: Annotated[Path, BeforeValidator(book_folder), Blank] = Field(
        default_factory=starter_book,
        validation_alias="CODEBOOK_KNOWLEDGE",
        description="The folder of the book. Default: the starter book.",
    )
    reference: Annotated[Path, BeforeValidator(reference_file), Blank] = Field(
        default_factory=default_reference,
        validation_alias="CODEBOOK_REFERENCE",
        description="The file of the imported files of CMS. Default: one in the user's data folder.",
    )
    database_url: Annotated[str, BeforeValidator(asynchronous_url), Blank] = Field(
        default_factory=default_database,
        validation_alias="CODEBOOK_DATABASE_URL",
        description="Where the records are kept. Default: a SQLite file in the user's data folder.",
        repr=False,
    )
    keep_days: Annotated[int, days(1, 90), Blank] = Field(
        90,
        validation_alias="CODEBOOK_KEEP_DAYS",
        description="How long votes, questions without an answer and requests for experts are kept.",
    )
    keep_look_ups_days: Annotated[int, days(0, 7), Blank] = Field(
        7,
        validation_alias="CODEBOOK_KEEP_LOOK_UPS_DAYS",
        description="How long what a person looked up is kept for that person. 0 keeps none.",
    )
    command: Annotated[str, BeforeValidator(slash_command), Blank] = Field(
        "/cpt", validation_alias="CODEBOOK_COMMAND", description="The slash command, as the app's manifest names it."
    )
    channels: Annotated[frozenset[str], NoDecode, BeforeValidator(channel_ids), Blank] = Field(
        frozenset(),
        validation_alias="CODEBOOK_CHANNELS",
        description="The channels where mentions are answered, by id, with commas between them. Default: all.",
    )
    proposals: Annotated[Path | None, BeforeValidator(proposals_folder), Blank] = Field(
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
    experts_channels: Annotated[Mapping[str, str], NoDecode, BeforeValidator(channels_by_team), Blank] = Field(
        default_factory=dict,
        validation_alias="CODEBOOK_EXPERTS_CHANNEL",
        description="The channel, by id, where questions for experts, proposals and the weekly digest are posted; of "
        "many workspaces one each, by the workspace's id.",
    )
    digest: Annotated[str | None, BeforeValidator(digest_day), Blank] = Field(
        WEEKDAYS[0],
        validation_alias="CODEBOOK_DIGEST",
        description="The day of the week on which what the book lacks is posted to the experts, or off.",
    )
    experts: Annotated[frozenset[str], NoDecode, BeforeValidator(person_ids), Blank] = Field(
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
    log_level: Annotated[str, BeforeValidator(logging_level), Blank] = Field(
        "INFO",
        validation_alias="CODEBOOK_LOG_LEVEL",
        description="DEBUG, INFO, WARNING or ERROR. No level shows a question.",
    )
    log_format: Annotated[str, BeforeValidator(logging_format), Blank] = Field(
        "text", validation_alias="CODEBOOK_LOG_FORMAT", description="How lines are written: text or json."
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
    if ANY_TEAM in settings.experts_channels:
        faults.append(
            "CODEBOOK_EXPERTS_CHANNEL names no workspace: where there are many, write each channel with the id of its "
            "workspace before it, such as T0123456789:C0123456789."
        )
    if any(":" not in person for person in settings.experts):
        faults.append(
            "CODEBOOK_EXPERTS names no workspaces: where there are many, write each person with the id of a workspace "
            "before it, such as T0123456789:U0123456789."
        )
    if settings.encryption_keys is None:
        faults.append("CODEBOOK_ENCRYPTION_KEYS is missing: make a key with codebook new-key, and keep it safe.")
    return faults
