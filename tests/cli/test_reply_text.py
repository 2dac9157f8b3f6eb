"""A reply as it is printed, whatever the console can show."""

import io
from datetime import date

import pytest
from rich.console import Console

from bot.asking import Answer, Citation, Outcome, Reply, StatementShown
from bot.asking.wording import VERDICT_SIGNS
from bot.book.fields import Verdict
from bot.cli.reply_text import print_reply


@pytest.mark.parametrize(("encoding", "opening"), [("utf-8", "⊘ Do not append"), ("cp1252", "Do not append")])
def test_a_sign_stands_before_the_word_where_the_console_can_show_it(encoding: str, opening: str) -> None:
    source = Citation("page", "A page", None, None, date(2026, 1, 1))
    said = StatementShown(Verdict.DO_NOT_APPEND, "It is never split.", source, ())
    answer = Answer("38240", "modifiers/26", "38240 with modifier 26", said.verdict, (said,), None, None, 1.0)
    written = io.BytesIO()
    console = Console(file=io.TextIOWrapper(written, encoding=encoding, write_through=True))
    print_reply(Reply(Outcome.ANSWER, "", "", (answer,)), console)
    assert written.getvalue().decode(encoding).splitlines()[0] == opening


def test_each_verdict_has_a_sign_and_yes_and_no_have_their_own() -> None:
    assert set(VERDICT_SIGNS) == set(Verdict)
    for verdict in (Verdict.YES, Verdict.NO, Verdict.DO_NOT_APPEND):
        assert list(VERDICT_SIGNS.values()).count(VERDICT_SIGNS[verdict]) == 1
