"""Files as CMS publishes them, written from a few rows, and imported. Descriptions are blank or invented."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from bot.reference import SqliteReference, open_reference
from bot.reference.importing import Imported, Wanted, import_files
from tests.cms.samples import GPCI, PTP_HEAD, fee_rows, hcpcs, joined, with_pricing_indicator, write

NOTHING_MORE = Wanted()
AOC_LABELS = (
    "AOC_Edit_Type,Add-On_Code,AOC_DelDT,Primary_Code,Primary_Code_DelDT,AOC_Edit_EffDT,AOC_Edit_DelDT,"
    "Special_Instruction_Notes"
)
MUE_LABELS = {
    "practitioner": ("Practitioner Services", "PractitionerServices"),
    "outpatient-hospital": ("Outpatient Hospital Services", "OutpatientHospitalServices"),
    "dme": ("DME Supplier Services", "DMESupplierServices"),
}


def fee_row(
    code: str,
    modifier: str = "",
    status: str = "A",
    *,
    flag: str = "",
    work: str = "1.00",
    expense: tuple[str, str] = ("1.00", "1.00"),
    na: tuple[str, str] = ("", ""),
    malpractice: str = "0.10",
    pc_tc: str = "0",
    days: str = "XXX",
    rest: str = "00000",
    factor: str = "32.3465",
    supervision: str = "09",
    shares: Sequence[str] = ("0.00", "0.00", "0.00"),
    description: str = "",
) -> list[str]:
    """A row of 2025, 31 columns wide. `expense` and `na` are non-facility, facility; `rest` are the indicators of
    multiple procedures, bilateral surgery, assistant, co-surgeons and team; `shares` those of the fee before, during
    and after an operation."""
    totals = [str(Decimal(work) + Decimal(part) + Decimal(malpractice)) for part in expense]
    return [
        *(code, modifier, description, status, flag, work, expense[0], na[0], expense[1], na[1], malpractice),
        *(*totals, pc_tc, days, *shares, *rest, "", factor, supervision),
        *("0", "99", "0.00", "0.00", "0.00"),
    ]


def fee_schedule(
    folder: Path, *rows: list[str], edition: str = "2025 October", name: str = "fees.csv", wide: bool = False
) -> Path:
    """A relative value file; `wide`: of 32 columns, as since 2026."""
    year, month = edition.split()
    title = f"{year} National Physician Fee Schedule Relative Value File {month} Release"
    table = [*fee_rows(title, ""), *rows]
    return write(folder / name, joined(with_pricing_indicator(table) if wide else table))


def ptp(folder: Path, *rows: str, name: str = "ccipra-v313r0-f1.txt") -> Path:
    """NCCI edits of 2025 Q4: "column 1, column 2, effective, deleted, indicator" in each row, apart by blanks."""
    lines = []
    for row in rows:
        first, second, effective, deleted, indicator = row.split()
        lines.append(f"{first}\t{second}\t\t{effective}\t{deleted}\t{indicator}\tSample reason\n")
    return write(folder / name, PTP_HEAD + "".join(lines))


def mue(folder: Path, *rows: str, setting: str = "practitioner", day: str = "10-01-2025") -> Path:
    """Unit limits: "code value MAI" in each row."""
    label, named = MUE_LABELS[setting]
    lines = [["HCPCS/\nCPT Code", f"{label} MUE Values", "MUE Adjudication Indicator", "MUE Rationale"]]
    for row in rows:
        code, value, mai = row.split()
        lines.append([code, value, f"{mai} Sample edit", "Sample reason"])
    return write(folder / f"MCR_MUE_{named}_Eff_{day}.csv", joined(lines))


def add_ons(folder: Path, *rows: str, name: str = "AOC_2025-10-01.csv") -> Path:
    """Add-on codes: "type, add-on, primary, effective, deleted" as year and day of the year, - for none."""
    lines = [AOC_LABELS.split(",")]
    for row in rows:
        type, add_on, primary, effective, deleted = row.replace("-", "").split(" ")
        lines.append([type, add_on, "", primary, "", effective, deleted, ""])
    return write(folder / name, joined(lines))


def titles(folder: Path, *rows: tuple[str, str] | tuple[str, str, str], name: str = "HCPC2025_OCT_ANWEB.csv") -> Path:
    """HCPCS codes and, with two signs, modifiers: (code, title) or (code, title, last day)."""
    return write(
        folder / name,
        hcpcs(
            [
                (
                    row[0].rjust(5),
                    "7" if len(row[0]) == 2 else "3",
                    row[1],
                    row[1][:28],
                    "C",
                    "20200101",
                    "20200101",
                    row[2],
                )
                for row in [(*row, "")[:3] for row in rows]
            ]
        ),
    )


def diagnoses(folder: Path, *rows: tuple[str, str, str], year: int = 2026) -> Path:
    """An ICD-10-CM order file: (code without dot, 1 where billable, title)."""
    lines = [
        f"{order:05} {code:7} {flag} {title[:60]:60} {title}\n" for order, (code, flag, title) in enumerate(rows, 1)
    ]
    return write(folder / f"icd10cm_order_{year}.txt", "".join(lines))


def indices(folder: Path, *rows: tuple[str, str, str, str, str, str, str], year: int = 2025) -> Path:
    """GPCIs: (contractor, state, locality, name, work, practice expense, malpractice)."""
    heading, blank, labels = GPCI.replace("2025", str(year)).splitlines()[:3]
    return write(folder / f"GPCI{year}.csv", f"{heading}\n{blank}\n{labels}\n{joined(rows)}")


def imported(into: Path, *paths: Path, wanted: Wanted = NOTHING_MORE) -> list[Imported]:
    """What became of the files; none may be refused."""
    outcomes = import_files(paths, into, wanted)
    assert [outcome.fault for outcome in outcomes if outcome.fault] == []
    return outcomes


def opened(into: Path) -> SqliteReference:
    """The imported files, which are there."""
    reference = open_reference(into)
    assert reference is not None
    return reference
