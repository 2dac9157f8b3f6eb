"""From any text to a Slack message: nothing raises, every limit holds, and nothing of the text comes out live."""

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.asking import NO_CONTEXT, Index, ask
from bot.book import load_book, starter_book
from bot.slack.blocks import Message, draw

INDEX = Index.of(load_book(starter_book()))
PIECES = """
38240 26 TC 59 38241 99999 J1100 0042T modifier mod - / . , ? <!channel> <@U1> <http://x.example|38240> <tel:1|26>
&lt;!here&gt; *38240* `26` _TC_ ~no~ prior auth units what is the 38240-38243 \u200b \u202e 🙂 ３８２４０ help 2
"""
TEXTS = st.text(max_size=300) | st.lists(st.sampled_from(PIECES.split()), max_size=60).map(" ".join)
LIVE = re.compile(r"<(?!https?://[^\s<>|]+\|[^<>|]*>)")


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(text=TEXTS, restate=st.booleans())
@example(text=" ".join(f"{code:05d}" for code in range(10_000, 12_000)), restate=True)
@example(text="38240 " * 4000, restate=True)
@example(text="<" * 12_000, restate=False)
def test_any_text_is_drawn_within_slacks_limits(
    slack_faults: Callable[[Message], list[str]], text: str, restate: bool
) -> None:
    reply, _ = ask(text, INDEX, NO_CONTEXT)
    message = draw(reply, restate=restate)
    assert slack_faults(message) == []
    marked = [block for block in message.blocks if block["type"] != "actions"]
    shown = [part["text"] for block in marked for part in [block.get("text"), *block.get("elements", ())] if part]
    assert shown
    assert not any(LIVE.search(markup) for markup in shown)
    assert "<" not in message.text


@pytest.mark.parametrize("id", list(INDEX.book.entries))
def test_every_section_of_the_starter_book_is_drawn_whole(
    slack_faults: Callable[[Message], list[str]], id: str
) -> None:
    for topic in INDEX.book.topic_ids(INDEX.book.entries[id].kind):
        reply, _ = ask(INDEX.book.topics.topics[topic].ask.format(entry=id), INDEX)
        message = draw(reply, restate=True)
        assert slack_faults(message) == []
        assert "did not fit" not in message.text
        for answer in reply.answers:
            for statement in answer.statements:
                assert statement.source.as_of.isoformat() in message.text
