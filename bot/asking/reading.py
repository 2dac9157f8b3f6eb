"""A text read as a question: what is exact in it, and the words that remain."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from bot.asking.claim import Claim
from bot.asking.claim_mentions import find_diagnoses, find_localities, find_places
from bot.asking.code_mentions import Mention, find_codes, is_counted
from bot.asking.lexicon import Lexicon
from bot.asking.modifier_mentions import find_modifiers
from bot.asking.phrases import replaced
from bot.asking.plain_text import plain_text
from bot.asking.question import Question
from bot.asking.service_days import service_day
from bot.asking.tokens import Shape, Token, tokens
from bot.asking.tying import expanded, groups_of, tied_codes

DENIED_WORDS = 2
"""Words after "no" or "without" that are denied."""
SHORT_CLAUSE = 4
"""Words; a clause of no more after "not" takes something back."""

_SKIPPED_BEFORE = frozenset({"the", "a", "an", "modifier", "mod", "code", "cpt", "hcpcs", "just"})
_BESIDE = frozenset({"with", "w", "w/", "beside", "alongside"})
_PRONOUNS = frozenset({"it", "this", "that", "them", "these", "those", "one"})
_WHAT_IS = frozenset({("what", "is"), ("what", "are"), ("what", "does"), ("which", "is")})
_GOING_ON = frozenset({"and", "so", "also", "but", "then", "ok", "okay", "what", "how", "or", "same"})
_SAME = frozenset({"and", "same", "also", "ditto", "likewise"})
_SAME_OF = frozenset({("what", "about"), ("how", "about"), ("ok", "and"), ("ok", "what"), ("so", "what")})
_BEFORE_DAY = frozenset(
    {"dos", "date", "dates", "of", "service", "on", "for", "from", "in", "since", "seen", ":", "the"}
)
_SENTENCE_END = frozenset(".?!")
_AFTER_INTERJECTION = frozenset({"the", "i", "that", "it", "its", "for", "with"})
_AMOUNTS = frozenset({"$", "%"})
_CONDITION = frozenset({"if", "because", "since", "although", "while"})
_CLAUSE_END = frozenset(".?!;,")
_PICKS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_PICK = re.compile(r"(?:option|number|choice|no\.?|#|the)?\s*#?([1-8])\W*", re.IGNORECASE)
_PICK_WORD = re.compile(r"(?:and\s+)?(?:the\s+)?(\w+)(?:\s+(?:one|option|choice))?\W*", re.IGNORECASE)


def read(text: str, lexicon: Lexicon, today: date) -> Question:
    """The question that a text asks today. Any text is accepted; nothing is corrected."""
    plain = plain_text(text)
    found = tokens(plain, lexicon.codes, lexicon.all_modifiers, lexicon.imported_codes)
    words = [_word(token) for token in found]
    clause_of = _clause_numbers(found, words)
    codes = find_codes(found, words, lexicon)
    modifiers = find_modifiers(found, words, codes, lexicon)
    groups = groups_of(codes, words)
    wanted_codes = _wanted(codes, words, lexicon)
    wanted_modifiers = _wanted(_of_last_line(modifiers, found), words, lexicon)
    asked_codes = expanded(groups, wanted_codes, found, lexicon)
    tied = [
        (modifier.name, tied_codes(modifier, wanted_codes, groups, clause_of, found, lexicon))
        for modifier in wanted_modifiers
        if modifier.known
    ]
    missing = [name for name in asked_codes if not lexicon.knows(name)]
    missing += [modifier.name for modifier in wanted_modifiers if not modifier.known]
    taken = {place for mention in (*codes, *modifiers) for place in range(mention.start, mention.end)}
    taken |= _announcing(modifiers, words, lexicon)
    taken |= _correcting(words, lexicon)
    located, service = find_localities(found, words, lexicon), service_day(found, today)
    taken |= located.taken
    taken |= _announcing_day(words, service.place if service else 0)
    payers, without_payers = _payers(found, words, taken, lexicon)
    spoken = _spoken(words, without_payers, clause_of)
    meant = {number: _in_the_book_s_words(clause, lexicon) for number, clause in spoken.items()}
    clauses = [meant[number] for number in _kept(spoken, lexicon)]
    after = _after(wanted_modifiers, found)
    after_modifiers = {} if after is None else {n: clause for n, clause in spoken.items() if n >= clause_of[after]}
    marked = [clause_of[place] for place, token in enumerate(found) if token.text == "?"]
    return Question(
        codes=tuple(dict.fromkeys(name for name in asked_codes if lexicon.knows(name))),
        background=_background([code for code in wanted_codes if code.known], words, lexicon),
        modifiers=tuple(dict.fromkeys(tied)),
        missing=tuple(dict.fromkeys(missing)),
        payers=payers,
        diagnoses=find_diagnoses(found, lexicon),
        places=find_places(found, words),
        claim=Claim(service.day if service else today, service is not None, located.keys),
        several_localities=located.several,
        words=tuple(word for clause in clauses for word in clause),
        typed=tuple(token.lower for place, token in enumerate(found) if place not in taken and token.is_word),
        clauses=tuple(clauses),
        asking=next((meant[number] for number in reversed(marked) if number in meant), clauses[-1] if clauses else ()),
        conditions=tuple(clause for clause in clauses if clause[0] in _CONDITION),
        denied=frozenset(word for clause in clauses for word in _denied(clause, lexicon)),
        all_denied=bool(codes) and all(_taken_back(code, words, lexicon) for code in codes),
        corrected=lexicon.correction_words.stands_in(words),
        compared=lexicon.comparison_words.stands_in(words),
        together=lexicon.together_words.stands_in(words),
        counted=any(is_counted(code, found, taken) for code in wanted_codes),
        joined=_is_joined(wanted_codes, words),
        asks_same=tuple(words[:2]) in _SAME_OF or (bool(words) and words[0] in _SAME),
        goes_on=bool(words) and (words[0] in _GOING_ON or not _PRONOUNS.isdisjoint(words)),
        asks_what=any(pair in _WHAT_IS for pair in pairwise(word for clause in clauses for word in clause)),
        is_bare=bool(modifiers) and not codes and not any(modifier.certain for modifier in modifiers),
        after_modifiers=tuple(meant[number] for number in _kept(after_modifiers, lexicon)),
        asks_last=any(clause_of[modifier.start] == clause_of[-1] for modifier in wanted_modifiers),
        number=_pick(plain),
        empty=not plain,
    )


def _word(token: Token) -> str:
    """The token in small letters; of an amount only what it is an amount of."""
    if token.shape is Shape.NUMBER and "%" in token.text:
        return "%"
    return "$" if token.shape is Shape.NUMBER and "$" in token.text else token.lower


def _announcing(modifiers: Sequence[Mention], words: Sequence[str], lexicon: Lexicon) -> set[int]:
    """The places of words such as "modifier" beside a modifier: they say nothing more."""
    beside = {place for mention in modifiers for place in (mention.start - 1, mention.end)}
    return {place for place in beside if 0 <= place < len(words) and words[place] in lexicon.modifier_words}


def _announcing_day(words: Sequence[str], place: int) -> set[int]:
    """The places of the words before a day of service that say no more than that it is one."""
    start = end = place
    while start > 0 and words[start - 1] in _BEFORE_DAY:
        start -= 1
    return set(range(start, end))


def _correcting(words: Sequence[str], lexicon: Lexicon) -> set[int]:
    """The places of words of correction: "sorry, I meant"."""
    found = ((place, lexicon.correction_words.at(words, place)) for place in range(len(words)))
    return {place + n for place, phrase in found if phrase for n in range(phrase[0])}


def _denied(clause: Sequence[str], lexicon: Lexicon) -> Iterator[str]:
    """The words of a clause that stand just after "no" or "without"; "no the tracing one" denies nothing."""
    for place in range(len(clause)):
        found = lexicon.not_words.at(clause, place)
        if found and not _is_interjection(clause, place):
            following = [word for word in clause[place + found[0] :] if word not in lexicon.fillers]
            yield from following[:DENIED_WORDS]


def _is_interjection(clause: Sequence[str], place: int) -> bool:
    return clause[place] == "no" and place + 1 < len(clause) and clause[place + 1] in _AFTER_INTERJECTION


def _wanted(mentions: Sequence[Mention], words: Sequence[str], lexicon: Lexicon) -> list[Mention]:
    """The mentions that count: not taken back ("not 26"), and only those after a correction ("sorry, 38241")."""
    corrections = [place for place in range(len(words)) if lexicon.correction_words.at(words, place)]
    after = [mention for mention in mentions if corrections and mention.start > corrections[-1]]
    if after:
        mentions = after
    kept = [mention for mention in mentions if not _taken_back(mention, words, lexicon)]
    return list(kept or mentions)


def _of_last_line(mentions: Sequence[Mention], tokens: Sequence[Token]) -> Sequence[Mention]:
    """The mentions in the last line of a pasted text, where there is one: that line asks, the others are the paste."""
    starts = [place for place, token in enumerate(tokens) if "\n" in token.gap]
    last = [mention for mention in mentions if starts and mention.start >= starts[-1]]
    return last or mentions


def _taken_back(mention: Mention, words: Sequence[str], lexicon: Lexicon) -> bool:
    return lexicon.not_words.before(words, _start_of(mention, words)) is not None


def _start_of(mention: Mention, words: Sequence[str]) -> int:
    """Where the mention begins, with the small words before it that belong to it: "the modifier 26"."""
    start = mention.start
    while start > 0 and words[start - 1] in _SKIPPED_BEFORE:
        start -= 1
    return start


def _background(codes: Sequence[Mention], words: Sequence[str], lexicon: Lexicon) -> tuple[str, ...]:
    """The codes that only set the scene; none where nothing else is asked about."""
    asked = {code.name for code in codes if not _in_background(code, words, lexicon)}
    return tuple(dict.fromkeys(code.name for code in codes if code.name not in asked)) if asked else ()


def _in_background(code: Mention, words: Sequence[str], lexicon: Lexicon) -> bool:
    return lexicon.background_words.before(words, _start_of(code, words)) is not None


def _payers(
    tokens: Sequence[Token], words: Sequence[str], taken: set[int], lexicon: Lexicon
) -> tuple[tuple[str, ...], set[int]]:
    """Payers that are named, and the places of the tokens that remain as words."""
    payers: list[str] = []
    left = {
        place
        for place, token in enumerate(tokens)
        if place not in taken
        and ((token.shape in {Shape.WORD, Shape.PAIR} and not token.text.isdigit()) or words[place] in _AMOUNTS)
    }
    place = 0
    while place < len(words):
        if found := lexicon.payers.at(words, place):
            payers.append(found[1])
            left -= set(range(place, place + found[0]))
            place += found[0]
        else:
            place += 1
    return tuple(dict.fromkeys(payers)), left


def _clause_numbers(tokens: Sequence[Token], words: Sequence[str]) -> list[int]:
    """The clause of each token, counted from 0. A sign ends a clause; a new line or a word such as "if" begins one."""
    numbers: list[int] = []
    number, has_words = 0, False
    for token, word in zip(tokens, words, strict=True):
        ends = token.shape is Shape.SIGN and (token.text in _CLAUSE_END or (token.text == "-" and token.gap))
        if has_words and ("\n" in token.gap or word in _CONDITION):
            number, has_words = number + 1, False
        numbers.append(number)
        if ends and has_words:
            number, has_words = number + 1, False
        elif not ends:
            has_words = True
    return numbers


def _after(modifiers: Sequence[Mention], tokens: Sequence[Token]) -> int | None:
    """Where the last sentence or line begins, if all modifiers stand before it and none of that asks."""
    ends = (place for place, token in enumerate(tokens[:-1], 1) if token.text in _SENTENCE_END and tokens[place].gap)
    lines = (place for place, token in enumerate(tokens) if "\n" in token.gap)
    start = max((*ends, *lines), default=0)
    asked_before = any(token.text == "?" for token in tokens[:start])
    if not modifiers or asked_before or any(modifier.start >= start for modifier in modifiers):
        return None
    return start


def _spoken(words: Sequence[str], places: set[int], clause_of: Sequence[int]) -> dict[int, list[str]]:
    """The remaining words by clause, as they were typed."""
    clauses: dict[int, list[str]] = {}
    for place in sorted(places):
        clauses.setdefault(clause_of[place], []).append(words[place])
    return clauses


def _in_the_book_s_words(clause: Sequence[str], lexicon: Lexicon) -> tuple[str, ...]:
    spelled = [lexicon.spelling.meant(word) for word in clause]
    return tuple(replaced(spelled, lexicon.same_words, lexicon.same_meanings))


def _kept(clauses: Mapping[int, Sequence[str]], lexicon: Lexicon) -> list[int]:
    """The clauses that are not taken back, by number."""
    numbers = list(clauses)
    kept = [number for number in numbers[:-1] if not _is_taken_back_clause(clauses[number], lexicon)]
    # "no auth?" at the end is a question; "not the aspirate" is none.
    for number in numbers[-1:]:
        if not kept or clauses[number][0] != "not" or len(clauses[number]) > SHORT_CLAUSE:
            kept.append(number)
    return kept


def _is_taken_back_clause(clause: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a clause is but a few words after "not": "not the modifier, the place of service"."""
    denies = lexicon.not_words.at(clause, 0) is not None and not _is_interjection(clause, 0)
    return len(clause) <= SHORT_CLAUSE and denies


def _is_joined(codes: Sequence[Mention], words: Sequence[str]) -> bool:
    """Whether the first code is put beside what the thread was about: "with 99213?", "can we send it with 93000"."""
    if not codes:
        return False
    place = codes[0].start - 1
    while place > 0 and words[place] in _SKIPPED_BEFORE:
        place -= 1
    if place < 0 or words[place] not in _BESIDE:
        return False
    return place == 0 or words[place - 1] in _PRONOUNS or (place == 1 and words[0] in {"and", "or", "what"})


def _pick(plain: str) -> int | None:
    """The number where the whole text is "2", "#2", "the second one"."""
    if picked := _PICK.fullmatch(plain):
        return int(picked.group(1))
    word = _PICK_WORD.fullmatch(plain)
    return _PICKS.get(word.group(1).lower()) if word else None
