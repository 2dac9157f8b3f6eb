"""Files are told by their content, in whatever container and under whatever name."""

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from bot.cms import Kind, UnreadableFile, open_publications
from tests.cms.samples import (
    DIAGNOSES,
    FEE_RECORDS,
    GPCI,
    MUE,
    MUE_RECORDS,
    PLACES,
    PTP,
    PTP_RECORDS,
    fee_rows,
    joined,
    only,
    read,
    records,
    write,
    write_sheet,
)


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_gzip_is_told_by_its_bytes(tmp_path: Path) -> None:
    path = write(tmp_path / "renamed.txt", gzip.compress(PTP.encode()))
    assert records(path) == PTP_RECORDS
    assert only(path).size == path.stat().st_size


def test_a_name_tells_nothing_of_the_kind(tmp_path: Path) -> None:
    assert only(write(tmp_path / "PPRRVU2025_Oct.csv", PLACES)).kind is Kind.PLACES
    assert only(write(tmp_path / "ccipra.txt.gz", GPCI)).kind is Kind.GPCI
    sheet = write_sheet(tmp_path / "made.xlsx", fee_rows())
    assert only(sheet.rename(tmp_path / "made.csv")).kind is Kind.FEE_SCHEDULE


def test_zip_gives_each_publication_and_leaves_the_rest(tmp_path: Path) -> None:
    locco = "Medicare Administrative Contractor,Locality Number,State,Fee Schedule Area,Counties\n10112,00,AL,X,ALL\n"
    anes = "Contractor,Locality,Locality Name,National Anes CF of 20.3178\n10112,00,ALABAMA,19.31\n"
    cap = "HCPCS,MOD,PROCSTAT,CARRIER,LOCALITY,FACILITY PRICE,NON-FACILTY PRICE\n38240,TC,A,01112,05,1.00,1.00\n"
    members = {
        "PPRRVU2025_Oct.csv": joined(fee_rows()).encode(),
        "GPCI2025.csv": GPCI.encode(),
        "25LOCCO.csv": locco.encode(),
        "ANES2025.csv": anes.encode(),
        "OPPSCAP_Oct.csv": cap.encode(),
        "RVU25D.pdf": b"%PDF-1.7\n\x00\x01",
        "readme.txt": b"Read this first.\n",
        "empty.txt": b"",
        "inner.zip": zipped({"readme.txt": b"Read this."}),
        "__MACOSX/._GPCI2025.csv": b"\x00\x05\x16\x07",
    }
    found = open_publications(write(tmp_path / "RVU25D.zip", zipped(members)))
    assert [(file.name, file.kind) for file in found] == [
        ("RVU25D.zip!GPCI2025.csv", Kind.GPCI),
        ("RVU25D.zip!PPRRVU2025_Oct.csv", Kind.FEE_SCHEDULE),
    ]
    assert read(found[1]) == (FEE_RECORDS, [])


def test_zip_gives_a_table_once_that_it_holds_in_two_forms(tmp_path: Path) -> None:
    sheet = write_sheet(tmp_path / "made.xlsx", [line.split("\t") for line in PTP.splitlines()])
    members = {"in/ccipra-v322r0-f1.xlsx": sheet.read_bytes(), "in/ccipra-v322r0-f1.TXT": PTP.encode()}
    members["in/ccipra-v322r0-f2.TXT"] = PTP.encode()
    found = open_publications(write(tmp_path / "a.zip", zipped(members)))
    assert [file.name for file in found] == ["a.zip!in/ccipra-v322r0-f1.TXT", "a.zip!in/ccipra-v322r0-f2.TXT"]


def test_sheet_in_a_zip(tmp_path: Path) -> None:
    sheet = write_sheet(tmp_path / "made.xlsx", [["Sample notice"], *fee_rows()])
    assert records(write(tmp_path / "a.zip", zipped({"made.xlsx": sheet.read_bytes()}))) == FEE_RECORDS


