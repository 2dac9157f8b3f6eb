import asyncio

from bot.slack.in_flight import InFlight


async def work(in_flight: InFlight, until: asyncio.Event, done: list[str], name: str) -> None:
    async with in_flight:
        await until.wait()
        done.append(name)


async def test_nothing_in_flight_is_finished_at_once() -> None:
    assert await InFlight().finished(10) == 0


async def test_it_waits_for_all_of_it() -> None:
    in_flight, until, done = InFlight(), asyncio.Event(), list[str]()
    tasks = [asyncio.create_task(work(in_flight, until, done, name)) for name in "ab"]
    finished = asyncio.create_task(in_flight.finished(10))
    await asyncio.sleep(0)
    assert not finished.done()
    until.set()
    assert await finished == 0
    assert done == ["a", "b"]
    await asyncio.gather(*tasks)


async def test_what_takes_too_long_is_cancelled_and_counted() -> None:
    in_flight, done = InFlight(), list[str]()
    task = asyncio.create_task(work(in_flight, asyncio.Event(), done, "never"))
    assert await in_flight.finished(0.01) == 1
    assert task.cancelled()
    assert done == []


async def test_what_fails_is_no_longer_in_flight() -> None:
    in_flight = InFlight()

    async def fails() -> None:
        async with in_flight:
            raise RuntimeError

    await asyncio.gather(asyncio.create_task(fails()), return_exceptions=True)
    assert await in_flight.finished(10) == 0
