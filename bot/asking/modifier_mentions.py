"""Modifiers that a text mentions, told from ages, quantities, places and other numbers."""

from collections.abc import Sequence
from itertools import pairwise

from bot.asking.code_mentions import Mention, after_identifier
from bot.asking.lexicon import Lexicon
from bot.asking.small_words import APPENDING, ARTICLES, GLUE, NO_PLURALS, ONTO, WITH
from bot.asking.tokens import Shape, Token

_ONLY_APPENDING = frozenset({"add", "adding", "append", "appending", "attach", "attaching", "apply", "use", "put"})
_LIST_WORDS = frozenset({"and", "or", "&", ",", "/", "vs", "versus", "+", "plus", "both", "then"})
_HAVING = frozenset({"have", "has", "had", "get", "gets", "carry", "carries", "want", "wants", "accept", "accepts"})
_ASKING = frozenset({"is", "are", "does", "do", "can", "when", "what", "whats", "what's", "should", "would", "and"})
_PREDICATES = frozenset(
    [
        "for",
        "mean",
        "means",
        "used",
        "use",
        "ok",
        "okay",
        "valid",
        "allowed",
        "needed",
        "required",
        "apply",
        "go",
        "right",
    ]
)
SHORTEST_PLURAL = 3
"""Letters."""
MOST_BEFORE_SUBJECT = 2
"""Words before the modifier that a question begins with: "when is"."""
_TENS = dict(
    zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(2, 10), strict=True)
)
_ONES = dict(zip(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], range(1, 10), strict=True))


def find_modifiers(
    tokens: Sequence[Token], words: Sequence[str], codes: Sequence[Mention], lexicon: Lexicon
) -> list[Mention]:
    """The modifiers that are mentioned."""
    search = _ModifierSearch(tokens, words, codes, lexicon)
    for place in range(len(tokens)):
        search.visit(place)
    return search.found


