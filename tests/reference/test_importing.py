"""Files come in whole or not at all, and what is there stays as it is where nothing new was read."""

import gzip
import os
import signal
import sqlite3
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

from bot.cms import Setting
from bot.reference import ReferenceFault, default_reference, open_reference
from bot.reference.importing import Imported, ImportFaults, Wanted, import_files
from tests.cms.samples import PLACES, with_pricing_indicator, write, write_sheet
from tests.reference.files import diagnoses, fee_row, fee_schedule, imported, mue, opened, ptp, titles

OCTOBER = date(2025, 10, 1)
PLANTED = "Quokka plumbing"
"""A description that no file of CMS has."""


def many_codes(count: int) -> list[list[str]]:
    """The last of more than a few is one with which whole files end."""
    codes = [fee_row(f"{number:05}") for number in range(10_000, 10_000 + count)]
    return codes if count < 5_000 else [*codes[:-1], fee_row("V5364")]


def cut_in_half(path: Path) -> Path:
    """The file, packed and cut off."""
    packed = gzip.compress(path.read_bytes(), mtime=0)
    return write(path.with_suffix(".csv.gz"), packed[: len(packed) // 2])


def faults(outcomes: list[Imported]) -> list[str]:
    return [outcome.fault for outcome in outcomes if outcome.fault]


def test_a_damaged_file_among_good_ones_leaves_nothing_and_the_good_ones_are_in(tmp_path: Path, into: Path) -> None:
    damaged = cut_in_half(fee_schedule(tmp_path, *many_codes(3000)))
    outcomes = import_files([mue(tmp_path, "38240 1 3"), damaged, titles(tmp_path, ("A0021", "Sample"))], into)
    (fault,) = faults(outcomes)
    assert fault.startswith(f"{damaged}:")
    assert "compressed data" in fault
    reference = opened(into)
    assert sorted(edition.kind for edition in reference.editions) == ["hcpcs", "mue"]
    assert reference.codes == {"38240", "A0021"}


@pytest.mark.parametrize("month", ["2025 October", "2026 January"])
def test_a_damaged_file_never_takes_away_what_is_there(tmp_path: Path, into: Path, month: str) -> None:
    imported(into, fee_schedule(tmp_path, fee_row("38240"), edition=month))
    before = into.read_bytes()
    (outcome,) = import_files([cut_in_half(fee_schedule(tmp_path, *many_codes(3000), edition=month))], into)
    assert outcome.fault is not None
    assert into.read_bytes() == before


def test_nothing_is_written_where_the_first_import_fails(tmp_path: Path, into: Path) -> None:
    (outcome,) = import_files([write(tmp_path / "letter.txt", "Dear reader, this is no file of CMS.\n")], into)
    assert outcome.fault is not None
    assert "letter.txt: is no file that can be read" in outcome.fault
    assert not into.exists()
    assert open_reference(into) is None


def test_the_same_files_again_change_no_byte(tmp_path: Path, into: Path) -> None:
    files = [fee_schedule(tmp_path, fee_row("38240")), mue(tmp_path, "38240 1 3"), ptp(tmp_path, "38240 38242 * * 0")]
    imported(into, *files)
    before = into.read_bytes()
    assert [outcome.unchanged for outcome in imported(into, *files)] == [True, True, True]
    assert into.read_bytes() == before


def test_the_same_content_under_another_name_is_known(tmp_path: Path, into: Path) -> None:
    imported(into, fee_schedule(tmp_path, fee_row("38240"), name="PPRRVU2025_Oct.csv"))
    (outcome,) = imported(into, fee_schedule(tmp_path, fee_row("38240"), name="download (1).csv"))
    assert outcome.unchanged


def test_only_what_is_new_is_read(tmp_path: Path, into: Path) -> None:
    old = fee_schedule(tmp_path, fee_row("38240"))
    imported(into, old)
    outcomes = imported(into, old, mue(tmp_path, "38240 1 3"))
    assert [(outcome.rows, outcome.unchanged) for outcome in outcomes] == [(0, True), (1, False)]


def test_a_replaced_edition_of_the_same_day_takes_the_place_of_the_one_before(tmp_path: Path, into: Path) -> None:
    imported(into, fee_schedule(tmp_path, fee_row("38240", pc_tc="1"), fee_row("38240", "26"), fee_row("38241")))
    imported(into, fee_schedule(tmp_path, fee_row("38240", pc_tc="0"), name="corrected.csv"))
    reference = opened(into)
    schedule = reference.fee_schedule("38240", OCTOBER)
    assert schedule is not None
    assert [(row.modifier, row.pc_tc_indicator) for row in schedule.rows] == [("", "0")]
    assert "38241" not in reference.codes
    assert len(reference.editions) == 1


def test_a_file_cut_at_a_line_end_is_refused_unless_it_is_meant(tmp_path: Path, into: Path) -> None:
    cut = fee_schedule(tmp_path, *many_codes(501))
    (outcome,) = import_files([cut], into)
    assert outcome.fault is not None
    assert "has 501 rows, the last of them 10500, which is less than a whole file" in outcome.fault
    assert "--partial" in outcome.fault
    assert not into.exists()
    (meant,) = imported(into, cut, wanted=Wanted(partial=True))
    assert (meant.rows, meant.is_partial) == (501, True)


def test_a_sample_is_taken_and_marked_as_partial(tmp_path: Path, into: Path) -> None:
    (outcome,) = imported(into, fee_schedule(tmp_path, *many_codes(500)))
    assert outcome.is_partial
    (edition,) = opened(into).editions
    assert edition.title == "October 2025, in part"
    assert edition.rows == 500


def test_a_whole_edition_is_not_partial_and_is_counted_against_the_one_before(tmp_path: Path, into: Path) -> None:
    codes = many_codes(17_000)
    (first,) = imported(into, fee_schedule(tmp_path, *codes, edition="2025 July"))
    assert (first.is_partial, first.changed) == (False, None)
    later = [*codes[2:], fee_row("99999"), fee_row("99998"), fee_row("99997")]
    later[0] = [*later[0][:13], "1", *later[0][14:]]
    (second,) = imported(into, fee_schedule(tmp_path, *later))
    assert second.changed is not None
    changed = second.changed
    assert (changed.before, changed.added, changed.deleted, changed.altered) == ("July 2025", 3, 2, 1)


def test_codes_that_a_sample_lacks_come_from_the_edition_before(tmp_path: Path, into: Path) -> None:
    imported(
        into,
        fee_schedule(tmp_path, fee_row("38240", pc_tc="1"), fee_row("38241"), edition="2025 July", name="a.csv"),
        fee_schedule(tmp_path, fee_row("38240", pc_tc="0"), name="b.csv"),
    )
    reference = opened(into)
    newer, older = (reference.fee_schedule(code, OCTOBER) for code in ("38240", "38241"))
    assert newer is not None
    assert older is not None
    assert (newer.rows[0].pc_tc_indicator, reference.source(newer.source).as_of) == ("0", OCTOBER)
    assert reference.source(older.source).as_of == date(2025, 7, 1)


def test_refused_rows_are_told_with_file_line_and_reason(tmp_path: Path, into: Path) -> None:
    path = fee_schedule(tmp_path, fee_row("38240"), fee_row("382X"), fee_row("38241"))
    (outcome,) = imported(into, path)
    assert (outcome.rows, len(outcome.refused)) == (2, 1)
    ((name, refusal),) = outcome.refused
    assert (name, refusal.line) == ("fees.csv", 11)
    assert "'382X' is no CPT or HCPCS code" in refusal.reason


# Fee schedules of one day for qualifying participants and for all others


def both_factors(tmp_path: Path) -> tuple[Path, Path]:
    return (
        fee_schedule(tmp_path, fee_row("38240", factor="33.4009"), edition="2026 January", name="x.csv", wide=True),
        fee_schedule(tmp_path, fee_row("38240", factor="33.5675"), edition="2026 January", name="y.csv", wide=True),
    )


def factors(into: Path) -> tuple[str | None, str | None]:
    """Conversion factors on file: for all, and for qualifying participants."""
    reference, day = opened(into), date(2026, 2, 1)
    schedule, qualifying = reference.fee_schedule("38240", day), reference.qualifying_factor(day)
    return schedule.conversion_factor if schedule else None, qualifying[0] if qualifying else None


@pytest.mark.parametrize("order", [[(0, 1)], [(1, 0)], [(0,), (1,)], [(1,), (0,)]])
def test_both_factors_of_a_day_stand_side_by_side_in_any_order(
    tmp_path: Path, into: Path, order: list[tuple[int, ...]]
) -> None:
    files = both_factors(tmp_path)
    for places in order:
        imported(into, *(files[place] for place in places))
    assert factors(into) == ("33.4009", "33.5675")
    assert all(outcome.unchanged for outcome in imported(into, *files))


def test_one_factor_alone_is_that_for_all(tmp_path: Path, into: Path) -> None:
    imported(into, both_factors(tmp_path)[1])
    assert factors(into) == ("33.5675", None)


def test_before_2026_the_newer_file_of_a_day_takes_the_place_of_the_other(tmp_path: Path, into: Path) -> None:
    for number, factor in enumerate(("32.3465", "33.0000")):
        imported(into, fee_schedule(tmp_path, fee_row("38240", factor=factor), name=f"{number}.csv"))
    reference = opened(into)
    schedule = reference.fee_schedule("38240", OCTOBER)
    assert schedule is not None
    assert (schedule.conversion_factor, reference.qualifying_factor(OCTOBER)) == ("33.0000", None)


def test_a_broken_file_with_the_lower_factor_renames_nothing(tmp_path: Path, into: Path) -> None:
    lower, higher = both_factors(tmp_path)
    imported(into, higher)
    rows = [fee_row(f"{number:05}", factor="33.4009") for number in range(10_000, 13_000)]
    cut = fee_schedule(tmp_path, *rows, edition="2026 January", name="cut.csv", wide=True)
    outcomes = import_files([cut, mue(tmp_path, "38240 1 3")], into)
    assert len(faults(outcomes)) == 1
    assert factors(into) == ("33.5675", None)
    imported(into, lower)
    assert factors(into) == ("33.4009", "33.5675")


def test_a_damaged_file_beside_one_of_its_day_is_refused_alone(tmp_path: Path, into: Path) -> None:
    lower, _ = both_factors(tmp_path)
    rows = [fee_row(f"{number:05}", factor="33.5675") for number in range(10_000, 13_000)]
    damaged = cut_in_half(fee_schedule(tmp_path, *rows, edition="2026 January", name="qpp.csv", wide=True))
    outcomes = import_files([damaged, lower], into)
    assert len(faults(outcomes)) == 1
    assert factors(into) == ("33.4009", None)


# NCCI edits in parts

PART_1, PART_2 = ("0001A 0591T 20240101 * 1", "38240 38242 20130101 * 0"), ("43235 99211 20130101 * 1",)


def parts(tmp_path: Path) -> tuple[Path, Path]:
    return ptp(tmp_path, *PART_1), ptp(tmp_path, *PART_2, name="ccipra-v313r0-f2.txt")


def pairs_held(into: Path) -> list[str]:
    reference = opened(into)
    asked = (("0001A", "0591T"), ("38240", "38242"), ("38240", "38243"), ("43235", "99211"))
    found = (reference.pair(first, second, date(2025, 12, 1)) for first, second in asked)
    return [f"{pair.edit.column_1} {pair.edit.column_2}" for pairs in found for pair in pairs if pair.edit]


@pytest.mark.parametrize("order", [[(0, 1)], [(0,), (1,)], [(1,), (0,)]])
def test_parts_make_one_edition_together_or_one_after_the_other(
    tmp_path: Path, into: Path, order: list[tuple[int, ...]]
) -> None:
    files = parts(tmp_path)
    for places in order:
        imported(into, *(files[place] for place in places))
    (edition,) = opened(into).editions
    assert (edition.title, edition.rows) == ("2025 Q4, in part", 3)
    assert pairs_held(into) == ["0001A 0591T", "38240 38242", "43235 99211"]


def test_a_part_that_is_imported_again_leaves_no_old_rows_and_the_other_part_alone(tmp_path: Path, into: Path) -> None:
    imported(into, *parts(tmp_path))
    imported(into, ptp(tmp_path, "0001A 0591T 20240101 * 1", "38240 38243 20130101 * 0"))
    assert pairs_held(into) == ["0001A 0591T", "38240 38243", "43235 99211"]
    assert opened(into).editions[0].rows == 3


def test_parts_may_meet_within_a_code(tmp_path: Path, into: Path) -> None:
    imported(
        into,
        ptp(tmp_path, "0001A 0591T 20240101 * 1", "38240 38242 20130101 * 0"),
        ptp(tmp_path, "38240 38243 20130101 * 0", "43235 99211 20130101 * 1", name="ccipra-v313r0-f2.txt"),
    )
    imported(into, ptp(tmp_path, "0001A 0591T 20240102 * 1", "38240 38242 20130101 * 0"))
    assert pairs_held(into) == ["0001A 0591T", "38240 38242", "38240 38243", "43235 99211"]


# What a file does not say


def test_the_first_day_is_asked_for_where_a_file_does_not_say(tmp_path: Path, into: Path) -> None:
    places = write(tmp_path / "places.csv", PLACES)
    (outcome,) = import_files([places], into)
    assert outcome.fault == "places.csv: does not say its edition; add its first day, such as --effective 2026-07-01"
    (told,) = imported(into, places, wanted=Wanted(effective=OCTOBER))
    assert told.effective == OCTOBER


def test_the_setting_is_asked_for_where_a_file_does_not_say(tmp_path: Path, into: Path) -> None:
    edits = ptp(tmp_path, "38240 38242 20130101 * 0", name="edits_2025-10-01.txt")
    (outcome,) = import_files([edits], into)
    assert outcome.fault is not None
    assert "does not say for whom it is; add --setting practitioner or --setting outpatient-hospital" in outcome.fault
    imported(into, edits, wanted=Wanted(setting=Setting.OUTPATIENT_HOSPITAL))
    (pair,) = opened(into).pair("38240", "38242", OCTOBER)
    assert pair.settings == ("outpatient-hospital",)


def test_a_fee_schedule_says_itself_when_it_begins(tmp_path: Path, into: Path) -> None:
    (outcome,) = imported(into, fee_schedule(tmp_path, fee_row("38240")), wanted=Wanted(effective=date(2026, 7, 1)))
    assert outcome.effective == OCTOBER


# Forms and places


def test_a_table_that_comes_in_two_forms_is_read_once(tmp_path: Path, into: Path) -> None:
    text = fee_schedule(tmp_path, fee_row("38240", days="010"), name="PPRRVU2025_Oct.csv")
    sheet = write_sheet(tmp_path / "PPRRVU2025_Oct.xlsx", [line.split(",") for line in text.read_text().splitlines()])
    (outcome,) = imported(into, sheet, text)
    assert outcome.files == ("PPRRVU2025_Oct.csv",)
    assert "PPRRVU2025_Oct.xlsx: left out, as another file of the same edition is imported" in outcome.notes


def test_a_zip_and_a_gzip_hold_the_same_as_plain_files(tmp_path: Path, into: Path) -> None:
    limits = mue(tmp_path, "38240 1 3")
    with zipfile.ZipFile(tmp_path / "rvu25d.zip", "w") as archive:
        archive.write(fee_schedule(tmp_path, fee_row("38240")), "PPRRVU2025_Oct.csv")
        archive.writestr("RVU25D.pdf", b"%PDF-1.7 sample")
    packed = write(tmp_path / f"{limits.name}.gz", gzip.compress(limits.read_bytes()))
    imported(into, tmp_path / "rvu25d.zip", packed)
    reference = opened(into)
    assert reference.fee_schedule("38240", OCTOBER) is not None
    assert [limit.limit.value for limit in reference.limits("38240", OCTOBER)] == ["1"]


def test_a_folder_may_hold_other_files_and_folders(tmp_path: Path, into: Path) -> None:
    folder = tmp_path / "downloads" / "deeper"
    folder.mkdir(parents=True)
    mue(folder, "38240 1 3")
    write(folder / ".hidden", "nothing")
    write(folder.parent / "readme.pdf", b"%PDF-1.7 sample")
    outcomes = import_files([tmp_path / "downloads"], into)
    (fault,) = faults(outcomes)
    assert "readme.pdf: is no file that can be read" in fault
    assert opened(into).codes == {"38240"}


def test_a_folder_without_files_is_said_so(tmp_path: Path, into: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    (outcome,) = import_files(
        [
            empty,
        ],
        into,
    )
    assert outcome.fault is not None
    assert "is a folder without files" in outcome.fault


def test_a_path_that_is_not_there_is_said_so(tmp_path: Path, into: Path) -> None:
    (outcome,) = import_files([tmp_path / "nowhere.csv"], into)
    assert outcome.fault is not None
    assert "nowhere.csv: cannot be read" in outcome.fault


# Descriptions


@pytest.mark.parametrize("with_descriptions", [False, True])
def test_descriptions_are_in_the_file_only_where_they_are_asked_for(
    tmp_path: Path, into: Path, with_descriptions: bool
) -> None:
    path = fee_schedule(tmp_path, fee_row("38240", description=PLANTED))
    imported(into, path, wanted=Wanted(with_descriptions=with_descriptions))
    assert (PLANTED.encode() in into.read_bytes()) is with_descriptions
    title = opened(into).title("38240", OCTOBER)
    assert (title.text if title else None) == (PLANTED if with_descriptions else None)
    if title:
        assert title.notice is not None
        assert "copyright American Medical Association" in title.notice


def test_descriptions_go_when_the_file_is_imported_again_without_them(tmp_path: Path, into: Path) -> None:
    rows = [fee_row(f"{number:05}", description=PLANTED) for number in range(10_000, 10_400)]
    path = fee_schedule(tmp_path, fee_row("38240", description=PLANTED), *rows)
    imported(into, path, wanted=Wanted(with_descriptions=True))
    (outcome,) = imported(into, path)
    assert not outcome.unchanged
    assert opened(into).title("38240", OCTOBER) is None
    assert PLANTED.encode() not in into.read_bytes()


# Where the file cannot be written


def test_a_second_import_at_the_same_time_is_refused(tmp_path: Path, into: Path) -> None:
    limits, others = mue(tmp_path, "38240 1 3"), titles(tmp_path, ("A0021", "Sample"))
    refused: list[str] = []

    def meanwhile(file: object, done: int) -> None:
        with pytest.raises(ImportFaults, match="another import is running") as caught:
            import_files([others], into)
        refused.extend(caught.value.faults)

    import_files([limits], into, progress=meanwhile)
    assert refused
    assert [edition.kind for edition in opened(into).editions] == ["mue"]


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path: Path) -> None:
    target = write(tmp_path / "file", "not a folder") / "reference.sqlite3"
    with pytest.raises(ImportFaults, match=r"reference\.sqlite3: cannot be written"):
        import_files([mue(tmp_path, "38240 1 3")], target)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="no permission stops root")
def test_a_folder_without_permission_is_said_so(tmp_path: Path, into: Path) -> None:
    limits = mue(tmp_path, "38240 1 3")
    into.parent.mkdir(mode=0o500)
    with pytest.raises(ImportFaults, match="cannot be written"):
        import_files([limits], into)


def test_a_target_that_is_a_folder_is_said_so(tmp_path: Path, into: Path) -> None:
    into.mkdir(parents=True)
    with pytest.raises(ImportFaults, match="cannot be written"):
        import_files([mue(tmp_path, "38240 1 3")], into)
    assert into.is_dir()


def test_a_target_that_is_no_sqlite_file_is_left_as_it_is(tmp_path: Path, into: Path) -> None:
    into.parent.mkdir()
    notes = "My own notes, which nothing may overwrite. " * 40
    write(into, notes)
    with pytest.raises(ImportFaults, match="cannot be written"):
        import_files([mue(tmp_path, "38240 1 3")], into)
    assert into.read_text() == notes
    with pytest.raises(ReferenceFault, match="cannot be read"):
        open_reference(into)


def test_a_target_of_another_version_is_left_as_it_is(tmp_path: Path, into: Path) -> None:
    limits = mue(tmp_path, "38240 1 3")
    imported(into, limits)
    connection = sqlite3.connect(into)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = into.read_bytes()
    with pytest.raises(ImportFaults, match="another version of Codebook"):
        import_files([limits], into)
    assert into.read_bytes() == before
    with pytest.raises(ReferenceFault, match="another version of Codebook"):
        open_reference(into)


def test_nothing_is_left_beside_the_file(tmp_path: Path, into: Path) -> None:
    import_files([mue(tmp_path, "38240 1 3"), write(tmp_path / "letter.txt", "Dear reader.\n")], into)
    assert sorted(path.name for path in into.parent.iterdir() if path.suffix != ".lock") == [into.name]


def test_a_reader_that_has_the_file_open_keeps_what_it_has(tmp_path: Path, into: Path) -> None:
    imported(into, mue(tmp_path, "38240 1 3"))
    reader = opened(into)
    imported(into, mue(tmp_path, "38240 2 3"))
    assert [limit.limit.value for limit in reader.limits("38240", OCTOBER)] == ["1"]
    assert [limit.limit.value for limit in opened(into).limits("38240", OCTOBER)] == ["2"]


FULL_DISK = """
import resource, sys
from pathlib import Path
from bot.reference.importing import ImportFaults, import_files
from bot.reference.importing import Imported, ImportFaults, Wanted, import_files
into, file, most = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
try:
    import_files([file], into, Wanted(partial=True))
except ImportFaults as error:
    print(*error.faults)
"""


def run(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of file sizes.")
@pytest.mark.parametrize("more", [-4096, 8192])
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, into: Path, more: int) -> None:
    imported(into, mue(tmp_path, "38240 1 3"))
    before = into.read_bytes()
    big = fee_schedule(tmp_path, *many_codes(4000))
    done = run(FULL_DISK, into, big, len(before) + more)
    assert done.stdout.startswith(f"{into}: cannot be written ("), done.stderr
    assert into.read_bytes() == before
    assert not into.with_name(f"{into.name}.importing").exists()


SLOW = """
import sys, time
from pathlib import Path
from bot.reference.importing import import_files
def told(file, done):
    print("reading", flush=True)
    time.sleep(60)
import_files([Path(sys.argv[2])], Path(sys.argv[1]), progress=told)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal.")
def test_a_killed_import_leaves_the_old_file_and_the_next_one_works(tmp_path: Path, into: Path) -> None:
    imported(into, mue(tmp_path, "38240 1 3"))
    before, schedule = into.read_bytes(), fee_schedule(tmp_path, fee_row("38240"))
    command = [sys.executable, "-c", SLOW, str(into), str(schedule)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "reading\n"
        running.send_signal(signal.SIGKILL)
    assert into.with_name(f"{into.name}.importing").exists()
    assert into.read_bytes() == before
    assert opened(into).codes == {"38240"}
    imported(into, schedule)
    assert sorted(edition.kind for edition in opened(into).editions) == ["fee-schedule", "mue"]
    assert not into.with_name(f"{into.name}.importing").exists()


def test_the_file_is_in_the_user_s_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_reference().name == "reference.sqlite3"
    assert default_reference().parent.name == "codebook"


def test_the_32_columns_of_2026_shift_no_field(tmp_path: Path, into: Path) -> None:
    row = fee_row("38240", rest="20122", factor="33.4009", supervision="6A")
    assert len(with_pricing_indicator([row])[0]) == 32
    imported(into, fee_schedule(tmp_path, row, edition="2026 January", wide=True))
    schedule = opened(into).fee_schedule("38240", date(2026, 1, 1))
    assert schedule is not None
    (held,) = schedule.rows
    assert (held.team_surgery, schedule.conversion_factor, held.supervision) == ("2", "33.4009", "6A")


def test_diagnoses_begin_with_their_fiscal_year(tmp_path: Path, into: Path) -> None:
    (outcome,) = imported(into, diagnoses(tmp_path, ("A000", "1", "Sample")))
    assert (outcome.effective, outcome.title) == (OCTOBER, "FY 2026")
