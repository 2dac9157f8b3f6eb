"""Small files in the layouts of CMS, written here: no row of a real file and no descriptor is among them."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from bot.cms import PublishedFile, Refusal, open_publications

LABEL_ROWS = """
,, , ,,,,,,,,,,,,,,,,,,,,,,,,,NON-FACILITY,FACILITY,
,,,,NOT USED,,,,,,,,,,,,,,,,,,,,,PHYSICIAN,,DIAGNOSTIC,PE USED,PE USED,MP USED
,,,,FOR,,,NON-FAC,,FACILITY ,,,,,,,,,,,,,,,,SUPERVISION OF,,IMAGING,FOR OPPS,FOR OPPS,FOR OPPS
,,,STATUS,MEDICARE ,WORK,NON-FAC,NA,FACILITY,NA,MP,NON-FACILITY,FACILITY,PCTC,GLOB,PRE,INTRA,POST,MULT,BILAT,ASST,CO-,\
TEAM,ENDO,CONV,DIAGNOSTIC,CALCULATION,FAMILY,PAYMENT,PAYMENT,PAYMENT
HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU,PE RVU,INDICATOR,PE RVU,INDICATOR,RVU,TOTAL,TOTAL,IND,DAYS,OP,OP,OP,PROC,SURG,\
SURG,SURG,SURG,BASE,FACTOR,PROCEDURES,FLAG,INDICATOR,AMOUNT,AMOUNT,AMOUNT
"""
FEE_ROWS = """
00999,,Sample one,J,,0.00,0.00,,0.00,,0.00,0.00,0.00,9,XXX,0.00,0.00,0.00,9,9,9,9,9,,32.1234,09,0,99,0.00,0.00,0.00
38240,,"Sample two, quoted",R,,4.00,2.94,NA,2.94,,0.27,7.21,7.21,0,XXX,0.00,0.00,0.00,2,0,0,0,0,,32.1234,09,0,99,0.00,\
0.00,0.00
38240,26,Sample three,A,+,0.20,0.10,,0.10,NA,0.01,0.31,0.31,1,090,0.10,0.80,0.10,3,1,2,1,0,45378,32.1234,6A,0,88,0.00,\
0.00,0.00
"""
TITLE = "2025 National Physician Fee Schedule Relative Value File October Release"
# fmt: off
FEE_RECORDS = [
    ("00999", "", "Sample one", "J", "", "0.00", "0.00", "", "0.00", "", "0.00", "0.00", "0.00", "9", "XXX", "0.00",
     "0.00", "0.00", "9", "9", "9", "9", "9", "", "32.1234", "09"),
    ("38240", "", "Sample two, quoted", "R", "", "4.00", "2.94", "NA", "2.94", "", "0.27", "7.21", "7.21", "0", "XXX",
     "0.00", "0.00", "0.00", "2", "0", "0", "0", "0", "", "32.1234", "09"),
    ("38240", "26", "Sample three", "A", "+", "0.20", "0.10", "", "0.10", "NA", "0.01", "0.31", "0.31", "1", "090",
     "0.10", "0.80", "0.10", "3", "1", "2", "1", "0", "45378", "32.1234", "6A"),
]
# fmt: on

PTP_HEAD = (
    "CPT only copyright American Medical Association.  All rights reserved.\t\t\t\t\t\t\n"
    "Column1/Column2 Edits\t\t\t\t\t\t\n"
    "Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale\n"
    "\t\tprior to 1996\tDate\tDate\t0=not allowed\t\n"
    "\t\t\t\t*=no data\t1=allowed\t\n"
    "\t\t\t\t\t9=not applicable\t\n"
)
PTP = PTP_HEAD + (
    "38240\t38242\t\t20130101\t*\t0\tSample reason\n"
    "0001A\t0591T\t*\t19960101\t20231231\t1\tAnother reason\n"
    "G0008\t99211\t\t20240701\t20991231\t9\tSample reason\n"
)
PTP_RECORDS = [
    ("38240", "38242", "2013-01-01", "", "0", "Sample reason"),
    ("0001A", "0591T", "1996-01-01", "2023-12-31", "1", "Another reason"),
    ("G0008", "99211", "2024-07-01", "2099-12-31", "9", "Sample reason"),
]
MUE = (
    '"Notice of a sample, \n\nCPT® in Latin-1.\n","","",""\n'
    '"HCPCS/\nCPT Code",{label} MUE Values,MUE Adjudication Indicator,MUE Rationale\n'
    "0001U,1,2 Date of Service Edit: Policy,Nature of Analyte\n"
    "38240,1,3 Date of Service Edit: Clinical,Clinical: Data\n"
    "A9999,0,1 Line Edit,CMS Policy\n"
)
MUE_RECORDS = [
    ("0001U", "1", "2", "Nature of Analyte"),
    ("38240", "1", "3", "Clinical: Data"),
    ("A9999", "0", "1", "CMS Policy"),
]
GPCI = (
    "ADDENDUM E. FINAL CY 2025 SAMPLE INDICES,,,,,,\n,,,,,,\n"
    "Medicare Administrative Contractor (MAC),State,Locality Number,Locality Name,"
    "2025 PW GPCI (with 1.0 Floor)***,2025 PE GPCI,2025 MP GPCI\n"
    '02102,AK,01,ALASKA*,1.5,1.081,0.592\n01212,HI,00,"HAWAII, GUAM**",1,1.137,.579\n'
    '"MAC Assignments as of a day, sample",,,,,,\n,,,,,,\n*A note.,,,,,,\n'
)
GPCI_RECORDS = [
    ("02102", "AK", "01", "ALASKA", "1.5", "1.081", "0.592"),
    ("01212", "HI", "00", "HAWAII, GUAM", "1", "1.137", ".579"),
]
HCPCS_LABELS = (
    "HCPC,SEQNUM,RECID,LONG DESCRIPTION,SHORT DESCRIPTION,PRICE1,PRICE2,PRICE3,PRICE4,MULT_PI,CIM1,CIM2,CIM3,MCM1,MCM2,"
    "MCM3,STATUTE,LABCERT1,LABCERT2,LABCERT3,LABCERT4,LABCERT5,LABCERT6,LABCERT7,LABCERT8,XREF1,XREF2,XREF3,XREF4,"
    "XREF5,COV,ASC_GRP,ASC_DT,OPPS,OPPS_PI,OPPS_DT,PROCNOTE,BETOS,TOS1,TOS2,TOS3,TOS4,TOS5,ANEST_BU,ADD DT,"
    "ACT EFF DT,TERM DT,ACTION CD"
)
PLACES = (
    "pos_code,facility_type,name\n01,Non-Facility,Sample shop\n21,Facility,Patient’s ward\n96,Unassigned,Unassigned\n"
)
PLACE_RECORDS = [
    ("01", "Non-Facility", "Sample shop"),
    ("21", "Facility", "Patient’s ward"),
    ("96", "", "Unassigned"),
]
DIAGNOSES = "".join(
    f"{order} {code:7} {flag} {short:60} {title}\n"
    for order, code, flag, short, title in (
        ("00001", "A00", "0", "Sample category", "Sample category"),
        ("00002", "A0000", "1", "Sample in short", "Sample of Ménière in full"),
        ("00003", "C91AX1D", "1", "Other", "Other sample"),
    )
)
DIAGNOSIS_RECORDS = [
    ("A00", False, "Sample category", "Sample category"),
    ("A00.00", True, "Sample in short", "Sample of Ménière in full"),
    ("C91.AX1D", True, "Other", "Other sample"),
]


def table(text: str) -> list[list[str]]:
    """The cells of comma separated text."""
    return list(csv.reader(io.StringIO(text.strip("\n"))))


def joined(rows: Sequence[Sequence[str]]) -> str:
    """Cells as comma separated text, with the line ends of CMS."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def fee_rows(title: str = TITLE, rows: str = FEE_ROWS) -> list[list[str]]:
    """A relative value file of 2025, 31 columns wide."""
    heads = [["", "", text, *[""] * 28] for text in (title, "Sample notice", " ", "RELEASED 09/11/2025")]
    return [*heads, *table(LABEL_ROWS), *table(rows)]


