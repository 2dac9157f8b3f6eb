from collections.abc import Callable
from importlib.metadata import version

import pytest
from typer.testing import Result

Codebook = Callable[..., Result]


def test_alone_it_shows_its_commands(codebook: Codebook) -> None:
    result = codebook()
    for command in ("ask", "check", "doctor", "export", "forget", "gaps", "marks", "purge", "run", "try"):
        assert f"  {command} " in result.output


@pytest.mark.parametrize(
    ("command", "names"),
    [
        ("marks", ["FILE", "--misses", "--least", "Exit status"]),
        ("ask", ["--json", "--jsonl", "--why", "--knowledge", "Exit status", "26 with 38240"]),
        ("check", ["[DIR]", "Exit status"]),
        ("doctor", ["--url", "--json", "--knowledge", "--reference", "Exit status"]),
        ("gaps", ["--json", "--days", "--resolve CODE[/TOPIC]", "CODEBOOK_DATABASE_URL", "Exit status"]),
        ("run", ["--http", "--host", "--port", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"]),
        ("try", ["--port", "--no-browser"]),
        ("purge", ["--dry-run", "CODEBOOK_KEEP_DAYS", "CODEBOOK_KEEP_LOOK_UPS_DAYS"]),
        ("export", ["USER", "JSON"]),
        ("forget", ["USER", "--yes"]),
    ],
)
def test_each_command_has_a_helpful_help(codebook: Codebook, command: str, names: list[str]) -> None:
    result = codebook(command, "--help")
    assert result.exit_code == 0
    assert codebook(command, "-h").output == result.output
    for name in names:
        assert name in " ".join(result.output.split())


def test_a_mistyped_command_is_answered_with_the_right_one(codebook: Codebook) -> None:
    result = codebook("aks", "26")
    assert result.exit_code == 2
    assert "ask" in result.stderr.replace("aks", "")


def test_the_version(codebook: Codebook) -> None:
    assert codebook("--version").stdout == f"codebook {version('codebook')}\n"
