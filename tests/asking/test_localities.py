"""Names of payment localities, and what else of the claim a text says: diagnoses and places of service."""

import pytest

from bot.asking.claim_mentions import Located, find_diagnoses, find_localities, find_places
from bot.asking.lexicon import Lexicon
from bot.asking.localities import locality_names, state_names
from bot.asking.tokens import tokens
from bot.book import load_book, starter_book
from bot.book.reference import Locality
from tests.asking.imported_files import import_all

NAMES = {
    "tx-11": ("TX", "Dallas"),
    "tx-99": ("TX", "Rest Of Texas"),
    "ak-01": ("AK", "ALASKA*"),
    "ca-18": ("CA", "Los Angeles-Long Beach-Anaheim (Los Angeles/Orange County)"),
    "ca-05": ("CA", "San Francisco-Oakland-Berkeley (San Francisco County)"),
    "ca-52": ("CA", "San Francisco-Oakland-Berkeley (Marin County)"),
    "ca-75": ("CA", "Rest Of California"),
    "mo-01": ("MO", "Metropolitan St. Louis"),
    "mo-99": ("MO", "Rest Of Missouri"),
    "md-01": ("MD", "BALTIMORE/SURR. CNTYS"),
    "md-99": ("MD", "Rest Of Maryland"),
    "dc-01": ("DC", "DC + MD/VA Suburbs"),
    "wa-02": ("WA", "Seattle (King Cnty)"),
    "wa-99": ("WA", "Rest Of Washington"),
    "me-03": ("ME", "Southern Maine"),
    "me-99": ("ME", "Rest Of Maine"),
}
LOCALITIES = [Locality(key, state, name, "1", "1", "1", "s") for key, (state, name) in NAMES.items()]
BOOK_NAMES = locality_names(LOCALITIES)


def meant(words: str) -> str | None:
    """The keys for which the whole of the words stands."""
    found = BOOK_NAMES.at(words.split(), 0)
    return found[1] if found and found[0] == len(words.split()) else None


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("dallas", "tx-11"),
        ("alaska", "ak-01"),
        ("los angeles", "ca-18"),
        ("long beach", "ca-18"),
        ("anaheim", "ca-18"),
        ("orange county", "ca-18"),
        ("marin county", "ca-52"),
        ("metropolitan st louis", "mo-01"),
        ("st louis", "mo-01"),
        ("baltimore", "md-01"),
        ("seattle", "wa-02"),
        ("king county", "wa-02"),
        ("rest of texas", "tx-99"),
        ("southern maine", "me-03"),
    ],
)
def test_a_city_or_county_is_its_locality(words: str, keys: str) -> None:
    assert meant(words) == keys


@pytest.mark.parametrize(
    ("words", "keys"),
    [("texas", "tx-11 tx-99"), ("california", "ca-18 ca-05 ca-52 ca-75"), ("missouri", "mo-01 mo-99")],
)
def test_a_state_with_a_rest_is_all_of_its_localities(words: str, keys: str) -> None:
    assert meant(words) == keys


def test_a_name_of_two_localities_means_both() -> None:
    assert meant("san francisco") == "ca-05 ca-52"


@pytest.mark.parametrize("words", ["md", "va", "of", "rest", "louis", "paris"])
def test_what_is_no_locality(words: str) -> None:
    assert meant(words) is None


def test_letters_of_a_state_are_all_of_its_localities() -> None:
    assert state_names(LOCALITIES)["TX"] == "tx-11 tx-99"
    assert state_names(LOCALITIES)["AK"] == "ak-01"
    assert state_names([]) == {}


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    return Lexicon.of(load_book(starter_book(), import_all(tmp_path_factory.mktemp("imported"))))


def located(text: str, lexicon: Lexicon) -> Located:
    found = tokens(text, lexicon.codes, lexicon.all_modifiers)
    return find_localities(found, [token.lower for token in found], lexicon)


@pytest.mark.parametrize(
    "text",
    ["99213 in Dallas", "99213 in dallas, TX", "Dallas Texas 99213", "DALLAS", "payment in TX for 99213 (Dallas)"],
)
def test_a_city_speaks_before_its_state(lexicon: Lexicon, text: str) -> None:
    found = located(text, lexicon)
    assert (found.keys, found.several) == (("04412-11",), ())


@pytest.mark.parametrize(
    "text", ["99213 in Texas", "99213 in TX", "payment for TX", "99213, TX", "99213 TX", "TX 99213"]
)
def test_a_state_with_several_localities_is_no_locality(lexicon: Lexicon, text: str) -> None:
    found = located(text, lexicon)
    assert (found.keys, found.several) == ((), ("04412-11", "04412-99"))


@pytest.mark.parametrize("text", ["99213 in AK", "99213, AK", "alaska", "rate in Alaska, AK"])
def test_a_state_of_one_locality_is_that(lexicon: Lexicon, text: str) -> None:
    assert located(text, lexicon).keys == ("02102-01",)


@pytest.mark.parametrize("text", ["99213 in tx", "the CA of it", "an MD in the office", "ca", "PA bills 99213"])
def test_two_letters_are_a_state_only_where_one_stands(lexicon: Lexicon, text: str) -> None:
    found = located(text, lexicon)
    assert (found.keys, found.several, found.taken) == ((), (), frozenset())


def test_several_places_are_all_meant(lexicon: Lexicon) -> None:
    assert located("99213 in Dallas and Manhattan", lexicon).keys == ("04412-11", "13202-01")


def test_the_words_that_name_a_place_are_told(lexicon: Lexicon) -> None:
    assert located("99213 in los angeles please", lexicon).taken == {2, 3}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("C91.00", ("C91.00",)),
        ("c91.00 and D71.1", ("C91.00", "D71.1")),
        ("C9100", ("C91.00",)),
        ("d71", ("D71",)),
        ("Q99.99", ("Q99.99",)),
        ("C91.00 C9100", ("C91.00",)),
        ("C9999", ()),  # without a dot only what is on file
        ("A0021", ()),  # a HCPCS code
        ("L0501", ("L05.01",)),  # on file as a diagnosis, and as no HCPCS code
        ("88305", ()),
    ],
)
def test_diagnoses(lexicon: Lexicon, text: str, codes: tuple[str, ...]) -> None:
    assert find_diagnoses(tokens(text, lexicon.codes, lexicon.all_modifiers), lexicon) == codes


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("POS 22", ("POS 22",)),
        ("pos 11 or pos 22", ("POS 11", "POS 22")),
        ("place of service 22", ("POS 22",)),
        ("place of service code 22", ("POS 22",)),
        ("pos code 22", ("POS 22",)),
        ("POS 22, POS 22", ("POS 22",)),
        ("POS 2", ()),
        ("22", ()),
        ("modifier 22", ()),
        ("pos of 22", ()),
    ],
)
def test_places_of_service(text: str, places: tuple[str, ...]) -> None:
    found = tokens(text, (), ())
    assert find_places(found, [token.lower for token in found]) == places
