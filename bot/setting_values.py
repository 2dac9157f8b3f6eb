"""Numbers, addresses and switches as a variable of the environment may say them. Each raises ValueError with what to
write instead."""

import re
from typing import Any

REPLIES_PER_MINUTE = 30
SOCKET_CONNECTIONS = 2
MOST_SOCKET_CONNECTIONS = 10
"""Slack allows no more for one app (docs.slack.dev/apis/events-api/using-socket-mode)."""

SWITCH = {"on": True, "true": True, "yes": True, "1": True, "off": False, "false": False, "no": False, "0": False}


def reply_limit(value: Any) -> int:
    """A number of replies; 0 is no limit."""
    return _number(value, 0, 9999, REPLIES_PER_MINUTE, "give a number from 0, which sets no limit, to 9999")


def connection_count(value: Any) -> int:
    """A number of connections at the same time."""
    most = MOST_SOCKET_CONNECTIONS
    return _number(
        value, 1, most, SOCKET_CONNECTIONS, f"give a number from 1 to {most}, which is the most Slack allows"
    )


def port(value: Any) -> int | None:
    """A port to listen on, or None for none; 0 takes a free one."""
    return (
        None if value is None else _number(value, 0, 65535, 0, "give a number from 0, which takes a free one, to 65535")
    )


def address(value: Any) -> str | None:
    """A host name or IP address to listen on, or None."""
    if value is None:
        return None
    if not re.fullmatch(r"[0-9A-Za-z.:_-]{1,253}", str(value)):
        raise ValueError("give an address of this machine, such as 127.0.0.1 or 0.0.0.0")
    return str(value)


def switch(value: Any) -> bool:
    """On or off; off where nothing is said."""
    said = "off" if value is None else str(value).lower()
    if said not in SWITCH:
        raise ValueError("choose on or off")
    return SWITCH[said]


def _number(value: Any, least: int, most: int, default: int, otherwise: str) -> int:
    if value is None:
        return default
    if not re.fullmatch(r"\d{1,5}", str(value), re.ASCII) or not least <= int(value) <= most:
        raise ValueError(otherwise)
    return int(value)
