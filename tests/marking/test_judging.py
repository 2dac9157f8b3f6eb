"""What a reply is worth, for each outcome that can be wanted."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.asking import Answer, Choice, Outcome, Reply
from bot.marking import Mark, judge, read_labelled

RIGHT, MISSED = Mark(True, False, False), Mark(False, False, False)


def reply(outcome: str, shown: str = "", offered: str = "", missing: str = "") -> Reply:
    """A reply with sections such as "38240/units 26/meaning"."""
    answers = [place.split("/", 1) for place in shown.split()]
    choices = [place.split("/", 1) for place in offered.split()]
    return Reply(
        outcome=Outcome(outcome),
        message="",
        restated="",
        answers=tuple(Answer(entry, section, "", None, (), None, None, 1.0) for entry, section in answers),
        choices=tuple(Choice(entry, section, "", "") for entry, section in choices),
        missing=tuple(missing.split()),
    )


def gold(places: str) -> list[dict[str, str]]:
    return [dict(zip(("entry", "section"), place.split("/", 1), strict=False)) for place in places.split()]


@pytest.mark.parametrize(
    ("labels", "given", "mark"),
    [
        ({"outcome": "answer", "expected": "38240/units"}, reply("answer", "38240/units"), RIGHT),
        ({"outcome": "answer", "expected": "38240/units"}, reply("unavailable", "38240/units"), RIGHT),
        ({"outcome": "answer", "expected": "38240/units"}, reply("answer", "38240/units 38240/payment"), RIGHT),
        (
            {"outcome": "answer", "expected": "38240/units"},
            reply("answer", "38240/units 38240/payment 38240/payers"),
            MISSED,
        ),
        ({"outcome": "answer", "expected": "38240/units"}, reply("answer", "38240/payment"), MISSED),
        ({"outcome": "answer", "expected": "38240/units"}, reply("choose", offered="38240/units"), MISSED),
        (
            {"outcome": "answer", "expected": "38240/units"},
            reply("answer", "38241/units"),
            Mark(False, True, False),
        ),
        (
            {"outcome": "answer", "expected": "38240/units"},
            reply("answer", "38240/units 38241/units"),
            Mark(False, True, False),
        ),
        (
            {"outcome": "answer", "expected": "38240/units", "accept": "38240/payment"},
            reply("answer", "38240/payment"),
            RIGHT,
        ),
        (
            {"outcome": "answer", "expected": "38240/units 26/meaning", "accept": "38240/payment"},
            reply("answer", "38240/payment"),
            MISSED,
        ),
        (
            {"outcome": "answer", "expected": "26/meaning TC/meaning", "match": "any"},
            reply("answer", "TC/meaning"),
            RIGHT,
        ),
        ({"outcome": "unavailable", "expected": "38240"}, reply("unavailable", "38240/payment"), RIGHT),
        ({"outcome": "unavailable", "expected": "38240"}, reply("unavailable"), RIGHT),
        ({"outcome": "unavailable", "expected": "38240"}, reply("answer", "38240/payment"), MISSED),
        ({"outcome": "unknown-code", "missing": "38244"}, reply("unknown-code", missing="38244 GC"), RIGHT),
        ({"outcome": "unknown-code", "missing": "38244 GC"}, reply("unknown-code", missing="38244"), MISSED),
        ({"outcome": "unknown-code", "missing": "38244"}, reply("unknown"), MISSED),
        (
            {"outcome": "unknown-code", "missing": "38244"},
            reply("unknown-code", "38240/units", missing="38244"),
            Mark(False, True, True),
        ),
        (
            {"outcome": "unknown-code", "missing": "38244"},
            reply("unknown-code", "26/meaning", missing="38244"),
            RIGHT,
        ),
        ({"outcome": "unknown"}, reply("unknown"), RIGHT),
        ({"outcome": "unknown"}, reply("help"), MISSED),
        ({"outcome": "unknown"}, reply("answer", "26/meaning"), Mark(False, False, True)),
        ({"outcome": "help"}, reply("help"), RIGHT),
        (
            {"outcome": "choose", "expected": "38240/units 38241/units"},
            reply("choose", offered="38240/payment 38241/payment"),
            RIGHT,
        ),
        (
            {"outcome": "choose", "expected": "38240/units 38240/payment"},
            reply("choose", offered="38240/units 38240/payers"),
            MISSED,
        ),
        (
            {"outcome": "choose", "expected": "38240/units"},
            reply("choose", offered=" ".join(f"38240/topic{n}" for n in range(9))),
            MISSED,
        ),
        ({"outcome": "unknown", "accept_outcomes": ["help"]}, reply("help"), RIGHT),
        (
            {"outcome": "answer", "expected": "38240/units", "accept_outcomes": ["choose"]},
            reply("choose", offered="38240/payment"),
            RIGHT,
        ),
        (
            {"outcome": "choose", "expected": "26/meaning TC/meaning", "accept_outcomes": ["answer"]},
            reply("answer", "TC/meaning"),
            RIGHT,
        ),
    ],
)
def test_a_reply_is_worth_what_the_labels_say(tmp_path: Path, labels: dict[str, Any], given: Reply, mark: Mark) -> None:
    asked = {"id": "q", "q": "?", **labels}
    for name in ("expected", "accept"):
        asked[name] = gold(labels.get(name, ""))
    asked["missing"] = labels.get("missing", "").split()
    path = tmp_path / "questions.yaml"
    path.write_text(yaml.safe_dump({"questions": [asked]}), encoding="utf-8")
    (question,) = read_labelled([path])
    assert judge(question, given) == mark
    assert not judge(question, replace(given, answers=reply("answer", "99999/x").answers)).right
