"""Edition and setting come from the content where it tells them, else from the name, else from nobody."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from bot.cms import PublishedFile, Setting
from bot.cms.editions import latest_sensible
from tests.cms.samples import (
    DIAGNOSES,
    GPCI,
    MUE,
    PLACES,
    PTP,
    PTP_HEAD,
    fee_rows,
    hcpcs,
    joined,
    only,
    write,
    write_sheet,
)

UNDATED_PTP = PTP_HEAD + "0001A\t0591T\t\t\t*\t1\tSample\n"
ADD_ON = "primary_code,add_on_code,aoc_edit_type\nCCCCC,0054T,2\n"


def edition(file: PublishedFile) -> tuple[date | None, str, str]:
    return file.effective, file.effective_by, file.title


@pytest.mark.parametrize(
    ("title", "day", "words"),
    [
        ("2025 National Physician Fee Schedule Relative Value File October Release", date(2025, 10, 1), "October 2025"),
        ("2026 National Physician Fee Schedule Relative Value File July Release", date(2026, 7, 1), "July 2026"),
        ("2024 National Physician Fee Schedule Relative Value File April Release", date(2024, 4, 1), "April 2024"),
        ("2020 National Physician Fee Schedule Relative Value File January Release", date(2020, 1, 1), "January 2020"),
    ],
)
def test_fee_schedule_by_its_title(tmp_path: Path, title: str, day: date, words: str) -> None:
    assert edition(only(write(tmp_path / "a.csv", joined(fee_rows(title))))) == (day, "content", words)
    assert edition(only(write_sheet(tmp_path / "a.xlsx", fee_rows(title)))) == (day, "content", words)


def test_title_and_name_disagree(tmp_path: Path) -> None:
    file = only(write(tmp_path / "PPRRVU2024_Jul.csv", joined(fee_rows())))
    assert edition(file) == (date(2025, 10, 1), "content", "October 2025")
    assert file.notes == ("its name says July 2024, its content October 2025; the content counts",)


def test_name_that_agrees_gives_no_note(tmp_path: Path) -> None:
    assert only(write(tmp_path / "PPRRVU2025_Oct.csv", joined(fee_rows()))).notes == ()


@pytest.mark.parametrize(
    ("name", "day"), [("RVU25B.csv", date(2025, 4, 1)), ("PPRRVU25_JAN.csv", date(2025, 1, 1)), ("fees.csv", None)]
)
def test_fee_schedule_by_its_name(tmp_path: Path, name: str, day: date | None) -> None:
    file = only(write(tmp_path / name, joined(fee_rows("A sample without a title"))))
    assert (file.effective, file.effective_by) == (day, "name" if day else "")


def test_gpci_by_title_or_labels(tmp_path: Path) -> None:
    assert edition(only(write(tmp_path / "a.csv", GPCI))) == (date(2025, 1, 1), "content", "2025")
    untitled = GPCI.replace("CY 2025", "").replace("2025 P", "2026 P").replace("2025 M", "2026 M")
    assert edition(only(write(tmp_path / "b.csv", untitled))) == (date(2026, 1, 1), "content", "2026")


@pytest.mark.parametrize(
    ("name", "day", "words"),
    [
        ("ccipra-2024q3.txt", date(2024, 7, 1), "2024 Q3"),
        ("ccipra-v322r0-f1.TXT", date(2026, 7, 1), "2026 Q3"),
        ("ccipra-v300r0-f4.TXT", date(2024, 1, 1), "2024 Q1"),
        ("ccioph-v313r0-f1.TXT", date(2025, 10, 1), "2025 Q4"),
        ("edits_2024-07-01.txt", date(2024, 7, 1), "2024 Q3"),
        ("edits Eff_07-01-2026.txt", date(2026, 7, 1), "2026 Q3"),
        ("medicare-ncci-2026q2-edits.txt", date(2026, 4, 1), "2026 Q2"),
        ("edits 2023.txt", date(2023, 1, 1), "2023"),
        ("edits.txt", None, ""),
        ("edits-5.txt", None, ""),
    ],
)
def test_ptp_by_its_name(tmp_path: Path, name: str, day: date | None, words: str) -> None:
    assert edition(only(write(tmp_path / name, UNDATED_PTP))) == (day, "name" if day else "", words)


def test_ptp_by_its_newest_edit_where_the_name_says_nothing(tmp_path: Path) -> None:
    file = only(write(tmp_path / "edits.txt", PTP + "38240\t38243\t\t29991231\t*\t0\tA slip\n"))
    assert edition(file) == (date(2024, 7, 1), "content", "2024 Q3")
    assert file.notes == ("its newest row is of 2024 Q3; the edition may be a later one",)


def test_ptp_newest_edit_may_stand_at_the_end(tmp_path: Path) -> None:
    early = "38240\t38243\t\t20130101\t*\t0\tSample\n" * 30_000
    assert only(write(tmp_path / "edits.txt", PTP_HEAD + early + PTP.splitlines()[-1])).effective == date(2024, 7, 1)


def test_ptp_name_counts_unless_an_edit_is_newer(tmp_path: Path) -> None:
    later = only(write(tmp_path / "ccipra-v322r0-f1.txt", PTP))
    assert (*edition(later), later.notes) == (date(2026, 7, 1), "name", "2026 Q3", ())
    older = only(write(tmp_path / "ccipra-2023q1.txt", PTP))
    assert edition(older) == (date(2024, 7, 1), "content", "2024 Q3")
    assert "its name says 2023 Q1, its content 2024 Q3; the content counts" in older.notes


@pytest.mark.parametrize(
    ("name", "day", "words"),
    [
        ("MCR_MUE_PractitionerServices_Eff_07-01-2026.csv", date(2026, 7, 1), "2026 Q3"),
        ("MCR_MUE_DME_2024-07-01.csv", date(2024, 7, 1), "2024 Q3"),
        ("table.csv", None, ""),
    ],
)
def test_mue_by_its_name(tmp_path: Path, name: str, day: date | None, words: str) -> None:
    file = only(write(tmp_path / name, MUE.format(label="DME Supplier"), "latin-1"))
    assert edition(file) == (day, "name" if day else "", words)


@pytest.mark.parametrize(
    ("name", "day", "words"),
    [
        ("AOC_V2024Q1-MCR.csv", date(2024, 1, 1), "2024 Q1"),
        ("AOC_V2025Q4_01-MCR.csv", date(2025, 10, 1), "2025 Q4"),
        ("addon_codes_2024.csv", date(2024, 1, 1), "2024"),
    ],
)
def test_add_on_codes_by_their_name(tmp_path: Path, name: str, day: date, words: str) -> None:
    assert edition(only(write(tmp_path / name, ADD_ON))) == (day, "name", words)


@pytest.mark.parametrize(
    ("name", "day", "words"),
    [
        ("icd10cm_order_2026.txt", date(2025, 10, 1), "FY 2026"),
        ("icd10cm-order-2026-April.txt", date(2026, 4, 1), "FY 2026, April 2026"),
        ("icd10cm_order.txt", None, ""),
    ],
)
def test_diagnoses_by_their_name(tmp_path: Path, name: str, day: date | None, words: str) -> None:
    assert edition(only(write(tmp_path / name, DIAGNOSES))) == (day, "name" if day else "", words)


def test_places_by_the_year_in_their_name(tmp_path: Path) -> None:
    assert edition(only(write(tmp_path / "places_2024.csv", PLACES))) == (date(2024, 1, 1), "name", "2024")


def test_hcpcs_by_its_newest_change(tmp_path: Path) -> None:
    far = f"{latest_sensible().year + 2}0101"
    rows = [
        ("A0021", "3", "One", "1", "C", "19850101", "20240815", ""),
        ("A0022", "3", "Two", "2", "C", "20240401", "20240401", "20991231"),
        ("A0023", "3", "Three", "3", "C", far, far, ""),
    ]
    file = only(write(tmp_path / "HCPC2024_JUL_ANWEB_09232024.csv", hcpcs(rows)))
    assert (*edition(file), file.notes) == (date(2024, 7, 1), "name", "July 2024", ())
    unnamed = only(write(tmp_path / "codes.csv", hcpcs(rows)))
    assert edition(unnamed) == (date(2024, 7, 1), "content", "July 2024")
    assert unnamed.notes == ("its newest row is of July 2024; the edition may be a later one",)


def test_hcpcs_without_dates_by_its_name(tmp_path: Path) -> None:
    file = only(write(tmp_path / "HCPC2026_OCT_ANWEB.csv", hcpcs([("A0021", "3", "One", "1", "C", "", "", "")])))
    assert edition(file) == (date(2026, 10, 1), "name", "October 2026")


def test_zip_around_a_file_tells_what_its_own_name_does_not(tmp_path: Path) -> None:
    path = tmp_path / "medicare-ncci-2026q2-practitioner-ptp-edits.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("f1.txt", UNDATED_PTP)
    file = only(path)
    assert edition(file) == (date(2026, 4, 1), "name", "2026 Q2")
    assert (file.setting, file.setting_by) == (Setting.PRACTITIONER, "name")


def pairs(*, blood_draw: bool, count: int = 4000) -> str:
    """Rows as in the practitioner table, where codes have the blood draw codes in column 2, or as in the hospital's."""
    rows = []
    for number in range(count):
        first = f"{10000 + number // 20:05}"
        second = "36591" if blood_draw and number % 20 == 0 else f"{20000 + number % 20}"
        rows.append(f"{first}\t{second}\t\t20130101\t*\t0\tSample\n")
    return PTP_HEAD + "".join(rows)


