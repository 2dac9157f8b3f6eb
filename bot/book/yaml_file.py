"""One YAML file as plain strings, lists and mappings, with the line of every part.

Every scalar stays the text that was typed, so that a code such as 00100 or an indicator such as 000 can never become a
number (YAML 1.1 reads them as 64 and 0). Text typed without quotes is marked, so that the schema can ask for them.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import yaml

from bot.book.faults import Fault, Place

# No book needs more levels, and a hostile file must not exhaust the stack. (libyaml itself stops at 1,000.)
DEEPEST_NESTING = 40
LARGEST_FILE = 4 * 1024 * 1024

Yaml: TypeAlias = "str | list[Yaml] | dict[str, Yaml] | None"


class Unquoted(str):
    """Text typed without quotation marks."""

    __slots__ = ()


@dataclass(frozen=True)
class YamlFile:
    """What a file says, and on which line each part of it stands."""

    path: Path
    value: Yaml
    lines: dict[Place, int] = field(repr=False)

    def line(self, place: Place) -> int:
        """The line of a part, or of the nearest part around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def at(self, *place: str | int) -> Yaml:
        """The part at a place, or None where there is none."""
        found: Yaml = self.value
        for part in place:
            if isinstance(found, dict) and isinstance(part, str):
                found = found.get(part)
            elif isinstance(found, list) and isinstance(part, int) and part < len(found):
                found = found[part]
            else:
                return None
        return found

    def fault(self, place: Place, what: str, mend: str) -> Fault:
        """A fault at a part of this file."""
        return Fault(self.path, self.line(place), what, mend, place)


def read_yaml_file(path: Path) -> tuple[YamlFile | None, list[Fault]]:
    """The file's content, or None where nothing of it could be used, and the faults found in reading it."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, [Fault(path, 0, f"cannot be read ({error.strerror})", "give the bot's user permission to read it")]
    if len(data) > LARGEST_FILE:
        return None, [Fault(path, 0, "is larger than 4 MiB", "split it into one file an entry")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, [Fault(path, line, "is not UTF-8 text", "save the file with the encoding UTF-8")]
    return parse_yaml(path, text)


def parse_yaml(path: Path, text: str) -> tuple[YamlFile | None, list[Fault]]:
    """A file's text, as `read_yaml_file` returns it."""
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        return None, [Fault(path, line, f"is not valid YAML ({error.problem or error.context})", _mend(error))]
    except yaml.YAMLError as error:
        line = text.count("\n", 0, getattr(error, "position", 0)) + 1
        return None, [Fault(path, line, "holds a character that YAML does not allow", "remove control characters")]
    if root is None:
        return None, [Fault(path, 1, "is empty", "write the entry, or delete the file")]
    reading = _Reading(path)
    value = reading.value(root, ())
    return YamlFile(path, value, reading.lines), reading.faults


def _mend(error: yaml.MarkedYAMLError) -> str:
    problem = f"{error.problem} {error.context}"
    if "\\t" in problem or "cannot start any token" in problem:
        return "indent with spaces, not tabs, and quote text that starts with a sign"
    if "mapping values are not allowed" in problem:
        return "put text that holds a colon in quotes"
    if "nesting depth" in problem:
        return "write it with fewer levels"
    if "expected a single document" in problem:
        return "keep one entry a file and remove the line ---"
    return "look at the line's indentation, quotes and brackets, and at the line before it"


class _Reading:
    """Turns nodes into plain values, noting lines and faults on the way."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: dict[Place, int] = {}
        self.faults: list[Fault] = []
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, place: Place) -> Yaml:
        self.lines.setdefault(place, node.start_mark.line + 1)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if len(place) > DEEPEST_NESTING:
            self._fault(node, "is nested too deeply", "write it with fewer levels")
            return None
        if id(node) in self._seen:  # an alias: the same node a second time
            self._fault(node, "uses a YAML alias (*name)", "write the text out where it is needed")
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*place, n)) for n, item in enumerate(node.value)]
        return self._mapping(node, place)

    def _scalar(self, node: yaml.ScalarNode) -> Yaml:
        text = str(node.value)
        if node.style in {"'", '"', "|", ">"}:
            return text
        if text in {"", "~", "null"}:
            return None
        return Unquoted(text)

    def _mapping(self, node: yaml.Node, place: Place) -> dict[str, Yaml]:
        mapping: dict[str, Yaml] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._fault(key_node, "has a list or mapping as a key", "use a word as the key")
                continue
            key = str(key_node.value)
            if key in mapping:
                self._fault(key_node, f"has the key {key!r} twice", "keep one of them")
                continue
            self.lines[(*place, key)] = key_node.start_mark.line + 1
            mapping[key] = self.value(value_node, (*place, key))
        return mapping

    def _fault(self, node: yaml.Node, what: str, mend: str) -> None:
        self.faults.append(Fault(self.path, node.start_mark.line + 1, what, mend))