class _ModifierSearch:
    """One pass over the tokens; what was found so far helps to read lists such as "26, TC, 59"."""

    def __init__(
        self, tokens: Sequence[Token], words: Sequence[str], codes: Sequence[Mention], lexicon: Lexicon
    ) -> None:
        self.tokens = tokens
        self.words = words
        self.lexicon = lexicon
        self.found: list[Mention] = []
        self._found_ends: set[int] = set()
        self._numbers: list[bool] = []
        self._code_ends = {code.end for code in codes}
        self._code_starts = {code.start for code in codes}
        spelled = [token.text for token in tokens if token.text.isalpha()]
        self._shouted = len(spelled) > 3 and all(text.isupper() for text in spelled)

    def visit(self, place: int) -> None:
        token = self.tokens[place]
        if token.shape is Shape.WORD and token.lower in _TENS:
            self._number_words(place)
        if token.shape is not Shape.PAIR:
            return
        name = token.text.upper()
        exists = name in self.lexicon.all_modifiers
        announced = self._announced(place)
        glued = self._glued(place)
        if (announced and self._may_be_announced(token, exists)) or (
            exists and (glued or (name.isdigit() and self._stands_alone(place)))
        ):
            accepted = True
        elif not exists or self._is_number(place):
            accepted = False
        elif name.isdigit():
            accepted = self._digits_are_modifier(place, name)
        else:
            accepted = self._letters_are_modifier(place, name)
        if accepted:
            certain = announced or glued or self._is_certain(place)
            self._find(Mention(name, place, place + 1, self._is_known(name), certain, glued))

    def _find(self, mention: Mention) -> None:
        self.found.append(mention)
        self._found_ends.add(mention.end)

    def _is_known(self, name: str) -> bool:
        return name in self.lexicon.modifiers or name in self.lexicon.imported_modifiers

    def _is_certain(self, place: int) -> bool:
        """Whether what stands around the pair, or its capitals, make it a modifier whatever else is said."""
        before = [word for word in self.words[max(0, place - 2) : place] if word not in ARTICLES]
        typed_in_capitals = self.tokens[place].text.isalpha() and self.tokens[place].text.isupper()
        verb = bool(before) and before[-1] in _ONLY_APPENDING
        return verb or self._is_subject(place) or self._named(place) or (typed_in_capitals and not self._shouted)

    def _may_be_announced(self, token: Token, exists: bool) -> bool:
        """Whether a pair after "modifier" is one: not "modifier at all", nor the next heading of a pasted table."""
        if token.text.isdigit():
            return True
        if token.lower in self.lexicon.same_meanings:
            return False
        name = token.text.upper()
        a_word = name in self.lexicon.only_in_capitals and name not in self.lexicon.modifiers
        return token.text.isupper() or (exists and not a_word)

    def _digits_are_modifier(self, place: int, name: str) -> bool:
        if self._attached(place) or self._listed(place) or name in self.lexicon.modifiers:
            return True
        return self._appended(place) or self._named(place) or self._asked_about(place)

    def _letters_are_modifier(self, place: int, name: str) -> bool:
        typed_in_capitals = self.tokens[place].text.isupper() and not self._shouted
        if self.tokens[place].text.istitle() and name.isalpha():  # Lt. and As are words
            return False
        if self._is_known(name):
            return typed_in_capitals or name not in self.lexicon.only_in_capitals
        if not typed_in_capitals:
            return False
        if self._listed(place) or self._named(place) or self._appended(place) or self._attached(place):
            return True
        return self._begins_list(place) or (name.isalpha() and name not in self.lexicon.only_in_capitals)

    def _announced(self, place: int) -> bool:
        """Whether a modifier word stands before: "mod 26", "modifier -26"."""
        before = place - 1
        while before >= 0 and self.words[before] in {"-", ":", "#", '"', "'", "(", "code", "of"}:
            before -= 1
        return before >= 0 and self.words[before] in self.lexicon.modifier_words

    def _named(self, place: int) -> bool:
        """Whether a modifier word stands after it: "80 modifier", "23 as a modifier"; "26 modifiers" is how many."""
        following = [word for word in self.words[place + 1 : place + 4] if word not in {"as", *ARTICLES}]
        after = following[0] if following else ""
        return after in self.lexicon.modifier_words and not after.endswith("s")

    def _asked_about(self, place: int) -> bool:
        """Whether a question about a modifier begins with it: "is 33 for preventive services", "when is 22 used"."""
        after = self.words[place + 1] if place + 1 < len(self.words) else ""
        return self._is_subject(place) and after in _PREDICATES

    def _is_subject(self, place: int) -> bool:
        """Whether a question begins with it: "when is 80 justified"."""
        return 0 < place <= MOST_BEFORE_SUBJECT and set(self.words[:place]) <= _ASKING

    def _glued(self, place: int) -> bool:
        """Whether it is typed in one piece with a code or modifier before it: 38240-26, 38240/26, 3824026."""
        token = self.tokens[place]
        if place == 0 or token.gap:
            return False
        if self._ends_mention(place):
            return True
        return self.words[place - 1] in GLUE and not self.tokens[place - 1].gap and self._ends_mention(place - 1)

    def _attached(self, place: int) -> bool:
        """Whether it follows a code or modifier, with nothing or a joining word between: "38240 26", "38240 w/ 26"."""
        before = place
        while before > 0 and (self.words[before - 1] in WITH or self.words[before - 1] in GLUE):
            before -= 1
        return self._ends_mention(before)

    def _listed(self, place: int) -> bool:
        """Whether it goes on a list of modifiers: "26, TC, 59"."""
        before = self._list_before(place)
        return before < place and before in self._found_ends

    def _list_before(self, place: int) -> int:
        """Where the words that join a list to the token at `place` begin."""
        while place > 0 and self.words[place - 1] in _LIST_WORDS | self.lexicon.modifier_words:
            place -= 1
        return place

    def _begins_list(self, place: int) -> bool:
        """Whether a modifier that is no word follows in a list: "GA or GY"."""
        after = place + 1
        while after < len(self.words) and self.words[after] in _LIST_WORDS:
            after += 1
        name = self.tokens[after].text if after < len(self.words) else ""
        return after > place + 1 and name in self.lexicon.all_modifiers - self.lexicon.only_in_capitals

    def _appended(self, place: int) -> bool:
        """Whether a verb of appending stands before it, or "on", "with" and a code after it."""
        before = place - 1
        while before >= 0 and self.words[before] in ARTICLES:
            before -= 1
        if before >= 0 and self.words[before] in (APPENDING if before == place - 1 else APPENDING | _HAVING):
            return True
        after = place + 1
        while after < len(self.words) and self.words[after] in ONTO | ARTICLES | APPENDING:
            after += 1
        return after > place + 1 and after in self._code_starts

    def _stands_alone(self, place: int) -> bool:
        """Whether nothing else is said that means anything: "what about 59"."""
        others = (token for n, token in enumerate(self.tokens) if n != place)
        return all(token.shape is Shape.SIGN or token.lower in self.lexicon.fillers for token in others)

    def _ends_mention(self, place: int) -> bool:
        return place in self._code_ends or place in self._found_ends

    def _is_number(self, place: int) -> bool:
        """Whether the words around make it an age, a quantity, a place or a part of another number."""
        # From the first one on, since each number of a list asks about the one before it, and lists may be long.
        for each in range(len(self._numbers), place + 1):
            self._numbers.append(self.tokens[each].shape is Shape.PAIR and self._reads_as_number(each))
        return self._numbers[place]

    def _reads_as_number(self, place: int) -> bool:
        before = place
        while before > 0 and self.words[before - 1] in {":", "#", "=", "no", "number"}:
            before -= 1
        if after_identifier(self.words, before, self.lexicon):
            return True
        if not self.tokens[place].text.isdigit():
            return False
        following = [word for word in self.words[place + 1 : place + 6] if word != "-"]
        counts = self.lexicon.number_after.at(following, 0) or self._counts_things(place)
        if counts and not self._how_many(place):
            return True
        if self.lexicon.number_before.before(self.words, before) or self._goes_on_numbers(place):
            return True
        if place + 1 < len(self.tokens) and self.tokens[place + 1].text in {"F", "M"}:  # 58 F: age and sex
            return True
        hyphen = place > 1 and self.words[place - 1] == "-" and not self.tokens[place].gap
        return (
            hyphen and not self.tokens[place - 1].gap and self.tokens[place - 2].shape in {Shape.NUMBER, Shape.ODD_CODE}
        )

    def _goes_on_numbers(self, place: int) -> bool:
        """Whether it goes on a list of other numbers: "place of service 19 or 22"."""
        before = self._list_before(place) - 1
        is_listed = before + 1 < place and self.tokens[before].shape is Shape.PAIR
        return is_listed and self.tokens[before].text.isdigit() and self._is_number(before)

    def _counts_things(self, place: int) -> bool:
        """Whether a noun in the plural follows: "26 parts"; "26 goes on it" and "26 versus TC" count nothing."""
        after = self.words[place + 1] if place + 1 < len(self.words) else ""
        plural = len(after) > SHORTEST_PLURAL and after.endswith("s") and not after.endswith("ss") and after.isalpha()
        others = after in NO_PLURALS or after in self.lexicon.fillers or self.lexicon.comparison_words.at([after], 0)
        return plural and not others

    def _how_many(self, place: int) -> bool:
        """Whether the number is asked for just before: "how many 59 denials" counts denials with modifier 59."""
        before = self.words[max(0, place - 5) : place]
        return any(pair == ("how", "many") for pair in pairwise(before))

    def _number_words(self, place: int) -> None:
        """Take "modifier twenty-six" for 26."""
        if not self._announced(place):
            return
        rest = [(n, word) for n, word in enumerate(self.words[place + 1 : place + 3], place + 1) if word != "-"]
        ones, end = (_ONES[rest[0][1]], rest[0][0] + 1) if rest and rest[0][1] in _ONES else (0, place + 1)
        name = f"{_TENS[self.words[place]]}{ones}"
        self._find(Mention(name, place, end, name in self.lexicon.modifiers))
