from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.asking.reply import Answer, Outcome, Reply
from bot.book.fields import Verdict
from bot.slack.blocks import Message, draw


def texts(message: Message) -> list[str]:
    return [
        block["text"]["text"] if block["type"] == "section" else block["elements"][0]["text"]
        for block in message.blocks
        if block["type"] != "divider"
    ]


def test_the_verdict_comes_first_then_each_source_then_the_disagreement(reply_of_26: Reply) -> None:
    message = draw(reply_of_26)
    assert [(block["type"], text) for block, text in zip(message.blocks, texts(message), strict=True)] == [
        (
            "section",
            "✕ *No* for Medicare (PC/TC indicator 0, edition October 2025)\n*38240 with modifier 26*\n"
            "Not split into parts.",
        ),
        (
            "context",
            "Source: <https://cms.example/pfs?a=1&amp;b=2|Medicare fee schedule>, "
            "edition October 2025, as of 2025-10-01",
        ),
        ("section", "◔ *Rarely*\nThe page calls it rare."),
        ("context", "Source: A page, as of 2026-11-23"),
        ("section", "*Medicare says no; the page says rarely.*"),
    ]


def test_the_text_alone_says_the_same(reply_of_26: Reply) -> None:
    assert draw(reply_of_26).text.split("\n") == [
        "✕ No for Medicare (PC/TC indicator 0, edition October 2025)",
        "38240 with modifier 26",
        "Not split into parts.",
        "Source: Medicare fee schedule, edition October 2025, as of 2025-10-01",
        "◔ Rarely",
        "The page calls it rare.",
        "Source: A page, as of 2026-11-23",
        "Medicare says no; the page says rarely.",
    ]


@pytest.mark.parametrize(
    ("verdict", "opening"),
    [
        (Verdict.YES, "✓ *Yes* for Medicare"),
        (Verdict.NO, "✕ *No* for Medicare"),
        (Verdict.RARELY, "◔ *Rarely* for Medicare"),
        (Verdict.WITH_DOCUMENTATION, "◕ *With documentation* for Medicare"),
        (Verdict.DO_NOT_APPEND, "⊘ *Do not append* for Medicare"),
        (Verdict.DEPENDS, "◐ *It depends* for Medicare"),
        (Verdict.UNKNOWN, "? *Not known* for Medicare"),
        (None, "For Medicare"),
    ],
)
def test_each_verdict_is_a_word(answer_of_26: Answer, verdict: Verdict | None, opening: str) -> None:
    statement = replace(answer_of_26.statements[0], verdict=verdict, decided_by=None)
    answer = replace(answer_of_26, verdict=verdict, statements=(statement,), conflict=None)
    shown = texts(draw(Reply(Outcome.ANSWER, "", "", (answer,))))[0]
    assert shown == f"{opening}\n*38240 with modifier 26*\nNot split into parts."


def test_a_slash_reply_restates_the_codes(reply_of_26: Reply) -> None:
    message = draw(reply_of_26, restate=True)
    assert texts(message)[-1] == "You asked about: 38240 · modifier 26"
    assert message.text.endswith("\nYou asked about: 38240 · modifier 26")
    assert message.text.startswith("✕ No for Medicare")


def test_several_answers_are_ruled_off(answer_of_26: Answer, nothing_on_file: Answer) -> None:
    message = draw(Reply(Outcome.ANSWER, "Ask again without the name.", "", (answer_of_26, nothing_on_file)))
    kinds = [block["type"] for block in message.blocks]
    assert kinds.count("divider") == 1
    after = message.blocks[kinds.index("divider") + 1]["text"]["text"]
    assert after == "*Not on file* · 38240: payers\nNo payer publishes it.\nWhere to look: The payer's portal."
    assert texts(message)[0].startswith("✕ *No*")
    assert texts(message)[-1] == "Ask again without the name."


def test_a_long_text_is_parted_at_paragraphs(
    answer_of_26: Answer, slack_faults: Callable[[Message], list[str]]
) -> None:
    paragraphs = [f"Paragraph {number} " + "word " * 150 for number in range(8)]
    statement = replace(answer_of_26.statements[0], text="\n\n".join(paragraphs), decided_by=None)
    message = draw(
        Reply(Outcome.ANSWER, "", "", (replace(answer_of_26, statements=(statement,), conflict=None),)), whole=True
    )
    assert slack_faults(message) == []
    shown = texts(message)[:-1]
    assert len(shown) == 3
    assert all(part.startswith(("Paragraph", "✕ *No*")) and part.endswith("word") for part in shown)
    assert sum(part.count("Paragraph") for part in shown) == 8


