"""A PostgreSQL of the tests' own: in a temporary folder, on a free port, without any other's settings."""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.ports import free_port

USER = "codebook"
NOT_THERE = "no PostgreSQL on this machine (initdb is neither on the PATH nor below /usr/lib/postgresql)"


def binaries() -> Path | None:
    """The folder of PostgreSQL's programs; Debian keeps it off the PATH."""
    on_path = shutil.which("initdb")
    if on_path is not None:
        return Path(on_path).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


class Postgres:
    """A server that can be stopped and started again."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self._data = folder / "data"
        self._log = folder / "log.txt"
        self._programs = programs
        self._names = count(1)
        self.port = free_port()
        self._run("initdb", "-D", self._data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")

    def start(self) -> None:
        """Returns once it takes connections."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        self._run("pg_ctl", "-D", self._data, "-l", self._log, "-o", options, "-w", "start")

    def stop(self, mode: str = "fast") -> None:
        """Returns once it is gone; `fast` ends all connections, `immediate` is as a crash."""
        self._run("pg_ctl", "-D", self._data, "-m", mode, "-w", "stop")

    @property
    def process(self) -> int:
        """The server's process id; its children have others."""
        return int((self._data / "postmaster.pid").read_text().split()[0])

    def children(self) -> list[int]:
        """The process ids of its connections and workers."""
        threads = Path(f"/proc/{self.process}/task").glob("*/children")
        return [int(child) for file in threads for child in file.read_text().split()]

    def create(self) -> str:
        """The URL of a new, empty database."""
        name = f"records_{next(self._names)}"
        self.execute("postgres", f"CREATE DATABASE {name}")
        return f"postgresql+asyncpg://{USER}@127.0.0.1:{self.port}/{name}"

    def execute(self, database: str, sql: str) -> None:
        """Runs statements by psql."""
        host = ("-h", "127.0.0.1", "-p", str(self.port))
        self._run("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", *host, "-U", USER, database, stdin=sql)

    def _run(self, program: str, *arguments: str | Path, stdin: str = "") -> None:
        subprocess.run(
            [self._programs / program, *arguments],
            input=stdin,
            check=True,
            stdout=subprocess.DEVNULL,
            text=True,
            timeout=60,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
            **_as_somebody(),
        )


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """A server until the end of the block. Skips the test where there is none on this machine."""
    programs = binaries()
    if programs is None or os.name == "nt":
        pytest.skip(NOT_THERE)
    # Not below pytest's folder, which nobody but its owner may enter.
    with tempfile.TemporaryDirectory(prefix="codebook-postgres-") as folder:
        if user := _as_somebody().get("user"):
            shutil.chown(folder, user)
        server = Postgres(Path(folder), programs)
        server.start()
        try:
            yield server
        finally:
            if (Path(folder) / "data" / "postmaster.pid").exists():
                server.stop("immediate")


def _as_somebody() -> Mapping[str, Any]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {"cwd": "/"}
    known = {entry.pw_name: entry.pw_gid for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in known else "nobody"
    return {"user": user, "group": known[user], "extra_groups": [], "cwd": "/"}


def database_of(url: str) -> str:
    """The database's name in its URL."""
    return re.sub(r".*/", "", url)