def test_second_sheet_of_a_workbook_away_from_its_corner(tmp_path: Path) -> None:
    workbook: Any = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    workbook.add_worksheet("About").write(0, 0, "This workbook holds places of service.")
    sheet = workbook.add_worksheet("Places")
    for row, line in enumerate([*PLACES.splitlines(), "x1,Facility,Sample"]):
        sheet.write_row(row + 3, 1, line.split(","))
    workbook.close()
    found, refused = read(only(tmp_path / "a.xlsx"))
    assert [record[0] for record in found] == ["01", "21", "96"]
    assert [refusal.line for refusal in refused] == [8]


def test_folder_gives_every_file_sorted_but_hidden_ones(tmp_path: Path) -> None:
    write(tmp_path / "b.csv", PLACES)
    write(tmp_path / "a.txt", DIAGNOSES)
    write(tmp_path / ".hidden", "no publication")
    (tmp_path / "deeper").mkdir()
    assert [file.name for file in open_publications(tmp_path)] == ["a.txt", "b.csv"]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\nsample", "is no file that can be read"),
        (b"Some words, and more.\nAnd others, too.\n", "is no file that can be read"),
        (b"code,name\n01,Sample\n", "is no file that can be read"),
        (b"\x00\x01\x02" * 50, "is no file that can be read"),
        (b"", "is empty"),
        (zipped({"readme.txt": b"Read this first."}), "holds no file that can be read"),
        (zipped({"a.csv": PLACES.encode()})[:-30], "is a damaged zip file"),
        (PLACES.encode("utf-16"), "is UTF-16 text"),
        (gzip.compress(PLACES.encode(), mtime=0)[:12], "ends in the middle of its compressed data"),
    ],
)
def test_what_cannot_be_read_is_named_with_a_way_to_mend_it(tmp_path: Path, data: bytes, what: str) -> None:
    path = write(tmp_path / "given", data)
    with pytest.raises(UnreadableFile) as caught:
        open_publications(path)
    fault = caught.value
    assert (fault.path, fault.line, fault.what) == (str(path), 0, what)
    assert str(fault) == f"{path}: {what}; {fault.mend}"


def test_unreadable_file_names_what_can_be_read(tmp_path: Path) -> None:
    pattern = r"give one of: the physician fee schedule \(PPRRVU\); .*places of service"
    with pytest.raises(UnreadableFile, match=pattern):
        open_publications(write(tmp_path / "note.txt", "A note.\n"))


def test_missing_path_and_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="is a folder without files"):
        open_publications(tmp_path)
    with pytest.raises(UnreadableFile, match="cannot be read"):
        open_publications(tmp_path / "missing.csv")


def test_damaged_workbook(tmp_path: Path) -> None:
    sheet = write_sheet(tmp_path / "made.xlsx", [line.split(",") for line in PLACES.splitlines()])
    with zipfile.ZipFile(sheet) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    del members["xl/worksheets/sheet1.xml"]
    with pytest.raises(UnreadableFile, match="is a damaged Excel file"):
        open_publications(write(tmp_path / "bad.xlsx", zipped(members)))


@pytest.mark.parametrize("pack", [bytes, gzip.compress, lambda data: zipped({"a.csv": data})])
def test_progress_adds_up_to_the_size(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    rows = "".join(f"{number:05},1,2 Date of Service Edit: Policy,Sample {number * 7919}\n" for number in range(38_000))
    data = (MUE.format(label="Practitioner") + rows).encode("latin-1")
    steps: list[int] = []
    file = only(write(tmp_path / "a", pack(data)))
    found = list(file.records([], steps.append))
    assert (len(found), sum(steps)) == (38_000 + len(MUE_RECORDS), file.size)
    assert len(steps) > 2
    assert max(steps) <= 1 << 20


def test_progress_of_a_sheet_adds_up_to_its_size(tmp_path: Path) -> None:
    labels = ["HCPCS/\nCPT Code", "Practitioner Services MUE Values", "MUE Adjudication Indicator", "MUE Rationale"]
    lines = MUE.splitlines()[-3:]
    path = write_sheet(tmp_path / "a.xlsx", [labels, *(line.split(",") for line in lines)])
    steps: list[int] = []
    assert list(only(path).records([], steps.append)) == MUE_RECORDS
    assert sum(steps) == path.stat().st_size
