"""The environment, read once into frozen settings."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.book.starter import starter_book
from bot.database_url import asynchronous_url, default_database
from bot.reference import default_reference

SLACK_API = "https://slack.com/api/"

REPLIES_PER_MINUTE = 30

CHANNEL_ID = r"[CG][A-Z0-9]{4,}"
"""Slack: C begins the id of a channel, G that of an older private one or of a group message."""

SWITCH = {"on": True, "true": True, "yes": True, "1": True, "off": False, "false": False, "no": False, "0": False}


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


def _replies_per_minute(value: Any) -> int:
    if value is None:
        return REPLIES_PER_MINUTE
    if not re.fullmatch(r"\d{1,4}", str(value), re.ASCII):
        raise ValueError("give a number from 0, which sets no limit, to 9999")
    return int(value)


def _days(least: int, usual: int) -> BeforeValidator:
    def days(value: Any) -> int:
        if value is None:
            return usual
        if not re.fullmatch(r"\d{1,4}", str(value), re.ASCII) or int(value) < least:
            raise ValueError(f"give a number of days from {least} to 9999")
        return int(value)

    return BeforeValidator(days)


def _switch(value: Any) -> bool:
    said = "off" if value is None else str(value).lower()
    if said not in SWITCH:
        raise ValueError("choose on or off")
    return SWITCH[said]


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
    database_url: Annotated[str, BeforeValidator(asynchronous_url), Blank] = Field(
        default_factory=default_database,
        validation_alias="CODEBOOK_DATABASE_URL",
        description="Where the records are kept. Default: a SQLite file in the user's data folder.",
        repr=False,
    )
    keep_days: Annotated[int, _days(1, 90), Blank] = Field(
        90,
        validation_alias="CODEBOOK_KEEP_DAYS",
        description="How long votes, questions without an answer and requests for experts are kept.",
    )
    keep_look_ups_days: Annotated[int, _days(0, 7), Blank] = Field(
        7,
        validation_alias="CODEBOOK_KEEP_LOOK_UPS_DAYS",
        description="How long what a person looked up is kept for that person. 0 keeps none.",
    )
    command: Annotated[str, BeforeValidator(_command), Blank] = Field(
        "/cpt", validation_alias="CODEBOOK_COMMAND", description="The slash command, as the app's manifest names it."
    )
    channels: Annotated[frozenset[str], NoDecode, BeforeValidator(_channels), Blank] = Field(
        frozenset(),
        validation_alias="CODEBOOK_CHANNELS",
        description="The channels where mentions are answered, by id, with commas between them. Default: all.",
    )
    replies_per_minute: Annotated[int, BeforeValidator(_replies_per_minute), Blank] = Field(
        REPLIES_PER_MINUTE,
        validation_alias="CODEBOOK_REPLIES_PER_MINUTE",
        description="How many replies one person gets within a minute. 0 sets no limit.",
    )
    allow_strangers: Annotated[bool, BeforeValidator(_switch), Blank] = Field(
        False,
        validation_alias="CODEBOOK_ALLOW_STRANGERS",
        description="Whether people of other organizations, who share a channel by Slack Connect, are answered.",
    )
    experts_channel: Annotated[str | None, Blank, AfterValidator(_channel)] = Field(
        None,
        validation_alias="CODEBOOK_EXPERTS_CHANNEL",
        description="The channel, by id, where questions for experts, proposals and the weekly digest are posted.",
    )
    experts: Annotated[frozenset[str], NoDecode, BeforeValidator(_people), Blank] = Field(
        frozenset(),
        validation_alias="CODEBOOK_EXPERTS",
        description="The people, by id with commas between them, who see open gaps in the app's Home tab.",
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
    """How to run: Socket Mode with an app token, HTTP with a signing secret or where `http` asks for it, and the
    local workspace where no Slack variable is set. Raises SettingsFaults where something is missing."""
    bot, app, secret = settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret
    if not http and bot is None and app is None and secret is None:
        return Mode.LOCAL
    faults = []
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
