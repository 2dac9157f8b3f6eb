"""Each kind of file, in each form that CMS gives it, becomes the same records."""

from pathlib import Path

import pytest

from bot.cms import (
    RECORD_TYPES,
    FeeScheduleRecord,
    Kind,
    PtpRecord,
    Refusal,
    Setting,
    UnreadableFile,
    open_publications,
)
from tests.cms.samples import (
    DIAGNOSES,
    DIAGNOSIS_RECORDS,
    FEE_RECORDS,
    GPCI,
    GPCI_RECORDS,
    MUE,
    MUE_RECORDS,
    PLACE_RECORDS,
    PLACES,
    PTP,
    PTP_HEAD,
    PTP_RECORDS,
    fee_rows,
    hcpcs,
    joined,
    only,
    read,
    records,
    table,
    with_pricing_indicator,
    write,
    write_sheet,
)


def test_fee_schedule_of_31_columns(tmp_path: Path) -> None:
    path = write(tmp_path / "any.csv", joined(fee_rows()))
    assert only(path).kind is Kind.FEE_SCHEDULE
    assert records(path) == FEE_RECORDS


def test_fee_schedule_of_32_columns(tmp_path: Path) -> None:
    rows = with_pricing_indicator(fee_rows())
    assert {len(row) for row in rows} == {32}
    found = records(write(tmp_path / "any.csv", joined(rows)))
    assert found == FEE_RECORDS
    assert FeeScheduleRecord(*found[2]).endoscopic_base == "45378"


def test_fee_schedule_in_another_order(tmp_path: Path) -> None:
    assert records(write(tmp_path / "any.csv", joined([row[::-1] for row in fee_rows()]))) == FEE_RECORDS


def test_fee_schedule_with_labels_of_other_years(tmp_path: Path) -> None:
    rows = fee_rows()
    rows[4][6], rows[4][8] = "TRANSITIONED", "TRANSITIONED"
    rows[8][24] = "FACT"
    assert records(write(tmp_path / "any.csv", joined(rows))) == FEE_RECORDS


def test_fee_schedule_without_a_column(tmp_path: Path) -> None:
    rows = [[*row[:25], *row[26:]] for row in fee_rows()]
    with pytest.raises(UnreadableFile, match="without the column PHYSICIAN SUPERVISION OF DIAGNOSTIC PROCEDURES"):
        open_publications(write(tmp_path / "any.csv", joined(rows)))


def test_fee_schedule_sheet_gets_its_zeros_back(tmp_path: Path) -> None:
    rows = fee_rows()
    rows[-3][14], rows[-2][14] = "000", "010"
    expected = [list(record) for record in FEE_RECORDS]
    expected[0][14], expected[1][14] = "000", "010"
    assert records(write_sheet(tmp_path / "any.xlsx", rows)) == [tuple(record) for record in expected]


def test_text_made_from_a_sheet_gets_its_zeros_back(tmp_path: Path) -> None:
    rows = fee_rows()
    rows[-3][14], rows[-3][25], rows[-3][24], rows[-3][5] = "0", "9", "32.5", "1.5"
    found = FeeScheduleRecord(*records(write(tmp_path / "any.csv", joined(rows)))[0])
    assert (found.global_days, found.supervision) == ("000", "09")
    assert (found.conversion_factor, found.work_rvu) == ("32.5000", "1.50")


def fixed_fee_line(record: tuple[str, ...]) -> str:
    """A line of the text form, put together as the real lines are and not from the positions that the reader uses."""
    # fmt: off
    (
        code, mod, text, status, flag, work, non_facility, non_na, facility, na, mp, total, facility_total, pc_tc, days,
        pre, intra, post, multiple, bilateral, assistant, co, team, base, factor, supervision,
    ) = record
    # fmt: on
    return (
        f"{code:5}{mod:2}{text:50}{status}{flag:1}{work:>6} {non_facility:>6}{non_na:2} {facility:>6}{na:2} {mp:>5} "
        f"{total:>6}{facility_total:>6}{pc_tc}{days}{pre[1:]}{intra[1:]}{post[1:]}{multiple}{bilateral}{assistant}{co}"
        f"{team}       {base:5}{factor:>8} {supervision}0 99      0.00   0.00   0.00"
    )


