import pytest

from bot.asking import Index
from bot.asking.explaining import explain, name_of


def test_it_says_what_was_read_and_which_words_counted(index: Index) -> None:
    explanation = explain("dose 38240 need prior autorization", index)
    assert explanation.question.codes == ("38240",)
    best = explanation.topics[0]
    assert (best.key, best.words) == ("prior-authorization", ("need", "prior", "authorization"))
    assert best.score > explanation.topic_limit > explanation.topics[-1].score
    assert [candidate.score for candidate in explanation.topics] == sorted(
        (candidate.score for candidate in explanation.topics), reverse=True
    )


def test_it_says_which_entry_the_words_rule_out(index: Index) -> None:
    explanation = explain("autologous transplant", index)
    ruled_out = {candidate.key: candidate.ruled_out for candidate in explanation.entries}
    assert (ruled_out["38240"], ruled_out["38241"]) == (True, False)


def test_modifiers_are_explained_by_their_own_topics(index: Index) -> None:
    assert explain("when is 26 not right", index).topics[0].key == "when-not-to-use"


@pytest.mark.parametrize("text", ["", "??", "x" * 5000, "<!channel> 38244 26 what can you do"])
def test_any_text_is_explained_in_names_that_a_person_knows(index: Index, text: str) -> None:
    explanation = explain(text, index)
    for candidate in (*explanation.topics, *explanation.entries):
        assert name_of(candidate, index)
