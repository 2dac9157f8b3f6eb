"""`codebook run` without Slack and `codebook try`, in processes of their own."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.ports import free_port

Run = Callable[..., subprocess.CompletedProcess[str]]


@contextmanager
def serving(*arguments: str, folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A process that has said where its page is, and that address."""
    output = folder / "output.txt"
    with output.open("w") as opened:
        running = subprocess.Popen(
            [sys.executable, "-u", "-m", "bot", *arguments], stdout=opened, stderr=subprocess.STDOUT, text=True
        )
    try:
        deadline = time.monotonic() + 30
        while not (found := re.search(r"Codebook is ready: (http://127\.0\.0\.1:\d+/)", output.read_text())):
            assert running.poll() is None, output.read_text()
            assert time.monotonic() < deadline, output.read_text()
            time.sleep(0.05)
        yield running, found[1]
    finally:
        running.kill()
        running.wait(30)


@pytest.mark.parametrize("command", ["run", "try"])
def test_without_slack_it_opens_the_local_workspace(command: str, tmp_path: Path) -> None:
    with serving(command, "--no-browser", folder=tmp_path) as (running, page):
        with urllib.request.urlopen(page, timeout=10) as answer:
            assert "coding-questions" in answer.read().decode()
        running.send_signal(signal.SIGINT)
        assert running.wait(30) == 0
    said = (tmp_path / "output.txt").read_text()
    assert ("not Slack" in said) == (command == "run")
    assert "Traceback" not in said


def test_there_is_an_expert_to_try_the_other_side(tmp_path: Path) -> None:
    with serving("try", "--no-browser", folder=tmp_path) as (_, page):
        deadline = time.monotonic() + 30
        homes: dict[str, str] = {}
        for person in ("ben", "ana"):
            while "Ask the book" not in homes.get(person, ""):
                assert time.monotonic() < deadline
                with urllib.request.urlopen(f"{page}?as={person}&in=home", timeout=10) as answer:
                    homes[person] = answer.read().decode()
                time.sleep(0.1)
        with urllib.request.urlopen(f"{page}?in=coding-experts", timeout=10) as answer:
            assert "Codebook is in this channel" in answer.read().decode()
    assert "Open gaps" in homes["ben"] and "Open gaps" not in homes["ana"]


def test_it_listens_on_this_machine_alone(tmp_path: Path) -> None:
    port = free_port()
    with serving("try", "--no-browser", "--port", str(port), folder=tmp_path) as (_, page):
        assert page == f"http://127.0.0.1:{port}/"
        if os.path.exists("/proc/net/tcp"):  # noqa: PTH110 (a file of the kernel's)
            lines = Path("/proc/net/tcp").read_text().splitlines() + Path("/proc/net/tcp6").read_text().splitlines()
            listening = [line.split()[1] for line in lines if f":{port:04X} " in line.split()[1] + " "]
            assert set(listening) == {f"0100007F:{port:04X}"}


def test_the_data_folder_stays_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    with serving("try", "--no-browser", folder=tmp_path):
        pass
    assert not (tmp_path / "data").exists()


def test_a_taken_port_is_named(process: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = process("try", "--no-browser", "--port", str(port))
    assert result.returncode == 2
    assert f"Cannot listen on 127.0.0.1 port {port}" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_bad_book_is_named(process: Run, tmp_path: Path) -> None:
    result = process("try", "--no-browser", "--knowledge", str(tmp_path / "nowhere"))
    assert result.returncode == 2
    assert "nowhere" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("environment", "arguments", "says"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, [], "SLACK_APP_TOKEN is missing"),
        ({"SLACK_APP_TOKEN": "xapp-1"}, [], "SLACK_BOT_TOKEN is missing"),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, ["--http"], "SLACK_SIGNING_SECRET is missing"),
        ({"SLACK_BOT_TOKEN": "nonsense"}, [], "SLACK_BOT_TOKEN is malformed"),
    ],
)
def test_what_is_missing_is_named_in_one_line(
    process: Run, environment: dict[str, str], arguments: list[str], says: str
) -> None:
    result = process("run", "--no-browser", *arguments, **environment)
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert says in result.stderr


def test_json_survives_a_terminal_that_knows_ascii_only(process: Run) -> None:
    result = process("ask", "--json", "can I use 26 with 38240?", PYTHONIOENCODING="utf-8", LC_ALL="C")
    assert json.loads(result.stdout)["outcome"] == "answer"
