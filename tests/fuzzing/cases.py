"""One request to the bot, made of decisions: a question, a payload that was changed, or what is no delivery at all."""

import copy
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from tests.fuzzing.choices import Choices
from tests.fuzzing.mutations import PLANTED, mutated, text
from tests.fuzzing.seeds import Seed

SECRET = "f" * 32
FORM = b"application/x-www-form-urlencoded"
KINDS = (
    b"application/json", FORM, b"text/plain", b"", b"application/json; charset=utf-16", b"multipart/form-data",
    b"multipart/form-data; boundary=x", b"application/xml", b"APPLICATION/JSON", b"application/json;", b"\xff", b";",
)  # fmt: skip
PATHS = (
    b"/slack/events", b"/slack/events/", b"//slack/events", b"/slack/%65vents", b"/", b"/healthz", b"/%00", b"/%ff",
    b"/slack/install", b"/slack/oauth_redirect", b"/slack/install/", b"/slack/../healthz", b"/readyz", b"/metrics",
)  # fmt: skip
METHODS = ("POST", "GET", "PUT", "HEAD", "OPTIONS", "DELETE", "PATCH", "TRACE", "get", "X")
HOSTS = (b"bot.example", b"", b"[", b"bot.example:99999", b"a@b", b"\xff", b"x" * 300)
STAMPS = (b"0", b"-1", b"x", b"", b"1e9", b"1_0", b"\xb2", b"99999999999999999999", b"nan", b" ", b"0x10")
SIGNATURES = (b"", b"v0=", b"v0=" + b"0" * 64, b"\xff\xfe", b"v1=0", b"v0=\xc3\xa9", b"x" * 5000)
QUERIES = (
    b"", b"", b"Zyxwina=Quorbert", b"error=Zyxwina", b"error=access_denied", b"code=00917733&state=Zyxwina", b"code=1",
    b"state=&code=", b"%zz=%", b"team=Zyxwina", b"a=1&a=2", b"error=", b"code=x&state=%00", b"\xff",
)  # fmt: skip
ODD_HEADERS = (
    (b"x-slack-bolt-lazy-only", b"1"), (b"x-slack-bolt-lazy-function-name", b"x"), (b"x-slack-retry-num", b"Zyxwina"),
    (b"cookie", b"slack-app-oauth-state=Zyxwina"), (b"cookie", b";=;\xff"), (b"accept", b"\xff"), (b"expect", b"x"),
    (b"x-slack-signature", b"v0=0"), (b"content-encoding", b"gzip"), (b"forwarded", b"for=Zyxwina"),
    (b"x", b"y" * 9000),
)  # fmt: skip
ANSWERS = (None, None, None, "invalid_blocks", "not_in_channel", "garbage", "Zyxwina Quorbert", "msg_blocks_too_long")
BROKEN = (
    b"", b"{", b"[]", b"null", b"1", b'"x"', b"payload", b"payload=", b"payload=%7B", b"payload=null", b"ssl_check=1",
    b"\xff\xfe", b"\xef\xbb\xbf{}", b"[" * 100_000, b'{"a":' * 5_000, b"&" * 5_000, b"%" * 999, b"payload=[]", b"{}",
    b'{"type":1e999}', b"1" * 5_000, b"x=1;y=2", b'{"type":"url_verification"}', b"--x\r\n\r\n\r\n--x--", b"command",
    b'{"type":"event_callback","event":{"type":"message","user":"U1"},"event":[]}', b"payload=1&payload={}", b"\x00",
    b'{"type":"event_callback","event":null}', b"command=%2Fcpt", b"command=%2Fcpt&text=Zyxwina&response_url=x",
    b"x" * 1_100_000,
)  # fmt: skip


@dataclass(frozen=True)
class Request:
    """What arrives by HTTP: `chunks` of the body, after which the client may be gone."""

    method: str
    path: bytes
    query: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    chunks: tuple[bytes, ...]
    is_cut: bool = False


