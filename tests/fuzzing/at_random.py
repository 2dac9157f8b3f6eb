"""Random cases, the same for the same seed; or, with files, cases that were kept:

python -m tests.fuzzing.at_random --cases 2000 --seed 1
python -m tests.fuzzing.at_random --again FILE...
"""

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

from tests.fuzzing.running import Tally, running

OPTIONS = argparse.ArgumentParser(prog="python -m tests.fuzzing.at_random", description=__doc__)
OPTIONS.add_argument("--cases", type=int, default=2000)
OPTIONS.add_argument("--seed", type=int, default=1)
OPTIONS.add_argument("--again", type=Path, nargs="+", default=())
OPTIONS.add_argument("--kept", type=Path, help="folder for the cases that broke a promise")
OPTIONS.add_argument("--cpu-seconds", type=float, default=2.0, help="that a case may take")


def main() -> int:
    """Returns 1 where a promise was broken."""
    options = OPTIONS.parse_args()
    tally = Tally(options.kept)
    with running(tally, options.cpu_seconds) as run:
        for data in _inputs(options):
            run(data)
    print(tally.report())
    return 1 if tally.found else 0


def _inputs(options: argparse.Namespace) -> Iterator[bytes]:
    if options.again:
        yield from (path.read_bytes() for path in options.again)
        return
    numbers = random.Random(options.seed)
    for _ in range(options.cases):
        yield numbers.randbytes(numbers.choice((20, 60, 200, 400)))


if __name__ == "__main__":
    raise SystemExit(main())
