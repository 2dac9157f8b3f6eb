"""Whoever watches over the process is told whether it is alive, and whether it is ready."""

import asyncio
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest

from bot.book import starter_book
from bot.settings import Mode
from bot.workspace import Workspace
from tests.ports import free_port
from tests.scenarios.probing import Probe


@pytest.fixture
def probe() -> Probe:
    return Probe(free_port())


@pytest.fixture
def environment(environment: dict[str, str], probe: Probe, tmp_path: Path) -> dict[str, str]:
    folder = shutil.copytree(starter_book(), tmp_path / "knowledge")
    return {**environment, "CODEBOOK_HEALTH_PORT": str(probe.port), "CODEBOOK_KNOWLEDGE": str(folder)}


def spoil(folder: Path) -> None:
    """Leaves an entry without all that it needs."""
    (folder / "modifiers" / "GC.yaml").write_text("kind: modifier\n", encoding="utf-8")


def mend(folder: Path) -> None:
    """Puts the entry of the starter book there."""
    shutil.copyfile(starter_book() / "modifiers" / "GC.yaml", folder / "modifiers" / "GC.yaml")


async def until_state(probe: Probe, part: str, state: str) -> tuple[int, dict[str, Any]]:
    """What is said once the part is in that state."""
    async with asyncio.timeout(60):
        while True:
            status, said = await probe.ready()
            if said["parts"][part]["state"] == state:
                return status, said
            await asyncio.sleep(0.1)


async def test_a_bot_that_is_connected_is_ready(bot: Any, probe: Probe, workspace: Workspace, mode: Mode) -> None:
    if mode is Mode.SOCKET:
        await workspace.wait_for(lambda: workspace.connections == 2, 15)
    assert await probe.text("/healthz") == (200, "ok")
    status, said = await probe.ready()
    assert (status, said["state"]) == (200, "ready")
    assert said["parts"].keys() == {"process", "book", "slack", "records"}


async def test_a_broken_edit_is_told_and_answers_go_on(
    bot: Any, probe: Probe, ask: Any, environment: dict[str, str]
) -> None:
    folder = Path(environment["CODEBOOK_KNOWLEDGE"])
    spoil(folder)
    status, said = await until_state(probe, "book", "degraded")
    assert (status, said["state"]) == (200, "degraded")
    assert "refused" in said["parts"]["book"]["says"]
    mend(folder)
    _, said = await until_state(probe, "book", "ready")
    assert said["state"] == "ready"
    await ask.another()


@pytest.mark.parametrize("mode", [Mode.SOCKET])
async def test_without_a_connection_it_is_alive_and_not_ready(
    bot: Any, probe: Probe, workspace: Workspace, ask: Any
) -> None:
    await workspace.wait_for(lambda: workspace.connections == 2, 15)
    workspace.faults.fail("apps.connections.open", status=503, times=1000)
    await workspace.disconnect("refresh_requested")
    status, said = await until_state(probe, "slack", "not ready")
    assert (status, said["state"]) == (503, "not ready")
    assert said["parts"]["slack"] == {"state": "not ready", "says": "0 of 2 connections are open"}
    assert await probe.text("/healthz") == (200, "ok")
    workspace.faults.clear()
    await ask.another()
    assert (await probe.ready())[0] == 200


async def test_while_it_stops_it_is_not_ready(process: Any, probe: Probe, workspace: Workspace, ask: Any) -> None:
    await process.start()
    workspace.faults.hang("chat.postMessage", seconds=2)
    await ask.by("direct message", "what is modifier TC?", wait=False)
    await workspace.wait_for(lambda: [call for call in workspace.calls if call.method == "chat.postMessage"])
    process.signal(signal.SIGTERM)
    await ask.until(lambda: "event=stopping" in process.output)
    status, said = await probe.ready()
    assert (status, said["parts"]["process"]["says"]) == (503, "stopping, 1 in flight")
    assert await process.exited() == 0


async def test_a_port_that_is_taken_is_named(process: Any, environment: dict[str, str], probe: Probe) -> None:
    environment["CODEBOOK_HEALTH_HOST"] = "192.0.2.1"
    process.spawn()
    assert await process.exited() == 2
    assert f"Cannot listen on 192.0.2.1 port {probe.port}" in process.output
    assert "CODEBOOK_HEALTH_PORT" in process.output


@pytest.mark.parametrize("mode", [Mode.HTTP])
class TestOverHttp:
    """Slack's requests come in on a port of their own, or on the same one."""

    async def test_with_a_port_of_its_own_the_public_one_shows_no_metrics(
        self, bot: Any, workspace: Workspace, probe: Probe
    ) -> None:
        public = Probe(int(str(workspace.request_url).split(":")[2].split("/")[0]))
        assert await public.text("/healthz") == (200, "ok")
        assert [(await public.text(path))[0] for path in ("/metrics", "/readyz")] == [404, 404]
        assert [(await probe.text(path))[0] for path in ("/metrics", "/readyz")] == [200, 200]

    async def test_without_one_it_is_the_same(
        self, stopped_bot: Any, environment: dict[str, str], workspace: Workspace
    ) -> None:
        environment["CODEBOOK_HEALTH_PORT"] = ""
        await stopped_bot.start()
        public = Probe(int(str(workspace.request_url).split(":")[2].split("/")[0]))
        assert [(await public.text(path))[0] for path in ("/healthz", "/metrics", "/readyz")] == [200, 200, 200]
