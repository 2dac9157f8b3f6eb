"""Whom the bot answers and where: a list of channels, a limit a minute, and people of other organizations."""

from typing import Any

import pytest

from bot.slack import words
from bot.workspace import Message, Workspace
from bot.workspace.event_payloads import envelope
from bot.workspace.interaction_payloads import command_payload

ELSEWHERE = words.other_channel("/cpt")


def told(workspace: Workspace, user: str, channel: str = "coding-questions") -> list[Message]:
    """What one person alone saw in a channel."""
    person = workspace.user(user)
    return [message for message in workspace.messages(channel, visible_to=user) if message.ephemeral_to == person.id]


class TestChannels:
    """CODEBOOK_CHANNELS."""

    @pytest.fixture
    def channels(self) -> str:
        return "C0ELSEWHERE"

    @pytest.fixture
    def environment(self, environment: dict[str, str], channels: str) -> dict[str, str]:
        return {**environment, "CODEBOOK_CHANNELS": channels}

    async def test_elsewhere_the_writer_alone_is_told_where_to_ask(
        self, workspace: Workspace, bot: Any, ask: Any, question: str
    ) -> None:
        asked = await ask.by("mention", question, wait=False)
        (notice,) = await workspace.wait_for(lambda: told(workspace, "ana"))
        assert (notice.text, notice.thread_ts) == (ELSEWHERE, None)
        await ask.another()
        assert ask.replies(asked) == []
        assert told(workspace, "ben") == []

    async def test_in_a_thread_it_is_told_in_the_thread(
        self, workspace: Workspace, bot: Any, ask: Any, question: str
    ) -> None:
        first = await workspace.post("ben", "coding-questions", "A claim came back.")
        await workspace.post("ana", "coding-questions", ask.mentioning(f"@ {question}"), thread_ts=first.ts)
        (notice,) = await workspace.wait_for(lambda: told(workspace, "ana"))
        assert (notice.text, notice.thread_ts) == (ELSEWHERE, first.ts)

    async def test_it_is_told_once_a_message(self, workspace: Workspace, bot: Any, ask: Any, question: str) -> None:
        await ask.by("mention", question, wait=False)
        await workspace.wait_for(lambda: told(workspace, "ana"))
        delivery = next(delivery for delivery in workspace.deliveries if delivery.kind == "event")
        await workspace.redeliver(str(delivery.event_id))
        await ask.another()
        assert len(told(workspace, "ana")) == 1

    async def test_what_the_asker_alone_sees_is_answered_everywhere(
        self, bot: Any, ask: Any, question: str, no_for_medicare: str
    ) -> None:
        assert (await ask.direct_message(question)).text.startswith(no_for_medicare)
        assert (await ask.slash(question)).text.startswith(no_for_medicare)

    @pytest.mark.parametrize("channels", ["C0ELSEWHERE,C0CODINGQ1"])
    async def test_a_channel_on_the_list_is_answered(
        self, bot: Any, ask: Any, question: str, no_for_medicare: str
    ) -> None:
        assert (await ask.mention(f"@ {question}")).text.startswith(no_for_medicare)


class TestLimit:
    """CODEBOOK_REPLIES_PER_MINUTE."""

    @pytest.fixture
    def environment(self, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
        self.seconds = 600.0
        monkeypatch.setattr("bot.slack.guard.CLOCK", lambda: self.seconds)
        return {**environment, "CODEBOOK_REPLIES_PER_MINUTE": "2"}

    async def test_above_it_a_person_is_told_once_then_nothing_until_the_next_minute(
        self, workspace: Workspace, bot: Any, ask: Any, question: str, no_for_medicare: str
    ) -> None:
        for _ in range(2):
            assert (await ask.direct_message(question)).text.startswith(no_for_medicare)
        assert (await ask.direct_message(question)).text == words.too_many(2)
        silent = await ask.by("direct message", question, wait=False)
        await ask.by("mention", question, wait=False)
        await ask.by("slash", question, wait=False)
        await ask.another()
        assert ask.replies(silent) == []
        assert workspace.replies("coding-questions") == []
        self.seconds += 60
        assert (await ask.direct_message(question)).text.startswith(no_for_medicare)

    async def test_in_a_channel_nobody_else_sees_it(
        self, workspace: Workspace, bot: Any, ask: Any, question: str
    ) -> None:
        for _ in range(2):
            await ask.mention(f"@ {question}")
        await ask.by("mention", question, wait=False)
        (notice,) = await workspace.wait_for(lambda: told(workspace, "ana"))
        assert (notice.text, told(workspace, "ben")) == (words.too_many(2), [])
        assert (await ask.mention(f"@ {question}", user="ben")).text != notice.text

    async def test_a_slash_command_is_told_privately(
        self, workspace: Workspace, bot: Any, ask: Any, question: str
    ) -> None:
        for _ in range(2):
            await ask.slash(question)
        reply = await ask.slash(question)
        assert (reply.text, reply.ephemeral_to) == (words.too_many(2), workspace.user("ana").id)


class TestStrangers:
    """CODEBOOK_ALLOW_STRANGERS."""

    @pytest.fixture(autouse=True)
    def ben_is_of_another_organization(self, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
        """As in a channel that is shared by Slack Connect, and in whatever ben does."""
        ben = workspace.user("ben")

        def shared(app: Any, event: dict[str, Any], *more: Any) -> dict[str, Any]:
            home = "T0ELSEWHERE" if event.get("user") == ben.id else app.team_id
            event = {**event, "team": home, "user_team": home, "source_team": home}
            return {**envelope(app, event, *more), "is_ext_shared_channel": True, "team_id": "T0ELSEWHERE"}

        def from_there(app: Any, person: Any, *more: Any) -> dict[str, Any]:
            payload = command_payload(app, person, *more)
            return {**payload, "team_id": "T0ELSEWHERE"} if person == ben else payload

        monkeypatch.setattr("bot.workspace.room.envelope", shared)
        monkeypatch.setattr("bot.workspace.response_urls.command_payload", from_there)

    async def test_a_mention_gets_a_polite_no_that_nobody_else_sees(
        self, workspace: Workspace, bot: Any, ask: Any, question: str
    ) -> None:
        asked = await workspace.post("ben", "coding-questions", ask.mentioning(f"@ {question}"))
        (notice,) = await workspace.wait_for(lambda: told(workspace, "ben"))
        assert notice.text == words.STRANGER
        await ask.another()
        assert (ask.replies(asked), told(workspace, "ana")) == ([], [])

    async def test_so_do_a_direct_message_and_a_slash_command(self, bot: Any, ask: Any, question: str) -> None:
        assert (await ask.direct_message(question, user="ben")).text == words.STRANGER
        assert (await ask.slash(question, user="ben")).text == words.STRANGER

    async def test_colleagues_in_the_same_channel_are_answered(
        self, bot: Any, ask: Any, question: str, no_for_medicare: str
    ) -> None:
        for surface in ("direct message", "mention", "slash"):
            assert (await ask.by(surface, question)).text.startswith(no_for_medicare)

    async def test_allowed_they_are_answered(
        self, stopped_bot: Any, ask: Any, question: str, no_for_medicare: str
    ) -> None:
        stopped_bot.environment["CODEBOOK_ALLOW_STRANGERS"] = "on"
        await stopped_bot.start()
        assert (await ask.mention(f"@ {question}", user="ben")).text.startswith(no_for_medicare)
        assert (await ask.slash(question, user="ben")).text.startswith(no_for_medicare)