def with_pricing_indicator(rows: list[list[str]]) -> list[list[str]]:
    """The same, 32 columns wide, as since 2026."""
    at = 23
    inserted = ["", "", "", "", "", "", "", "PRIC", "IND"]
    return [[*row[:at], inserted[index] if index < len(inserted) else "9", *row[at:]] for index, row in enumerate(rows)]


def hcpcs(rows: Sequence[tuple[str, str, str, str, str, str, str, str]]) -> str:
    """An Anweb file; rows are code, RECID, titles, coverage, added, changed, ended."""
    lines = [HCPCS_LABELS.split(",")]
    for code, record, title, short, coverage, added, changed, ended in rows:
        cells = [""] * 48
        cells[:5] = [code, "0010", record, title, short]
        cells[30], cells[44:48] = coverage, [added, changed, ended, "N"]
        lines.append(cells)
    return joined(lines)


def write(path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return path


def write_sheet(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    """A workbook in which all that looks like a number is one, as a spreadsheet program saves it."""
    workbook: Any = xlsxwriter.Workbook(str(path))
    sheet = workbook.add_worksheet()
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, str) and cell.replace(".", "", 1).isdigit():
                sheet.write_number(number, place, float(cell))
            elif cell != "":
                sheet.write(number, place, cell)
    workbook.close()
    return path


def only(path: Path) -> PublishedFile:
    """The only file at a path."""
    (found,) = open_publications(path)
    return found


def read(file: PublishedFile) -> tuple[list[tuple[Any, ...]], list[Refusal]]:
    """All records of a file, and its refused rows."""
    refused: list[Refusal] = []
    return list(file.records(refused, lambda _: None)), refused


def records(path: Path) -> list[tuple[Any, ...]]:
    """All records of the only file at a path; no row may be refused."""
    found, refused = read(only(path))
    assert refused == []
    return found
