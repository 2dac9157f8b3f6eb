"""Ranking: which section wins, and what makes a score high or low."""

import gc
import random
import weakref

import pytest

from bot.asking.ranking import MOST_MATCHES, Ranking

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
    assert all(0 <= match.score <= 1 for match in matches)


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


def test_what_a_section_covers_of_the_words(ranking: Ranking) -> None:
    assert ranking.covered("units", ["units"]) == 1.0
    assert 0.0 < ranking.covered("units", words_of("units of zebra quilts on galactic trousers")) < 0.5
    assert ranking.covered("units", ["xyzzy"]) == ranking.covered("units", []) == 0.0


def test_a_rare_word_is_heard_in_a_long_story(ranking: Ranking) -> None:
    story = words_of("so the biller came over and said that this one was over the mue again and wanted me to look")
    assert ranking.rank(story)[0].key == "units"


def test_nothing_in_common_is_no_match(ranking: Ranking) -> None:
    assert ranking.rank(["xyzzy"]) == ()
    assert ranking.rank([]) == ()


def test_the_same_book_always_ranks_the_same() -> None:
    words = words_of("how many units does it pay")
    first, second = (Ranking({key: [(p, 1.0) for p in phrases] for key, phrases in SECTIONS.items()}) for _ in range(2))
    assert first.rank(words) == second.rank(words)


def test_what_tells_close_sections_apart_is_learned() -> None:
    close = {
        "show": ["show my card limit", "what is my card limit", "card limit today"],
        "raise": ["raise my card limit", "raise what I can spend by card", "limit is low raise it"],
    }
    ranking = Ranking({key: [(text.split(), 1.0) for text in texts] for key, texts in close.items()}, 0.0)
    assert ranking.rank(words_of("raise the card limit today"))[0].key == "raise"


def test_a_section_may_do_without_the_evidence_of_one_phrase() -> None:
    sections = {key: [(phrase, 1.0) for phrase in phrases] for key, phrases in SECTIONS.items()}
    story = words_of("so the biller came over and said that this one was over the mue again and wanted me to look")
    with_evidence, without = Ranking(sections), Ranking(sections, evidence_shares={"units": 0.0})
    assert without.rank(story)[0].score < with_evidence.rank(story)[0].score


def test_no_word_of_a_question_stays_in_memory(ranking: Ranking) -> None:
    secret = "".join(["zq", "xsecretname"])
    ranking.rank([secret, "units"])
    ranking.shared("units", [secret])
    gc.collect()
    kept = [held for held in gc.get_objects() if isinstance(held, dict) and secret in held]
    assert kept == []


@pytest.mark.parametrize("sections", [{}, {"empty": []}, {"empty": [((), 1.0)], "one": [(("word",), 1.0)]}])
def test_books_with_little_in_them(sections: dict[str, list[tuple[tuple[str, ...], float]]]) -> None:
    assert [match.key for match in Ranking(sections).rank(["word"])] == (["one"] if "one" in sections else [])


def test_a_large_book_is_ranked_without_learning_and_trigrams() -> None:
    pick = random.Random(5)
    words = ["".join(pick.choices("abcdefghijklmnop", k=7)) for _ in range(5_000)]
    sections = {str(n): [(pick.choices(words, k=8), 1.0) for _ in range(5)] for n in range(8_000)}
    ranking = Ranking(sections)
    asked = list(sections["4711"][2][0])
    asked[0] = asked[0][:-1] + "q"
    found = ranking.rank(asked[:6])
    assert found[0].key == "4711"
    assert len(found) <= MOST_MATCHES


def test_an_index_that_was_replaced_goes_at_once() -> None:
    gone = Ranking({key: [(phrase, 1.0) for phrase in phrases] for key, phrases in SECTIONS.items()})
    assert gone.rank(["units"]) == gone.rank(["units"])
    held = weakref.ref(gone)
    gc.disable()
    del gone
    gc.enable()
    assert held() is None
