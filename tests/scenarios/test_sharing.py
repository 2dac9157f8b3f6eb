"""Share in channel: a private reply is shown to all once, with who shared it, by whatever way Slack allows."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.asking import Subject
from bot.settings import Mode
from bot.slack import words
from bot.slack.blocks import SHARE_ACTION_ID, Offered
from bot.slack.blocks.offers import write_offered
from bot.workspace import Message, PressResult, Workspace


@pytest.fixture
def mode() -> Mode:
    """How Slack delivers makes no difference here."""
    return Mode.SOCKET


OF_26 = Subject(codes=("38240",), modifiers=("26",), places=(("38240", "modifiers/26"),))


def actions(message: Message) -> set[str]:
    """The action_ids of what can be pressed in a message, without those of sections."""
    return {
        element["action_id"]
        for block in message.blocks
        for element in block.get("elements", ())
        if "action_id" in element and "_section_" not in element["action_id"]
    }


def public(workspace: Workspace, channel: str = "coding-questions") -> list[Message]:
    """What the bot showed to all."""
    return [message for message in workspace.replies(channel) if message.ephemeral_to is None]


def private(workspace: Workspace, channel: str = "coding-questions", user: str = "ana") -> list[Message]:
    """What the bot showed to one person alone."""
    person = workspace.user(user).id
    return [message for message in workspace.replies(channel) if message.ephemeral_to == person]


async def share(workspace: Workspace, reply: Message, user: str = "ana") -> PressResult:
    result = await workspace.press(user, reply, SHARE_ACTION_ID)
    assert result.acked
    return result


Shared = Callable[..., Awaitable[Message]]


@pytest.fixture
def shared(workspace: Workspace) -> Shared:
    async def shared(reply: Message, channel: str = "coding-questions") -> Message:
        """Presses the button of a reply; gives what all see then, once the private reply says so, too."""
        before = len(public(workspace, channel))
        await share(workspace, reply)
        await workspace.wait_for(lambda: words.SHARED_HERE in private(workspace, channel)[0].text, 15)
        (found,) = public(workspace, channel)[before:]
        return found

    return shared


@pytest.fixture
def offer(workspace: Workspace) -> Callable[..., Awaitable[Message]]:
    async def offer(said: Offered, user: str = "ana", channel: str = "coding-questions") -> Message:
        """A private message of the bot with the button of a reply that it gave at another time, or elsewhere."""
        button = {
            "type": "button",
            "action_id": SHARE_ACTION_ID,
            "text": {"type": "plain_text", "text": words.SHARE},
            "value": write_offered(said),
        }
        web = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url)
        blocks = [{"type": "actions", "elements": [button]}]
        person, place = workspace.user(user).id, workspace.channel(channel).id
        await web.chat_postEphemeral(channel=place, user=person, text="A reply", blocks=blocks)
        return private(workspace, channel, user)[-1]

    return offer


async def test_all_see_the_reply_and_who_shared_it(
    workspace: Workspace, bot: Any, ask: Any, shared: Shared, question: str, no_for_medicare: str
) -> None:
    reply = await ask.slash(question)
    message = await shared(reply)
    ana = workspace.user("ana").id
    first, _, rest = message.text.partition("\n")
    assert first == f"Shared by <@{ana}> · Asked about: 38240 · modifier 26"
    assert rest.startswith(no_for_medicare)
    assert (message.bot_id, message.thread_ts, message.source) == (workspace.bot_id, None, "chat.postMessage")
    assert message.blocks[0]["elements"][0]["text"] == first
    assert actions(message) == {"feedback"}
    assert message in workspace.messages("coding-questions", visible_to="ben")

    def of_answer(message: Message) -> list[Any]:
        return [block["text"] for block in message.blocks if block["type"] == "section"]

    assert of_answer(message) == of_answer(reply)


async def test_the_private_reply_stays_without_the_button(
    workspace: Workspace, bot: Any, ask: Any, shared: Shared, question: str, no_for_medicare: str
) -> None:
    reply = await ask.slash(question)
    assert actions(reply) == {SHARE_ACTION_ID, "feedback"}
    await shared(reply)
    (after,) = private(workspace)
    assert (after.ts, actions(after)) == (reply.ts, {"feedback"})
    assert after.text == f"{reply.text}\n{words.SHARED_HERE}"
    assert words.SHARED_HERE in json.dumps(after.blocks)


async def test_a_mention_in_its_thread_goes_on_from_there(
    workspace: Workspace, bot: Any, ask: Any, shared: Shared, question: str
) -> None:
    message = await shared(await ask.slash(question))
    follow_up = await ask.mention("@ and TC?", user="ben", thread_ts=message.ts)
    assert "38240 with modifier TC" in follow_up.text


async def test_a_follow_up_of_it_is_answered_in_its_thread(
    workspace: Workspace, bot: Any, ask: Any, shared: Shared, question: str
) -> None:
    message = await shared(await ask.slash(question))
    await workspace.press("ben", message, "next_section_1")
    (answer,) = await workspace.wait_for(lambda: public(workspace)[1:], 15)
    assert "38240 with modifier TC" in answer.text
    assert (answer.thread_ts, answer.ephemeral_to) == (message.ts, None)
    assert "38240: units" in (await ask.mention("@ units?", thread_ts=message.ts)).text


async def test_what_was_asked_in_a_thread_is_shared_there(
    workspace: Workspace, bot: Any, ask: Any, offer: Any, no_for_medicare: str
) -> None:
    root = await workspace.post("ben", "coding-questions", "A claim came back.")
    await share(workspace, await offer(Offered(OF_26, "a1b2", root.ts)))
    await workspace.wait_for(lambda: words.SHARED_IN_THREAD in private(workspace)[0].text, 15)
    (message,) = public(workspace)
    assert (message.thread_ts, no_for_medicare in message.text) == (root.ts, True)
    assert "38240 with modifier TC" in (await ask.mention("@ and TC?", user="ben", thread_ts=root.ts)).text


async def test_a_double_click_shares_it_once(workspace: Workspace, bot: Any, ask: Any, question: str) -> None:
    reply = await ask.slash(question)
    workspace.faults.hang("chat.postMessage", seconds=2)
    await asyncio.gather(*(share(workspace, reply) for _ in range(3)))
    await workspace.wait_for(lambda: words.SHARED_HERE in private(workspace)[0].text, 15)
    await ask.another()
    assert (len(public(workspace)), len(private(workspace))) == (1, 1)


@pytest.mark.parametrize("mode", [Mode.SOCKET])
async def test_two_bots_on_the_same_records_share_it_once(
    workspace: Workspace, bot: Any, ask: Any, question: str, environment: dict[str, str]
) -> None:
    other = type(bot)(workspace, Mode.SOCKET, environment)
    await other.start()
    await workspace.wait_for(lambda: workspace.connections == 2, 15)
    reply = await ask.slash(question)
    # Long enough for all presses: one that comes when it is shared is told so.
    workspace.faults.hang("chat.postMessage", seconds=3)
    await asyncio.gather(*(share(workspace, reply) for _ in range(8)))
    await workspace.wait_for(lambda: words.SHARED_HERE in private(workspace)[0].text, 15)
    await ask.another()
    await other.stop()
    assert (len(public(workspace)), len(private(workspace))) == (1, 1)


async def test_where_the_button_is_left_standing_a_press_says_that_it_was_shared(
    workspace: Workspace, bot: Any, ask: Any, question: str
) -> None:
    reply = await ask.slash(question)
    workspace.faults.error("response_url", "expired_url")
    await share(workspace, reply)
    _, beside = await workspace.wait_for(lambda: len(private(workspace)) == 2 and private(workspace), 15)
    assert (beside.source, actions(beside)) == ("chat.postEphemeral", {"feedback"})
    await bot.restart()
    await share(workspace, reply)
    await workspace.wait_for(lambda: private(workspace)[-1].text == words.SHARED_BEFORE, 15)
    assert len(public(workspace)) == 1


class TestNoMember:
    """In a channel where the bot is no member, or that it cannot even find."""

    @pytest.mark.parametrize("channel", ["random", "auditors"])
    async def test_the_response_url_shows_it(
        self,
        workspace: Workspace,
        bot: Any,
        ask: Any,
        shared: Shared,
        question: str,
        no_for_medicare: str,
        channel: str,
    ) -> None:
        message = await shared(await ask.slash(question, channel=channel), channel)
        assert (message.source, message.ephemeral_to) == ("response_url", None)
        assert no_for_medicare in message.text and f"<@{workspace.user('ana').id}>" in message.text
        assert message in workspace.messages(channel, visible_to="ben")

    async def test_in_a_thread_too(self, workspace: Workspace, bot: Any, ask: Any, offer: Any) -> None:
        root = await workspace.post("ben", "coding-questions", "A claim came back.")
        workspace.faults.error("chat.postMessage", "not_in_channel")
        await share(workspace, await offer(Offered(OF_26, "a1b2", root.ts)))
        (message,) = await workspace.wait_for(lambda: public(workspace), 15)
        assert (message.source, message.thread_ts) == ("response_url", root.ts)

    async def test_where_that_is_expired_it_says_what_to_do(
        self, workspace: Workspace, bot: Any, ask: Any, shared: Shared, question: str
    ) -> None:
        reply = await ask.slash(question, channel="random")
        workspace.faults.error("response_url", "expired_url")
        await share(workspace, reply)
        await workspace.wait_for(lambda: private(workspace, "random")[-1].text == words.SHARE_NOT_A_MEMBER, 15)
        assert public(workspace, "random") == []
        await shared(reply, "random")

    async def test_where_nothing_is_taken_there_it_says_so_in_the_direct_message(
        self, workspace: Workspace, bot: Any, ask: Any, question: str
    ) -> None:
        reply = await ask.slash(question, channel="random")
        workspace.faults.error("response_url", "expired_url", times=2)
        await share(workspace, reply)
        (said,) = await workspace.wait_for(lambda: workspace.replies(workspace.dm("ana")), 15)
        assert said.text.endswith(words.SHARE_NOT_A_MEMBER)


async def test_a_reply_that_came_as_a_direct_message_has_nobody_to_be_shared_with(
    workspace: Workspace, bot: Any, ask: Any, question: str
) -> None:
    workspace.faults.error("response_url", "expired_url")
    await workspace.command("ana", "random", "/cpt", question)
    (reply,) = await workspace.wait_for(lambda: workspace.replies(workspace.dm("ana")), 15)
    await share(workspace, reply)
    _, said = await workspace.wait_for(lambda: len(found := workspace.replies(workspace.dm("ana"))) == 2 and found, 15)
    assert said.text == words.share_nowhere("/cpt")
    assert public(workspace, "random") == []


REFUSALS = {
    "is_archived": words.SHARE_ARCHIVED,
    "restricted_action": words.SHARE_RESTRICTED,
    "restricted_action_read_only_channel": words.SHARE_RESTRICTED,
    "restricted_action_thread_locked": words.SHARE_THREAD_CLOSED,
    "thread_not_found": words.SHARE_THREAD_CLOSED,
    "a_refusal_of_next_year": words.SHARE_REFUSED,
}


@pytest.mark.parametrize("refusal", REFUSALS)
async def test_refused_it_is_told_privately_and_can_be_pressed_again(
    workspace: Workspace, bot: Any, ask: Any, shared: Shared, question: str, refusal: str
) -> None:
    reply = await ask.slash(question)
    workspace.faults.error("chat.postMessage", refusal)
    await share(workspace, reply)
    await workspace.wait_for(lambda: private(workspace)[-1].text == REFUSALS[refusal], 15)
    assert public(workspace) == [] and SHARE_ACTION_ID in actions(private(workspace)[0])
    await shared(reply)


async def test_what_slack_does_not_confirm_is_not_shared_again(
    workspace: Workspace, stopped_bot: Any, ask: Any, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.client.TIMEOUT_SECONDS", 1)
    await stopped_bot.start()
    reply = await ask.slash(question)
    workspace.faults.hang("chat.postMessage", seconds=1.5)
    await share(workspace, reply)
    await workspace.wait_for(lambda: private(workspace)[-1].text == words.SHARE_UNCONFIRMED, 15)
    await share(workspace, reply)
    await workspace.wait_for(lambda: private(workspace)[-1].text == words.SHARED_BEFORE, 15)
    assert len(public(workspace)) == 1


async def test_where_slack_refuses_the_blocks_it_is_shared_as_text(
    workspace: Workspace, bot: Any, ask: Any, shared: Shared, question: str, no_for_medicare: str
) -> None:
    reply = await ask.slash(question)
    workspace.faults.refuse_blocks()
    message = await shared(reply)
    assert message.blocks == ()
    assert message.text.startswith("Shared by") and no_for_medicare in message.text


async def test_the_acknowledgement_comes_before_anything_else(
    workspace: Workspace, bot: Any, ask: Any, question: str
) -> None:
    reply = await ask.slash(question)
    workspace.faults.hang("chat.postMessage", seconds=4)
    result = await share(workspace, reply)
    assert result.seconds is not None and result.seconds < 3
    workspace.faults.clear()


async def test_after_the_book_lost_the_section(workspace: Workspace, bot: Any, ask: Any, offer: Any) -> None:
    await share(workspace, await offer(Offered(Subject(codes=("00000",), places=(("00000", "payment"),)), "a1b2")))
    await workspace.wait_for(lambda: private(workspace)[-1].text == words.SHARE_CHANGED, 15)
    assert public(workspace) == []


class TestDatabaseAway:
    """Records that cannot be opened."""

    @pytest.fixture
    def environment(self, environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
        (tmp_path / "file").write_text("")
        return {**environment, "CODEBOOK_DATABASE_URL": f"sqlite:///{tmp_path}/file/records.sqlite3"}

    async def test_it_is_shared_once_all_the_same(
        self, workspace: Workspace, bot: Any, ask: Any, question: str
    ) -> None:
        reply = await ask.slash(question)
        await asyncio.gather(*(share(workspace, reply) for _ in range(3)))
        await workspace.wait_for(lambda: words.SHARED_HERE in private(workspace)[0].text, 15)
        await ask.another()
        assert len(public(workspace)) == 1


class TestChannels:
    """CODEBOOK_CHANNELS."""

    @pytest.fixture
    def environment(self, environment: dict[str, str]) -> dict[str, str]:
        return {**environment, "CODEBOOK_CHANNELS": "C0CODINGQ1"}

    async def test_in_a_channel_that_is_not_on_the_list_it_stays_private(
        self, workspace: Workspace, bot: Any, ask: Any, shared: Shared, question: str
    ) -> None:
        reply = await ask.slash(question, channel="partner-questions")
        await share(workspace, reply)
        (*_, said) = await workspace.wait_for(lambda: private(workspace, "partner-questions")[1:], 15)
        assert said.text == words.SHARE_ELSEWHERE
        assert public(workspace, "partner-questions") == []
        await shared(await ask.slash(question))


class TestLimit:
    """CODEBOOK_REPLIES_PER_MINUTE."""

    @pytest.fixture
    def environment(self, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
        monkeypatch.setattr("bot.slack.guard.CLOCK", lambda: 600.0)
        return {**environment, "CODEBOOK_REPLIES_PER_MINUTE": "1"}

    async def test_a_share_counts(self, workspace: Workspace, bot: Any, ask: Any, question: str) -> None:
        await share(workspace, await ask.slash(question))
        await workspace.wait_for(lambda: private(workspace)[-1].text == words.too_many(1), 15)
        assert public(workspace) == []


async def test_a_stranger_gets_a_polite_no(workspace: Workspace, bot: Any, ask: Any, offer: Any) -> None:
    await share(workspace, await offer(Offered(OF_26, "a1b2"), "dora", "partner-questions"), "dora")
    await workspace.wait_for(lambda: private(workspace, "partner-questions", "dora")[-1].text == words.STRANGER, 15)
    assert public(workspace, "partner-questions") == []
