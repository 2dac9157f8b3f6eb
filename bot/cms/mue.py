"""Medically unlikely edits (MUE). The label of the values says whose claims they are for."""

from collections.abc import Sequence

from bot.cms.faults import Unusable
from bot.cms.fields import choice, code
from bot.cms.form import Form, column
from bot.cms.records import Kind, Setting

_COLUMNS = (
    column("HCPCS/CPT Code", r"HCPCS CPT CODE|HCPCS|CPT HCPCS CODE"),
    column("MUE Values", r".* MUE VALUES?"),
    column("MUE Adjudication Indicator", r"MUE ADJUDICATION INDICATOR|MAI"),
    column("MUE Rationale", r"MUE RATIONALE"),
)
_WORDS = (
    ("PRACTITIONER", Setting.PRACTITIONER),
    ("DME", Setting.DME),
    ("OUTPATIENT", Setting.OUTPATIENT_HOSPITAL),
)


def setting_of(values_label: str) -> Setting:
    """The setting that the label of the values names."""
    return next((setting for word, setting in _WORDS if word in values_label.upper()), Setting.ANY)


def _record(cells: Sequence[str]) -> tuple[str, ...]:
    procedure, value, mai, rationale = cells
    if not value.isdecimal():
        raise Unusable(f"MUE value {value!r} is not a whole number")
    # "3 Date of Service Edit: Clinical"
    return code("HCPCS/CPT Code", procedure), value, choice("MAI", mai.partition(" ")[0], {"1", "2", "3"}), rationale


MUE = Form(
    kind=Kind.MUE,
    what="medically unlikely edits (MUE)",
    columns=_COLUMNS,
    record=_record,
    key=1,
)
