from bot.asking.reply import Answer, Choice, Outcome, Reply
from bot.slack.blocks import Message, draw

CHOICES = (Choice("38240", "payment", "38240: payment", "payment for 38240"),)


def shown(message: Message) -> list[str]:
    return [block["text"]["text"] for block in message.blocks]


def test_missing_codes_are_named_and_near_ones_offered_without_content() -> None:
    message = draw(Reply(Outcome.UNKNOWN_CODE, "", "", choices=CHOICES, missing=("38244", "22")))
    assert shown(Message(message.text, message.blocks[:-1])) == [
        "Not in the book: 38244, 22.",
        "These are in the book:",
    ]
    assert message.text == (
        "Not in the book: 38244, 22.\nThese are in the book:\n1. 38240: payment: ask “payment for 38240”"
    )
    assert [button["text"]["text"] for button in message.blocks[-1]["elements"]] == ["38240: payment"]


def test_missing_codes_are_not_named_twice() -> None:
    message = draw(Reply(Outcome.UNKNOWN_CODE, "38244 is not in the book.", "", missing=("38244", "22")))
    assert shown(message) == ["38244 is not in the book.\nNot in the book: 22."]


def test_what_is_not_on_file_says_why_and_where_to_look(nothing_on_file: Answer) -> None:
    message = draw(Reply(Outcome.UNAVAILABLE, "", "", answers=(nothing_on_file,)))
    assert message.text == ("Not on file: 38240: payers\nNo payer publishes it.\nWhere to look: The payer's portal.")


def test_help_shows_examples() -> None:
    message = draw(Reply(Outcome.HELP, "I look up codes.", "", examples=("26 with 38240?", "what is TC")))
    assert shown(message) == ["I look up codes.", "Try for example:\n• 26 with 38240?\n• what is TC"]


def test_every_outcome_has_words_of_its_own() -> None:
    for outcome in Outcome:
        message = draw(Reply(outcome, "", ""))
        assert len(message.text.split()) >= 5
        assert shown(message) == [message.text]
