"""Numbers, days, addresses and switches."""

import re
from typing import Any

from pydantic import BeforeValidator

REPLIES_PER_MINUTE = 30
SOCKET_CONNECTIONS = 2
MOST_SOCKET_CONNECTIONS = 10
"""Slack allows no more for one app (docs.slack.dev/apis/events-api/using-socket-mode)."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

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


def logging_format(value: str | None) -> str:
    """How lines of the log are written."""
    said = "text" if value is None else value.lower()
    if said not in ("text", "json"):
        raise ValueError("choose text or json")
    return said


def logging_level(value: str | None) -> str:
    """A level of logging."""
    level = "INFO" if value is None else value.upper()
    if level not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise ValueError("choose DEBUG, INFO, WARNING or ERROR")
    return level


def digest_day(value: Any) -> str | None:
    """A day of the week; None where it is off."""
    said = WEEKDAYS[0] if value is None else str(value).lower()
    if said not in (*WEEKDAYS, "off"):
        raise ValueError("give a day of the week, such as monday, or off")
    return None if said == "off" else said


def days(least: int, usual: int) -> BeforeValidator:
    """A reader of a number of days, at least so many, with what is usual."""

    def days(value: Any) -> int:
        if value is None:
            return usual
        if not re.fullmatch(r"\d{1,4}", str(value), re.ASCII) or int(value) < least:
            raise ValueError(f"give a number of days from {least} to 9999")
        return int(value)

    return BeforeValidator(days)


def _number(value: Any, least: int, most: int, default: int, otherwise: str) -> int:
    if value is None:
        return default
    if not re.fullmatch(r"\d{1,5}", str(value), re.ASCII) or not least <= int(value) <= most:
        raise ValueError(otherwise)
    return int(value)
