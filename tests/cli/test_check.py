import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Codebook = Callable[..., Result]


def test_the_starter_book_has_no_faults(codebook: Codebook) -> None:
    result = codebook("check")
    assert result.exit_code == 0
    assert re.fullmatch(
        r"No faults: 14 codes, 38 modifiers, 0 articles, \d+ sections, \d+ sources\.\n", result.stdout
    ), result.stdout


def test_every_fault_is_printed_with_its_place_and_mend(codebook: Codebook, book: Path) -> None:
    code = book / "codes" / "38240.yaml"
    text = code.read_text(encoding="utf-8")
    code.write_text(text.replace("id: '38240'", "id: 38240").replace('id: "38240"', "id: 38240"), encoding="utf-8")
    (book / "modifiers" / "TC.yaml").write_bytes(b"\xff\xfe\x00")
    (book / "modifiers" / "26.yaml").write_text("kind: modifier\n  id: [\n", encoding="utf-8")
    result = codebook("check", str(book))
    assert result.exit_code == 1
    *faults, _ = result.output.splitlines()
    assert all(re.match(r"\S.*\.yaml:\d+: \S", fault) for fault in result.stdout.splitlines())
    for name in ("38240.yaml", "TC.yaml", "26.yaml"):
        assert any(name in fault for fault in faults), name
    assert re.fullmatch(r"\d+ faults?\n", result.stderr)


def test_the_folder_may_come_from_the_environment(
    codebook: Codebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.setenv("CODEBOOK_KNOWLEDGE", str(empty))
    result = codebook("check")
    assert result.exit_code == 1
    assert str(empty) in result.stdout
    assert codebook("check", str(tmp_path / "nowhere")).exit_code == 1
