"""The systemd unit: systemd takes it, and it leaves the bot few rights."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.settings import read_settings

EXPOSURE = 15
"""In tenths: where nothing is shut it is 96. What talks to Slack needs the network."""

OFFLINE_SINCE = 250


@pytest.fixture
def unit(deploy: Path) -> str:
    """The unit."""
    return (deploy / "codebook.service").read_text(encoding="utf-8")


@pytest.fixture
def installed(unit: str, tmp_path: Path) -> Path:
    """The unit on a machine where its program is there."""
    (program,) = re.findall(r"^ExecStart=(\S+)", unit, re.MULTILINE)
    path = tmp_path / "codebook.service"
    path.write_text(unit.replace(program, "/bin/true"), encoding="utf-8")
    return path


def systemd_analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs it; skips the test where it is not installed, or too old to read a unit that is not."""
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not installed")
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    version = int(re.findall(r"\d+", said)[0])
    if version < OFFLINE_SINCE:
        pytest.skip(f"systemd {version} reads no unit that is not installed")
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False)


def test_systemd_finds_no_fault_in_it(installed: Path) -> None:
    verified = systemd_analyze("verify", "--man=no", str(installed))
    faults = [line for line in (verified.stdout + verified.stderr).splitlines() if "codebook" in line]
    assert (verified.returncode, faults) == (0, [])


def test_little_is_exposed(installed: Path) -> None:
    judged = systemd_analyze("security", "--offline=yes", f"--threshold={EXPOSURE}", "--no-pager", str(installed))
    assert judged.returncode == 0, judged.stdout
    assert "Overall exposure level for codebook.service" in judged.stdout


def test_its_settings_are_some_that_the_bot_takes(unit: str) -> None:
    given = dict(re.findall(r"^Environment=(\w+)=(.+)$", unit, re.MULTILINE))
    assert given.pop("HOME") == "/var/lib/codebook"
    settings = read_settings(**given)
    assert settings.reference == Path("/srv/codebook/reference.sqlite3")
    assert settings.database_url == "sqlite+aiosqlite:////var/lib/codebook/records.sqlite3"


def test_what_it_writes_is_where_it_may_and_it_has_time_to_stop(unit: str, seconds_to_stop: int) -> None:
    assert re.search(r"^StateDirectory=codebook$", unit, re.MULTILINE)
    assert re.search(r"^StateDirectoryMode=0700$", unit, re.MULTILINE)
    (patience,) = re.findall(r"^TimeoutStopSec=(\d+)s$", unit, re.MULTILINE)
    assert int(patience) > seconds_to_stop
