"""Pydantic's errors as faults of a file, in words for people who write YAML."""

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from rapidfuzz import process

from bot.book.faults import Fault, Place
from bot.book.fields import Model
from bot.book.yaml_file import YamlFile

_MENDS = {
    r"^([0-9]{4}[0-9A-Z]|[A-Z][0-9]{4})$": 'write five digits ("38240"), or four with a letter ("0001F", "J1442")',
    r"^[0-9A-Z]{2}$": 'write the two signs of a modifier in quotes ("26", "TC")',
    r"^[0-9A-Z]{0,3}$": 'write the indicator as the file prints it ("0", "XXX", "090")',
    r"^[0-9]+\.[0-9]{2}$": 'write relative value units with two decimals ("4.00")',
    r"^[a-z][a-z0-9-]{2,60}$": "write a name of small letters, digits and hyphens",
}
_WANTED = {
    "string_type": "text",
    "tuple_type": "a list (lines that start with -)",
    "dict_type": "a mapping (lines of key: value)",
    "model_type": "a mapping (lines of key: value)",
    "bool_parsing": "true or false",
    "float_parsing": "a number",
    "date_from_datetime_parsing": "a date as year-month-day",
    "date_parsing": "a date as year-month-day",
    "url_parsing": "a web address (https://...)",
    "url_scheme": "a web address (https://...)",
}


def schema_faults(file: YamlFile, model: type[Model], error: ValidationError) -> list[Fault]:
    """One fault for each error, at the line of the part that is wrong."""
    found = error.errors()
    # A list whose items are wrong counts as too short, too: only the items are at fault.
    inside = {details["loc"][:depth] for details in found for depth in range(len(details["loc"]))}
    return [
        _fault(file, model, details)
        for details in found
        if details["type"] != "too_short" or details["loc"] not in inside
    ]


def nearest(word: str, known: list[str]) -> str | None:
    """The known word that a typing slip most likely meant, or None."""
    found = process.extractOne(word, known, score_cutoff=60)
    return found[0] if found else None


def did_you_mean(word: str, known: list[str], otherwise: str) -> str:
    """How to mend an unknown word: the nearest known one, or what to do where none is near."""
    near = nearest(word, known)
    return f"did you mean {near}? Known are: {_listed(known)}" if near else otherwise


def _listed(words: list[str]) -> str:
    return ", ".join(words[:12]) + (" ..." if len(words) > 12 else "")


def _fault(file: YamlFile, model: type[Model], details: ErrorDetails) -> Fault:
    place: Place = tuple(details["loc"])
    name = path_in_words(place)
    kind, context = details["type"], details.get("ctx", {})
    if kind == "extra_forbidden":
        known = _keys_beside(model, place[:-1])
        return file.fault(
            place, f"unknown key {place[-1]!r}", did_you_mean(str(place[-1]), known, f"use one of: {_listed(known)}")
        )
    if kind == "missing":
        return file.fault(place, f"{name} is missing", f"write {place[-1]}: ...")
    if kind in _WANTED:
        return file.fault(place, f"{name} is not {_WANTED[kind]}", f"write {_WANTED[kind]}")
    if kind == "string_pattern_mismatch":
        return file.fault(place, f"{name} {details['input']!r} has the wrong form", _MENDS[str(context["pattern"])])
    if kind in {"enum", "literal_error"}:
        expected = str(context.get("expected"))
        return file.fault(place, f"{name} {details['input']!r} is not known", f"write one of: {expected}")
    if kind == "string_too_long":
        limit = context["max_length"]
        return file.fault(place, f"{name} is longer than {limit} characters", "shorten it")
    if kind in {"string_too_short", "too_short"}:
        return file.fault(place, f"{name} is empty", "write it, or remove the key")
    what, _, mend = str(context.get("error", details["msg"])).partition("; ")
    return file.fault(place, f"{name}: {what}" if name else what, mend or "look at knowledge/README.md for its form")


def path_in_words(place: Place) -> str:
    """A place as an author would name it: "sections / payment / statements, item 2 / source"."""
    text = ""
    for part in place:
        text += f", item {part + 1}" if isinstance(part, int) else f" / {part}" if text else part
    return text


def _keys_beside(model: type[Model], place: Place) -> list[str]:
    """The keys that the schema knows at a place."""
    current: object = model
    for part in place:
        fields = getattr(current, "model_fields", None)
        annotation = fields[part].annotation if fields and part in fields else current
        current = _model_in(annotation)
    return list(getattr(current, "model_fields", {}))


def _model_in(annotation: object) -> object:
    """The model inside an annotation such as dict[str, Section] or tuple[Statement, ...] | None."""
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _model_in(argument)
        if found is not None:
            return found
    return None