@pytest.mark.parametrize(
    ("blood_draw", "setting"), [(True, Setting.PRACTITIONER), (False, Setting.OUTPATIENT_HOSPITAL)]
)
def test_ptp_setting_by_its_pairs(tmp_path: Path, blood_draw: bool, setting: Setting) -> None:
    file = only(write(tmp_path / "edits.txt", pairs(blood_draw=blood_draw)))
    assert (file.setting, file.setting_by, file.notes[1:]) == (setting, "content", ())


def test_ptp_setting_of_name_and_pairs_disagree(tmp_path: Path) -> None:
    file = only(write(tmp_path / "ccioph-v322r0-f1.txt", pairs(blood_draw=True)))
    assert (file.setting, file.setting_by) == (Setting.PRACTITIONER, "content")
    assert file.notes == ("its name says outpatient-hospital, its content practitioner; the content counts",)


def test_ptp_laboratory_codes_tell_no_setting(tmp_path: Path) -> None:
    file = only(write(tmp_path / "edits.txt", pairs(blood_draw=False).replace("\n1", "\n8")))
    assert (file.setting, file.setting_by) == (Setting.ANY, "")


@pytest.mark.parametrize(
    ("name", "setting", "by"),
    [
        ("ccipra-v322r0-f1.txt", Setting.PRACTITIONER, "name"),
        ("ccioph-v322r0-f1.txt", Setting.OUTPATIENT_HOSPITAL, "name"),
        ("practitioner edits.txt", Setting.PRACTITIONER, "name"),
        ("hospital edits.txt", Setting.OUTPATIENT_HOSPITAL, "name"),
        ("edits.txt", Setting.ANY, ""),
    ],
)
def test_ptp_setting_of_few_rows_by_the_name(tmp_path: Path, name: str, setting: Setting, by: str) -> None:
    file = only(write(tmp_path / name, PTP))
    assert (file.setting, file.setting_by) == (setting, by)


def test_mue_label_counts_where_the_name_disagrees(tmp_path: Path) -> None:
    file = only(write(tmp_path / "MCR_MUE_PractitionerServices.csv", MUE.format(label="DME Supplier"), "latin-1"))
    assert (file.setting, file.setting_by) == (Setting.DME, "content")
    assert file.notes == ("its name says practitioner, its content dme; the content counts",)


def test_other_kinds_are_for_any_setting(tmp_path: Path) -> None:
    file = only(write(tmp_path / "hospital places.csv", PLACES))
    assert (file.setting, file.setting_by) == (Setting.ANY, "")
