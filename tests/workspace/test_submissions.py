"""Modals that people fill in, submit and close: what the app receives, and what its answer does."""

import json
from typing import Any
from urllib.parse import parse_qs

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from starlette.responses import JSONResponse

from bot.workspace import Refused, View, Workspace
from bot.workspace.form_state import REQUIRED


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def option(value: str) -> dict[str, Any]:
    return {"text": plain(value), "value": value}


OPTIONS = [option("a"), option("b")]


def field(block_id: str, optional: bool = False, **element: Any) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(block_id),
        "optional": optional,
        "element": {"action_id": f"{block_id}_action", **element},
    }


BLOCKS = [
    field("words", type="plain_text_input", min_length=2, max_length=5),
    field("one", type="static_select", options=OPTIONS, initial_option=OPTIONS[0]),
    field("which", optional=True, type="radio_buttons", options=OPTIONS),
    field("some", optional=True, type="checkboxes", options=OPTIONS),
]


def modal(**more: Any) -> dict[str, Any]:
    view = {"type": "modal", "callback_id": "c", "title": plain("Feedback"), "submit": plain("Send")}
    return {**view, "blocks": BLOCKS, **more}


@pytest.fixture
def manifest(everything: dict[str, Any]) -> dict[str, Any]:
    return everything


@pytest.fixture
async def opened(workspace: Workspace, endpoint: Any, web: AsyncWebClient) -> Any:
    async def opened(**more: Any) -> View:
        """A modal that is open for Ana."""
        result = await workspace.command("ana", "#random", "/cpt", "38240")
        assert result.payload
        await web.views_open(trigger_id=result.payload["trigger_id"], view=modal(**more))
        return workspace.views("ana")[-1]

    return opened


def answering(endpoint: Any, body: Any) -> None:
    async def answer() -> Any:
        return JSONResponse(body)

    endpoint.answer = answer


async def test_a_submission_arrives_with_slacks_fields_and_the_state_of_every_element(
    workspace: Workspace, endpoint: Any, opened: Any
) -> None:
    await opened(private_metadata="m")
    result = await workspace.submit_view("ana", values={"words": "text", "which_action": "b", "some": ["a", "b"]})
    payload = json.loads(parse_qs(endpoint.received[-1][1].decode())["payload"][0])
    assert result.acked and payload == result.payload
    assert set(payload) == {
        "type", "team", "user", "api_app_id", "token", "trigger_id", "view", "response_urls", "enterprise",
        "is_enterprise_install",
    }  # fmt: skip
    assert (payload["type"], payload["view"]["private_metadata"]) == ("view_submission", "m")
    assert payload["view"]["state"]["values"] == {
        "words": {"words_action": {"type": "plain_text_input", "value": "text"}},
        "one": {"one_action": {"type": "static_select", "selected_option": OPTIONS[0]}},
        "which": {"which_action": {"type": "radio_buttons", "selected_option": OPTIONS[1]}},
        "some": {"some_action": {"type": "checkboxes", "selected_options": OPTIONS}},
    }
    assert workspace.views("ana") == [] and result.view is None
    assert workspace.deliveries[-1].kind == "submission"


async def test_over_socket_mode_the_acknowledgement_is_the_answer(
    workspace: Workspace, connect: Any, opened: Any
) -> None:
    await opened()
    workspace.request_url = None
    async with connect() as (app, _):
        app.answer = lambda request: {"response_action": "errors", "errors": {"words": "Another one."}}
        result = await workspace.submit_view("ana", values={"words": "text"})
        assert app.received[-1].type == "interactive" and app.received[-1].accepts_response_payload
    assert result.errors == {"words": "Another one."}


async def test_what_is_left_out_or_of_the_wrong_length_never_reaches_the_app(
    workspace: Workspace, endpoint: Any, opened: Any
) -> None:
    await opened()
    sent = len(endpoint.received)
    assert (await workspace.submit_view("ana")).errors == {"words": REQUIRED}
    short = await workspace.submit_view("ana", values={"words": "x"})
    assert short.errors == {"words": "Please enter at least 2 characters."} and short.payload is None
    long = await workspace.submit_view("ana", values={"words": "x" * 6, "one": None})
    assert long.errors == {"words": "Please enter at most 5 characters.", "one": REQUIRED}
    assert len(endpoint.received) == sent and workspace.views("ana")[0].errors == long.errors


async def test_errors_stand_under_the_fields_and_what_was_entered_stays(
    workspace: Workspace, endpoint: Any, opened: Any
) -> None:
    view = await opened()
    answering(endpoint, {"response_action": "errors", "errors": {"words": "No such code."}})
    result = await workspace.submit_view("ana", values={"words": "text"})
    assert result.acked and result.view and result.view.errors == result.errors == {"words": "No such code."}
    assert (result.view.id, result.view.values["words"]["words_action"]["value"]) == (view.id, "text")
    answering(endpoint, {})
    assert (await workspace.submit_view("ana")).view is None


