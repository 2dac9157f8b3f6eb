"""Votes, gaps, requests for experts and look-ups: what is kept of each, how it changes, and when it goes."""

import asyncio
from dataclasses import replace

import pytest

from bot.asking import Subject
from bot.records import ExpertRequest, Records, VoteKey
from tests.records.conftest import Database

OF_26 = Subject(codes=("38240",), modifiers=("26",), places=(("38240", "modifiers/26"),))
OF_PAYMENT = Subject(codes=("38240",), topics=("payment",))
KEY = VoteKey("T1", "C1", "1700000000.000100", "U1")
REQUEST = ExpertRequest("r1", "T1", "U1", "C1", "", OF_26, "C9")
DAY = 24 * 3600


async def shift(database: Database, table: str, column: str, days: int) -> None:
    await database.rows(f"UPDATE {table} SET {column} = {column} - :seconds", seconds=float(days * DAY))


async def test_a_person_has_one_vote_on_an_answer_and_may_change_it(records: Records) -> None:
    assert await records.votes.cast(KEY, False, OF_26)
    assert await records.votes.explain(KEY, ["outdated"], "The edit was dropped.")
    (vote,) = await records.votes.negative()
    assert (vote.key, vote.subject, vote.reasons, vote.comment) == (KEY, OF_26, ("outdated",), "The edit was dropped.")
    assert await records.votes.cast(KEY, False, OF_26)
    assert [again.reasons for again in await records.votes.negative()] == [("outdated",)]
    assert await records.votes.cast(KEY, True, OF_26)
    assert await records.votes.negative() == []
    assert await records.votes.cast(KEY, False, OF_26)
    (again,) = await records.votes.negative()
    assert (again.reasons, again.comment) == ((), "")


async def test_many_presses_at_once_leave_one_vote_a_person(records: Records) -> None:
    keys = [replace(KEY, person=f"U{number % 3}") for number in range(30)]
    assert all(await asyncio.gather(*(records.votes.cast(key, False, OF_26) for key in keys)))
    assert len(await records.votes.negative()) == 3


async def test_what_an_expert_was_done_with_is_open_no_more(records: Records) -> None:
    await records.votes.cast(KEY, False, OF_26)
    await records.gaps.note("T1", "unknown", OF_PAYMENT)
    await records.gaps.note("T1", "unavailable", OF_26)
    first, second = await records.gaps.open()
    assert (first.outcome, first.subject, second.subject) == ("unknown", OF_PAYMENT, OF_26)
    assert await records.votes.resolve([KEY]) and await records.gaps.resolve([first.id])
    assert await records.votes.negative() == []
    assert await records.gaps.open() == [second]


async def test_a_request_begins_once_and_is_closed_once(records: Records) -> None:
    assert [await records.expert_requests.begin(REQUEST) for _ in range(2)] == [True, False]
    assert await records.expert_requests.posted("r1", "1700000001.000100")
    found = await records.expert_requests.find("r1")
    assert found is not None and found.changed_at > 0
    assert replace(found, changed_at=0.0) == replace(REQUEST, posted_ts="1700000001.000100")
    closing_it = (records.expert_requests.close("r1", person) for person in ("U2", "U3", "U4"))
    assert sorted(map(str, await asyncio.gather(*closing_it))) == ["False", "False", "True"]
    closed = await records.expert_requests.find("r1")
    assert closed is not None and closed.state == "resolved" and closed.closed_by in {"U2", "U3", "U4"}


async def test_a_request_that_did_not_arrive_can_be_made_again(records: Records) -> None:
    await records.expert_requests.begin(REQUEST)
    await records.expert_requests.withdraw("r1")
    assert await records.expert_requests.begin(REQUEST) is True


async def test_a_person_has_their_last_ten_look_ups_each_once(records: Records) -> None:
    for number in [*range(12), 5]:
        await records.look_ups.note("T1", "U1", Subject(codes=(f"{10000 + number}",)))
    await records.look_ups.note("T1", "U2", OF_26)
    codes = [subject.codes[0] for subject in await records.look_ups.latest("T1", "U1")]
    assert codes == [f"{10000 + number}" for number in (5, 11, 10, 9, 8, 7, 6, 4, 3, 2)]
    assert await records.look_ups.latest("T1", "U2") == [OF_26]


@pytest.mark.parametrize(
    ("table", "column", "days"),
    [
        ("votes", "changed_at", 90),
        ("gaps", "noted_at", 90),
        ("expert_requests", "changed_at", 90),
        ("look_ups", "looked_up_at", 7),
    ],
)
async def test_all_of_it_goes_in_time(records: Records, database: Database, table: str, column: str, days: int) -> None:
    await records.votes.cast(KEY, False, OF_26)
    await records.gaps.note("T1", "unknown", OF_26)
    await records.expert_requests.begin(REQUEST)
    await records.look_ups.note("T1", "U1", OF_26)
    await records.close()

    async def held() -> int:
        reopened = Records(database.url)
        await reopened.open()
        await reopened.close()
        return await database.count(table)

    await shift(database, table, column, days - 1)
    assert await held() == 1
    await shift(database, table, column, 2)
    assert await held() == 0
