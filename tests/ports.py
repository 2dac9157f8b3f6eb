"""Ports for servers that tests start."""

import errno
import os
import random
import socket
from itertools import cycle

_WORKERS, _OF_EACH = 10, 1000
_worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % _WORKERS
_first = 20_000 + _worker * _OF_EACH
_candidates = random.sample(range(_first, _first + _OF_EACH), _OF_EACH)
_next = cycle(_candidates)


def free_port() -> int:
    """A port that nobody listens on and nobody is going to take: it is below those that systems hand out by themselves
    for connections and for port 0 (32768 and up), and each process of a test run chooses from a thousand of its own."""
    for port in (next(_next) for _ in _candidates):
        try:
            with socket.create_server(("127.0.0.1", port)):
                return port
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    raise OSError(errno.EADDRINUSE, f"No port from {_first} to {_first + _OF_EACH - 1} is free")
