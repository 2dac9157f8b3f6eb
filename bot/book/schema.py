"""What the files of a book may say: entries, topics, sources, payers and the words of reading, as pydantic models.

Codes, modifiers and indicators are strings from end to end; `Quoted` refuses those that stand in YAML without quotes.
"""

from datetime import date
from enum import StrEnum
from string import Formatter
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, HttpUrl, model_validator

from bot.book.yaml_file import Unquoted


def _quoted(value: object) -> object:
    if isinstance(value, Unquoted):
        raise ValueError(f'{value} is not quoted; write "{value}"')
    return value


Quoted = Annotated[str, BeforeValidator(_quoted)]
Code = Annotated[Quoted, Field(pattern=r"^([0-9]{4}[0-9A-Z]|[A-Z][0-9]{4})$")]
"""A CPT code (five digits, or four and a letter) or a HCPCS Level II code (a letter and four digits)."""
Modifier = Annotated[Quoted, Field(pattern=r"^[0-9A-Z]{2}$")]
Indicator = Annotated[Quoted, Field(pattern=r"^[0-9A-Z]{0,3}$")]
"""An indicator as the file prints it, such as "0", "XXX", "090" or "" for none."""
Amount = Annotated[Quoted, Field(pattern=r"^[0-9]+\.[0-9]{2}$")]
"""Relative value units with two decimals."""
Name = Annotated[str, Field(min_length=1, max_length=120)]
Phrase = Annotated[str, Field(min_length=1, max_length=200)]
Prose = Annotated[str, Field(min_length=1)]


class Verdict(StrEnum):
    """What a statement says to a yes-or-no question."""

    YES = "yes"
    NO = "no"
    RARELY = "rarely"
    WITH_DOCUMENTATION = "with-documentation"
    DO_NOT_APPEND = "do-not-append"
    DEPENDS = "depends"
    UNKNOWN = "unknown"


class Standing(StrEnum):
    """How strong a source is, the strongest first."""

    OFFICIAL = "official"
    PAYER = "payer"
    PROFESSIONAL = "professional"
    SECONDARY = "secondary"


class Model(BaseModel):
    """A part of a book: frozen, and strict about its keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Model):
    """Where statements come from."""

    title: Name
    url: HttpUrl | None = None
    edition: Name | None = None
    as_of: date
    """The day for which the source speaks: its edition's first day, or the day on which it was read."""
    standing: Standing


class Payer(Model):
    """Who pays, with the names that people use."""

    name: Name
    aliases: tuple[Phrase, ...] = ()


class Topic(Model):
    """A side of an entry that people ask about."""

    label: Name
    kinds: tuple[Literal["code", "modifier", "article"], ...] = Field(min_length=1)
    heading: Phrase
    """The heading of a reply, with {entry} where the code or modifier goes."""
    ask: Phrase
    """A question that asks for this topic, with {entry}."""
    phrases: tuple[Phrase, ...] = Field(min_length=1)


class NotHeld(Model):
    """Something that people ask and that no code book holds."""

    label: Name
    outcome: Literal["unavailable", "unknown"]
    say: Prose
    phrases: tuple[Phrase, ...] = Field(min_length=1)


class NothingOnFile(Model):
    """Why a section says nothing, and where to look."""

    reason: Prose
    look: Prose | None = None


class Statement(Model):
    """What one source says."""

    verdict: Verdict | None = None
    text: Prose
    source: Name
    as_of: date | None = None
    """Only where it differs from the source's own date."""
    holds_for: tuple[Name, ...] = ()
    """Payers for whom it holds; none: for anyone."""


class Section(Model):
    """The unit of reply."""

    statements: tuple[Statement, ...] = ()
    nothing_on_file: NothingOnFile | None = None
    aliases: tuple[Phrase, ...] = ()
    questions: tuple[Phrase, ...] = ()
    """Example questions that this section answers."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.statements and self.nothing_on_file is None:
            raise ValueError("says nothing; write statements, or nothing_on_file with the reason")
        return self


class FeeScheduleRow(Model):
    """A row of the Medicare Physician Fee Schedule's relative value file, with its indicators as printed."""

    modifier: Modifier | Literal[""] = ""
    status: Indicator
    work_rvu: Amount
    non_facility_pe_rvu: Amount
    non_facility_na: bool = False
    """True where the file marks the setting NA: the service is rarely or never done there."""
    facility_pe_rvu: Amount
    facility_na: bool = False
    malpractice_rvu: Amount
    non_facility_total_rvu: Amount
    facility_total_rvu: Amount
    pc_tc_indicator: Indicator
    global_days: Indicator
    multiple_procedure: Indicator
    bilateral_surgery: Indicator
    assistant_surgery: Indicator
    co_surgeons: Indicator
    team_surgery: Indicator
    supervision: Indicator


