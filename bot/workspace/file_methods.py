"""files.*: uploading in three steps (docs.slack.dev/messaging/working-with-files): ask for an address, send the file
there, complete. The answer to a file whose length is not the one announced is not documented: 400 here."""

import secrets
from collections.abc import Callable
from typing import Any

from bot.workspace.content import ApiError, Content, read_content, read_list
from bot.workspace.files import UploadedFile
from bot.workspace.method import Arguments, Method, RoomMethods
from bot.workspace.people import Channel
from bot.workspace.room import Room
from bot.workspace.view_rules import refusal


class FileMethods(RoomMethods):
    """files.getUploadURLExternal, the address it gives, and files.completeUploadExternal."""

    def __init__(self, room: Room, base: Callable[[], str]) -> None:
        super().__init__(room)
        self.base = base

    @property
    def table(self) -> dict[str, Method]:
        """The methods by name."""
        return {
            "files.getUploadURLExternal": Method(self.upload_address, "files:write"),
            "files.completeUploadExternal": Method(self.complete, "files:write"),
        }

    def upload_address(self, arguments: Arguments) -> dict[str, Any]:
        name, length = str(arguments.get("filename") or ""), str(arguments.get("length") or "")
        if not name:
            raise refusal("[ERROR] missing required field: filename")
        if not length.isdecimal() or int(length) == 0:
            raise refusal("[ERROR] missing required field: length")
        file = UploadedFile(f"F{secrets.token_hex(5).upper()}", name, int(length))
        self.room.files[file.id] = file
        return {"ok": True, "upload_url": f"{self.base()}upload/v1/{file.id}", "file_id": file.id}

    def receive(self, file_id: str, content: bytes) -> dict[str, Any]:
        """Takes a file at the address that was given out for it."""
        file = self.room.files.get(file_id)
        if file is None or file.done:
            raise ApiError("file_not_found", status=404)
        if len(content) != file.length:
            raise ApiError("length_mismatch", status=400)
        file.content = content
        return {"ok": True}

    def complete(self, arguments: Arguments) -> dict[str, Any]:
        """Shares the files in a channel, as one message; without channel_id they stay private."""
        files = [self._sent(item) for item in read_list(arguments.get("files"), "invalid_arguments")]
        if not files:
            raise refusal("[ERROR] missing required field: files")
        channel = self.writable(arguments, "channel_id") if arguments.get("channel_id") else None
        thread = self.thread(arguments, channel) if channel else {}
        for file, title in files:
            file.title, file.done = title or file.name, True
        if channel is not None:
            self._share([file for file, _ in files], channel, arguments, thread)
        return {"ok": True, "files": [file.wire(self.room.app.bot_user_id, self.base()) for file, _ in files]}

    def _share(self, files: list[UploadedFile], channel: Channel, arguments: Arguments, thread: dict[str, Any]) -> None:
        told = {name: arguments.get(name) for name in ("initial_comment", "blocks")}
        if told["initial_comment"]:
            content = read_content({"text": told["initial_comment"]})
        else:
            content = read_content({"blocks": told["blocks"]}) if told["blocks"] else Content("")
        message = self.room.bot_message(
            channel,
            content,
            source="files.completeUploadExternal",
            wire_json={"files.completeUploadExternal": arguments},
            subtype="file_share",
            files=tuple(file.wire(self.room.app.bot_user_id, self.base()) for file in files),
            **thread,
        )
        for file in files:
            file.shared = ((channel.id, message.ts),)

    def _sent(self, item: Any) -> tuple[UploadedFile, str]:
        file = self.room.files.get(str(item.get("id"))) if isinstance(item, dict) else None
        if file is None or file.content is None or file.done:
            raise ApiError("file_not_found")
        return file, str(item.get("title") or "")
