import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from tests.reference.files import fee_row, fee_schedule, imported, mue

Codebook = Callable[..., Result]
HEADER = ["file", "old edition", "new edition", "code", "what", "before", "after"]
FEES = "Medicare Physician Fee Schedule, relative value file"


@pytest.fixture
def two_quarters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fee schedule and unit limits in two editions."""
    path = tmp_path / "reference.sqlite3"
    monkeypatch.setenv("CODEBOOK_REFERENCE", str(path))
    split = [fee_row("71045", pc_tc="1"), fee_row("71045", "26", pc_tc="1"), fee_row("10001")]
    imported(
        path,
        fee_schedule(tmp_path, *split, edition="2025 July", name="before.csv"),
        fee_schedule(tmp_path, fee_row("71045"), fee_row("10002"), name="after.csv"),
        mue(tmp_path, "10001 1 3", day="07-01-2025"),
        mue(tmp_path, "10001 2 3"),
    )
    return path


def unwrapped(text: str) -> str:
    """The text without line ends: a title is as narrow as its table."""
    return " ".join(text.split())


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_the_table_names_codes_indicators_and_verdicts(codebook: Codebook, two_quarters: Path) -> None:
    result = codebook("changes", "2025q3", "2025q4")
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"{FEES}: July 2025 to October 2025" in unwrapped(result.stdout)
    cells = [[cell.strip() for cell in line.split("│")[1:-1]] for line in result.stdout.splitlines() if "│" in line]
    assert ["10002", "code", "", "added"] in cells
    assert ["10001", "code", "on file", "deleted"] in cells
    assert ["71045", "pc tc indicator", "1", "0"] in cells
    assert ["71045", "modifier 26", "yes", "no"] in cells
    assert ["10001", "units, practitioner", "1 (MAI 3)", "2 (MAI 3)"] in cells
    assert "codes added 1" in result.stdout
    assert "codes deleted 1" in result.stdout
    assert "modifier 26 1" in result.stdout


def test_csv_to_a_file_beside_the_table(codebook: Codebook, two_quarters: Path, tmp_path: Path) -> None:
    path = tmp_path / "changes.csv"
    result = codebook("changes", "2025-07-01", "2025-10-01", "--csv", str(path))
    assert result.exit_code == 0
    assert FEES in unwrapped(result.stdout)
    header, *rows = rows_of(path.read_text(encoding="utf-8"))
    assert header == HEADER
    assert [FEES, "July 2025", "October 2025", "10001", "code", "on file", "deleted"] in rows
    assert [FEES, "July 2025", "October 2025", "71045", "modifier 26", "yes", "no"] in rows
    limits = "Medically unlikely edits, practitioner"
    assert [limits, "2025 Q3", "2025 Q4", "10001", "units, practitioner", "1 (MAI 3)", "2 (MAI 3)"] in rows


def test_csv_to_standard_output_is_all_that_is_printed(codebook: Codebook, two_quarters: Path) -> None:
    header, *rows = rows_of(codebook("changes", "2025q3", "2025q4", "--csv", "-").stdout)
    assert header == HEADER
    assert {len(row) for row in rows} == {len(HEADER)}
    assert [FEES, "July 2025", "October 2025", "10002", "code", "", "added"] in rows


def test_a_long_table_is_cut_and_the_csv_is_not(codebook: Codebook, tmp_path: Path) -> None:
    reference = tmp_path / "reference.sqlite3"
    imported(reference, mue(tmp_path, *(f"{n} 1 3" for n in range(10_000, 10_050)), day="07-01-2025"))
    imported(reference, mue(tmp_path, *(f"{n} 2 3" for n in range(10_000, 10_050))))
    result = codebook("changes", "2025q3", "2025q4", "--reference", str(reference))
    assert "and 10 more; --csv FILE has them all" in result.stdout
    assert "units, practitioner 50" in result.stdout
    everything = codebook("changes", "2025q3", "2025q4", "--reference", str(reference), "--csv", "-").stdout
    assert len(rows_of(everything)) == 51


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["spring", "2025q4"], "spring is no day; write 2025-10-01, 2025-10, 2025q4 or 2025"),
        (["2025q3", "2025-02-30"], "2025-02-30 is no day"),
        (["2025q4", "2025q3"], "2025q4 is not before 2025q3; name the older edition first"),
        (["2025q4", "2025-10-01"], "name the older edition first"),
        (["2025q4"], "NEW"),
    ],
)
def test_bad_days_end_with_two(codebook: Codebook, two_quarters: Path, arguments: list[str], fault: str) -> None:
    result = codebook("changes", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert fault in unwrapped(result.stderr.replace("│", " "))


def test_nothing_imported_is_said_so(codebook: Codebook, tmp_path: Path) -> None:
    result = codebook("changes", "2025q3", "2025q4", "--reference", str(tmp_path / "nothing.sqlite3"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "Nothing is imported; run codebook import first.\n"


def test_days_of_one_edition_name_what_is_imported(codebook: Codebook, two_quarters: Path) -> None:
    result = codebook("changes", "2026q1", "2026q2")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "No file is imported in an edition for each of the two days." in result.stderr
    assert f"  {FEES}: October 2025" in result.stderr


def test_a_csv_file_that_cannot_be_written_is_said_so(codebook: Codebook, two_quarters: Path, tmp_path: Path) -> None:
    result = codebook("changes", "2025q3", "2025q4", "--csv", str(tmp_path / "nowhere" / "changes.csv"))
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