async def test_an_update_takes_the_place_of_the_view(workspace: Workspace, endpoint: Any, opened: Any) -> None:
    view = await opened()
    answering(endpoint, {"response_action": "update", "view": modal(title=plain("Thanks"), blocks=[])})
    result = await workspace.submit_view("ana", values={"words": "text"})
    assert result.view and (result.view.id, result.view.title) == (view.id, plain("Thanks"))


async def test_a_pushed_view_lies_on_top_until_it_is_submitted(
    workspace: Workspace, endpoint: Any, opened: Any
) -> None:
    view = await opened()
    answering(endpoint, {"response_action": "push", "view": modal()})
    pushed = (await workspace.submit_view("ana", values={"words": "text"})).view
    assert pushed and pushed.previous_view_id == view.id
    with pytest.raises(Refused, match="not open"):
        await workspace.submit_view("ana", view)
    answering(endpoint, {})
    back = await workspace.submit_view("ana", pushed, {"words": "text"})
    assert back.view and back.view.id == view.id


async def test_clear_closes_the_whole_stack(workspace: Workspace, endpoint: Any, opened: Any) -> None:
    await opened(notify_on_close=True)
    answering(endpoint, {"response_action": "push", "view": modal()})
    await workspace.submit_view("ana", values={"words": "text"})
    answering(endpoint, {"response_action": "clear"})
    await workspace.submit_view("ana", values={"words": "text"})
    assert workspace.views("ana") == [] and workspace.deliveries[-1].kind == "submission"


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "explode"},
        {"response_action": "errors", "errors": {}},
        {"response_action": "errors", "errors": {"nowhere": "x"}},
        {"response_action": "update"},
        {"response_action": "update", "view": modal(title=plain("x" * 25))},
    ],
)
async def test_an_answer_that_makes_no_sense_leaves_the_view_open(
    workspace: Workspace, endpoint: Any, opened: Any, answer: Any
) -> None:
    view = await opened()
    answering(endpoint, answer)
    result = await workspace.submit_view("ana", values={"words": "text"})
    assert result.acked and result.error and "trouble connecting" in result.error
    assert result.view and result.view.id == view.id


async def test_an_app_that_is_silent_leaves_the_view_open(
    workspace: Workspace, connect: Any, silence: Any, opened: Any
) -> None:
    view = await opened()
    workspace.request_url = None
    away = await workspace.submit_view("ana", values={"words": "text"})
    async with connect() as (app, _):
        app.answer = silence
        late = await workspace.submit_view("ana")
    assert away.error == "The form was not sent: the app is not connected."
    assert late.error == "The form was not sent: the app did not answer in time."
    assert workspace.views("ana")[0].id == view.id and not late.acked


async def test_a_closed_view_is_told_where_it_asks_for_that(workspace: Workspace, endpoint: Any, opened: Any) -> None:
    await opened()
    await workspace.close_view("ana")
    assert workspace.deliveries[-1].kind == "command"
    view = await opened(notify_on_close=True)
    assert [each.id for each in await workspace.close_view("ana")] == [view.id]
    payload = workspace.deliveries[-1].envelope
    assert (payload["type"], payload["view"]["id"], payload["is_cleared"]) == ("view_closed", view.id, False)
    assert "trigger_id" not in payload and workspace.views("ana") == []
    with pytest.raises(Refused, match="not open"):
        await workspace.close_view("ana")


async def test_the_cross_and_clear_on_close_clear_the_stack(workspace: Workspace, endpoint: Any, opened: Any) -> None:
    for more, cross in (({}, True), ({"clear_on_close": True}, False)):
        await opened(notify_on_close=True)
        answering(endpoint, {"response_action": "push", "view": modal(notify_on_close=True, **more)})
        await workspace.submit_view("ana", values={"words": "text"})
        answering(endpoint, {})
        assert len(await workspace.close_view("ana", whole_stack=cross)) == 2
        assert [delivery.envelope["is_cleared"] for delivery in workspace.deliveries[-2:]] == [True, True]


async def test_fields_and_options_that_are_not_there_are_named(workspace: Workspace, opened: Any) -> None:
    await opened()
    with pytest.raises(ValueError, match="no field nowhere"):
        await workspace.submit_view("ana", values={"nowhere": "x"})
    with pytest.raises(ValueError, match="offers no c"):
        await workspace.submit_view("ana", values={"one": "c"})
