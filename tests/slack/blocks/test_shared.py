"""A reply that was shared: the same blocks below who shared it, within Slack's limits, and nobody else is told."""

from collections.abc import Callable
from dataclasses import replace

from bot.asking import Answer, Reply
from bot.slack import words
from bot.slack.blocks import Message, Offers, after_sharing, draw, shared_message

OFFERS = Offers("a1b2", share=True, feedback=True)


def test_all_see_the_same_blocks_below_who_shared_it(
    reply_of_26: Reply, slack_faults: Callable[[Message], list[str]]
) -> None:
    message = shared_message(reply_of_26, "U1", OFFERS)
    opening = "Shared by <@U1> · Asked about: 38240 · modifier 26"
    drawn = draw(reply_of_26, offers=replace(OFFERS, share=False))
    assert message.blocks[0]["elements"][0]["text"] == opening
    assert (message.text, message.blocks[1:]) == (f"{opening}\n{drawn.text}", drawn.blocks)
    assert slack_faults(message) == []


def test_who_shared_it_is_said_though_the_end_is_cut(
    reply_of_26: Reply, answer_of_26: Answer, slack_faults: Callable[[Message], list[str]]
) -> None:
    statement = replace(answer_of_26.statements[0], text="Not split into parts. " * 200)
    answer = replace(answer_of_26, statements=(statement,) * 4)
    message = shared_message(replace(reply_of_26, answers=(answer,) * 8), "U1", OFFERS)
    assert message.text.startswith("Shared by <@U1>") and "<@U1>" in str(message.blocks[0])
    assert words.CUT in message.text and words.CUT in str(message.blocks[-1])
    assert slack_faults(message) == slack_faults(message.without_blocks()) == []


def test_what_was_asked_about_tells_nobody(reply_of_26: Reply) -> None:
    message = shared_message(replace(reply_of_26, restated="<!channel> <@U2>"), "U1", OFFERS)
    assert "&lt;!channel&gt; &lt;@U2&gt;" in message.text
    assert message.text.count("<@") == str(message.blocks).count("<@") == 1


def test_without_anything_restated_it_says_who_alone(reply_of_26: Reply) -> None:
    message = shared_message(replace(reply_of_26, restated=""), "U1", OFFERS)
    assert message.blocks[0]["elements"][0]["text"] == "Shared by <@U1>"


def test_the_private_reply_says_where_it_was_shared(
    reply_of_26: Reply, slack_faults: Callable[[Message], list[str]]
) -> None:
    before = draw(reply_of_26, restate=True, offers=OFFERS)
    for offers, line in (
        (OFFERS, words.SHARED_HERE),
        (replace(OFFERS, thread_ts="1700000000.000100"), words.SHARED_IN_THREAD),
    ):
        after = after_sharing(reply_of_26, offers)
        assert after.text == f"{before.text}\n{line}"
        assert [block["type"] for block in after.blocks[-3:]] == ["context", "context", "context_actions"]
        assert line in str(after.blocks[-2]) and words.SHARE not in str(after.blocks)
        assert slack_faults(after) == []
