"""How many identifiers are seen, and how many questions are mistaken for one: the rates of the module's docstring."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.asking.identifiers import Identifier, identifiers_in
from tests.asking.identifier_samples import WITH, WITHOUT

SPELLED = "spelled-otherwise"


def test_the_sample_is_as_large_as_is_said() -> None:
    assert (sum(map(len, WITH.values())), len(WITHOUT)) == (120, 219)
    assert set(WITH) == {*Identifier, SPELLED}


def test_few_identifiers_are_missed() -> None:
    missed = [text for texts in WITH.values() for text in texts if not identifiers_in(text)]
    assert len(missed) <= 7, missed


@pytest.mark.parametrize("kind", Identifier)
def test_the_kind_is_the_right_one(kind: Identifier) -> None:
    other = [text for text in WITH[kind] if identifiers_in(text) and kind not in identifiers_in(text)]
    assert other == []


@pytest.mark.parametrize("kind", [kind for kind in Identifier if kind is not Identifier.NAME])
def test_of_what_has_a_form_nothing_is_missed(kind: Identifier) -> None:
    assert [text for text in WITH[kind] if not identifiers_in(text)] == []


@pytest.mark.parametrize("text", WITHOUT)
def test_what_coders_type_is_no_identifier(text: str) -> None:
    assert identifiers_in(text) == frozenset()


PIECES = ["mrn", "#", "12", "38240", "dob", "3/4/52", "Jane", "ssn", "-", ".", ","]


@given(st.text(max_size=200) | st.lists(st.sampled_from(PIECES)).map(" ".join))
@settings(deadline=None)
def test_any_text_is_accepted(text: str) -> None:
    assert identifiers_in(text) <= set(Identifier)


@pytest.mark.parametrize(
    "part",
    ["1", "a ", "Aa ", "mrn ", "12 ab ", "1-", "Pt Aa, ", "ssn - ", "dob (", "claim # ", "a@", "a.", "a", "é", "Aa-"],
)
def test_a_long_text_is_read_in_time_too(part: str) -> None:
    start = time.perf_counter()
    identifiers_in(part * (12_000 // len(part)))
    assert time.perf_counter() - start < 2


def test_a_usual_question_takes_microseconds() -> None:
    texts = WITHOUT[:100]
    identifiers_in(texts[0])
    times = []
    for _ in range(5):
        start = time.perf_counter()
        for text in texts:
            identifiers_in(text)
        times.append((time.perf_counter() - start) / len(texts))
    assert min(times) < 150e-6  # 25 to 40 on an idle machine
