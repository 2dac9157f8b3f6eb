"""The Home tab and answers in a modal: what Slack takes, whatever the book and the records hold."""

from dataclasses import replace
from typing import Any

import pytest

from bot.asking import Index, Loaded, Outcome, Reply, ask
from bot.book import load_book, starter_book
from bot.slack import words
from bot.slack.blocks import Message, draw
from bot.slack.blocks.answer_view import answer_view
from bot.slack.blocks.home import Home, LookUp, OpenGap, home_view, refusal_view
from bot.workspace.block_rules import block_faults
from bot.workspace.view_rules import read_view

HOSTILE = "<!channel> *bold* `code` <https://page.example|here> & :smile: \u202e"
LOADED = Loaded("fee schedule", "October 2025", "older than this quarter")
HOME = Home(title="A book", holds="1 entries.", command="/cpt", examples=("can I use 26 with 38240?",))


def written(view: dict[str, Any]) -> str:
    return str(view)


def heads(view: dict[str, Any]) -> list[str]:
    return [block["text"]["text"] for block in view["blocks"] if block["type"] == "header"]


def test_what_is_not_there_has_no_place() -> None:
    view = home_view(HOME)
    assert block_faults(view["blocks"], "home") == []
    assert heads(view) == [
        words.HOME_TITLE,
        words.TRY_A_QUESTION,
        words.LOOK_UPS,
        words.WHERE_TO_ASK,
        words.LOADED,
    ]
    assert words.NO_LOOK_UPS in written(view)
    assert words.TRY_A_QUESTION not in heads(home_view(replace(HOME, examples=())))


def test_experts_are_told_of_no_gaps_too() -> None:
    assert words.NO_GAPS in written(home_view(replace(HOME, gaps=())))
    view = home_view(replace(HOME, gaps=(OpenGap("38299", 3), OpenGap("38298 · payment", 1))))
    assert "• 38299: 3 times\\n• 38298 · payment: once" in written(view)


def test_an_edition_that_is_older_than_it_should_be_is_marked() -> None:
    view = home_view(replace(HOME, imported=(LOADED,), periodicals=(replace(LOADED, note=None),)))
    assert "fee schedule, edition October 2025. *Warning: older than this quarter*." in written(view)
    assert written(view).count("Warning") == 1
    assert words.IMPORTED in written(view) and words.EDITIONS_IN_BOOK in written(view)


def test_notices_stand_first() -> None:
    view = home_view(replace(HOME, notices=("An edit of 38240.yaml was refused.", "")))
    assert [block["type"] for block in view["blocks"][:3]] == ["section", "divider", "header"]
    assert view["blocks"][0]["text"]["text"] == "An edit of 38240.yaml was refused."


@pytest.mark.parametrize("text", ["x" * 5000, "&" * 5000, HOSTILE * 200, "\U0001f600" * 3000, "", " "])
def test_whatever_it_holds_slack_takes_it(text: str) -> None:
    loaded = tuple(Loaded(text, text, text) for _ in range(40))
    view = home_view(
        Home(
            title=text or "A book",
            holds=words.holds(42, 14, 28, "2026-11-28"),
            command="/cpt",
            examples=(text,) * 40,
            look_ups=tuple(LookUp(text, text) for _ in range(10)),
            imported=loaded,
            periodicals=loaded,
            gaps=tuple(OpenGap(text, times) for times in range(1, 60)),
            notices=(text,) * 60,
        )
    )
    assert block_faults(view["blocks"], "home") == []
    assert len(view["blocks"]) <= 100
    read_view(view, "home")


def test_nothing_in_it_pings_links_or_formats() -> None:
    view = home_view(replace(HOME, title=HOSTILE, look_ups=(LookUp(HOSTILE, "{}"),), notices=(HOSTILE,)))
    for block in view["blocks"]:
        if block["type"] == "section":
            assert block["text"]["verbatim"] is True
            assert not [mark for mark in ("<!channel>", "*bold*", "<https") if mark in block["text"]["text"]]


def test_who_is_refused_sees_one_sentence() -> None:
    view = refusal_view(words.STRANGER)
    assert [block["text"]["text"] for block in view["blocks"]] == [words.STRANGER]
    read_view(view, "home")


def test_a_look_up_that_no_button_can_hold_is_only_told() -> None:
    view = home_view(replace(HOME, look_ups=(LookUp("38240", "x" * 2001),)))
    (told,) = [block for block in view["blocks"] if block.get("text", {}).get("text") == "38240"]
    assert "accessory" not in told


@pytest.fixture(scope="module")
def index() -> Index:
    return Index.of(load_book(starter_book()))


@pytest.mark.parametrize(
    "question", ["can I use 26 with 38240?", "what does 38240 pay?", "38240 stuff", "38299", "help", "the weather"]
)
def test_every_kind_of_answer_fits_a_modal(index: Index, question: str) -> None:
    reply, _ = ask(question, index)
    view = answer_view(draw(reply, restate=True, tabled=False))
    assert block_faults(view["blocks"], "modal") == []
    read_view(view, "modal")


def test_a_text_without_blocks_fits_it_too() -> None:
    view = answer_view(Message(words.too_many(30)))
    assert view["blocks"][0]["text"]["text"] == words.too_many(30)
    read_view(view, "modal")
    read_view(answer_view(draw(Reply(Outcome.UNKNOWN, "", ""), tabled=False)), "modal")
