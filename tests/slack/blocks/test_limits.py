"""Whatever the book and the core say, Slack takes the message."""

import re
from collections.abc import Callable
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

from bot.asking.reply import Answer, Choice, Citation, Decision, NothingOnFile, Outcome, Reply, StatementShown
from bot.book.fields import Verdict
from bot.slack.blocks import Message, draw

words = st.text("ab *_~`<>&:@!#|\n\u200b😀\x00é", max_size=60) | st.text(max_size=30)
long = st.builds(lambda text, times: text * times, words, st.sampled_from([1, 1, 1, 20, 300]))
urls = st.none() | words | words.map(lambda path: f"https://x.example/{path}")
citations = st.builds(Citation, words, long, urls, st.none() | words, st.dates(date(1990, 1, 1), date(2100, 1, 1)))
verdicts = st.none() | st.sampled_from(Verdict)
decisions = st.none() | st.builds(Decision, long, long, words)
holders = st.lists(long, max_size=7).map(tuple)
tables = st.lists(st.lists(words, min_size=1, max_size=3).map(tuple), max_size=4).map(tuple)
statements = st.builds(
    StatementShown, verdicts, long, citations, holders, decisions, table=tables, above_table=st.none() | words
)
nothing = st.none() | st.builds(NothingOnFile, long, st.none() | long)
answers = st.builds(
    Answer,
    entry=words,
    section=st.none() | words,
    heading=long,
    verdict=verdicts,
    statements=st.lists(statements, max_size=4).map(tuple),
    conflict=st.none() | long,
    nothing=nothing,
    score=st.floats(0, 1),
)
choices = st.lists(st.builds(Choice, words, words, long, long), max_size=12).map(tuple)
replies = st.builds(
    Reply,
    outcome=st.sampled_from(list(Outcome)),
    message=long,
    restated=long,
    answers=st.lists(answers, max_size=3).map(tuple),
    choices=choices,
    missing=st.lists(long, max_size=30).map(tuple),
    examples=st.lists(long, max_size=12).map(tuple),
    next=choices,
    others=choices,
)

LIVE = re.compile(r"<(?!https?://[^\s<>|]+\|[^<>|]*>)")


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(reply=replies, restate=st.booleans())
def test_every_reply_keeps_every_limit(
    slack_faults: Callable[[Message], list[str]], reply: Reply, restate: bool
) -> None:
    message = draw(reply, restate=restate)
    for shown in (message, message.without_blocks(), message.preceded_by("A notice.")):
        assert slack_faults(shown) == []
        for block in shown.blocks:
            parsed = Block.parse(block)
            assert parsed is not None
            parsed.validate_json()
            if block["type"] in {"actions", "table"}:
                continue  # what a button says is no markup
            for text in [block.get("text"), *block.get("elements", ())]:
                assert text is None or not LIVE.search(text["text"])
        assert "<" not in shown.text