@dataclass(frozen=True)
class Case:
    """A request, sent so many times one after another. `asked` where it is a question that must be answered, `answer`
    what Slack says to the bot meanwhile, `is_signed` where the bot may do what it says."""

    name: str
    request: Request
    times: int = 1
    asked: bool = False
    answer: str | None = None
    is_signed: bool = True
    is_many: bool = False
    """It goes to the bot that many workspaces have installed."""


class Cases:
    """Makes cases from recorded payloads. `constraints` are what the bot listens to, by kind."""

    def __init__(self, seeds: Sequence[Seed], known: dict[str, list[str]], response_url: str) -> None:
        self._seeds = [_with_address(seed, response_url) for seed in seeds]
        self._known = {**known, "response_url": ["", "x", "http://[", "ftp://127.0.0.1/", response_url, "/x"]}
        self._questions = [seed for seed in self._seeds if _is_question(seed)]
        self._numbers = 0

    def make(self, data: bytes) -> Case:
        """The case of these bytes. Only numbers that must be new differ from call to call."""
        choices = Choices(data)
        self._numbers += 1
        kind = choices.number(16)
        if kind < 3:
            return self._question(choices)
        if kind < 11:
            return self._changed(choices)
        if kind < 13:
            return self._broken(choices)
        if kind < 14:
            return self._forged(choices)
        return self._elsewhere(choices)

    def _question(self, choices: Choices) -> Case:
        seed = self._fresh(choices.of(self._questions))
        asked = text(choices)[:40_000]  # Slack cuts there
        if seed.kind == "command":
            seed.payload["text"] = _without_halves(asked)
        else:
            event = seed.payload["event"]
            event["text"] = f"<@U0CODEBOOK> {asked}" if event["type"] == "app_mention" else asked
            event.pop("blocks", None)
        times = 1 if seed.kind == "command" else choices.of((1, 1, 2))
        headers = _retry(choices) if times == 2 else ()
        return Case("question", _delivery(seed, headers), times, asked=True, is_many=choices.once_in(8))

    def _changed(self, choices: Choices) -> Case:
        seed = self._fresh(choices.of(self._seeds))
        mutated(seed.payload, choices, self._known)
        extra = (choices.of(ODD_HEADERS),) if choices.once_in(8) else ()
        try:
            request = _delivery(seed, extra)
        except RecursionError:  # nested more than json writes; BROKEN has deeper ones
            request = _signed(b'{"event":' * 600 + b"}" * 600, b"application/json", extra)
        return Case("changed", request, answer=choices.of(ANSWERS), is_many=choices.once_in(4))

    def _broken(self, choices: Choices) -> Case:
        body = _body(self._fresh(choices.of(self._seeds)))
        match choices.number(6):
            case 0:
                body = choices.of(BROKEN)
            case 1:
                body = body[: choices.number(len(body))]
            case 2:
                at = choices.number(len(body))
                body = body[:at] + choices.rest(1 + choices.number(8)) + body[at:]
            case 3:
                body = choices.rest(200)
            case 4:
                at = choices.number(len(body))
                body = (
                    body[:at]
                    + choices.of((b"%", b"%zz", b"&", b"=", b'"', b"\\", b"\xff", b"\\ud800", b"[" * 3000))
                    + body[at:]
                )
            case _:
                body = body + body
        request = _signed(body, choices.of(KINDS), (choices.of(ODD_HEADERS),) if choices.once_in(4) else ())
        return Case("broken", _cut(request, choices), is_many=choices.once_in(8))

    def _forged(self, choices: Choices) -> Case:
        seed = self._fresh(choices.of(self._questions))
        body = _body(seed)
        stamp = choices.of((str(int(time.time())).encode(), *STAMPS))
        signature = choices.of((_signature(body, stamp, b"0" * 32), *SIGNATURES))
        headers = (
            (b"content-type", _kind(seed)),
            (b"x-slack-request-timestamp", stamp),
            (b"x-slack-signature", signature),
        )
        kept = tuple(header for header in headers if not choices.once_in(8))
        request = Request("POST", b"/slack/events", choices.of(QUERIES), kept, (body,))
        return Case("forged", _cut(request, choices), is_signed=False, is_many=choices.once_in(4))

    def _elsewhere(self, choices: Choices) -> Case:
        body = choices.of((b"", b"Zyxwina Quorbert", choices.rest(40)))
        headers = tuple(choices.of(ODD_HEADERS) for _ in range(choices.number(3)))
        host = ((b"host", choices.of(HOSTS)),)
        path, method = choices.of(PATHS), choices.of(METHODS)
        request = Request(method, path, choices.of(QUERIES), host + headers, (body,))
        return Case("elsewhere", request, is_signed=False, is_many=not choices.once_in(4))

    def _fresh(self, seed: Seed) -> Seed:
        """The payload with a ts and an event_id that were never seen."""
        payload = copy.deepcopy(seed.payload)
        ts = f"17{self._numbers:08d}.{self._numbers % 1_000_000:06d}"
        if seed.kind == "event":
            payload["event_id"] = f"Ev{self._numbers:08X}"
            if "ts" in payload["event"]:
                payload["event"]["ts"] = payload["event"]["event_ts"] = ts
        elif "container" in payload and "message_ts" in payload["container"]:
            payload["container"]["message_ts"] = ts
        return Seed(seed.kind, payload)


