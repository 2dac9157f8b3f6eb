"""The Home tab: what is published when, and its buttons, whose answers open over it."""

import asyncio
from typing import Any

import pytest

from bot.slack import words
from bot.workspace import Message, View, Workspace
from bot.workspace.event_payloads import envelope
from bot.workspace.interaction_payloads import view_press_payload


def texts(view: View) -> str:
    """Everything that is read in a view."""
    found = []
    for block in view.blocks:
        objects = [block.get("text"), *block.get("elements", ()), block.get("accessory")]
        for each in objects:
            text = each.get("text", "") if each else ""
            found.append(text if isinstance(text, str) else text["text"])
    return "\n".join(filter(None, found))


def look_ups(view: View) -> list[str]:
    """The look-ups that a Home tab shows, the last one first."""
    return [block["text"]["text"] for block in view.blocks if block.get("block_id", "").startswith("home_look_up_")]


async def home_of(workspace: Workspace, user: str) -> View:
    """The Home tab that is published once the person comes to it."""
    before = len([call for call in workspace.calls if call.method == "views.publish" and call.response])
    await workspace.open_home(user)
    await workspace.wait_for(
        lambda: len([call for call in workspace.calls if call.method == "views.publish" and call.response]) > before
    )
    published = workspace.home(user)
    assert published is not None
    return published


async def opened(workspace: Workspace, user: str, view: View, action_id: str, value: Any = None) -> View:
    """The answer that a press opens, or that takes the place of the one in which it was."""
    shown = {each.hash for each in workspace.views(user)}
    assert (await workspace.press(user, view, action_id, value)).acked
    found: list[View] = await workspace.wait_for(
        lambda: [each for each in workspace.views(user) if each.hash not in shown]
    )
    return found[-1]


def publications(workspace: Workspace) -> list[Any]:
    return [call for call in workspace.calls if call.method == "views.publish"]


async def test_it_tells_what_the_bot_can_do_and_what_it_answers_from(workspace: Workspace, bot: Any) -> None:
    said = texts(await home_of(workspace, "ana"))
    for told in (
        words.HOME_INTRO[0],
        "can I use 26 with 38240?",
        "/cpt and your question",
        words.ASK_THE_BOOK,
        "Codebook starter book",
        "14 codes and 28 modifiers",
        "edition October 2025. *Warning: older than this quarter*.",
        words.NO_LOOK_UPS,
    ):
        assert told in said
    assert words.GAPS not in said


async def test_an_example_is_answered_over_it_and_is_a_look_up_from_then_on(
    workspace: Workspace, bot: Any, no_for_medicare: str
) -> None:
    home = await home_of(workspace, "ana")
    answer = await opened(workspace, "ana", home, "home_example_1")
    assert answer.title == {"type": "plain_text", "text": words.ANSWER_TITLE}
    said = texts(answer)
    assert said.replace("*", "").startswith(no_for_medicare)
    assert "Sources disagree" in said
    assert {block["type"] for block in answer.blocks} <= {"section", "context", "actions"}
    refreshed = await workspace.wait_for(
        lambda: view if (view := workspace.home("ana")) and view.hash != home.hash else None
    )
    assert look_ups(refreshed) == ["38240 · modifier 26"]
    assert workspace.messages(workspace.dm("ana")) == []


async def test_follow_ups_and_other_sections_take_its_place(workspace: Workspace, bot: Any) -> None:
    answer = await opened(workspace, "ana", await home_of(workspace, "ana"), "home_example_1")
    payment = await opened(workspace, "ana", answer, "next_section_2")
    assert payment.id == answer.id
    assert "38240: payment" in texts(payment)
    # A modal takes no table: what it says is told in words.
    assert not [block for block in payment.blocks if block["type"] == "table"]
    (menu,) = [
        element
        for block in payment.blocks
        for element in block.get("elements", ())
        if element.get("action_id") == "next_section_0"
    ]
    (coverage,) = [option["value"] for option in menu["options"] if option["text"]["text"] == "38240: coverage"]
    last = await opened(workspace, "ana", payment, "next_section_0", coverage)
    assert last.id == answer.id and len(workspace.views("ana")) == 1
    assert "38240: coverage" in texts(last)


