"""Rows that cannot be used are refused one by one; a file that is damaged is refused as a whole."""

import gzip
import io
import random
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from bot.cms import Refusal, UnreadableFile
from tests.cms.samples import (
    DIAGNOSES,
    GPCI,
    MUE,
    PLACES,
    PTP,
    PTP_HEAD,
    PTP_RECORDS,
    fee_rows,
    hcpcs,
    joined,
    only,
    read,
    write,
)

FIRST_FEE_LINE = 10


@pytest.mark.parametrize(
    ("place", "cell", "reason"),
    [
        (0, "3824", "HCPCS '3824' is no CPT or HCPCS code"),
        (0, "38240X", "HCPCS '38240X' is no CPT or HCPCS code"),
        (1, "2", "modifier '2' is no modifier"),
        (3, "Z", "STATUS CODE 'Z' is not a known value"),
        (3, "", "STATUS CODE '' is not a known value"),
        (4, "x", "NOT USED FOR MEDICARE PAYMENT 'x' is not a known value"),
        (5, "four", "WORK RVU 'four' is not a number"),
        (7, "N", "NON-FAC NA INDICATOR 'N' is not a known value"),
        (10, "-1.00", "MP RVU '-1.00' is not a number"),
        (13, "A", "PCTC IND 'A' is not a known value"),
        (14, "030", "GLOB DAYS '030' is not a known value"),
        (19, "4", "BILAT SURG '4' is not a known value"),
        (20, "3", "ASST SURG '3' is not a known value"),
        (23, "base", "ENDO BASE 'base' is no CPT or HCPCS code"),
        (25, "10", "SUPERVISION '10' is not a known value"),
    ],
)
def test_fee_schedule_rows_are_refused_with_line_and_reason(tmp_path: Path, place: int, cell: str, reason: str) -> None:
    rows = fee_rows()
    rows[-2][place] = cell
    found, refused = read(only(write(tmp_path / "a.csv", joined(rows))))
    assert [record[:2] for record in found] == [("00999", ""), ("38240", "26")]
    assert refused == [Refusal(FIRST_FEE_LINE + 1, reason)]


def test_rows_too_short_too_long_and_twice(tmp_path: Path) -> None:
    rows = fee_rows()
    # The last column that is read is the 26th, so the first row added here is only a second one of its code.
    rows += [rows[-1][:26], rows[-1][:25], rows[-1][:5], [*rows[-1], "more"], rows[-1]]
    found, refused = read(only(write(tmp_path / "a.csv", joined(rows))))
    line = FIRST_FEE_LINE + 3
    assert len(found) == 3
    assert refused == [
        Refusal(line, f"38240 26 is in line {line - 1} too"),
        Refusal(line + 1, "too few columns: 25 of 31"),
        Refusal(line + 2, "too few columns: 5 of 31"),
        Refusal(line + 3, "too many columns: 32 of 31"),
        Refusal(line + 4, f"38240 26 is in line {line - 1} too"),
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("3824\t38242\t\t20130101\t*\t0\tSample", "column 1 '3824' is no CPT or HCPCS code"),
        ("38240\t3824Z9\t\t20130101\t*\t0\tSample", "column 2 '3824Z9' is no CPT or HCPCS code"),
        ("38240\t38242\t\t20130231\t*\t0\tSample", "effective date '20130231' is not a date"),
        ("38240\t38242\t\t20130101\tnever\t0\tSample", "deletion date 'never' is not a date"),
        ("38240\t38242\t\t20130101\t*\t2\tSample", "modifier indicator '2' is not a known value"),
        ("38240\t38242\t\t20130101\t*", "too few columns: 5 of 7"),
        ("38240\t38242\t\t20130101\t*\t0\tSample\tmore", "too many columns: 8 of 7"),
    ],
)
def test_ptp_rows_are_refused_with_line_and_reason(tmp_path: Path, row: str, reason: str) -> None:
    found, refused = read(only(write(tmp_path / "a.txt", f"{PTP}{row}\n38240\t38243\t\t20130101\t*\t0\tLast\n")))
    assert found == [*PTP_RECORDS, ("38240", "38243", "2013-01-01", "", "0", "Last")]
    assert refused == [Refusal(10, reason)]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (MUE + "38241,two,2 Policy,Sample\n", 10, "MUE value 'two' is not a whole number"),
        (MUE + "38241,2,4 Policy,Sample\n", 10, "MAI '4' is not a known value"),
        (MUE + "38240,2,2 Policy,Sample\n", 10, "38240 is in line 8 too"),
        (GPCI + "2102,AK,02,SAMPLE,1,1,1\n", 9, "contractor '2102' has not five digits"),
        (GPCI + "02102,AK,02,SAMPLE,one,1,1\n", 9, "PW GPCI 'one' is not a number"),
        (PLACES + "1,Facility,Sample\n", 5, "place of service '1' has not two digits"),
        (PLACES + "02,Perhaps,Sample\n", 5, "facility type 'perhaps' is not a known value"),
        (DIAGNOSES + f"00004 A001    2 {'Short':60} Long\n", 4, "billable '2' is not a known value"),
        (DIAGNOSES + f"00004 A 01    1 {'Short':60} Long\n", 4, "code 'A 01' is no ICD-10-CM code"),
        (DIAGNOSES + "00004 A001    1 Short\n", 4, "the line is too short"),
        (
            hcpcs([("A0021", "3", "One", "", "C", "20010101", "2001", ""), ("A0022", "3", "Two", "", "", "", "", "")]),
            2,
            "ACT EFF DT '2001' is not a date",
        ),
        (
            "primary_code,add_on_code,aoc_edit_type\n0070U,0071U,1\n0070U,0072U,4\n",
            3,
            "AOC_Edit_Type '4' is not a known value",
        ),
        (
            "20054T       CCCCC       2013001\n20055T       CCCCC       2013400\n",
            2,
            "AOC_Edit_EffDT '2013400' is not a date",
        ),
    ],
)
def test_rows_of_other_kinds_are_refused_with_line_and_reason(
    tmp_path: Path, text: str, line: int, reason: str
) -> None:
    text = text.replace("{label}", "DME Supplier")
    found, refused = read(only(write(tmp_path / "a", text)))
    assert refused == [Refusal(line, reason)]
    assert found