IndicatorField = Literal[
    "status",
    "pc_tc_indicator",
    "global_days",
    "multiple_procedure",
    "bilateral_surgery",
    "assistant_surgery",
    "co_surgeons",
    "team_surgery",
    "supervision",
]
"""The fields of a row by which a rule may decide."""


class FeeSchedule(Model):
    """A code's rows in one edition of the fee schedule."""

    source: Name
    rows: tuple[FeeScheduleRow, ...] = Field(min_length=1)

    def row(self, modifier: str) -> FeeScheduleRow | None:
        """The code's row for the modifier ("" for the row without one)."""
        return next((row for row in self.rows if row.modifier == modifier), None)


def _template(text: str) -> str:
    names = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    if unknown := names - {"code", "modifier", "value", "edition"}:
        raise ValueError(
            f"uses {{{min(unknown)}}}; a rule's text may use {{code}}, {{modifier}}, {{value}} and {{edition}}"
        )
    return text


class RuleCase(Model):
    """One way in which a table decides: a row of the modifier's own, or a field's value."""

    own_row: bool | None = None
    """True: applies where the code has a row for this modifier; False: where it has none."""
    field: IndicatorField | None = None
    values: tuple[Indicator, ...] = ()
    verdict: Verdict
    text: Annotated[Prose, AfterValidator(_template)]

    @model_validator(mode="after")
    def _decides_by_something(self) -> Self:
        if self.own_row is None and self.field is None:
            raise ValueError("decides by nothing; write own_row, or field and values")
        if (self.field is None) != (not self.values):
            raise ValueError("has field without values, or values without field; write both or neither")
        return self


class Rule(Model):
    """Which field of the fee schedule decides whether a modifier may be used, and what each value means."""

    table: Literal["fee-schedule"]
    holds_for: tuple[Name, ...] = ()
    cases: tuple[RuleCase, ...] = Field(min_length=1)
    """The first case that applies decides."""


class _Entry(Model):
    name: Name
    aliases: tuple[Phrase, ...] = ()
    not_for: tuple[Phrase, ...] = ()
    """Words that mean something else: a question that uses one never finds this entry by words alone."""
    sections: dict[str, Section] = Field(min_length=1)


class CodeEntry(_Entry):
    """A CPT or HCPCS code."""

    kind: Literal["code"]
    id: Code
    fee_schedule: FeeSchedule | None = None


class ModifierEntry(_Entry):
    """A CPT or HCPCS modifier."""

    kind: Literal["modifier"]
    id: Modifier
    rule: Rule | None = None


class ArticleEntry(_Entry):
    """A page about a matter of its own, such as a policy."""

    kind: Literal["article"]
    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{2,60}$")]


Entry = CodeEntry | ModifierEntry | ArticleEntry


class Limits(Model):
    """When a match is good enough, on the matcher's scale of 0 to 1."""

    topic: float = Field(gt=0, le=1)
    """The least score of a topic where a code or modifier is named."""
    words: float = Field(gt=0, le=1)
    """The least score of a topic or entry where words alone decide."""
    margin: float = Field(ge=0, le=1)
    """Two that lie closer than this are offered as a choice."""


class BookFile(Model):
    """book.yaml: the book as a whole."""

    title: Name
    limits: Limits
    examples: tuple[Phrase, ...] = Field(min_length=1)
    """Questions that the help shows."""
    help_phrases: tuple[Phrase, ...] = Field(min_length=1)


class TopicsFile(Model):
    """topics.yaml: the controlled list of topics, and what the book cannot hold."""

    topics: dict[str, Topic] = Field(min_length=1)
    not_held: dict[str, NotHeld] = {}


class SourcesFile(Model):
    """sources.yaml."""

    sources: dict[str, Source] = Field(min_length=1)


class PayersFile(Model):
    """payers.yaml."""

    payers: dict[str, Payer] = {}
