"""A short and repeatable run of the fuzzer, in a process of its own, since it takes over all logging."""

import subprocess
import sys

import pytest

from tests.fuzzing.mutations import PLANTED


@pytest.mark.parametrize("seed", [1, 2])
def test_no_request_breaks_a_promise(seed: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzzing.at_random", "--cases", "500", "--seed", str(seed)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    assert done.stdout.startswith("500 cases") and done.stdout.endswith(" 0 faults\n")
    assert not any(word in done.stdout + done.stderr for word in PLANTED)
