"""The folder of proposals: one file each, whole or not there at all."""

import os
import re
import secrets
from datetime import date
from pathlib import Path

from bot.book.proposal import Fragment


def keep_fragment(folder: Path, fragment: Fragment, on: date) -> Path:
    """Writes the fragment into the folder, which is made where it is missing, and returns the file.

    Raises OSError where it cannot; then nothing of it stays.
    """
    name = "-".join(re.sub(r"[^A-Za-z0-9]+", "-", part) for part in (fragment.entry, fragment.topic))
    path = folder / f"{on.isoformat()}-{name}-{secrets.token_hex(3)}.yaml"
    folder.mkdir(parents=True, exist_ok=True)
    beginning = path.with_name(f".{path.name}.part")
    try:
        with beginning.open("x", encoding="utf-8") as file:
            file.write(fragment.text)
            file.flush()
            os.fsync(file.fileno())
        beginning.replace(path)
    finally:
        beginning.unlink(missing_ok=True)
    return path
