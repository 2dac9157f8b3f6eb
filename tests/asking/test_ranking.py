"""Ranking: which section wins, and what makes a score high or low."""

import pytest

from bot.asking.ranking import Ranking

SECTIONS = {
    "payment": [("payment",), ("how", "much", "does", "it", "pay"), ("work", "relative", "value", "units")],
    "units": [("units",), ("how", "many", "units", "per", "day"), ("medically", "unlikely", "edit"), ("mue",)],
    "authorization": [("prior", "authorization"), ("does", "it", "need", "authorization")],
    "global": [("global", "period"), ("follow-up", "visits", "included"), ("days", "after", "the", "procedure")],
}


def words_of(text: str) -> list[str]:
    return text.split()


@pytest.fixture
def ranking() -> Ranking:
    return Ranking({key: [(phrase, 1.0) for phrase in phrases] for key, phrases in SECTIONS.items()})


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("how much will they pay", "payment"),
        ("authorizations needed", "authorization"),
        ("autorization", "authorization"),
        ("globl perod", "global"),
        ("units each day", "units"),
        ("relative value units for the work", "payment"),
    ],
)
def test_words_bend(ranking: Ranking, words: str, first: str) -> None:
    assert ranking.rank(words.split())[0].key == first


def test_scores_are_between_0_and_1_and_in_order(ranking: Ranking) -> None:
    matches = ranking.rank(words_of("how many units per day does it pay after the procedure"))
    scores = [match.score for match in matches]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= match.score <= 1 and 0 <= match.covered <= 1 for match in matches)


def test_a_whole_phrase_scores_higher_than_a_part_of_it(ranking: Ranking) -> None:
    whole = ranking.rank(["prior", "authorization"])[0]
    part = ranking.rank(["prior", "art"])[0]
    assert whole.key == part.key == "authorization"
    assert whole.score > part.score


def test_unknown_words_lower_the_score(ranking: Ranking) -> None:
    alone = ranking.rank(["units"])[0]
    among = ranking.rank(words_of("units of zebra quilts on galactic trousers"))[0]
    assert among.key == alone.key == "units"
    assert among.score < alone.score
    assert among.covered < 0.5 < alone.covered


def test_a_rare_word_is_heard_in_a_long_story(ranking: Ranking) -> None:
    story = words_of("so the biller came over and said that this one was over the mue again and wanted me to look")
    assert ranking.rank(story)[0].key == "units"


def test_nothing_in_common_is_no_match(ranking: Ranking) -> None:
    assert ranking.rank(["xyzzy"]) == []
    assert ranking.rank([]) == []