def many_pairs(count: int = 60_000) -> str:
    codes = random.Random(1)
    return PTP_HEAD + "".join(
        f"{codes.randrange(100_000):05}\t{codes.randrange(100_000):05}\t\t20130101\t*\t1\tSample reason\n"
        for _ in range(count)
    )


def broken(path: Path) -> UnreadableFile:
    """The fault that reading the file comes upon; it must still open."""
    file = only(path)
    with pytest.raises(UnreadableFile) as caught:
        read(file)
    return caught.value


def test_truncated_gzip(tmp_path: Path) -> None:
    data = gzip.compress(many_pairs().encode())
    fault = broken(write(tmp_path / "a.gz", data[: len(data) * 3 // 4]))
    assert fault.what == "ends in the middle of its compressed data"
    assert fault.line > 1000


def test_damaged_gzip(tmp_path: Path) -> None:
    data = bytearray(gzip.compress(many_pairs().encode()))
    data[-6] ^= 255  # The checksum stands at the end.
    assert broken(write(tmp_path / "a.gz", bytes(data))).what == "holds damaged compressed data"


def test_damaged_zip_member(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", many_pairs())
    data = bytearray(out.getvalue())
    at = data.rindex(b"Sample reason")
    data[at : at + 6] = b"simple"
    path = write(tmp_path / "a.zip", bytes(data))
    fault = broken(path)
    assert (fault.path, fault.what) == (f"{path}!a.txt", "holds damaged compressed data")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (PTP + "38240\t38242\t\t2013", 10),
        (joined(fee_rows())[:-60], 12),
        (joined(fee_rows())[:-8], 12),  # After the last column that is read.
        (MUE.format(label="DME Supplier") + "38241,", 10),
        (DIAGNOSES[:-30], 3),
    ],
)
def test_text_that_ends_in_the_middle_of_a_row(tmp_path: Path, text: str, line: int) -> None:
    fault = broken(write(tmp_path / "a", text))
    assert (fault.what, fault.line) == ("ends in the middle of a row", line)


def test_last_line_may_lack_its_end(tmp_path: Path) -> None:
    assert read(only(write(tmp_path / "a.txt", PTP.rstrip("\n")))) == (PTP_RECORDS, [])
    assert read(only(write(tmp_path / "b.txt", PTP + "\x1a"))) == (PTP_RECORDS, [])


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    data = many_pairs(2000).encode()
    middle = data.index(b"\n", len(data) // 2)
    line = data.count(b"\n", 0, middle) + 1
    fault = broken(write(tmp_path / "a.txt", data[:middle] + b"\x00\x03\x9f\x00" + data[middle:]))
    assert (fault.what, fault.line) == ("holds bytes that are no text", line)


@pytest.mark.parametrize("text", [PTP_HEAD, joined(fee_rows(rows="")), PLACES.splitlines()[0]])
def test_file_without_rows(tmp_path: Path, text: str) -> None:
    assert broken(write(tmp_path / "a", text)).what == "holds no rows of data"


def test_quotation_mark_that_is_not_closed(tmp_path: Path) -> None:
    rows = "".join(f"{number:05},1,2 Policy,Sample\n" for number in range(20_000))
    text = MUE.format(label="DME Supplier") + '38241,1,2 Policy,"Sample\n' + rows
    fault = broken(write(tmp_path / "a.csv", text, "latin-1"))
    assert (fault.what, fault.line) == ("has a quotation mark that is not closed", 10)


def test_more_than_ten_refused_rows_and_more_than_one_in_a_hundred(tmp_path: Path) -> None:
    def with_bad(count: int, good: int) -> Path:
        bad = "38240\t38242\t\t20130101\t*\t7\tSample\n" * count
        return write(tmp_path / "a.txt", many_pairs(good) + bad)

    assert len(read(only(with_bad(10, 50)))[1]) == 10
    assert len(read(only(with_bad(11, 1089)))[1]) == 11
    fault = broken(with_bad(11, 1088))
    assert fault.what == (
        "has 1,099 rows of which only 1,088 can be used; the last is refused because modifier indicator '7' is not a "
        "known value"
    )
    assert fault.line == 6 + 1088 + 11
    assert "none" in broken(with_bad(1, 0)).what


def test_columns_that_changed_places_below_their_labels(tmp_path: Path) -> None:
    rows = [line.split("\t") for line in many_pairs(3000)[len(PTP_HEAD) :].splitlines()]
    swapped = "".join("\t".join([*row[:5], row[6], row[5]]) + "\n" for row in rows)
    assert "of which none can be used" in broken(write(tmp_path / "a.txt", PTP_HEAD + swapped)).what


def test_a_large_file_is_never_held_whole(tmp_path: Path) -> None:
    path = write(tmp_path / "ccipra-2024q3.txt.gz", gzip.compress(many_pairs(300_000).encode(), 1))
    tracemalloc.start()
    try:
        count = sum(1 for _ in only(path).records([], lambda _: None))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 300_000
    assert peak < 24 << 20  # Its records would take more than 100 MiB.