async def home_with(workspace: Workspace, user: str, expected: list[str]) -> View:
    """The Home tab once it shows these look-ups: they are noted after their answers."""
    async with asyncio.timeout(15):
        while True:
            home = await home_of(workspace, user)
            if look_ups(home) == expected:
                return home


async def test_look_ups_are_shown_again_as_they_were_answered(workspace: Workspace, bot: Any, ask: Any) -> None:
    payment, modifier = "38240 · payment · Q4 2025", "modifier TC · when not to use it"
    await ask.direct_message("what does 38240 pay in New York in 2025?", user="ben")
    await home_with(workspace, "ben", [payment])
    await ask.slash("when is modifier TC not right?", user="ben")
    home = await home_with(workspace, "ben", [modifier, payment])
    answer = await opened(workspace, "ben", home, "home_look_up_2")
    assert "38240: payment" in texts(answer)
    await workspace.close_view("ben", answer)
    # To look at it again is no new look-up, and nobody else sees it.
    await ask.another()
    assert look_ups(await home_of(workspace, "ben")) == [modifier, payment]
    assert look_ups(await home_of(workspace, "ana")) == []


class TestExperts:
    """CODEBOOK_EXPERTS."""

    @pytest.fixture
    def environment(self, environment: dict[str, str], workspace: Workspace) -> dict[str, str]:
        return {**environment, "CODEBOOK_EXPERTS": workspace.user("ben").id}

    async def test_they_see_the_open_gaps_and_nobody_else_does(self, workspace: Workspace, bot: Any, ask: Any) -> None:
        assert words.NO_GAPS in texts(await home_of(workspace, "ben"))
        for question in ("38299", "what does 38299 pay?", "38298", "38299"):
            await ask.slash(question)
        await ask.another()
        await ask.another()
        said = texts(await home_of(workspace, "ben"))
        assert words.GAPS in said
        assert "• 38299" in said
        assert words.GAPS not in texts(await home_of(workspace, "ana"))


async def test_nothing_is_published_for_the_messages_tab(workspace: Workspace, bot: Any, ask: Any) -> None:
    await workspace.open_home("ana", "messages")
    await ask.another()
    assert publications(workspace) == []


async def test_an_older_one_does_not_overwrite_a_newer_one(workspace: Workspace, bot: Any, ask: Any) -> None:
    first = await home_of(workspace, "ana")
    event_id = await workspace.open_home("ana")
    await workspace.wait_for(lambda: len([call for call in publications(workspace) if call.response]) == 2)
    newer = workspace.home("ana")
    # The same event once more: its hash is that of the first.
    await workspace.redeliver(str(event_id))
    await workspace.wait_for(lambda: len([call for call in publications(workspace) if call.response]) == 3)
    assert [call.response.get("error") for call in publications(workspace)] == [None, None, "hash_conflict"]
    assert workspace.home("ana") == newer != first
    await ask.another()


async def test_a_conflict_is_no_news_and_other_refusals_are_told_by_code(
    process: Any, workspace: Workspace, ask: Any
) -> None:
    await process.start()
    for code in ("hash_conflict", "not_enabled"):
        workspace.faults.error("views.publish", code)
        await workspace.open_home("ana")
        await workspace.wait_for(lambda: not workspace.faults.planned)
    await ask.until(lambda: "event=home-not-published error=not_enabled" in process.output)
    assert "hash_conflict" not in process.output


async def test_it_is_acknowledged_before_anything_is_published(workspace: Workspace, bot: Any, ask: Any) -> None:
    workspace.faults.hang("views.publish", seconds=4)
    await workspace.open_home("ana")
    (delivery,) = await workspace.wait_for(
        lambda: [each for each in workspace.deliveries if each.kind == "event" and each.acked is not None]
    )
    assert delivery.acked and delivery.seconds is not None and delivery.seconds < 1
    await ask.another()


async def test_where_slack_opens_no_modal_the_answer_is_a_direct_message(
    workspace: Workspace, bot: Any, no_for_medicare: str
) -> None:
    home = await home_of(workspace, "ana")
    workspace.faults.error("views.open", "expired_trigger_id")
    await workspace.press("ana", home, "home_example_1")
    (reply,) = await workspace.wait_for(lambda: workspace.replies(workspace.dm("ana")))
    assert reply.text.startswith(no_for_medicare)
    assert workspace.views("ana") == []


