"""What a probe or Prometheus sees of a bot."""

from collections.abc import Iterator
from typing import Any

import aiohttp
from prometheus_client.parser import text_string_to_metric_families


class Probe:
    """Asks the health port of a bot."""

    def __init__(self, port: int) -> None:
        self.port = port

    async def text(self, path: str) -> tuple[int, str]:
        """The status and the body."""
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{self.port}{path}") as answer,
        ):
            return answer.status, await answer.text()

    async def ready(self) -> tuple[int, dict[str, Any]]:
        """The status, and what `/readyz` says."""
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{self.port}/readyz") as answer,
        ):
            return answer.status, await answer.json()

    async def metrics(self) -> dict[str, float]:
        """What `/metrics` says: each sample by its name and labels, as `name{label=value,...}`."""
        status, text = await self.text("/metrics")
        assert status == 200
        return dict(_samples(text))


def _samples(text: str) -> Iterator[tuple[str, float]]:
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))
            yield f"{sample.name}{{{labels}}}" if labels else sample.name, sample.value
