import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from tests.cms.samples import PLACES, write
from tests.reference.files import fee_row, fee_schedule, mue, ptp, titles

Codebook = Callable[..., Result]


@pytest.fixture
def reference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command imports to, named by the environment."""
    path = tmp_path / "reference.sqlite3"
    monkeypatch.setenv("CODEBOOK_REFERENCE", str(path))
    return path


def test_each_edition_is_summed_up(codebook: Codebook, reference: Path, tmp_path: Path) -> None:
    fees = fee_schedule(tmp_path, fee_row("38240"), fee_row("382X"), fee_row("38241"), name="PPRRVU2025_Oct.csv")
    result = codebook("import", str(fees), str(mue(tmp_path, "38240 1 3", "38241 1 2")))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "Medicare Physician Fee Schedule, relative value file, October 2025, in force from 2025-10-01",
        "  2 rows read from PPRRVU2025_Oct.csv, 1 refused.",
        "  A part of the edition: codes that it lacks are looked up in the edition before.",
        "  PPRRVU2025_Oct.csv:11: refused, HCPCS '382X' is no CPT or HCPCS code",
        "Medically unlikely edits, practitioner, 2025 Q4, in force from 2025-10-01",
        "  2 rows read from MCR_MUE_PractitionerServices_Eff_10-01-2025.csv, 0 refused.",
        "  A part of the edition: codes that it lacks are looked up in the edition before.",
    ]
    assert reference.exists()


def test_what_is_imported_answers(codebook: Codebook, reference: Path, tmp_path: Path) -> None:
    assert codebook("ask", "can I use 26 with 71045?").exit_code == 1
    codebook("import", str(fee_schedule(tmp_path, fee_row("71045", pc_tc="1"), fee_row("71045", "26", pc_tc="1"))))
    result = codebook("ask", "can I use 26 with 71045?")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith("✓ Yes for Medicare")


def test_an_edition_is_counted_against_the_one_before(codebook: Codebook, reference: Path, tmp_path: Path) -> None:
    limits = [*(f"{number} 1 3" for number in range(10_000, 23_000)), "V5364 1 3"]
    codebook("import", str(mue(tmp_path, *limits, day="07-01-2025")))
    result = codebook("import", str(mue(tmp_path, "10000 2 3", *limits[2:], "98000 1 3", "98001 1 3")))
    assert result.exit_code == 0
    assert "  Against 2025 Q3: 2 added, 1 deleted, 1 changed." in result.stdout.splitlines()


def test_the_same_file_again_is_told_and_changes_nothing(codebook: Codebook, reference: Path, tmp_path: Path) -> None:
    limits = str(mue(tmp_path, "38240 1 3"))
    codebook("import", limits)
    before = reference.read_bytes()
    result = codebook("import", limits)
    assert result.exit_code == 0
    assert result.stdout == (
        "Medically unlikely edits, practitioner, 2025 Q4: imported before from "
        "MCR_MUE_PractitionerServices_Eff_10-01-2025.csv; nothing changed.\n"
    )
    assert reference.read_bytes() == before


def test_a_refused_file_is_named_and_the_others_are_in(codebook: Codebook, reference: Path, tmp_path: Path) -> None:
    letter = write(tmp_path / "letter.txt", "Dear reader.\n")
    result = codebook("import", str(letter), str(mue(tmp_path, "38240 1 3")))
    assert result.exit_code == 1
    assert f"Not imported: {letter}: is no file that can be read" in result.stdout
    assert "Medically unlikely edits, practitioner, 2025 Q4, in force" in result.stdout


def test_many_refused_rows_are_counted(codebook: Codebook, reference: Path, tmp_path: Path) -> None:
    good = [fee_row(f"{number:05}") for number in range(10_000, 10_400)]
    bad = [fee_row(f"12{letter}") for letter in "ABCDEFGHI"]
    result = codebook("import", str(fee_schedule(tmp_path, *good, *bad)))
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert "  400 rows read from fees.csv, 9 refused." in lines
    assert sum("refused, HCPCS" in line for line in lines) == 5
    assert lines[-1] == "  and 4 more rows refused"


def test_a_file_of_which_no_row_can_be_used_is_refused(codebook: Codebook, reference: Path, tmp_path: Path) -> None:
    result = codebook("import", str(fee_schedule(tmp_path, fee_row("12A"), fee_row("12B"))))
    assert result.exit_code == 1
    assert "has 2 rows of which none can be used" in result.stdout
    assert not reference.exists()


def test_a_cut_file_is_refused_unless_partial(codebook: Codebook, reference: Path, tmp_path: Path) -> None:
    cut = str(fee_schedule(tmp_path, *(fee_row(f"{number:05}") for number in range(10_000, 10_600))))
    result = codebook("import", cut)
    assert result.exit_code == 1
    assert "seems to be cut off" in result.stdout
    assert codebook("import", "--partial", cut).exit_code == 0


def test_what_a_file_does_not_say_can_be_given(codebook: Codebook, reference: Path, tmp_path: Path) -> None:
    places = str(write(tmp_path / "places.csv", PLACES))
    asked = codebook("import", places)
    assert (asked.exit_code, "--effective" in asked.stdout) == (1, True)
    assert "in force from 2025-01-01" in codebook("import", "--effective", "2025-01-01", places).stdout
    edits = str(ptp(tmp_path, "38240 38242 20130101 * 0", name="edits_2025-10-01.txt"))
    asked = codebook("import", edits)
    assert (asked.exit_code, "--setting" in asked.stdout) == (1, True)
    result = codebook("import", "--setting", "outpatient-hospital", edits)
    assert (result.exit_code, "edits, outpatient hospital, 2025 Q4" in result.stdout) == (0, True)


def test_descriptions_come_only_with_the_notice(codebook: Codebook, reference: Path, tmp_path: Path) -> None:
    fees = str(fee_schedule(tmp_path, fee_row("71045", description="Quokka plumbing")))
    plain = codebook("import", fees)
    assert "American Medical Association" not in plain.stdout
    assert b"Quokka plumbing" not in reference.read_bytes()
    kept = codebook("import", "--with-descriptions", fees)
    assert kept.exit_code == 0
    assert kept.stdout.splitlines()[-1].startswith("CPT copyright American Medical Association. All rights reserved.")
    answer = codebook("ask", "what is 71045?").stdout
    assert "Quokka plumbing" in answer
    assert "CPT copyright American Medical Association" in answer


@pytest.mark.parametrize(
    "arguments",
    [[], ["--effective", "October", "x.csv"], ["--setting", "hospital", "x.csv"], ["--nonsense", "x.csv"]],
)
def test_bad_usage_ends_with_two(codebook: Codebook, reference: Path, arguments: list[str]) -> None:
    result = codebook("import", *arguments)
    assert result.exit_code == 2
    assert "codebook import" in result.stderr
    assert not reference.exists()


def test_a_file_that_cannot_be_written_ends_with_two(codebook: Codebook, reference: Path, tmp_path: Path) -> None:
    write(reference, "My own notes. " * 100)
    result = codebook("import", str(mue(tmp_path, "38240 1 3")))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"{reference}: cannot be written (")
    assert "Traceback" not in result.output


@pytest.mark.parametrize("command", [["ask", "38240"], ["changes", "2025q3", "2025q4"]])
def test_a_file_of_another_version_is_named_and_ends_with_two(
    codebook: Codebook, reference: Path, tmp_path: Path, command: list[str]
) -> None:
    codebook("import", str(mue(tmp_path, "38240 1 3")))
    connection = sqlite3.connect(reference)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    result = codebook(*command)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "another version of Codebook; delete it and run codebook import again" in result.stderr


def test_the_option_names_another_file_than_the_environment(
    codebook: Codebook, reference: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other" / "mine.sqlite3"
    codebook("import", "--reference", str(other), str(titles(tmp_path, ("A0021", "Sample rides"))))
    assert (other.exists(), reference.exists()) == (True, False)
    assert codebook("ask", "--reference", str(other), "what is A0021?").exit_code == 0
    assert codebook("ask", "what is A0021?").exit_code == 1


def test_nothing_but_the_summary_is_printed_where_there_is_no_terminal(
    process: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    run = process("import", str(mue(tmp_path, "38240 1 3")), CODEBOOK_REFERENCE=str(tmp_path / "reference.sqlite3"))
    assert (run.returncode, run.stderr) == (0, "")
    assert len(run.stdout.splitlines()) == 3