def test_a_reply_that_is_too_long_says_that_it_was_cut(
    answer_of_26: Answer, slack_faults: Callable[[Message], list[str]]
) -> None:
    statement = replace(answer_of_26.statements[0], text="All of it. " * 3000)
    message = draw(Reply(Outcome.ANSWER, "", "", (replace(answer_of_26, statements=(statement,) * 30),)))
    assert slack_faults(message) == []
    cut = "The rest did not fit into one Slack message. Ask about one code and one topic at a time to read it whole."
    assert texts(message)[-1] == cut
    assert message.text.endswith(f"\n{cut}")


def test_an_edition_that_has_passed_is_warned_of_in_its_source_line(answer_of_26: Answer) -> None:
    first, second = answer_of_26.statements
    old = replace(first, source=replace(first.source, note="older than this quarter"))
    message = draw(Reply(Outcome.ANSWER, "", "", (replace(answer_of_26, statements=(old, second)),)))
    assert texts(message)[1].endswith("as of 2025-10-01. *Warning: older than this quarter*.")
    assert "as of 2025-10-01. Warning: older than this quarter.\n" in message.text
    assert "Warning" not in texts(message)[3]


def test_a_long_text_is_cut_at_a_paragraph_with_a_button_for_all_of_it(answer_of_26: Answer) -> None:
    paragraphs = [f"Paragraph {number}. " + "Word. " * 60 for number in range(5)]
    statement = replace(answer_of_26.statements[0], text="\n\n".join(paragraphs))
    reply = Reply(Outcome.ANSWER, "", "", (replace(answer_of_26, statements=(statement,), conflict=None),))
    message = draw(reply)
    assert message.blocks[0]["text"]["text"].endswith("Word. …")
    assert message.blocks[0]["text"]["text"].count("Paragraph") == 2
    (button,) = message.blocks[-1]["elements"]
    assert (button["action_id"], button["text"]["text"]) == ("show_all", "Show all")
    assert button["value"] == '["38240","modifiers/26"]'
    assert message.text.count("Paragraph") == 5
    whole = draw(reply, whole=True)
    assert whole.blocks[0]["text"]["text"].count("Paragraph") == 5
    assert [block["type"] for block in whole.blocks] == ["section", "context"]


def test_rows_are_a_table_and_the_text_alone_says_the_same(answer_of_26: Answer) -> None:
    rows = (("Verdict", "Modifiers"), ("✕ No", "26, TC"))
    said = replace(
        answer_of_26.statements[1], verdict=None, text="By rule. No: 26, TC.", table=rows, above_table="By rule."
    )
    answer = replace(answer_of_26, statements=(said,), conflict=None)
    message = draw(Reply(Outcome.ANSWER, "", "", (answer,)))
    assert [block["type"] for block in message.blocks] == ["section", "table", "context"]
    assert message.blocks[0]["text"]["text"] == "*38240 with modifier 26*\nBy rule."
    assert [[cell["text"] for cell in row] for row in message.blocks[1]["rows"]] == [list(row) for row in rows]
    assert "By rule. No: 26, TC." in message.text
    two = draw(Reply(Outcome.ANSWER, "", "", (answer, replace(answer, heading="Another"))))
    kinds = [block["type"] for block in two.blocks]
    assert kinds == ["section", "table", "context", "divider", "section", "context"]
    assert two.blocks[4]["text"]["text"] == "*Another*\nBy rule. No: 26, TC."


def test_rows_that_slack_does_not_take_are_told_as_text(answer_of_26: Answer) -> None:
    for rows in (
        (("A", "B"),),
        (("A", "B"), ("1",)),
        (("A",), (" ",)),
        (("A",), *[("1",)] * 100),
        (("A",), ("x" * 5001,)),
    ):
        said = replace(answer_of_26.statements[1], table=rows, above_table="Above.")
        message = draw(Reply(Outcome.ANSWER, "", "", (replace(answer_of_26, statements=(said,)),)))
        assert "table" not in [block["type"] for block in message.blocks] and "Above." not in texts(message)[0]
