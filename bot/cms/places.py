"""Places of service: code, facility or not, and name."""

import re
from collections.abc import Sequence

from bot.cms.faults import Unusable
from bot.cms.fields import choice, digits
from bot.cms.form import Form, column
from bot.cms.records import Kind

_COLUMNS = (
    column("place of service code", r"(POS|PLACE OF SERVICE)( CODES?)?"),
    column("facility type", r"(POS )?FACILITY( TYPE)?|TYPE", needed=False),
    column("name", r"(POS |PLACE OF SERVICE )?NAME"),
)
_FACILITY = {"facility": "Facility", "f": "Facility", "non-facility": "Non-Facility", "nf": "Non-Facility"}
_NONE = {"", "unassigned", "n/a"}


def _record(cells: Sequence[str]) -> tuple[str, ...]:
    place, facility, name = cells
    place = digits(place, 2)
    if not re.fullmatch(r"\d\d", place):
        raise Unusable(f"place of service {place!r} has not two digits")
    facility = facility.lower()
    return place, _FACILITY.get(choice("facility type", facility, _FACILITY.keys() | _NONE), ""), name


PLACES = Form(
    kind=Kind.PLACES,
    what="places of service",
    columns=_COLUMNS,
    record=_record,
    key=1,
)
