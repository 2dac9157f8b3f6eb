"""The Web API and response_url over HTTP: arguments, tokens, scopes and planned faults around the methods."""

import asyncio
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from email.utils import formatdate
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.workspace.content import ApiError
from bot.workspace.cutting import CutConnection
from bot.workspace.faults import Cut, Fault, FaultPlan
from bot.workspace.installed_app import InstalledApp
from bot.workspace.journal import Call, Journal
from bot.workspace.method import Method
from bot.workspace.response_urls import ResponseUrls

NO_HEADERS: Mapping[str, str] = {}


class WebApi:
    """Answers the app's calls, and notes each in the journal."""

    def __init__(
        self,
        methods: Mapping[str, Method],
        response_urls: ResponseUrls,
        faults: FaultPlan,
        journal: Journal,
        app: InstalledApp,
        now: Callable[[], float],
        closing: asyncio.Event,
        receive: Callable[[str, bytes], dict[str, Any]],
    ) -> None:
        self._methods = methods
        self._receive = receive
        self._response_urls = response_urls
        self._faults = faults
        self._journal = journal
        self._app = app
        self._now = now
        self._closing = closing

    async def call(self, request: Request) -> Response:
        """`/api/{method}`."""
        name = request.path_params["method"]
        arguments = await _arguments(request)
        token = _token(request, arguments)

        def carry_out() -> dict[str, Any]:
            method = self._methods.get(name)
            if method is None:
                raise ApiError("unknown_method", req_method=name)
            self._admit(method, token)
            return method.run(arguments)

        return await self._answer(request, name, arguments, carry_out, self._scopes(name, token))

    async def respond(self, request: Request) -> Response:
        """A response_url. Slack takes JSON there."""
        arguments = await _arguments(request)

        def carry_out() -> dict[str, Any]:
            self._response_urls.post(request.path_params["key"], arguments)
            return {"ok": True}

        return await self._answer(request, "response_url", arguments, carry_out)

    async def upload(self, request: Request) -> Response:
        """The address that files.getUploadURLExternal gave: takes the file as the body or as a form, without a token.
        In the journal, and for planned faults, the method is "upload"."""
        content, file_id = await _file(request), request.path_params["file"]
        arguments = {"file": file_id, "length": len(content)}
        answer = await self._answer(request, "upload", arguments, lambda: self._receive(file_id, content))
        return PlainTextResponse(f"OK - {len(content)}") if answer.status_code == 200 else answer

    async def _answer(
        self,
        request: Request,
        name: str,
        arguments: dict[str, Any],
        carry_out: Callable[[], dict[str, Any]],
        scopes: Mapping[str, str] = NO_HEADERS,
    ) -> Response:
        call = Call(name, arguments, self._now(), request.url.path)
        self._journal.calls.append(call)
        fault = self._faults.take(name, bool(arguments.get("blocks")))
        headers = {"Date": formatdate(self._now(), usegmt=True)}
        try:
            if fault is not None and not fault.done:
                raise _planned(fault)
            call.response, call.status = carry_out(), 200
        except ApiError as error:
            call.response, call.status = error.response, error.status
            headers |= error.headers
        if fault is not None and fault.done and fault.status != 200:
            call.response, call.status = {"ok": False, "error": f"http_{fault.status}"}, fault.status
        self._journal.changes.tell()
        if fault is not None and fault.seconds:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), fault.seconds)
        if fault is not None and fault.cut is not None:
            return CutConnection(call.response, within=fault.cut is Cut.WITHIN)
        if fault is not None and fault.error is None and fault.status != 200:
            return PlainTextResponse("upstream failure", fault.status, headers, media_type="text/html")
        return JSONResponse(call.response, call.status, {**headers, **scopes})

    def _admit(self, method: Method, token: str) -> None:
        if not method.token:
            return
        if not token:
            raise ApiError("not_authed")
        kind = self._kind(token)
        if kind is None:
            raise ApiError("invalid_auth")
        if kind != method.token:
            raise ApiError("not_allowed_token_type")
        if method.scope is not None and method.scope not in self._app.scopes:
            raise ApiError("missing_scope", needed=method.scope, provided=",".join(sorted(self._app.scopes)))

    def _kind(self, token: str) -> str | None:
        return {self._app.bot_token: "bot", self._app.app_token: "app"}.get(token)

    def _scopes(self, name: str, token: str) -> dict[str, str]:
        """The headers that say which scopes a token has, also where the call is refused, and which one the method
        needs (slack-go issue 1076)."""
        kind, method = self._kind(token), self._methods.get(name)
        if kind is None:
            return {}
        held = sorted(self._app.scopes) if kind == "bot" else ["connections:write"]
        accepted = {"X-Accepted-OAuth-Scopes": method.scope} if method is not None and method.scope else {}
        return {"X-OAuth-Scopes": ",".join(held), **accepted}


def _planned(fault: Fault) -> ApiError:
    headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after is not None else {}
    if fault.error == "invalid_blocks":
        messages = ["[ERROR] refused on demand [json-pointer:/blocks]"]
        return ApiError("invalid_blocks", errors=messages, response_metadata={"messages": messages})
    return ApiError(fault.error or f"http_{fault.status}", status=fault.status, headers=headers)


async def _arguments(request: Request) -> dict[str, Any]:
    """Query, form and JSON together, as Slack takes them."""
    arguments: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if kind == "application/json":
        try:
            body = json.loads(await request.body() or b"{}")
        except ValueError:
            body = {}
        arguments.update(body if isinstance(body, dict) else {})
    elif kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        async with request.form() as form:
            arguments.update({name: str(value) for name, value in form.items()})
    return arguments


async def _file(request: Request) -> bytes:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.body()
    async with request.form() as form:
        sent = next((value for value in form.values() if isinstance(value, UploadFile)), None)
        return b"" if sent is None else await sent.read()


def _token(request: Request, arguments: dict[str, Any]) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    given = str(arguments.pop("token", ""))
    return token.strip() if scheme.lower() == "bearer" else given
