import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

Codebook = Callable[..., Result]
QUESTION = "can I use 26 with 38240?"


def test_the_verdict_comes_first_then_text_source_and_date(codebook: Codebook) -> None:
    result = codebook("ask", QUESTION)
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert lines[0] == "✕ No for Medicare (PC/TC indicator 0, edition October 2025)"
    assert lines[1].startswith("38240 with modifier 26")
    rest = result.stdout.partition(lines[1])[2]
    assert rest.index("October 2025") < rest.index("Rarely") < rest.index("disagree")


def test_whom_a_statement_holds_for_is_written_as_the_book_writes_it(codebook: Codebook) -> None:
    assert codebook("ask", "38240 payment").stdout.splitlines()[:2] == ["For Medicare", "38240: payment"]
    assert codebook("ask", "26 payment").stdout.splitlines()[:2] == ["For Medicare", "Modifier 26: payment"]


def test_a_question_need_not_be_quoted(codebook: Codebook) -> None:
    assert codebook("ask", *QUESTION.rstrip("?").split()).stdout == codebook("ask", QUESTION).stdout


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (QUESTION, 0),
        ("help", 0),
        ("can I use 26 with 38244?", 1),
        ("what is the weather", 1),
        ("what do we charge for 38240", 1),
        ("38240 gibberish thing", 1),
    ],
)
def test_the_exit_status_says_whether_it_was_answered(codebook: Codebook, text: str, status: int) -> None:
    result = codebook("ask", text)
    assert result.exit_code == status
    assert result.stdout.strip()
    assert result.stderr == ""


def test_a_question_that_identifies_a_patient_is_answered_and_its_asker_told(codebook: Codebook) -> None:
    for more in ([], ["--json"]):
        result = codebook("ask", "MRN 00112233: can I use 26 with 38240?", *more)
        assert result.exit_code == 0
        assert result.stderr.startswith("This question seems to hold something that identifies a patient.")
        assert result.stderr.count("\n") == 1
        assert "00112233" not in result.stdout + result.stderr


def test_why_says_how_it_was_read_and_how_the_winner_won(codebook: Codebook) -> None:
    plain, explained = (
        codebook("ask", "dose 38240 need prior auth"),
        codebook("ask", "--why", "dose 38240 need prior auth"),
    )
    assert explained.stdout.startswith(plain.stdout)
    why = explained.stdout.removeprefix(plain.stdout).splitlines()
    assert why[0] == "codes: 38240"
    assert any(line.startswith("0.") and "prior authorization" in line for line in why)
    assert codebook("ask", "--why", "--json", "38240").exit_code == 2


def test_json_is_the_whole_reply(codebook: Codebook) -> None:
    reply = json.loads(codebook("ask", "--json", QUESTION).stdout)
    assert reply["outcome"] == "answer"
    (answer,) = reply["answers"]
    assert (answer["entry"], answer["section"], answer["verdict"]) == ("38240", "modifiers/26", "no")
    first, second = answer["statements"]
    assert first["decided_by"] == {"field": "PC/TC indicator", "value": "0", "edition": "October 2025"}
    assert (first["verdict"], first["holds_for"], second["verdict"]) == ("no", ["Medicare"], "rarely")
    for statement in (first, second):
        assert statement["text"]
        assert statement["source"]["url"].startswith("https://")
        assert len(statement["as_of"]) == len("2025-10-01")
    assert answer["conflict"]
    assert 0 < answer["score"] <= 1


