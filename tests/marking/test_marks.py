from pathlib import Path

from bot.asking import Index
from bot.book import load_book, starter_book
from bot.marking import Tally, mark_questions, read_labelled, tally

QUESTIONS = """
scenarios:
- id: s
  turns:
  - {q: 'can I use 26 with 38240?', outcome: answer, expected: [{entry: '38240', section: modifiers/26}]}
  - {q: 'and TC?', outcome: answer, expected: [{entry: '38240', section: modifiers/TC}]}
  - {q: '38244', outcome: unknown-code, missing: ['38244']}
  - {q: 'units for 38240', outcome: help}
"""


def test_each_question_is_asked_after_its_thread_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "questions.yaml"
    path.write_text(QUESTIONS, encoding="utf-8")
    marked = list(mark_questions(read_labelled([path]), Index.of(load_book(starter_book()))))
    assert [one.mark.right for one in marked] == [True, True, True, False]
    assert marked[1].context.codes == ("38240",)
    assert all(one.milliseconds > 0 for one in marked)
    counted = tally(marked)
    assert counted == Tally(asked=4, right=3, wrong_code=1, false_answer=1)
    assert counted.share == 0.75
    assert tally([]).share == 1.0
