"""Tokens, secrets and keys. No message shows what was given."""

import re

from pydantic import SecretStr


def bot_token(value: SecretStr | None) -> SecretStr | None:
    """A bot token."""
    if value is not None and not re.fullmatch(r"xoxb-[\x21-\x7e]+", value.get_secret_value()):
        raise ValueError("a bot token begins with xoxb-; copy it from OAuth & Permissions in the app's settings")
    return value


def app_token(value: SecretStr | None) -> SecretStr | None:
    """An app-level token."""
    if value is not None and not re.fullmatch(r"xapp-[\x21-\x7e]+", value.get_secret_value()):
        raise ValueError("an app-level token begins with xapp-; make one under Basic Information, App-Level Tokens")
    return value


def signing_secret(value: SecretStr | None) -> SecretStr | None:
    """The signing secret."""
    if value is not None and not re.fullmatch(r"[\x21-\x7e]{8,}", value.get_secret_value()):
        raise ValueError("copy the signing secret from Basic Information, App Credentials; it has no spaces")
    return value


def client_secret(value: SecretStr | None) -> SecretStr | None:
    """The client secret."""
    if value is not None and not re.fullmatch(r"[\x21-\x7e]{8,}", value.get_secret_value()):
        raise ValueError("copy the client secret from Basic Information, App Credentials; it has no spaces")
    return value


def client_id(value: str | None) -> str | None:
    """The client ID."""
    if value is not None and not re.fullmatch(r"\d+\.\d+", value):
        raise ValueError("a client ID is two numbers with a point between; copy it from Basic Information")
    return value


def fernet_keys(value: SecretStr | None) -> SecretStr | None:
    """Fernet keys, with commas between them."""
    for key in value.get_secret_value().split(",") if value is not None else ():
        if not re.fullmatch(r"[A-Za-z0-9_-]{43}=", key.strip()):
            raise ValueError(
                "a key is 32 random bytes in URL-safe Base64, 44 characters; make one with: codebook new-key"
            )
    return value