async def test_a_closed_answer_is_followed_up_in_the_direct_message(workspace: Workspace, bot: Any) -> None:
    answer = await opened(workspace, "ana", await home_of(workspace, "ana"), "home_example_1")
    workspace.faults.error("views.update", "not_found")
    await workspace.press("ana", answer, "next_section_1")
    (reply,) = await workspace.wait_for(lambda: workspace.replies(workspace.dm("ana")))
    assert "38240 with modifier TC" in reply.text


class TestLimit:
    """CODEBOOK_REPLIES_PER_MINUTE."""

    @pytest.fixture
    def environment(self, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
        monkeypatch.setattr("bot.slack.guard.CLOCK", lambda: 600.0)
        return {**environment, "CODEBOOK_REPLIES_PER_MINUTE": "1"}

    async def test_answers_in_it_count_and_above_the_limit_the_person_is_told_once(
        self, workspace: Workspace, bot: Any, ask: Any
    ) -> None:
        home = await home_of(workspace, "ana")
        await opened(workspace, "ana", home, "home_example_1")
        told = await opened(workspace, "ana", home, "home_example_2")
        assert texts(told) == words.too_many(1)
        await workspace.press("ana", home, "home_example_3")
        await ask.another()
        assert [view.hash for view in workspace.views("ana")] == [told.hash]


class TestStrangers:
    """People of another organization, who share a channel by Slack Connect."""

    @pytest.fixture(autouse=True)
    def ben_is_of_another_organization(self, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
        ben = workspace.user("ben")

        def shared(app: Any, event: dict[str, Any], *more: Any) -> dict[str, Any]:
            return {**envelope(app, event, *more), "is_ext_shared_channel": event.get("user") == ben.id}

        def from_there(room: Any, person: Any, *more: Any) -> dict[str, Any]:
            payload = view_press_payload(room, person, *more)
            return {**payload, "user": {**payload["user"], "team_id": "T0ELSEWHERE"}} if person == ben else payload

        monkeypatch.setattr("bot.workspace.room.envelope", shared)
        monkeypatch.setattr("bot.workspace.presses.view_press_payload", from_there)

    async def test_they_get_a_polite_no(self, workspace: Workspace, bot: Any, ask: Any) -> None:
        assert texts(await home_of(workspace, "ben")) == words.STRANGER
        await workspace.open_home("ben", "messages")
        await ask.another()
        assert workspace.prompts("ben") is None
        assert texts(await home_of(workspace, "ana")).startswith(words.HOME_TITLE)

    async def test_a_button_that_they_still_see_answers_with_it_too(
        self, workspace: Workspace, bot: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        home = await home_of(workspace, "ana")
        ben = workspace.user("ben")
        content = {"blocks": home.blocks, "type": "home", "external_id": ""}
        theirs = workspace.room.views.publish(ben, content)
        assert texts(await opened(workspace, "ben", theirs, "home_example_1")) == words.STRANGER

    async def test_allowed_they_see_what_colleagues_see(self, stopped_bot: Any, workspace: Workspace) -> None:
        stopped_bot.environment["CODEBOOK_ALLOW_STRANGERS"] = "on"
        await stopped_bot.start()
        home = await home_of(workspace, "ben")
        assert texts(home).startswith(words.HOME_TITLE)
        assert "38240 with modifier 26" in texts(await opened(workspace, "ben", home, "home_example_1"))


async def test_with_the_database_away_it_is_published_without_look_ups(
    stopped_bot: Any, workspace: Workspace, tmp_path: Any
) -> None:
    stopped_bot.environment["CODEBOOK_DATABASE_URL"] = f"sqlite:///{tmp_path}/nowhere/records.sqlite3"
    (tmp_path / "nowhere").write_text("no folder")
    await stopped_bot.start()
    assert words.NO_LOOK_UPS in texts(await home_of(workspace, "ana"))


async def test_messages_are_answered_meanwhile(workspace: Workspace, bot: Any, ask: Any, no_for_medicare: str) -> None:
    workspace.faults.hang("views.publish", seconds=4)
    await workspace.open_home("ana")
    reply: Message = await ask.direct_message("can I use 26 with 38240?")
    assert reply.text.startswith(no_for_medicare)
