"""Codes and modifiers that are asked about and are not on file: what is on file beside them, and what lies near."""

from bot.asking.context import Context
from bot.asking.decision import Decision
from bot.asking.hearing import Heard, held_by
from bot.asking.index import Index
from bot.asking.naming import MOST_CHOICES
from bot.asking.near import near_codes
from bot.asking.reply import Outcome
from bot.book import MODIFIERS_PREFIX


def of_missing(heard: Heard, context: Context) -> Decision:
    """Refused, with sections to choose from: of the codes that are on file, or of those that could have been meant."""
    question, index = heard.question, heard.index
    near = [code for name in question.missing if len(name) != 2 for code in _near(name, index)]
    held = held_by(heard.topics)
    topic = held[0].key if held and held[0].score >= index.book.about.limits.words else None
    otherwise = "modifiers" if any(len(name) == 2 for name in question.missing) else "summary"
    known = [(code, topic or otherwise) for code in question.codes if not question.modifiers]
    pairs = [(code, MODIFIERS_PREFIX + modifier) for code in question.codes for modifier, _ in question.modifiers]
    topics = tuple(MODIFIERS_PREFIX + modifier for modifier, _ in question.modifiers) or ((topic,) if topic else ())
    choices = tuple(dict.fromkeys([*known, *pairs, *((code, "summary") for code in near)]))[:MOST_CHOICES]
    return Decision(
        Outcome.UNKNOWN_CODE,
        choices=choices,
        missing=question.missing,
        topic=topic,
        context=Context(codes=question.codes, topics=topics or context.topics, choices=choices),
    )


def _near(name: str, index: Index) -> list[str]:
    """Codes one slip away: those of the book first, then the imported ones that begin alike."""
    imported = near_codes(name, index.lexicon.imported_codes)
    alike = sorted(imported, key=lambda code: -_alike(code, name))
    return list(dict.fromkeys([*near_codes(name, index.lexicon.codes), *alike]))


def _alike(code: str, typed: str) -> int:
    """How many signs at the start are the same."""
    return next((place for place, (a, b) in enumerate(zip(code, typed, strict=False)) if a != b), len(typed))
