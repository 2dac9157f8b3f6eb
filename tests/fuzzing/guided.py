"""Cases that atheris (libFuzzer) steers by what code they reach; `pip install atheris` first:

python -m tests.fuzzing.guided --corpus FOLDER --kept FOLDER -max_len=800 -max_total_time=3600

All other options are libFuzzer's. It goes on after a fault; each is printed once, and a report every minute.
"""

import argparse
import sys
import time
from pathlib import Path

import atheris

# What a text means is tried elsewhere; here the ways of a request count.
with atheris.instrument_imports(include=["bot.slack", "bot.records", "bot.logs", "slack_bolt"]):
    from tests.fuzzing.running import Tally, running

OPTIONS = argparse.ArgumentParser(prog="python -m tests.fuzzing.guided", description=__doc__)
OPTIONS.add_argument("--corpus", type=Path, required=True, help="folder of inputs that reach something of their own")
OPTIONS.add_argument("--kept", type=Path, help="folder for the cases that broke a promise")
OPTIONS.add_argument("--cpu-seconds", type=float, default=6.0, help="that a case may take, with instrumented code")
REPORT_SECONDS = 60


def main() -> None:
    """Ends the process when libFuzzer does."""
    options, libfuzzer = OPTIONS.parse_known_args()
    options.corpus.mkdir(parents=True, exist_ok=True)
    tally, reported = Tally(options.kept), time.monotonic()
    with running(tally, options.cpu_seconds) as run:

        def one(data: bytes) -> None:
            nonlocal reported
            run(data)
            if time.monotonic() - reported > REPORT_SECONDS:
                reported = time.monotonic()
                print(tally.report(), flush=True)

        atheris.Setup([sys.argv[0], str(options.corpus), *libfuzzer], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
