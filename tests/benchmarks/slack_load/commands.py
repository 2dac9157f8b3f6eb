"""The slash commands that are sent: real questions of several kinds, each in words of its own, and signed anew."""

import itertools
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from bot.book import Book

COMMAND = "/cpt"
TEAM, APP, BOT_USER, BOT = "T0MEASURED", "A0MEASURED", "U0MEASURED", "B0MEASURED"
BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-1-invented", "xapp-1-invented", "an-invented-signing-secret"
PEOPLE = 1000

LACKING = (
    "38999 with modifier 26?",
    "modifier ZQ on 38240",
    "what's for lunch",
    "how do I bill a moon landing",
    "help",
)
GREETINGS = (
    "",
    "hi, ",
    "hello, ",
    "morning, ",
    "quick one: ",
    "hi team, ",
    "hey, ",
    "sorry, again: ",
    "so, ",
    "well, ",
)
ENDINGS = ("", " thanks", " please", " many thanks", " thank you", " pls", " thx", " cheers", " ty", " please, thanks")


@dataclass(frozen=True)
class Command:
    """One slash command. `number` is in its response_url."""

    number: int
    payload: dict[str, str]


def questions(book: Book) -> list[str]:
    """What is asked: each topic of each entry, each modifier with each code, and what the book does not hold."""
    asked = [
        book.topics.topics[topic].ask.format(entry=id)
        for id, entry in book.entries.items()
        for topic in book.topic_ids(entry.kind)
    ]
    asked += [f"can I use {modifier} with {code}?" for code in book.codes for modifier in book.modifiers]
    # One in ten finds no answer.
    lacking = itertools.cycle(LACKING)
    return [text for each, one in enumerate(asked) for text in ((one, next(lacking)) if each % 9 == 0 else (one,))]


def commands(asked: list[str], response_url: str) -> Iterator[Command]:
    """Commands without end, of a thousand people in turn. `response_url` has a place for the number."""
    frames = itertools.product(GREETINGS, ENDINGS)
    texts = itertools.cycle([f"{greeting}{text}{ending}" for greeting, ending in frames for text in asked])
    for number, text in enumerate(texts):
        person = f"U{number % PEOPLE:07d}"
        yield Command(
            number,
            {
                "token": "measured",
                "team_id": TEAM,
                "team_domain": "measured",
                "channel_id": "C0MEASURED",
                "channel_name": "coding-questions",
                "user_id": person,
                "user_name": person.lower(),
                "command": COMMAND,
                "text": text,
                "api_app_id": APP,
                "is_enterprise_install": "false",
                "response_url": response_url.format(number=number),
                "trigger_id": f"{number}.{secrets.token_hex(16)}",
            },
        )


_signature = SignatureVerifier(SECRET)


def signed_request(command: Command, host: str) -> bytes:
    """The command as Slack posts it to the request URL of `host`, whole."""
    body = urlencode(command.payload)
    timestamp = str(int(time.time()))
    signature = _signature.generate_signature(timestamp=timestamp, body=body)
    return (
        f"POST /slack/events HTTP/1.1\r\nHost: {host}\r\nUser-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\n"
        f"Accept-Encoding: gzip,deflate\r\nAccept: application/json,*/*\r\n"
        f"X-Slack-Request-Timestamp: {timestamp}\r\nX-Slack-Signature: {signature}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    ).encode()
