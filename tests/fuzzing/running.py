"""Running cases one after another, and telling what was found."""

import asyncio
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.fuzzing.cases import Case, Cases
from tests.fuzzing.promises import broken
from tests.fuzzing.seeds import recorded
from tests.fuzzing.target import Outcome, serve_target


class Tally:
    """How many cases were run, and what they broke. The bytes of what broke something go to the folder `kept`."""

    def __init__(self, kept: Path | None = None) -> None:
        self.found: Counter[str] = Counter()
        self._cases: Counter[str] = Counter()
        self._statuses: Counter[int] = Counter()
        self._kept = kept

    def note(self, data: bytes, case: Case, outcome: Outcome, faults: list[str]) -> None:
        """Counts a case, and prints it with each fault that was not seen before."""
        self._cases[case.name] += 1
        self._statuses.update(outcome.statuses)
        new = [fault for fault in faults if fault not in self.found]
        self.found.update(faults)
        if not new:
            return
        print(f"FOUND {new}\n  {case.name}, many={case.is_many}, answer={case.answer}\n  {str(case.request)[:3000]}")
        print(f"  {outcome.statuses} {outcome.sent[:300]!r}\n  {outcome.log[:800]}", flush=True)
        if self._kept is not None:
            self._kept.mkdir(parents=True, exist_ok=True)
            (self._kept / f"{time.time_ns()}").write_bytes(data)

    def report(self) -> str:
        """In a line, and one for each fault."""
        cases, statuses = dict(self._cases.most_common()), dict(sorted(self._statuses.items()))
        said = f"{sum(cases.values())} cases {cases}, statuses {statuses}, {time.process_time():.0f} s of CPU"
        return "\n".join(
            [f"{said}, {len(self.found)} faults", *(f"  {n} x {what}" for what, n in self.found.most_common())]
        )


@contextmanager
def running(tally: Tally, cpu_seconds: float) -> Iterator[Callable[[bytes], None]]:
    """What runs the case of some bytes. A case may take so many seconds of CPU."""
    with asyncio.Runner() as runner, tempfile.TemporaryDirectory() as folder:
        seeds = runner.run(recorded())
        serving = serve_target(Path(folder))
        target = runner.run(serving.__aenter__())
        sys.excepthook = sys.__excepthook__  # a fault of the fuzzer itself is to be seen
        cases = Cases(seeds, target.listening.samples(), target.sink.response_url)

        def run(data: bytes) -> None:
            case = cases.make(data)
            outcome = runner.run(target.run(case))
            tally.note(data, case, outcome, list(broken(case, outcome, cpu_seconds)))

        yield run
        runner.run(serving.__aexit__(None, None, None))
