"""Slack with several workspaces: one address, behind which each token reaches its own workspace."""

import asyncio
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.workspace import Workspace

CLIENT_ID, CLIENT_SECRET = "10.20", "client-secret-of-tests"


@dataclass
class ManyWorkspaces:
    """What the gateway knows: codes of consent, tokens and their workspaces."""

    url: str
    http: aiohttp.ClientSession
    codes: dict[str, dict[str, Any]] = field(default_factory=dict)
    tokens: dict[str, Workspace] = field(default_factory=dict)
    refresh: dict[str, Workspace] = field(default_factory=dict)
    revoked: set[str] = field(default_factory=set)
    seconds: int | None = None
    """How long a token lives; None is for ever."""
    refreshed: int = 0
    approved: list[Workspace] = field(default_factory=list)
    """Those for which the organization approved the app."""
    listed: int = 0
    """How often they were asked for, page by page."""

    def consent(self, workspace: Workspace, *, enterprise_id: str | None = None, org_wide: bool = False) -> str:
        """A person agrees to the installation: the code that Slack sends them back with."""
        code = secrets.token_hex(8)
        self.codes[code] = {"workspace": workspace, "enterprise_id": enterprise_id, "org_wide": org_wide}
        return code

    def issue(self, workspace: Workspace) -> dict[str, Any]:
        """A new token for a workspace, with one to renew it where tokens end."""
        token = f"xoxb-{secrets.token_hex(12)}"
        self.tokens[token] = workspace
        if self.seconds is None:
            return {"access_token": token}
        renewing = f"xoxe-1-{secrets.token_hex(12)}"
        self.refresh[renewing] = workspace
        return {"access_token": token, "refresh_token": renewing, "expires_in": self.seconds}

    async def access(self, request: Request) -> Response:
        """oauth.v2.access: a code, or a refresh token that works once, for a token."""
        form = dict(await request.form())
        if self._basic(request) != (CLIENT_ID, CLIENT_SECRET) and form.get("client_secret") != CLIENT_SECRET:
            return JSONResponse({"ok": False, "error": "bad_client_secret"})
        if form.get("grant_type") == "refresh_token":
            workspace = self.refresh.pop(str(form.get("refresh_token")), None)
            if workspace is None:
                return JSONResponse({"ok": False, "error": "invalid_refresh_token"})
            self.refreshed += 1
            return JSONResponse({"ok": True, "token_type": "bot", **self.issue(workspace)})
        consent = self.codes.pop(str(form.get("code")), None)
        if consent is None:
            return JSONResponse({"ok": False, "error": "invalid_code"})
        workspace, enterprise = consent["workspace"], consent["enterprise_id"]
        return JSONResponse(
            {
                "ok": True,
                "app_id": workspace.app.app_id,
                "authed_user": {"id": workspace.users[0].id},
                "scope": "commands,chat:write",
                "token_type": "bot",
                "bot_user_id": workspace.bot_user_id,
                "team": None if consent["org_wide"] else {"id": workspace.team_id, "name": "A workspace"},
                "enterprise": {"id": enterprise, "name": "An organization"} if enterprise else None,
                "is_enterprise_install": consent["org_wide"],
                **self.issue(workspace),
            }
        )

    async def teams(self, request: Request) -> Response:
        """auth.teams.list, one workspace a page."""
        page = int(request.query_params.get("cursor") or 0)
        self.listed += 1
        teams = [{"id": self.approved[page].team_id, "name": "A workspace"}]
        following = str(page + 1) if page + 1 < len(self.approved) else ""
        return JSONResponse({"ok": True, "teams": teams, "response_metadata": {"next_cursor": following}})

    async def call(self, request: Request) -> Response:
        """Any other method, passed on to the token's workspace."""
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if request.path_params["method"] == "api.test":
            return JSONResponse({"ok": True})
        workspace = self.tokens.get(token)
        if workspace is None or token in self.revoked:
            return JSONResponse({"ok": False, "error": "token_revoked" if token in self.revoked else "invalid_auth"})
        headers = {
            "authorization": f"Bearer {workspace.bot_token}",
            "content-type": request.headers.get("content-type", ""),
        }
        url = workspace.api_url + request.path_params["method"]
        async with self.http.post(url, data=await request.body(), headers=headers) as answer:
            told = {name: answer.headers[name] for name in ("X-OAuth-Scopes",) if name in answer.headers}
            return Response(await answer.read(), answer.status, told, media_type="application/json")

    @staticmethod
    def _basic(request: Request) -> tuple[str, str]:
        scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
        if scheme != "Basic":
            return "", ""
        auth = aiohttp.BasicAuth.decode(f"Basic {encoded}")
        return auth.login, auth.password


@asynccontextmanager
async def serve_many() -> AsyncIterator[ManyWorkspaces]:
    """The gateway on a free port of 127.0.0.1."""
    listening = socket.create_server(("127.0.0.1", 0))
    async with aiohttp.ClientSession() as http:
        many = ManyWorkspaces(f"http://127.0.0.1:{listening.getsockname()[1]}/", http)
        routes = [
            Route("/api/oauth.v2.access", many.access, methods=["POST"]),
            Route("/api/auth.teams.list", many.teams, methods=["POST"]),
            Route("/api/{method}", many.call, methods=["POST"]),
        ]
        config = uvicorn.Config(Starlette(routes=routes), log_config=None, lifespan="off", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        try:
            yield many
        finally:
            server.should_exit = True
            await serving
