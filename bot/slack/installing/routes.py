"""The addresses where a workspace installs the app."""

from collections.abc import Awaitable, Callable

from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.logs import get_logger, type_and_place
from bot.slack import words

log = get_logger("bot.slack.installing")


def install_routes(flow: AsyncOAuthFlow) -> list[Route]:
    """`/slack/install`, and where Slack sends the person back to."""
    return [_route(flow.install_path, flow.handle_installation), _route(flow.redirect_uri_path, flow.handle_callback)]


def _route(path: str, handle: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]]) -> Route:
    async def answer(request: Request) -> Response:
        try:
            return to_starlette_response(await handle(to_async_bolt_request(request, b"")))
        except Exception as error:  # the database or Slack is away: the person reads it, and may try again
            log.error("install-failed", **type_and_place(error))
            return PlainTextResponse(words.INSTALL_LATER, status_code=503)

    return Route(path, answer, methods=["GET"])
