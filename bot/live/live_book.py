"""The book that answers now, and what became of the last change to it."""

import asyncio
import os
import time
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path

from bot.asking import Index
from bot.book import BookFaults
from bot.live.fingerprint import fingerprint
from bot.live.memory import give_back
from bot.live.opening import open_index
from bot.live.watching import CHECK_SECONDS, wakes
from bot.logs import get_logger, type_and_place
from bot.reference import ReferenceFault

FAULTS_SHOWN = 10
"""How many faults of a refused change are logged and kept; the number of all is said."""
QUIET_SECONDS = 0.3
"""Files are read once none has changed for so long: a pull writes one after the other."""
LONGEST_QUIET_SECONDS = 5.0
"""How long that is waited for."""

log = get_logger("bot.live")


@dataclass(frozen=True)
class Refused:
    """A change to the book or the imported files that cannot be used."""

    at: float
    """When it was refused, in seconds since 1970."""
    faults: tuple[str, ...]
    """The first faults, each as `file:line: what; how to mend it`."""
    count: int
    """How many there are."""


class LiveBook:
    """Holds the book that answers. What takes its `index` has one whole book for as long as it keeps it; the next
    change puts another in its place. Between two questions that is one assignment."""

    def __init__(self, index: Index, files: "Files | None" = None) -> None:
        self.index = index
        self.loaded_at = time.time()
        self.refused: Refused | None = None
        """The last change, where it was refused and the book from before it answers."""
        self.loads, self.refusals = 1, 0
        self._files = files
        self._one_at_a_time = asyncio.Lock()

    async def follow(self, check_seconds: float = CHECK_SECONDS) -> None:
        """Takes in every change to the files, until it is cancelled."""
        if self._files is None:
            return
        async with aclosing(wakes(self._files.knowledge, check_seconds)) as noticed:
            async for _ in noticed:
                await self.look()

    async def look(self, *, anyway: bool = False) -> None:
        """Reads the files where any changed, or `anyway`. Never raises: what cannot be used is logged and kept in
        `refused`, and the book from before goes on answering."""
        if self._files is None:
            return
        async with self._one_at_a_time:
            state = await asyncio.to_thread(self._files.state)
            if anyway or state != self._files.read:
                await self._take_in(self._files, await self._once_quiet(self._files, state))

    async def _once_quiet(self, files: "Files", state: str) -> str:
        for _ in range(round(LONGEST_QUIET_SECONDS / QUIET_SECONDS)):
            await asyncio.sleep(QUIET_SECONDS)
            before, state = state, await asyncio.to_thread(files.state)
            if state == before:
                break
        return state

    async def _take_in(self, files: "Files", state: str) -> None:
        start, files.read = time.perf_counter(), state
        try:
            # In a thread: an answer waits for the interpreter for some milliseconds at most. Another process could
            # not hand over the index without holding it for longer.
            index = await asyncio.to_thread(files.open)
        except (BookFaults, ReferenceFault) as error:
            if await asyncio.to_thread(files.state) != state:
                files.read = ""  # they were written meanwhile: it is looked at again before anything is said
                return
            self._refuse(files.named(error))
        except Exception as error:  # whatever it is, the book from before answers
            log.error("book-failed", **type_and_place(error))
            self._refuse(["It cannot be made ready for questions; the log says where that failed."])
        else:
            self.index, self.loaded_at, self.refused = index, time.time(), None
            self.loads += 1
            milliseconds = round((time.perf_counter() - start) * 1000)
            log.info("book-loaded", entries=len(index.book.entries), ms=milliseconds)
        await asyncio.to_thread(give_back)

    def _refuse(self, faults: list[str]) -> None:
        self.refused = Refused(time.time(), tuple(faults[:FAULTS_SHOWN]), len(faults))
        self.refusals += 1
        log.error("book-refused", faults=len(faults), answering_since=_moment(self.loaded_at))
        for fault in self.refused.faults:
            log.error("book-fault", fault=fault)


class Files:
    """Where the book and the imported files are, and in which state they were read last."""

    def __init__(self, knowledge: Path, reference: Path) -> None:
        self.knowledge = knowledge
        self._reference = reference
        self.read = self.state()

    def state(self) -> str:
        """Tells whether anything changed; see `fingerprint`."""
        return fingerprint(self.knowledge, self._reference)

    def named(self, error: BookFaults | ReferenceFault) -> list[str]:
        """The faults as they are told, with the names of files within the book."""
        if isinstance(error, ReferenceFault):
            return [str(error)]
        return [str(fault).removeprefix(f"{self.knowledge}{os.sep}") for fault in error.faults]

    def open(self) -> Index:
        """Reads them. Raises BookFaults and ReferenceFault."""
        return open_index(self.knowledge, self._reference)


def open_live(knowledge: Path, reference: Path) -> LiveBook:
    """The book in the folder beside the imported files, ready to be followed.

    Raises BookFaults and ReferenceFault: there is no book from before that could answer.
    """
    files = Files(knowledge, reference)
    live = LiveBook(files.open(), files)
    give_back()
    return live


def _moment(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