def test_fee_schedule_of_fixed_width(tmp_path: Path) -> None:
    lines = [*["HDR A NOTICE THAT NAMES THE YEAR 2031"] * 7, *map(fixed_fee_line, FEE_RECORDS)]
    assert len(lines[-1]) == 171
    path = write(tmp_path / "PPRRVU25_JAN.txt", "".join(f"{line}\r\n" for line in lines))
    assert records(path) == FEE_RECORDS
    assert only(path).title == "January 2025"


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "txt"])
def test_gpci(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"any.{suffix}"
    expected = GPCI_RECORDS
    if suffix == "csv":
        write(path, GPCI)
    elif suffix == "xlsx":
        write_sheet(path, table(GPCI))
        expected = [GPCI_RECORDS[0], (*GPCI_RECORDS[1][:6], "0.579")]
    else:
        lines = [
            f"{mac:16}{state:8}{place:5}{name + '*':90}{work}   {pe}   {mp}"
            for mac, state, place, name, work, pe, mp in expected
        ]
        text = ["ADDENDUM E. FINAL CY 2025 SAMPLE", "", "Medicare Admi State", *lines, "", "*A note.", ""]
        write(path, "\n".join(text))
    assert only(path).kind is Kind.GPCI
    assert records(path) == expected


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_ptp(tmp_path: Path, end: str) -> None:
    path = write(tmp_path / "any.txt", PTP.replace("\n", end))
    assert only(path).kind is Kind.PTP
    assert records(path) == PTP_RECORDS


def test_ptp_reads_a_line_out_of_the_common_like_the_others(tmp_path: Path) -> None:
    text = PTP.replace("38240\t38242\t\t", "38240 \t38242\t \t").replace("Another reason", "Another reason\t")
    assert records(write(tmp_path / "any.txt", f"{text}\n\n")) == PTP_RECORDS


def test_ptp_in_another_order_and_separated_by_commas(tmp_path: Path) -> None:
    rows = [line.split("\t")[::-1] for line in PTP.splitlines()]
    assert records(write(tmp_path / "any.csv", joined(rows))) == PTP_RECORDS


def test_ptp_without_effective_dates(tmp_path: Path) -> None:
    found = records(write(tmp_path / "any.txt", f"{PTP_HEAD}0001A\t0591T\t\t\t20231231\t1\tSample\n"))
    assert found == [("0001A", "0591T", "", "2023-12-31", "1", "Sample")]


def test_ptp_sheet(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "any.xlsx", [line.split("\t") for line in PTP.splitlines()])
    assert records(path) == PTP_RECORDS


@pytest.mark.parametrize(
    ("label", "setting"),
    [
        ("Practitioner Services", Setting.PRACTITIONER),
        ("Outpatient Hospital Services", Setting.OUTPATIENT_HOSPITAL),
        ("Facility Outpatient Services", Setting.OUTPATIENT_HOSPITAL),
        ("DME Supplier Services", Setting.DME),
    ],
)
def test_mue(tmp_path: Path, label: str, setting: Setting) -> None:
    path = write(tmp_path / "any.csv", MUE.format(label=label), "latin-1")
    file = only(path)
    assert (file.kind, file.setting, file.setting_by) == (Kind.MUE, setting, "content")
    assert records(path) == MUE_RECORDS


def test_mue_sheet(tmp_path: Path) -> None:
    assert records(write_sheet(tmp_path / "any.xlsx", table(MUE.format(label="DME Supplier")))) == MUE_RECORDS


AOC_RECORDS = [
    ("0054T", "", "2", "2013-01-01", ""),
    ("22534", "22532", "1", "2013-01-01", "2024-12-31"),
    ("22534", "22533", "1", "2022-02-01", "2023-12-31"),
]


def test_add_on_codes_of_fixed_width(tmp_path: Path) -> None:
    text = (
        "20054T       CCCCC       2013001       (Contractor defined)\r\n"
        "122534       22532       20130012024366\r\n"
        "122534202400122533202336520220322024366\r\n"
    )
    path = write(tmp_path / "any.txt", text)
    assert only(path).kind is Kind.ADD_ON
    assert records(path) == AOC_RECORDS


def test_add_on_codes_sheet(tmp_path: Path) -> None:
    labels = "AOC_Edit_Type,Add-On_Code,AOC_DelDT,Primary_Code,Primary_Code_DelDT,AOC_Edit_EffDT,AOC_Edit_DelDT"
    rows = [
        ["Sample notice"],
        [*labels.split(","), "Special_Instruction_Notes"],
        ["2", "0054T", "", "CCCCC", "", "2013001", "", "(Contractor defined)"],
        ["1", "22534", "", "22532", "", "2013001", "2024366", ""],
        ["1", "22534", "2024001", "22533", "2023365", "2022032", "2024366", ""],
    ]
    assert records(write_sheet(tmp_path / "any.xlsx", rows)) == AOC_RECORDS


def test_add_on_codes_in_three_columns(tmp_path: Path) -> None:
    path = write(tmp_path / "any.csv", "primary_code,add_on_code,aoc_edit_type\nCCCCC,0054T,2\n0070U,0071U,1\n")
    assert records(path) == [("0054T", "", "2", "", ""), ("0071U", "0070U", "1", "", "")]


HCPCS_ROWS = [
    ("   A1", "7", "Sample for one", "Sample one", "C", "20020701", "20020701", ""),
    ("   GD", "7", "Begins", "Short", "D", "20080101", "20200101", "20191231"),
    ("   GD", "8", "and goes on", "", "", "", "", ""),
    ("A0021", "3", "A sample, with", "Smpl", "I", "19850101", "20261001", ""),
    ("A0021", "4", "a second and", "", "", "", "", ""),
    ("A0021", "4", "a third part", "", "", "", "", ""),
]
HCPCS_RECORDS = [
    ("A1", True, "Sample for one", "Sample one", "C", "2002-07-01", "2002-07-01", ""),
    ("GD", True, "Begins and goes on", "Short", "D", "2020-01-01", "2008-01-01", "2019-12-31"),
    ("A0021", False, "A sample, with a second and a third part", "Smpl", "I", "2026-10-01", "1985-01-01", ""),
]


def fixed_hcpcs_line(row: tuple[str, ...]) -> str:
    code, record, title, short, coverage, added, changed, ended = row
    return f"{code}00100{record}{title:80}{short:28}{'':110}{coverage:1}{'':38}{added:8}{changed:8}{ended:8}N"


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "txt"])
def test_hcpcs(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"any.{suffix}"
    if suffix == "csv":
        write(path, hcpcs(HCPCS_ROWS))
    elif suffix == "xlsx":
        write_sheet(path, table(hcpcs(HCPCS_ROWS)))
    else:
        write(path, "".join(f"{fixed_hcpcs_line(row)}\r\n" for row in HCPCS_ROWS))
    assert only(path).kind is Kind.HCPCS
    assert records(path) == HCPCS_RECORDS


def test_hcpcs_continuation_of_another_code_is_refused(tmp_path: Path) -> None:
    rows = [*HCPCS_ROWS[:4], ("A0099", "4", "lost part", "", "", "", "", "")]
    found, refused = read(only(write(tmp_path / "any.csv", hcpcs(rows))))
    assert [record[0] for record in found] == ["A1", "GD", "A0021"]
    assert refused == [Refusal(6, "continues 'A0099', which is not in the row before")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_diagnoses(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "any.txt", DIAGNOSES, encoding)
    assert only(path).kind is Kind.DIAGNOSES
    assert records(path) == DIAGNOSIS_RECORDS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_places(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "any.csv", PLACES, encoding)
    assert only(path).kind is Kind.PLACES
    assert records(path) == PLACE_RECORDS


def test_places_sheet(tmp_path: Path) -> None:
    assert records(write_sheet(tmp_path / "any.xlsx", table(PLACES))) == PLACE_RECORDS


def test_every_kind_has_a_record_type() -> None:
    assert set(RECORD_TYPES) == set(Kind)
    assert RECORD_TYPES[Kind.PTP] is PtpRecord
