"""What the files of a book may say: entries, topics, sources and payers, as pydantic models."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, HttpUrl, model_validator

from bot.book.fields import Code, Model, Modifier, Name, Phrase, Prose, Standing, Verdict
from bot.book.rule import PairCase, Rule
from bot.book.tables import CorrectCodingEdits, FeeSchedule, MedicallyUnlikelyEdits, Service


class Source(Model):
    """Where statements come from."""

    title: Name
    url: HttpUrl | None = None
    edition: Name | None = None
    as_of: date
    """The day for which the source speaks: its edition's first day, or the day on which it was read."""
    standing: Standing
    published: Literal["quarterly", "yearly"] | None = None
    """How often a new edition comes out; left out for what is no periodical."""

    @property
    def outdated_from(self) -> date | None:
        """The day from which a newer edition is due; None for what is no periodical."""
        return next_edition(self.as_of, self.published) if self.published else None


def next_edition(first_day: date, published: Literal["quarterly", "yearly"]) -> date:
    """The first day of the quarter after that of an edition, or the day a year after it."""
    if published == "yearly":
        return first_day.replace(year=first_day.year + 1, day=min(first_day.day, 28))
    month = (first_day.month - 1) // 3 * 3 + 3
    return date(first_day.year + month // 12, month % 12 + 1, 1)


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
    rules: tuple[Rule, ...] = ()
    """What the tables say on this topic; each rule gives a statement."""
    pairs: tuple[PairCase, ...] = ()
    """Only for the topic of codes together: what an NCCI edit between two codes means."""
    phrases: tuple[Phrase, ...] = Field(min_length=1)


class NotHeld(Model):
    """Something that people ask and that no code book holds."""

    label: Name
    outcome: Literal["unavailable", "unknown"]
    say: Prose
    phrases: tuple[Phrase, ...] = Field(min_length=1)
    signs: tuple[tuple[tuple[Phrase, ...], ...], ...] = ()
    """Lists of words that mean it together: a question with a word of each list of a group asks for this."""


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


class _Entry(Model):
    name: Name
    aliases: tuple[Phrase, ...] = ()
    not_for: tuple[Phrase, ...] = ()
    """Words that mean something else: a question that uses one never finds this entry by words alone."""
    only_for: tuple[Phrase, ...] = ()
    """Words of which a question must use one to find this entry by words alone; none: it needs no such word."""
    sections: dict[str, Section] = Field(min_length=1)


class CodeEntry(_Entry):
    """A CPT or HCPCS code."""

    kind: Literal["code"]
    id: Code
    service: Service | None = None
    fee_schedule: FeeSchedule | None = None
    medically_unlikely_edits: MedicallyUnlikelyEdits | None = None
    correct_coding_edits: CorrectCodingEdits | None = None

    @model_validator(mode="after")
    def _edits_are_its_own(self) -> Self:
        for edit in self.correct_coding_edits.edits if self.correct_coding_edits else ():
            if self.id not in {edit.column_1, edit.column_2}:
                raise ValueError(
                    f"holds an edit of {edit.column_1} with {edit.column_2}; move it to the entry of one of them"
                )
        return self


class ModifierEntry(_Entry):
    """A CPT or HCPCS modifier."""

    kind: Literal["modifier"]
    id: Modifier
    only_with_imports: bool = False
    """Only there where CMS's files are imported: the starter tables alone could not decide it for enough codes."""
    rule: Rule | None = None

    @model_validator(mode="after")
    def _rule_gives_verdicts(self) -> Self:
        if self.rule and any(case.verdict is None for case in self.rule.cases):
            raise ValueError("has a rule case without verdict; a modifier's rule answers yes or no, so write one")
        return self


class ArticleEntry(_Entry):
    """A page about a matter of its own, such as a policy."""

    kind: Literal["article"]
    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{2,60}$")]


class DiagnosisEntry(_Entry):
    """An ICD-10-CM code of the imported files."""

    kind: Literal["diagnosis"]
    id: str


class PlaceEntry(_Entry):
    """A place of service of the imported files, as "POS 22"."""

    kind: Literal["place"]
    id: str


Entry = CodeEntry | ModifierEntry | ArticleEntry | DiagnosisEntry | PlaceEntry


class Limits(Model):
    """When a match is good enough, on the matcher's scale of 0 to 1."""

    topic: float = Field(gt=0, le=1)
    """The least score of a topic where a code or modifier is named."""
    words: float = Field(gt=0, le=1)
    """The least score of a topic or entry where words alone decide."""
    margin: float = Field(ge=0, le=1)
    """Two that lie closer than this are offered as a choice."""


class ServiceRange(Model):
    """A run of codes of one kind of service."""

    first: Code
    last: Code
    service: Service
    source: Name


class BookFile(Model):
    """book.yaml: the book as a whole."""

    title: Name
    limits: Limits
    examples: tuple[Phrase, ...] = Field(min_length=1)
    """Questions that the help shows."""
    help_phrases: tuple[Phrase, ...] = Field(min_length=1)
    service_ranges: tuple[ServiceRange, ...] = ()
    """Kinds of service of codes that no entry gives one: the first range that holds a code decides."""


class TopicsFile(Model):
    """topics.yaml: the controlled list of topics, and what the book cannot hold."""

    topics: dict[str, Topic] = Field(min_length=1)
    not_held: dict[str, NotHeld] = Field(default_factory=dict)


class SourcesFile(Model):
    """sources.yaml."""

    sources: dict[str, Source] = Field(min_length=1)


class PayersFile(Model):
    """payers.yaml."""

    payers: dict[str, Payer] = Field(default_factory=dict)
