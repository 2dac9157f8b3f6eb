"""What a person does with a fragment: reads its comments, and pastes each part where they say."""

import re
from pathlib import Path


def merge(fragment: str, folder: Path) -> None:
    """Puts every part of the fragment into the files of a book, as text."""
    for part in fragment.split("\n---\n"):
        found = re.search(r"^# (\S+), (?:under (.+)|a new file)$", part, re.MULTILINE)
        assert found is not None
        lines = [line for line in part.rstrip("\n").split("\n") if not line.startswith("#")]
        path = folder / found[1]
        if found[2] is None:
            assert not path.exists()
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        else:
            _paste(path, re.findall(r"(\S+):(?: |$)", found[2]), lines)


def _paste(path: Path, under: list[str], added: list[str]) -> None:
    """Adds lines at the end of what stands below these keys, each of them two further in than the one before."""
    lines = path.read_text(encoding="utf-8").splitlines()
    start, end = 0, len(lines)
    for depth, key in enumerate(under):
        start = next(n for n in range(start, end) if lines[n].rstrip() == f"{'  ' * depth}{key}:") + 1
        outside = re.compile(rf" {{0,{2 * depth}}}[^ ]")
        end = next((n for n in range(start, end) if outside.match(lines[n])), end)
    path.write_text("\n".join([*lines[:end], *added, *lines[end:]]) + "\n", encoding="utf-8")
