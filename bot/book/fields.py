"""The parts of which a book's files are made: codes, modifiers, indicators, names and verdicts, as types.

Codes, modifiers and indicators are strings from end to end; `Quoted` refuses those that stand in YAML without quotes.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

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
