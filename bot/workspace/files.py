"""Files that the app uploaded."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

PREVIEW_CHARACTERS = 600
TEXT_KINDS = {"txt": "text/plain", "csv": "text/csv", "md": "text/markdown", "json": "application/json"}
"""What is shown as text, by the end of the name."""
MORE_TEXT_KINDS = {"yaml": "text/plain", "yml": "text/plain", "tsv": "text/plain", "log": "text/plain"}


@dataclass
class UploadedFile:
    """A file from files.getUploadURLExternal on. `content` is None until it was sent, `shared` empty until the upload
    was completed: pairs of channel and ts."""

    id: str
    name: str
    length: int
    title: str = ""
    content: bytes | None = None
    shared: tuple[tuple[str, str], ...] = ()
    done: bool = False

    @property
    def filetype(self) -> str:
        """The end of the name."""
        return PurePath(self.name).suffix.lstrip(".").lower()

    @property
    def text(self) -> str | None:
        """What the file says, where it is of a kind that is shown as text."""
        if self.content is None or self.filetype not in TEXT_KINDS | MORE_TEXT_KINDS:
            return None
        return self.content.decode("utf-8", "replace")

    def wire(self, user: str, base: str) -> dict[str, Any]:
        """The file object as Slack sends it."""
        text = self.text
        mimetype = (TEXT_KINDS | MORE_TEXT_KINDS).get(self.filetype, "application/octet-stream")
        about: dict[str, Any] = {
            "id": self.id,
            "name": self.name,
            "title": self.title,
            "mimetype": mimetype,
            "user": user,
        }
        about |= {"filetype": self.filetype, "size": self.length, "mode": "hosted" if text is None else "snippet"}
        address = f"{base}files/{self.id}"
        preview = {} if text is None else {"preview": text[:PREVIEW_CHARACTERS], "lines": len(text.splitlines())}
        return {**about, "url_private": address, "permalink": address, **preview}
