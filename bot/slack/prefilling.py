"""What the form of a proposal holds at first."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.asking.index import Index
from bot.asking.plain_text import plain_text
from bot.asking.reading import read
from bot.book import MODIFIERS_PREFIX
from bot.slack.blocks.proposal import Prefilled


def from_message(written: str, index: Index) -> Prefilled:
    """The text of a message, as Slack delivers it, without markup; and what it is about where that is one code, or one
    modifier and no code."""
    question = read(written, index.lexicon, date.today())
    codes, modifiers = question.codes or question.missing, [modifier for modifier, _ in question.modifiers]
    found = _about(codes, modifiers if len(modifiers) == 1 else [], ()) if len(codes) < 2 else Prefilled()
    return replace(found, text=plain_text(written))


def from_request(value: object) -> Prefilled:
    """What a request is about, by the value of its button: {"codes": [...], "modifiers": [...], "topics": [...]}.
    Nothing where it is no such value."""
    try:
        known = json.loads(value) if isinstance(value, str) else None
    except (ValueError, RecursionError):
        known = None
    if not isinstance(known, dict):
        return Prefilled()
    return _about(*(_texts(known.get(name)) for name in ("codes", "modifiers", "topics")))


def _texts(found: object) -> list[str]:
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def _about(codes: Sequence[str], modifiers: Sequence[str], topics: Sequence[str]) -> Prefilled:
    """The first code, with the first modifier or topic; or the first modifier, with the first topic."""
    entry, topic = next(iter([*codes, *modifiers]), ""), next(iter(topics), "")
    return Prefilled(entry, MODIFIERS_PREFIX + modifiers[0] if codes and modifiers else topic)
