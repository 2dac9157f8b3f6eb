"""NCCI procedure-to-procedure edits (PTP): tab separated text of up to some million rows, or a sheet.

The text is read some thousand lines at a time with one regular expression; only where that does not fit each line are
the lines looked at one by one.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from bot.cms.faults import Unusable
from bot.cms.fields import choice, code, day
from bot.cms.form import Form, column
from bot.cms.records import Kind, Setting
from bot.cms.text import Block

_COLUMNS = (
    column("Column 1", r"COL(UMN)? 1( CODE)?"),
    column("Column 2", r"COL(UMN)? 2( CODE)?"),
    column("Effective Date", r"EFF(ECTIVE)?( DATE| DT)?\b.*"),
    column("Deletion Date", r"DEL(ETION)?( DATE| DT)?\b.*"),
    column("Modifier", r"MOD(IFIER)?\b.*"),
    column("PTP Edit Rationale", r"(PTP EDIT )?RATIONALE"),
)
USUAL_POSITIONS = (0, 1, 3, 4, 5, 6)
"""Where those columns stand in CMS's text; 2 is "in existence prior to 1996"."""

_CODE = r"(\d{4}[0-9A-Z]|[A-Z]\d{4})"
_LINE = re.compile(rf"^{_CODE}\t{_CODE}\t\*?\t(\d{{8}}|)\t(\d{{8}}|\*|)\t([019])\t([^\t\r\n]*)\r?$", re.M)
_NEWEST = re.compile(r"\t(\d{8})\t(?:\d{8}|\*|)\t[019]\t")

# In the practitioner table nearly every column 1 code has the blood draw codes 36591 and 36592 in column 2 with
# indicator 0; in the hospital table nearly none has, and the laboratory codes (8....) have them in neither. Measured in
# the whole tables of 2024-07-01: 18,515 such pairs of 2,546,017 against 24 of 1,775,818. Cut into pieces of 5,000 rows,
# the rule below tells 494 of 509 practitioner pieces and 339 of 355 hospital pieces rightly, 1 wrongly, the rest not.
_BLOOD_DRAW = {"36591", "36592"}
_LABORATORY = "8"
ENOUGH_ROWS = 3000
SAMPLE_ROWS = 5000


class _Days(dict[str, str]):
    """Dates as they are written, to year-month-day: there are a few thousand in millions of rows."""

    def __missing__(self, text: str) -> str:
        self[text] = found = day("date", text)
        return found


def _record(cells: Sequence[str]) -> tuple[str, ...]:
    column_1, column_2, effective, deleted, indicator, rationale = cells
    return (
        code("column 1", column_1),
        code("column 2", column_2),
        day("effective date", effective),
        day("deletion date", deleted),
        choice("modifier indicator", indicator, {"0", "1", "9"}),
        rationale,
    )


def fast_records(
    blocks: Iterator[Block], slowly: Callable[[Block], Iterator[tuple[str, ...]]], count: Callable[[int], None]
) -> Iterator[tuple[str, ...]]:
    """The records of whole blocks of text; `slowly` takes a block that has a line out of the common."""
    days = _Days()
    for block in blocks:
        found = _LINE.findall(block.text)
        if len(found) == block.text.count("\n") + (not block.ended):
            try:
                records = [(one, two, days[begin], days[end], flag, why) for one, two, begin, end, flag, why in found]
            except Unusable:
                pass
            else:
                count(len(records))
                yield from records
                continue
        yield from slowly(block)


def setting_of(records: Sequence[tuple[str, ...]]) -> Setting:
    """The setting that the first rows of a table tell; ANY where they are too few or say nothing."""
    telling = [record for record in records if not record[0].startswith(_LABORATORY)]
    all_codes = {record[0] for record in telling}
    drawn = {record[0] for record in telling if record[1] in _BLOOD_DRAW and record[4] == "0"}
    if len(telling) < ENOUGH_ROWS:
        return Setting.ANY
    if not drawn:
        return Setting.OUTPATIENT_HOSPITAL
    return Setting.PRACTITIONER if len(drawn) * 10 >= len(all_codes) else Setting.ANY


def newest_effective(blocks: Iterator[Block], latest: date) -> str:
    """The newest effective date up to the latest, as year, month and day in eight digits; "" where there is none."""
    limit = f"{latest:%Y%m%d}"
    return max((text for block in blocks for text in set(_NEWEST.findall(block.text)) if text <= limit), default="")


PTP = Form(
    kind=Kind.PTP,
    what="NCCI procedure-to-procedure edits (PTP)",
    columns=_COLUMNS,
    record=_record,
)
