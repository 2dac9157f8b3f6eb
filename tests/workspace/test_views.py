"""views.*: when a modal may be opened, changed and stacked, and what Slack refuses."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace import Workspace, serve_workspace
from bot.workspace.content import ApiError
from bot.workspace.view_rules import read_view
from tests.workspace.refusals import refusal


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


FIELD = {
    "type": "input",
    "block_id": "words",
    "label": plain("Comment"),
    "element": {"type": "plain_text_input", "action_id": "comment"},
}


def modal(**more: Any) -> dict[str, Any]:
    return {"type": "modal", "title": plain("Feedback"), "submit": plain("Send"), "blocks": [FIELD], **more}


@pytest.fixture
def manifest(everything: dict[str, Any]) -> dict[str, Any]:
    return everything


@pytest.fixture
async def trigger(workspace: Workspace, endpoint: Any) -> Any:
    async def trigger(user: str = "ana") -> str:
        """The trigger_id of a command."""
        result = await workspace.command(user, "#random", "/cpt", "38240")
        assert result.payload
        return str(result.payload["trigger_id"])

    return trigger


async def test_a_trigger_opens_one_view(workspace: Workspace, web: AsyncWebClient, trigger: Any) -> None:
    trigger_id = await trigger()
    opened = await web.views_open(trigger_id=trigger_id, view=modal(callback_id="c", private_metadata="m"))
    (view,) = workspace.views("ana")
    assert opened["view"] == view.wire(workspace.app) and workspace.views("ben") == []
    assert (view.callback_id, view.private_metadata, view.root_view_id) == ("c", "m", view.id)
    assert opened["view"]["state"]["values"] == {"words": {"comment": {"type": "plain_text_input", "value": None}}}
    again = await refusal(web.views_open(trigger_id=trigger_id, view=modal()))
    assert again["error"] == "exchanged_trigger_id"


async def test_a_trigger_lasts_three_seconds(web: AsyncWebClient, trigger: Any, clock: Any) -> None:
    first, second = await trigger(), await trigger()
    clock.now += 3
    assert (await web.views_open(trigger_id=first, view=modal()))["ok"]
    clock.now += 0.5
    assert (await refusal(web.views_open(trigger_id=second, view=modal())))["error"] == "expired_trigger_id"


async def test_an_unknown_trigger_is_refused(web: AsyncWebClient) -> None:
    for trigger_id in ("", "1.2.abc", "nonsense"):
        assert (await refusal(web.views_open(trigger_id=trigger_id, view=modal())))["error"] == "invalid_trigger_id"


async def test_a_refused_view_leaves_the_trigger_for_another(web: AsyncWebClient, trigger: Any) -> None:
    trigger_id = await trigger()
    refused = await refusal(web.views_open(trigger_id=trigger_id, view=modal(title=plain("x" * 25))))
    assert refused["error"] == "invalid_arguments"
    assert refused["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]
    assert (await web.views_open(trigger_id=trigger_id, view=modal()))["ok"]


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (modal(title=None), "[json-pointer:/view/title]"),
        (modal(submit=plain("x" * 25)), "[json-pointer:/view/submit/text]"),
        (modal(close=plain("x" * 25)), "[json-pointer:/view/close/text]"),
        (modal(private_metadata="x" * 3001), "[json-pointer:/view/private_metadata]"),
        (modal(callback_id="x" * 256), "[json-pointer:/view/callback_id]"),
        (modal(external_id="x" * 256), "[json-pointer:/view/external_id]"),
        (modal(blocks=None), "missing required field: blocks"),
        (modal(blocks=[{"type": "divider"}] * 101), "no more than 100 items"),
        (modal(blocks=[{"type": "table", "rows": []}]), "unsupported type: table [json-pointer:/view/blocks/0]"),
        (modal(submit=None), "missing required field: submit"),
        (modal(type="home"), "must be modal [json-pointer:/view/type]"),
        ("nonsense", "missing required field: view"),
    ],
)
def test_what_is_wrong_with_a_view_is_said_with_its_place(view: Any, said: str) -> None:
    with pytest.raises(ApiError) as refused:
        read_view(view, "modal")
    assert refused.value.error == "invalid_arguments"
    assert any(said in message for message in refused.value.more["response_metadata"]["messages"])


def test_a_view_as_large_as_slack_takes_is_taken() -> None:
    texts = {name: plain("x" * 24) for name in ("title", "submit", "close")}
    ids = {"private_metadata": "x" * 3000, "callback_id": "x" * 255, "external_id": "x" * 255}
    assert read_view(modal(**texts, **ids, blocks=[{"type": "divider"}] * 100), "modal")
    with pytest.raises(ApiError, match="view_too_large"):
        read_view(modal(blocks=[{"type": "section", "text": plain("x" * 3000)}] * 90), "modal")


async def test_a_view_is_updated_by_either_id_and_keeps_what_was_entered(
    workspace: Workspace, web: AsyncWebClient, trigger: Any
) -> None:
    opened = await web.views_open(trigger_id=await trigger(), view=modal(external_id="mine"))
    await workspace.press("ana", workspace.views("ana")[0], "comment", "so far")
    other = {**FIELD, "block_id": "more"}
    await web.views_update(view_id=opened["view"]["id"], view=modal(blocks=[FIELD, other], external_id="mine"))
    (view,) = workspace.views("ana")
    assert view.hash != opened["view"]["hash"] and view.id == opened["view"]["id"]
    assert [view.values[name]["comment"]["value"] for name in ("words", "more")] == ["so far", None]
    await web.views_update(external_id="mine", view=modal(title=plain("Another")))
    assert workspace.views("ana")[0].title == plain("Another")


async def test_an_update_of_what_has_changed_since_or_is_gone_is_refused(
    workspace: Workspace, web: AsyncWebClient, trigger: Any
) -> None:
    view = (await web.views_open(trigger_id=await trigger(), view=modal()))["view"]
    await web.views_update(view_id=view["id"], hash=view["hash"], view=modal())
    conflict = web.views_update(view_id=view["id"], hash=view["hash"], view=modal())
    assert (await refusal(conflict))["error"] == "hash_conflict"
    await workspace.close_view("ana")
    assert (await refusal(web.views_update(view_id=view["id"], view=modal())))["error"] == "not_found"
    assert (await refusal(web.api_call("views.update", json={"view": modal()})))["error"] == "invalid_arguments"


async def test_an_external_id_serves_once(web: AsyncWebClient, trigger: Any) -> None:
    await web.views_open(trigger_id=await trigger(), view=modal(external_id="mine"))
    again = web.views_open(trigger_id=await trigger("ben"), view=modal(external_id="mine"))
    assert (await refusal(again))["error"] == "duplicate_external_id"


async def test_three_views_are_stacked_and_no_more(
    workspace: Workspace, endpoint: Any, web: AsyncWebClient, trigger: Any
) -> None:
    button = {"type": "button", "text": plain("More"), "action_id": "more"}
    view = modal(blocks=[{"type": "actions", "elements": [button]}])

    async def pressed() -> str:
        result = await workspace.press("ana", workspace.views("ana")[-1], "more")
        assert result.acked and result.payload
        return str(result.payload["trigger_id"])

    await web.views_open(trigger_id=await trigger(), view=view)
    for _ in range(2):
        await web.views_push(trigger_id=await pressed(), view=view)
    stack = workspace.views("ana")
    assert [each.previous_view_id for each in stack] == [None, stack[0].id, stack[1].id]
    assert {each.root_view_id for each in stack} == {stack[0].id}
    fourth = await refusal(web.views_push(trigger_id=await pressed(), view=view))
    assert fourth["error"] == "push_limit_reached"
    await workspace.close_view("ana")
    assert workspace.views("ana") == stack[:2]


async def test_without_a_modal_there_is_nothing_to_push_on(web: AsyncWebClient, trigger: Any) -> None:
    assert (await refusal(web.views_push(trigger_id=await trigger(), view=modal())))["error"] == "not_found"


async def test_a_home_is_published_for_one_and_guarded_by_its_hash(workspace: Workspace, web: AsyncWebClient) -> None:
    ana = workspace.user("ana")
    home: dict[str, Any] = {"type": "home", "blocks": [{"type": "header", "text": plain("Hello")}]}
    first = (await web.views_publish(user_id=ana.id, view=home))["view"]
    shown = workspace.home("ana")
    assert shown and list(shown.blocks) == home["blocks"] and workspace.home("ben") is None
    second = (await web.views_publish(user_id=ana.id, view=home, hash=first["hash"]))["view"]
    assert second["id"] == first["id"] and second["hash"] != first["hash"]
    late = web.views_publish(user_id=ana.id, view=home, hash=first["hash"])
    assert (await refusal(late))["error"] == "hash_conflict"
    nobody = await refusal(web.views_publish(user_id="U0NOBODY", view=home))
    assert nobody["response_metadata"]["messages"] == ["invalid `user_id`"]
    assert (await refusal(web.views_publish(user_id=ana.id, view=modal())))["error"] == "invalid_arguments"


async def test_a_home_that_the_manifest_leaves_off_is_not_published(manifest: dict[str, Any]) -> None:
    manifest["features"]["app_home"]["home_tab_enabled"] = False
    async with serve_workspace(manifest) as workspace:
        web = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url)
        publish = web.views_publish(user_id=workspace.user("ana").id, view={"type": "home", "blocks": []})
        assert (await refusal(publish))["error"] == "not_enabled"
