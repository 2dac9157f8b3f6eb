"""Rules: which field of a table decides, and what each value means, in the words of the book."""

from functools import lru_cache
from string import Formatter
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from bot.book.fields import Model, Modifier, Name, Prose, Quoted, Verdict
from bot.book.tables import ROW_AMOUNTS, ROW_SHARES, Service

RuleField = Literal[
    "status",
    "pc_tc_indicator",
    "global_days",
    "multiple_procedure",
    "bilateral_surgery",
    "assistant_surgery",
    "co_surgeons",
    "team_surgery",
    "supervision",
    "non_facility_na",
    "facility_na",
    "mue",
    "mai",
    "hospital_mue",
    "hospital_mai",
    "dme_mue",
    "dme_mai",
    "add_on_type",
    "is_primary",
    "add_on_of_other",
    "primary_of_other",
    "pair_edit",
    "other_global_days",
    "other_service",
]
"""The fields by which a rule may decide: of a fee schedule row, the unit limits (the practitioner's have no prefix) or
the add-on codes; where another code is asked about, too, the NCCI edit between the two on a professional claim ("0",
"1", "9", "deleted", "later" or "none") and the other code's global days and kind of service."""

RuleValue = Annotated[Quoted, Field(pattern=r"^[0-9A-Za-z-]{0,20}$")]
"""An indicator as the file prints it, or a word: "absent" and "deleted" for the status of a code that the fee schedule
lacks or lacks since an edition on file, "none" for the unit limit of a code for which none is published."""

RULE_NAMES = frozenset(
    [
        *ROW_AMOUNTS,
        *ROW_SHARES,
        "code",
        "modifier",
        "value",
        "edition",
        "conversion_factor",
        "non_facility_amount",
        "facility_amount",
        "mue",
        "mai",
        "rationale",
        "outpatient_mue",
        "outpatient_mai",
        "hospital_mue",
        "hospital_mai",
        "hospital_rationale",
        "dme_mue",
        "dme_mai",
        "dme_rationale",
        "pairs",
        "add_on_type",
        "primaries",
        "add_ons",
        "other",
        "column_1",
        "column_2",
        "last_edition",
    ]
)
"""What a rule's text may fill in. A case whose text needs what is not on file does not apply."""
_TABLE_NAMES = RULE_NAMES - {"code", "modifier", "value", "edition"}
PAIR_NAMES = frozenset(
    ["column_1", "column_2", "first", "second", "edition", "setting", "opened_by", "effective", "deleted", "rationale"]
)


@lru_cache(maxsize=4096)  # the texts of rules: the same for every code
def names_in(text: str) -> frozenset[str]:
    """The names in braces of a text."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def _only(known: frozenset[str]) -> AfterValidator:
    def check(text: str) -> str:
        if unknown := names_in(text) - known:
            listed = ", ".join(f"{{{name}}}" for name in sorted(known))
            raise ValueError(f"uses {{{min(unknown)}}}; the text may use {listed}")
        return text

    return AfterValidator(check)


class RuleCase(Model):
    """One way in which the tables decide. It applies where all that it names holds for the code."""

    own_row: bool | None = None
    """True: the code has a fee schedule row for this modifier; False: it has none."""
    services: tuple[Service, ...] = ()
    """Kinds of service of which the code is one."""
    when: dict[RuleField, tuple[RuleValue, ...]] = Field(default_factory=dict)
    """Values by field, all of which must hold; the first field is named as the one that decided."""
    openable: bool | None = None
    """True: an NCCI edit on file, other than with a visit, can be opened by a modifier; False: all active edits are on
    file and none can."""
    otherwise: bool = False
    """True: applies to every code that no case above decides."""
    verdict: Verdict | None = None
    text: Annotated[Prose, _only(RULE_NAMES)]
    source: Name | None = None
    """Left out: the table that decides."""
    holds_for: tuple[Name, ...] | None = None
    """Left out: as the rule says."""

    @model_validator(mode="after")
    def _decides_by_something(self) -> Self:
        by_table = self.own_row is not None or self.openable is not None or bool(self.when)
        if not by_table and not self.services and not self.otherwise:
            raise ValueError("decides by nothing; write own_row, when, services, openable or otherwise")
        if not by_table and self.source is None and not names_in(self.text) & _TABLE_NAMES:
            raise ValueError("names no source, and no table decides it; write source")
        return self


class Rule(Model):
    """What the tables say of a code, as one statement."""

    row: Modifier | Literal[""] = ""
    """The fee schedule row that is read; a modifier's own rule reads the modifier's row first."""
    holds_for: tuple[Name, ...] = ()
    cases: tuple[RuleCase, ...] = Field(min_length=1)
    """The first case that applies decides."""
    last: bool = False
    """Of what holds with any modifier: True where the modifier's own rule speaks first."""
    setting: Literal["practitioner", "outpatient-hospital", "dme"] | None = None
    """The setting of which the rule speaks; rules of different settings do not disagree."""


class PairCase(Model):
    """What an NCCI edit between two codes means."""

    edit: Literal["0", "1", "9", "deleted", "later", "none"]
    """The edit's indicator, or deleted, later where it begins after the day, or none where the pair was looked up and
    the tables hold no edit."""
    verdict: Verdict
    text: Annotated[Prose, _only(PAIR_NAMES)]
