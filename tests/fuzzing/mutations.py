"""What becomes of a payload on its way: wrong types, missing and doubled fields, deep nesting, hostile texts."""

import json
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

from tests.fuzzing.choices import Choices

PLANTED = ("Zyxwina", "Quorbert", "00917733")
"""A name and a record number that must not be seen again."""

ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 10**30, float("nan"), "", " ", "0", "null", [], {}, [[]], [{}], {"": None}, [None],
    ["a"], {"id": 1}, {"id": None}, {"value": []}, {"type": "message"}, "x" * 300, "\x00", "\ud800", "Zyxwina Quorbert",
    "D0", "U0000000A1", "http://[", "1700000000.000100",
)  # fmt: skip
PIECES = (
    "38240", "26", "TC", "59", "38241", "99999", "J1100", "0042T", "modifier", "mod", "-", "/", ".", ",", "?", "and",
    "<!channel>", "<@U0CODEBOOK>", "<@U1|x>", "<http://x.example|38240>", "<tel:1|26>", "&lt;!here&gt;", "*38240*",
    "`26`", "prior auth", "units", "what is the", "can I use", "with", "help", "\u200b", "\u202e", "🙂", "３８２４０",
    "\n", "\t", "\x00", "\ud83d", "payload", "ssl_check=1", "payload=", "{", '"', "%", "%zz", "+", "&", "=",
    "&payload=1", "Zyxwina", "Quorbert", "MRN 00917733", "DOB 01/02/1970", "dob", "New York", "2025-10-01", "Q1 2026",
    "DOS", "~", "anesthesia", "(", ")", "$1,200", "38240-38243", "C92.00", "x2", "bill", "Medicare", "not", "|",
    "<", ">", "<@", "'", "\\", "#", "@", ":wave:",
)  # fmt: skip
PLACES = 1000
HUGE = (300, 2_900, 12_000, 41_000, 400_000)


def text(choices: Choices, *, huge: bool = True) -> str:
    """Any text that a person may send."""
    match choices.number(8):
        case 0:
            raw = choices.rest(choices.number(64))
            halves = choices.rest(2 * choices.number(8)).ljust(2, b"8")
            return raw.decode("utf-8", "replace") + halves[: len(halves) // 2 * 2].decode("utf-16-le", "surrogatepass")
        case 1 if huge:
            some = "".join(choices.of(PIECES) + choices.of((" ", "")) for _ in range(1 + choices.number(6)))
            return (some * (choices.of(HUGE) // len(some) + 1)) if some else ""
        case _:
            glue = choices.of((" ", " ", " ", "", "\n"))
            return glue.join(choices.of(PIECES) for _ in range(choices.number(14)))


def mutated(payload: dict[str, Any], choices: Choices, known: dict[str, list[str]]) -> dict[str, Any]:
    """The payload, changed in place by some mutations. `known` are names worth trying, by key."""
    for _ in range(1 + choices.number(4)):
        _mutate(payload, choices, known)
    return payload


def _mutate(payload: dict[str, Any], choices: Choices, known: dict[str, list[str]]) -> None:
    places = list(islice(_places(payload), PLACES))
    if not places:
        return
    holder, key = choices.of(places)
    value = holder[key]
    match choices.number(12):
        case 0 | 1 | 2:
            holder[key] = _copied(choices.of(ODD))
        case 3:
            del holder[key]
        case 4:
            holder[key] = text(choices)
        case 5:
            holder[key] = nested(value, choices)
        case 6:
            copied = _copied(value)
            holder[key] = [value, copied] if choices.once_in(2) else {"id": value, "value": copied}
        case 7:
            other, name = choices.of(places)
            # Copies, since one may hold the other.
            holder[key], other[name] = _copied(other[name]), _copied(value)
        case 8 if isinstance(value, str):
            holder[key] = _inside(value, choices, known)
        case 9:
            named = [place for place in places if place[1] in known]
            if named:
                holder, key = choices.of(named)
                holder[key] = choices.of(known[str(key)])
        case 10:
            extra = choices.of(
                ("note", "thread_ts", "bot_id", "subtype", "message", "view", "event", "user", "payload")
            )
            (holder if isinstance(holder, dict) else payload)[extra] = _copied(choices.of(ODD))
        case _:
            holder[key] = text(choices, huge=False)


def _copied(value: Any) -> Any:
    """The same once more; None of what is nested deeper than json writes."""
    try:
        return json.loads(json.dumps(value))
    except RecursionError:
        return None


def nested(value: Any, choices: Choices) -> Any:
    """The value, wrapped many times."""
    wrap = choices.of(("list", "elements", "payload"))
    for _ in range(choices.of((3, 40, 200, 400))):
        value = [value] if wrap == "list" else {wrap: [value], "type": "rich_text_list"}
    return value


def _inside(value: str, choices: Choices, known: dict[str, list[str]]) -> str:
    """A string that holds JSON is changed inside; another one gets a piece in some place."""
    try:
        found = json.loads(value)
    except ValueError:
        found = None
    if isinstance(found, dict | list):
        holder = {"_": found}
        _mutate(holder, choices, known)
        with suppress(ValueError, RecursionError):
            return json.dumps(holder.get("_"))
    at = choices.number(len(value) + 1)
    return value[:at] + choices.of(PIECES) + value[at:]


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in the tree, by its holder and key, down to where people's own payloads go."""
    waiting = [value]
    while waiting:
        holder = waiting.pop()
        keys = list(holder) if isinstance(holder, dict) else list(range(min(len(holder), 20)))
        for key in keys:
            yield holder, key
            if isinstance(holder[key], dict | list):
                waiting.append(holder[key])
