"""What was understood of a text."""

from dataclasses import dataclass, field
from datetime import date

from bot.asking.claim import Claim


@dataclass(frozen=True)
class Question:
    """The exact parts of a question, and its words. Codes and modifiers stand in the order in which they were typed."""

    codes: tuple[str, ...] = ()
    """Codes of the book that are asked about."""
    background: tuple[str, ...] = ()
    """Those of the codes that only set the scene: "after a 27447"."""
    modifiers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Modifiers of the book that are asked about, each with the codes that it was tied to; none: to all codes."""
    missing: tuple[str, ...] = ()
    """Codes and modifiers that are asked about and are not in the book."""
    payers: tuple[str, ...] = ()
    diagnoses: tuple[str, ...] = ()
    """ICD-10-CM codes as they are printed, or as they were typed where they are not on file."""
    places: tuple[str, ...] = ()
    """Places of service, as "POS 22"."""
    claim: Claim = field(default_factory=lambda: Claim(date.today()))
    """The day of service and the payment localities."""
    several_localities: tuple[str, ...] = ()
    """Keys of the localities of a state that is named and has several."""
    words: tuple[str, ...] = ()
    """All other words, in small letters and in the topics' words ("authorization" for "auth")."""
    typed: tuple[str, ...] = ()
    """The same words, and numbers, as they were typed, in small letters."""
    clauses: tuple[tuple[str, ...], ...] = ()
    """The same words by clause."""
    asking: tuple[str, ...] = ()
    """The clause that asks: the last one with a question mark, or the last."""
    denied: frozenset[str] = frozenset()
    """Those of the words that are said not to be: "no core", "without interpretation"."""
    all_denied: bool = False
    """Every code that is named is said not to be the one: "partial, so not 27447"."""
    corrected: bool = False
    """Takes back what was asked before: "sorry, 38241"."""
    compared: bool = False
    """Asks for two things side by side."""
    together: bool = False
    """Asks whether things go together."""
    counted: bool = False
    """A code stands with a quantity: "88305 x 12", "12 88305s"."""
    joined: bool = False
    """The first code is put beside what the thread was about: "with 99213?"."""
    asks_what: bool = False
    """Asks what something is: "what is 38241"."""
    is_bare: bool = False
    """The modifiers stand without a code or a word such as "modifier" beside them, and may be something else."""
    asks_last: bool = False
    """A modifier stands in the last clause: that clause asks, whatever the story before it tells."""
    after_modifiers: tuple[tuple[str, ...], ...] = ()
    """The clauses of the last sentence or line, where all modifiers stand before it: a pasted line, then a question."""
    asks_same: bool = False
    """Asks the thread's question of something else: "what about the DLI code"."""
    goes_on: bool = False
    """Speaks of what the thread was about: "can it be done", "and for the clinic"."""
    conditions: tuple[tuple[str, ...], ...] = ()
    """Those of the clauses that only give a condition or reason: "if the patient stays overnight"."""
    number: int | None = None
    """The question is nothing but this number: a pick from the choices offered last."""
    empty: bool = False
    """Nothing was typed: a bare mention, an emoji."""

    @property
    def is_located(self) -> bool:
        """Whether a payment locality, or a state, is named."""
        return bool(self.claim.localities or self.several_localities)

    def is_condition(self, clause: tuple[str, ...]) -> bool:
        """Whether a clause only gives a condition or reason, while another one asks."""
        return clause in self.conditions and len(self.conditions) < len(self.clauses)
