"""A few rows of CMS's files, typed in by hand without descriptions, imported beside the starter book.

Indicators and amounts are those of PPRRVU2025_Oct.csv, GPCI2025.csv and the NCCI files of 2024-07-01; the editions and
first days around them are invented, and so are all titles.
"""

from datetime import date
from pathlib import Path

from bot.reference import SqliteReference
from bot.reference.importing import Wanted
from tests.cms.samples import write
from tests.reference.files import (
    add_ons,
    diagnoses,
    fee_row,
    fee_schedule,
    imported,
    indices,
    mue,
    opened,
    ptp,
    titles,
)

TODAY = date(2025, 11, 15)

# code, modifier, status, work, non-facility and facility expense, malpractice, PC/TC, global days; multiple, bilateral,
# assistant, co-surgeons, team; supervision; shares of the fee. + after the status: not used for payment; after an
# expense: NA.
OCTOBER_2025 = """
0001F - I 0.00 0.00 0.00 0.00 9 XXX 99999 09
00100 - J 0.00 0.00 0.00 0.00 9 XXX 99999 09
19318 - A 16.03 14.13+ 14.13 2.99 0 090 21210 09
22534 - A 5.99 3.05+ 3.05 1.80 0 ZZZ 00220 09
27447 - A 19.60 15.30+ 15.30 3.98 0 090 21210 09 0.10 0.69 0.21
33533 - A 33.75 13.54+ 13.54 8.02 0 090 20200 09
36430 - A 0.00 1.26 1.26+ 0.03 5 XXX 00100 09
36512 - A 2.00 1.01+ 1.01 0.13 0 000 20100 09
38204 - B+ 2.00 0.79+ 0.79 0.21 9 XXX 99999 09
38207 - I+ 0.89 0.35+ 0.35 0.08 9 XXX 99999 09
38228 - A 3.00 5.46 2.07 0.20 5 XXX 00000 09
38240 - R 4.00 2.94+ 2.94 0.27 0 XXX 20000 09
38241 - R 3.00 2.12+ 2.12 0.20 0 XXX 20000 09
38242 - A 2.11 1.50+ 1.50 0.15 0 000 20000 09
45378 - A 3.26 6.44 1.79 0.43 0 000 20100 09
45378 53 A 1.63 3.22 0.90 0.22 0 000 20100 09
61715 - C 0.00 0.00 0.00 0.00 1 000 20000 09
61715 26 A 18.95 9.98 9.98 7.54 1 000 20000 09
61715 TC C 0.00 0.00 0.00 0.00 1 000 20000 03
66984 - A 7.35 8.23+ 8.23 0.55 0 090 21100 09
71045 - A 0.18 0.58 0.58+ 0.02 1 XXX 00000 09
71045 26 A 0.18 0.07 0.07 0.01 1 XXX 00000 09
71045 TC A 0.00 0.51 0.51+ 0.01 1 XXX 00000 01
76519 - A 0.54 1.48 1.48+ 0.02 1 XXX 72000 09
76519 26 A 0.54 0.35 0.35 0.01 1 XXX 73000 09
76519 TC A 0.00 1.13 1.13+ 0.01 1 XXX 72000 01
80506 - A 0.80 0.42 0.42+ 0.04 1 ZZZ 00000 09
83020 - X 0.00 0.00 0.00 0.00 9 XXX 99999 09
83020 26 A 0.37 0.15 0.15 0.01 6 XXX 00000 09
86153 26 A 0.69 0.27 0.27 0.02 6 XXX 00000 09
88305 - A 0.75 1.38 1.38+ 0.02 1 XXX 00000 09
88305 26 A 0.75 0.32 0.32 0.01 1 XXX 00000 09
88305 TC A 0.00 1.06 1.06+ 0.01 1 XXX 00000 09
93000 - A 0.17 0.24 0.24+ 0.02 4 XXX 60000 01
93005 - A 0.00 0.18 0.18+ 0.01 3 XXX 60000 01
93010 - A 0.17 0.06 0.06 0.01 2 XXX 00000 09
99213 - A 1.30 1.35 0.57 0.10 0 XXX 00000 09
99214 - A 1.92 1.92 0.85 0.14 0 XXX 00000 09
A0021 - I 0.00 0.00 0.00 0.00 9 XXX 99999 09
"""
JULY_2024 = """
0540T - C 0.00 0.00 0.00 0.00 9 YYY 99999 09
38240 - R 4.00 2.94+ 2.94 0.27 1 XXX 20000 09
38240 26 A 2.00 1.00 1.00 0.10 1 XXX 20000 09
71045 - A 0.18 0.58 0.58+ 0.02 1 XXX 00000 09
99213 - A 1.30 1.35 0.57 0.10 0 XXX 00000 09
"""
"""38240 is invented here: a row for 26, so that the edition tells in the verdict."""

FILLERS = [fee_row(f"{number:04}T", pc_tc="9", status="C", rest="99999") for number in range(2000, 9999)] + [
    fee_row(f"R{number:04}", pc_tc="9", status="N", rest="99999") for number in range(1000, 9999)
]
"""Codes that do not exist, so many that the file counts as a whole one."""

