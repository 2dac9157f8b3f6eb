"""The schema of vocabulary.yaml: the words by which a number or a pair of letters is told from a code or modifier."""

from pydantic import Field

from bot.book.fields import Model, Modifier, Phrase, Quoted


class SharedName(Model):
    """Names that several entries share: without a word that tells them apart, the entries are offered as a choice."""

    entries: tuple[Quoted, ...] = Field(min_length=2)
    names: tuple[Phrase, ...] = Field(min_length=1)
    by_itself: bool = False
    """True: names modifiers even where the question has no word such as "modifier"."""


class VocabularyFile(Model):
    """vocabulary.yaml."""

    modifier_words: tuple[Phrase, ...] = Field(min_length=1)
    """Words that announce a modifier ("mod")."""
    other_modifiers: tuple[Modifier, ...] = ()
    """Modifiers that exist, whether or not the book has them: asked about, they are missing, not mere numbers."""
    only_in_capitals: tuple[Modifier, ...] = ()
    """Modifiers that are words or abbreviations too ("AS"): small letters count only after a modifier word."""
    identifiers: tuple[Phrase, ...] = ()
    """What follows one of these is an identifier or a place, no code and no modifier ("extension", "MRN")."""
    number_before: tuple[Phrase, ...] = ()
    """Two digits after one of these are no modifier ("age", "room")."""
    number_after: tuple[Phrase, ...] = ()
    """Two digits before one of these are a quantity, an age or a time ("units")."""
    not_words: tuple[Phrase, ...] = ()
    """Words that take back what follows ("without")."""
    correction_words: tuple[Phrase, ...] = ()
    """Words after which only what follows counts ("sorry")."""
    background_words: tuple[Phrase, ...] = ()
    """Words after which another code is only the setting of the question ("after")."""
    comparison_words: tuple[Phrase, ...] = ()
    """Words that ask for two things side by side ("versus")."""
    together_words: tuple[Phrase, ...] = ()
    """Words that ask whether two codes go together ("same day")."""
    filler_words: tuple[Phrase, ...] = ()
    """Words that ask for nothing by themselves ("please")."""
    ordinary_words: tuple[Phrase, ...] = ()
    """Everyday words that are no slips of the book's words ("coming" is no "coding")."""
    shared_names: tuple[SharedName, ...] = ()
    same_words: dict[Phrase, Phrase] = Field(default_factory=dict)
    """Other words for a word, by what is typed ("precert" for "authorization")."""