def lines_of(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_jsonl_answers_each_line_with_its_id_and_thread(codebook: Codebook) -> None:
    asked = [
        {"id": "a", "q": QUESTION},
        {"id": "b", "q": "and TC?", "thread": [QUESTION]},
        {"id": "c", "q": "and TC?", "thread": []},
        {"id": 4, "q": "38244"},
    ]
    result = codebook("ask", "--jsonl", stdin="\n".join(json.dumps(line) for line in asked) + "\n\n")
    replies = lines_of(result)
    assert result.exit_code == 0
    assert [reply["id"] for reply in replies] == ["a", "b", "c", 4]
    assert [(answer["entry"], answer["section"]) for reply in replies for answer in reply["answers"]] == [
        ("38240", "modifiers/26"),
        ("38240", "modifiers/TC"),
        ("TC", "meaning"),
    ]
    assert replies[3]["missing"] == ["38244"]
    assert all(reply["ms"] > 0 for reply in replies)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "is not JSON"),
        ("[]", 'has no text "q"'),
        ('{"id": "x"}', 'has no text "q"'),
        ('{"q": 26}', 'has no text "q"'),
        ('{"q": "TC", "thread": "26"}', '"thread" is not a list of texts'),
        ('{"q": "TC", "thread": [26]}', '"thread" is not a list of texts'),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_the_others_are_answered(
    codebook: Codebook, line: str, fault: str
) -> None:
    result = codebook("ask", "--jsonl", stdin=f'{line}\n{{"id": "ok", "q": "TC"}}\n')
    assert result.exit_code == 2
    assert result.stderr.startswith(f"line 1: {fault}")
    assert [reply["id"] for reply in lines_of(result)] == ["ok"]


@pytest.mark.parametrize("arguments", [["ask"], ["ask", "--jsonl", "26"], ["ask", "--nonsense", "26"]])
def test_bad_usage_ends_with_two(codebook: Codebook, arguments: list[str]) -> None:
    result = codebook(*arguments)
    assert result.exit_code == 2
    assert "codebook ask" in result.stderr
    assert "Traceback" not in result.output


def test_another_book_by_option_and_by_variable(
    codebook: Codebook, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = book / "modifiers" / "TC.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("text: ", "text: Our own words. ", 1), encoding="utf-8")
    (book / "codes" / "88305.yaml").unlink()
    assert codebook("ask", "--knowledge", str(book), "88305").exit_code == 1
    monkeypatch.setenv("CODEBOOK_KNOWLEDGE", str(book))
    assert codebook("ask", "88305").exit_code == 1
    monkeypatch.setenv("CODEBOOK_KNOWLEDGE", " ")
    assert codebook("ask", "88305").exit_code == 0


def test_a_bad_book_is_named_and_ends_with_two(codebook: Codebook, book: Path, tmp_path: Path) -> None:
    (book / "book.yaml").write_text("title: [\n", encoding="utf-8")
    result = codebook("ask", "--knowledge", str(book), QUESTION)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "book.yaml:" in result.stderr
    assert codebook("ask", "--knowledge", str(tmp_path / "nowhere"), QUESTION).exit_code == 2


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What the command prints to a terminal."""
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color", **environment},
    )
    os.close(theirs)
    printed = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # Linux: the other side is closed
            break
        if not piece:
            break
        printed += piece
    running.wait(30)
    os.close(ours)
    return printed.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals.")
def test_colors_are_for_terminals_only(codebook: Codebook) -> None:
    assert "\x1b[" in on_a_terminal("ask", QUESTION)
    assert "\x1b[" not in codebook("ask", QUESTION).stdout
    assert "\x1b[1;31m" not in on_a_terminal("ask", QUESTION, NO_COLOR="1")


def test_it_starts_without_the_libraries_that_only_serving_needs() -> None:
    program = (
        "import sys; from bot.cli.app import app; "
        "app(['ask', 'TC'], standalone_mode=False); "
        "print([name for name in ('slack_bolt', 'sqlalchemy', 'starlette', 'aiohttp') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert run.stdout.splitlines()[-1:] == ["[]"], run.stderr


def test_a_closed_pipe_leaves_no_traceback() -> None:
    command = f"{sys.executable} -m bot ask --jsonl | head -1"
    asked = json.dumps({"id": "1", "q": QUESTION}) + "\n"
    run = subprocess.run(
        command, shell=True, input=asked * 2000, capture_output=True, text=True, timeout=60, check=False
    )
    assert json.loads(run.stdout)["id"] == "1"
    assert "Traceback" not in run.stderr