LIMITS = ("38204 0 3", "38207 0 3", "38240 1 3", "38241 1 2", "88305 16 3", "99213 2 3")
PTP_PRACTITIONER = (
    "0001A 0591T 20200101 20231231 1",
    "19318 27447 20200101 * 9",
    "27447 99213 20000101 20001030 9",
    "27447 99213 20130101 20191231 1",
    "27447 99213 20200101 * 1",
    "38240 36591 20130101 * 0",
    "38240 38228 20251201 * 0",
    "38240 38242 20130101 * 0",
    "38240 96365 20050101 20121231 1",
    "38240 99213 20130101 * 1",
    "38241 38240 20130101 * 0",
    "45378 93000 20130101 20251231 1",
    "93000 93005 20130101 * 1",
    "93000 93010 20130101 * 1",
    "99999 99213 20130101 * 1",
)
PTP_HOSPITAL = (
    "0001A 0591T 20200101 20231231 1",
    "38240 38242 20130101 * 0",
    "38241 38240 20130101 * 1",
    "99999 99213 20130101 * 1",
)


def fee_rows_of(text: str, factor: str) -> list[list[str]]:
    rows = []
    for line in text.split("\n"):
        if line:
            code, modifier, status, work, outside, inside, malpractice, pc_tc, days, rest, supervision, *shares = (
                line.split()
            )
            rows.append(
                fee_row(
                    code,
                    modifier.replace("-", ""),
                    status[0],
                    flag=status[1:],
                    work=work,
                    expense=(outside.rstrip("+"), inside.rstrip("+")),
                    na=("NA" if "+" in outside else "", "NA" if "+" in inside else ""),
                    malpractice=malpractice,
                    pc_tc=pc_tc,
                    days=days,
                    rest=rest,
                    factor=factor,
                    supervision=supervision,
                    shares=shares or ("0.00", "0.00", "0.00"),
                )
            )
    return rows


def write_all(folder: Path) -> list[Path]:
    """All the files, but for places of service."""
    return [
        fee_schedule(folder, *fee_rows_of(OCTOBER_2025, "32.3465"), *FILLERS, name="PPRRVU2025_Oct.csv"),
        fee_schedule(folder, *fee_rows_of(JULY_2024, "33.2875"), edition="2024 July", name="PPRRVU2024_Jul.csv"),
        indices(
            folder,
            ("02102", "AK", "01", "ALASKA*", "1.5", "1.081", "0.592"),
            ("01182", "CA", "18", "LOS ANGELES-LONG BEACH-ANAHEIM (LOS ANGELES/ORANGE CNTY)", "1.042", "1.194", "0.69"),
            ("01112", "CA", "05", "SAN FRANCISCO-OAKLAND-BERKELEY (SAN FRANCISCO CNTY)", "1.088", "1.36", "0.429"),
            ("01112", "CA", "75", "REST OF CALIFORNIA", "1.018", "1.065", "0.571"),
            ("13202", "NY", "01", "MANHATTAN", "1.065", "1.166", "1.656"),
            ("04412", "TX", "11", "DALLAS", "1.011", "1.007", "0.877"),
            ("04412", "TX", "99", "REST OF TEXAS", "1", "0.945", "0.934"),
        ),
        ptp(folder, *PTP_PRACTITIONER),
        ptp(folder, *PTP_HOSPITAL, name="ccioph-v313r0-f1.txt"),
        mue(folder, *LIMITS, *(f"{number} 1 3" for number in range(10_000, 23_000)), "V5364 0 3"),  # a whole table, too
        mue(folder, "38204 1 2", "38207 1 3", "38240 1 3", "38241 1 2", "88305 16 3", setting="outpatient-hospital"),
        add_ons(folder, "1 22534 22532 2013001 -", "1 22534 22533 2013001 -", "1 80506 80503 2022001 -"),
        titles(
            folder,
            ("A0021", "Quokka transport across the border"),
            ("E0100", "Quokka cane"),
            ("J9999", "Quokka drug that ended", "20241231"),
            ("JW", "Sample amount thrown away"),
            ("GD", "Sample of an ended modifier", "20191231"),
        ),
        diagnoses(
            folder,
            ("C9100", "1", "Sample marsupial leukemia, not in remission"),
            ("D71", "1", "Sample disorder"),
            year=2025,
        ),
        diagnoses(
            folder,
            ("C910", "0", "Sample marsupial leukemia"),
            ("C9100", "1", "Sample marsupial leukemia, not in remission"),
            ("C9101", "1", "Sample marsupial leukemia, in remission"),
            ("D71", "0", "Sample disorder"),
            ("D711", "1", "Sample disorder, one"),
            ("D718", "1", "Sample disorder, other"),
            ("L0501", "1", "Wombat fever"),
            year=2026,
        ),
    ]


def import_all(folder: Path) -> SqliteReference:
    """The files, imported into a folder and opened."""
    into = folder / "reference.sqlite3"
    imported(into, *write_all(folder))
    places = "pos_code,facility_type,name\n11,Non-Facility,Office\n22,Facility,Sample hospital\n"
    imported(into, write(folder / "places.csv", places), wanted=Wanted(effective=date(2024, 1, 1)))
    return opened(into)
