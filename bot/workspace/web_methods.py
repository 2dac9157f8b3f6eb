"""The methods of the Web API about the app itself, people and conversations (docs.slack.dev/reference/methods)."""

from collections.abc import Callable
from typing import Any

from bot.workspace.content import ApiError
from bot.workspace.method import Arguments, Method, RoomMethods
from bot.workspace.people import TEAM_NAME
from bot.workspace.room import Room


class WebMethods(RoomMethods):
    """api.test, auth.test, apps.connections.open, conversations.* and users.info."""

    def __init__(self, room: Room, page_url: Callable[[], str], socket_url: Callable[[], str]) -> None:
        super().__init__(room)
        self.page_url = page_url
        self.socket_url = socket_url

    @property
    def table(self) -> dict[str, Method]:
        """The methods by name."""
        return {
            "api.test": Method(self.api_test, None, ""),
            "auth.test": Method(self.auth_test, None),
            "apps.connections.open": Method(self.open_connection, None, "app"),
            "conversations.open": Method(self.open_conversation, "im:write"),
            "conversations.info": Method(self.conversation, "channels:read"),
            "users.info": Method(self.user, "users:read"),
        }

    def api_test(self, arguments: Arguments) -> dict[str, Any]:
        if error := arguments.get("error"):
            raise ApiError(str(error), args=arguments)
        return {"ok": True, "args": arguments}

    def auth_test(self, arguments: Arguments) -> dict[str, Any]:
        app = self.room.app
        return {
            "ok": True,
            "url": self.page_url(),
            "team": TEAM_NAME,
            "user": app.display_name.lower(),
            "team_id": app.team_id,
            "user_id": app.bot_user_id,
            "bot_id": app.bot_id,
            "is_enterprise_install": False,
        }

    def open_connection(self, arguments: Arguments) -> dict[str, Any]:
        if not self.room.app.socket_mode_on:
            raise ApiError("socket_mode_not_enabled")
        return {"ok": True, "url": self.socket_url()}

    def open_conversation(self, arguments: Arguments) -> dict[str, Any]:
        """A direct message with one person. With several it would be a group message, which the workspace has none of:
        Slack asks for another scope there."""
        users = [user for user in str(arguments.get("users") or "").split(",") if user]
        if not users and not arguments.get("channel"):
            raise ApiError("users_list_not_supplied")
        if len(users) > 1:
            raise ApiError("missing_scope", needed="mpim:write", provided=",".join(sorted(self.room.app.scopes)))
        if not users:
            return self._opened(self.channel(arguments).id)
        person = self.person(users[0])
        channel = None if person is None else self.room.channel(person.id)
        if channel is None:
            raise ApiError("user_not_found")
        return self._opened(channel.id)

    def conversation(self, arguments: Arguments) -> dict[str, Any]:
        channel = self.channel(arguments)
        direct = channel.kind == "im"
        about: dict[str, Any] = {
            "id": channel.id,
            "is_channel": not direct and not channel.is_private,
            "is_group": channel.is_private,
            "is_im": direct,
            "is_archived": channel.is_archived,
            "is_private": channel.is_private or direct,
            "is_ext_shared": channel.is_shared,
        }
        about |= {"user": channel.user} if direct else {"name": channel.name, "is_member": channel.bot_is_member}
        return {"ok": True, "channel": about}

    def user(self, arguments: Arguments) -> dict[str, Any]:
        person = self.person(arguments.get("user"))
        if person is None:
            raise ApiError("user_not_found")
        profile = {"real_name": person.real_name, "display_name": person.name, "team": person.team_id}
        about = {"id": person.id, "team_id": person.team_id, "name": person.name, "deleted": False}
        # docs.slack.dev/apis/slack-connect: whoever belongs to another organisation is a stranger.
        about |= {"is_stranger": True} if person.is_stranger else {}
        return {"ok": True, "user": {**about, "real_name": person.real_name, "is_bot": False, "profile": profile}}

    def _opened(self, channel_id: str) -> dict[str, Any]:
        return {"ok": True, "no_op": True, "already_open": True, "channel": {"id": channel_id}}