def _is_question(seed: Seed) -> bool:
    """A person's message or command that the bot answers."""
    event = seed.payload.get("event", {})
    if seed.kind == "command":
        return seed.payload.get("command") == "/cpt"
    by_person = not event.get("bot_id") and not event.get("hidden") and event.get("subtype") in (None, "file_share")
    direct = event.get("type") == "message" and event.get("channel_type") == "im"
    return seed.kind == "event" and by_person and (direct or event.get("type") == "app_mention")


def _with_address(seed: Seed, response_url: str) -> Seed:
    payload = {**seed.payload, "note": " ".join(PLANTED)}
    if "response_url" in payload:
        payload["response_url"] = response_url
    return Seed(seed.kind, payload)


def _without_halves(asked: str) -> str:
    # A form is percent-encoded UTF-8, which has none.
    return asked.encode("utf-8", "replace").decode()


def _kind(seed: Seed) -> bytes:
    return b"application/json" if seed.kind == "event" else FORM


def _body(seed: Seed) -> bytes:
    match seed.kind:
        case "event":
            return json.dumps(seed.payload).encode()
        case "command":
            return urlencode(
                {name: _form_value(value) for name, value in seed.payload.items()}, errors="replace"
            ).encode()
        case _:
            return b"payload=" + quote(json.dumps(seed.payload)).encode()


def _form_value(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _delivery(seed: Seed, extra: tuple[tuple[bytes, bytes], ...]) -> Request:
    return _signed(_body(seed), _kind(seed), extra)


def _signed(body: bytes, kind: bytes, extra: tuple[tuple[bytes, bytes], ...]) -> Request:
    stamp = str(int(time.time())).encode()
    headers = (
        (b"host", b"bot.example"),
        (b"content-type", kind),
        (b"x-slack-request-timestamp", stamp),
        (b"x-slack-signature", _signature(body, stamp)),
        *extra,
    )
    return Request("POST", b"/slack/events", b"", headers, (body,))


def _signature(body: bytes, stamp: bytes, secret: bytes = SECRET.encode()) -> bytes:
    return b"v0=" + hmac.new(secret, b"v0:" + stamp + b":" + body, hashlib.sha256).hexdigest().encode()


def _retry(choices: Choices) -> tuple[tuple[bytes, bytes], ...]:
    return ((b"x-slack-retry-num", choices.of((b"1", b"3"))), (b"x-slack-retry-reason", b"http_timeout"))


def _cut(request: Request, choices: Choices) -> Request:
    """The body in two pieces, after the first of which the client may go."""
    if not choices.once_in(4):
        return request
    (body,) = request.chunks
    at = choices.number(len(body) + 1)
    chunks = (body[:at], body[at:])
    is_cut = choices.once_in(2)
    return Request(request.method, request.path, request.query, request.headers, chunks[: 2 - is_cut], is_cut)


Make = Callable[[bytes], Case]
