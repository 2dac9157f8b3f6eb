"""Elements besides buttons: what the app receives when a person uses one in a message, a modal or the Home tab."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace import Message, Refused, Workspace


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def option(value: str) -> dict[str, Any]:
    return {"text": plain(value), "value": value}


OPTIONS = [option("a"), option("b")]
THUMBS = {
    "positive_button": {"text": plain("Good"), "value": "up"},
    "negative_button": {"text": plain("Bad"), "value": "down"},
}
ELEMENTS: list[dict[str, Any]] = [
    {"type": "overflow", "action_id": "more", "options": OPTIONS},
    {"type": "static_select", "action_id": "one", "placeholder": plain("Pick"), "options": OPTIONS},
    {"type": "radio_buttons", "action_id": "which", "options": OPTIONS},
    {"type": "checkboxes", "action_id": "some", "options": OPTIONS},
]
ACTIONS = {"type": "actions", "block_id": "menus", "elements": ELEMENTS}
THUMBS_BLOCK = {
    "type": "context_actions",
    "block_id": "thumbs",
    "elements": [{"type": "feedback_buttons", "action_id": "thumb", **THUMBS}],
}


@pytest.fixture
def manifest(everything: dict[str, Any]) -> dict[str, Any]:
    return everything


async def offer(workspace: Workspace, web: AsyncWebClient, *blocks: dict[str, Any]) -> Message:
    await web.chat_postMessage(channel="#coding-questions", text="Which one?", blocks=blocks)
    return workspace.messages("#coding-questions")[-1]


@pytest.mark.parametrize(
    ("action_id", "value", "told"),
    [
        ("more", "b", {"type": "overflow", "selected_option": OPTIONS[1]}),
        ("one", "b", {"type": "static_select", "placeholder": plain("Pick"), "selected_option": OPTIONS[1]}),
        ("which", "a", {"type": "radio_buttons", "selected_option": OPTIONS[0]}),
        ("some", ["a", "b"], {"type": "checkboxes", "selected_options": OPTIONS}),
        ("some", [], {"type": "checkboxes", "selected_options": []}),
    ],
)
async def test_what_was_chosen_is_told(
    workspace: Workspace, endpoint: Any, web: AsyncWebClient, action_id: str, value: Any, told: dict[str, Any]
) -> None:
    result = await workspace.press("ana", await offer(workspace, web, ACTIONS), action_id, value)
    assert result.acked and result.payload
    (action,) = result.payload["actions"]
    assert {**action, "action_ts": ""} == {"action_id": action_id, "block_id": "menus", "action_ts": "", **told}


async def test_the_state_of_a_message_is_each_persons_own(
    workspace: Workspace, endpoint: Any, web: AsyncWebClient
) -> None:
    message = await offer(workspace, web, ACTIONS)
    await workspace.press("ana", message, "one", "b")
    hers = await workspace.press("ana", message, "which", "a")
    his = await workspace.press("ben", message, "which", "a")
    assert hers.payload and his.payload
    assert hers.payload["state"]["values"]["menus"] == {
        "one": {"type": "static_select", "selected_option": OPTIONS[1]},
        "which": {"type": "radio_buttons", "selected_option": OPTIONS[0]},
        "some": {"type": "checkboxes", "selected_options": []},
    }
    assert his.payload["state"]["values"]["menus"]["one"]["selected_option"] is None


@pytest.mark.parametrize(("pressed", "text", "value"), [("positive", "Good", "up"), ("down", "Bad", "down")])
async def test_feedback_buttons_tell_the_side_and_stay_pressed(
    workspace: Workspace, endpoint: Any, web: AsyncWebClient, pressed: str, text: str, value: str
) -> None:
    message = await offer(workspace, web, THUMBS_BLOCK)
    result = await workspace.press("ana", message, "thumb", pressed)
    assert result.payload
    (action,) = result.payload["actions"]
    assert {**action, "action_ts": ""} == {
        "type": "feedback_buttons",
        "action_id": "thumb",
        "block_id": "thumbs",
        "text": plain(text),
        "value": value,
        "action_ts": "",
    }
    assert result.payload["state"] == {"values": {}}
    assert workspace.entries("ana", message)["thumbs"]["thumb"]["value"] == value
    assert workspace.entries("ben", message) == {}


async def test_an_icon_button_is_there_for_those_it_names(
    workspace: Workspace, endpoint: Any, web: AsyncWebClient
) -> None:
    trash = {"type": "icon_button", "icon": "trash", "text": plain("Delete"), "action_id": "bin", "value": "v"}
    only = {**trash, "visible_to_user_ids": [workspace.user("ana").id]}
    message = await offer(workspace, web, {"type": "context_actions", "elements": [only]})
    result = await workspace.press("ana", message, "bin")
    assert result.payload and result.payload["actions"][0]["value"] == "v"
    with pytest.raises(Refused):
        await workspace.press("ben", message, "bin")


async def test_a_value_that_is_not_offered_is_named(workspace: Workspace, endpoint: Any, web: AsyncWebClient) -> None:
    message = await offer(workspace, web, ACTIONS, THUMBS_BLOCK)
    for action_id in ("more", "one", "thumb"):
        with pytest.raises(ValueError, match="offers no c"):
            await workspace.press("ana", message, action_id, "c")
    assert workspace.deliveries == []


async def test_in_the_home_tab_the_view_is_told_and_no_message(
    workspace: Workspace, endpoint: Any, web: AsyncWebClient
) -> None:
    button = {"type": "button", "text": plain("Go"), "action_id": "go", "value": "v"}
    blocks = [ACTIONS, {"type": "actions", "elements": [button]}]
    await web.views_publish(user_id=workspace.user("ana").id, view={"type": "home", "blocks": blocks})
    home = workspace.home("ana")
    assert home
    await workspace.press("ana", home, "one", "a")
    result = await workspace.press("ana", home, "go")
    assert result.payload
    assert set(result.payload) == {
        "type", "user", "api_app_id", "token", "container", "trigger_id", "team", "enterprise",
        "is_enterprise_install", "view", "actions",
    }  # fmt: skip
    assert result.payload["container"] == {"type": "view", "view_id": home.id}
    assert result.payload["view"]["state"]["values"]["menus"]["one"]["selected_option"] == OPTIONS[0]
    opened = await web.views_open(
        trigger_id=result.payload["trigger_id"], view={"type": "modal", "title": plain("x"), "blocks": []}
    )
    assert workspace.views("ana")[0].id == opened["view"]["id"]
    with pytest.raises(Refused, match="not open"):
        await workspace.press("ben", home, "go")


async def test_a_field_tells_of_itself_only_with_dispatch_action(
    workspace: Workspace, endpoint: Any, web: AsyncWebClient
) -> None:
    def field(block_id: str, **more: Any) -> dict[str, Any]:
        element = {"type": "plain_text_input", "action_id": block_id}
        return {"type": "input", "block_id": block_id, "label": plain("x"), "element": element, **more}

    message = await offer(workspace, web, field("quiet"), field("loud", dispatch_action=True))
    assert (await workspace.press("ana", message, "quiet", "first")).payload is None
    result = await workspace.press("ana", message, "loud", "second")
    assert result.payload and result.payload["actions"][0]["value"] == "second"
    assert result.payload["state"]["values"]["quiet"]["quiet"]["value"] == "first"
    assert [delivery.kind for delivery in workspace.deliveries] == ["press"]
