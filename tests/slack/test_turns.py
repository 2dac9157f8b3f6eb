"""Between two answers everything else has its turn, and answers come in the order of their questions."""

import asyncio

from bot.slack.turns import Turns


async def test_no_two_answers_are_composed_in_one_go() -> None:
    turns = Turns()
    composed: list[int] = []
    at_once: list[int] = []

    async def answer(number: int) -> None:
        await turns.mine()
        composed.append(number)

    async def acknowledge() -> None:
        while len(composed) < 50:
            before = len(composed)
            await asyncio.sleep(0)
            at_once.append(len(composed) - before)

    await asyncio.gather(acknowledge(), *(answer(number) for number in range(50)))
    assert max(at_once) == 1
    assert composed == list(range(50))


async def test_who_is_given_up_while_waiting_holds_up_nobody() -> None:
    turns = Turns()
    waiting = [asyncio.create_task(turns.mine()) for _ in range(5)]
    await asyncio.sleep(0)
    waiting[0].cancel()
    waiting[2].cancel()
    ended = await asyncio.wait_for(asyncio.gather(*waiting, return_exceptions=True), 5)
    assert [type(end) for end in ended] == [
        asyncio.CancelledError,
        type(None),
        asyncio.CancelledError,
        *[type(None)] * 2,
    ]
