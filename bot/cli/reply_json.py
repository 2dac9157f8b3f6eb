"""A reply as JSON, the contract of `codebook ask --json` and `--jsonl`."""

from typing import Any

from bot.asking import Answer, Choice, Reply, StatementShown


def reply_json(reply: Reply) -> dict[str, Any]:
    """The reply with plain strings, numbers, lists and None; dates as year-month-day."""
    return {
        "outcome": reply.outcome.value,
        "message": reply.message,
        "restated": reply.restated,
        "answers": [_answer(answer) for answer in reply.answers],
        "choices": [_choice(choice) for choice in reply.choices],
        "missing": list(reply.missing),
        "examples": list(reply.examples),
        "next": [_choice(choice) for choice in reply.next],
        "others": [_choice(choice) for choice in reply.others],
    }


def _choice(choice: Choice) -> dict[str, str]:
    return {"entry": choice.entry, "section": choice.section, "heading": choice.heading, "ask": choice.ask}


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "entry": answer.entry,
        "section": answer.section,
        "heading": answer.heading,
        "verdict": answer.verdict,
        "statements": [_statement(statement) for statement in answer.statements],
        "conflict": answer.conflict,
        "nothing_on_file": {"reason": answer.nothing.reason, "look": answer.nothing.look} if answer.nothing else None,
        "score": answer.score,
    }


def _statement(statement: StatementShown) -> dict[str, Any]:
    decided = statement.decided_by
    return {
        "verdict": statement.verdict,
        "text": statement.text,
        "holds_for": list(statement.holds_for),
        "decided_by": {"field": decided.field, "value": decided.value, "edition": decided.edition} if decided else None,
        "source": {
            "id": statement.source.id,
            "title": statement.source.title,
            "url": statement.source.url,
            "edition": statement.source.edition,
        },
        "as_of": statement.source.as_of.isoformat(),
        "note": statement.source.note,
        "settings": list(statement.settings),
    }
