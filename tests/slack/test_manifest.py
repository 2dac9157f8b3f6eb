"""The manifest and the registered listeners name the same commands, events and actions."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.asking import Index, Outcome, ask
from bot.book import load_book, starter_book
from bot.live import LiveBook
from bot.records import Records
from bot.settings import read_settings
from bot.slack import words
from bot.slack.app import build_app
from bot.slack.client import web_client
from bot.slack.desk import Desk
from bot.slack.in_flight import InFlight
from bot.slack.manifest import manifest_path, manifest_with

CATCH_ALL = {"acknowledge", "unknown_command"}
"""Listeners that take what no other does."""

PRESSED = (
    "choose_section_1",
    "next_section_1",
    "next_section_0",
    "show_all",
    "ask_an_expert",
    "answer_request",
    "resolve_request",
    "share_in_channel",
    "feedback",
    "propose_for_the_book",
    "home_example_1",
    "home_look_up_10",
)
"""Buttons and menus of ours."""
SUBMITTED = ("expert_question", "expert_preview", "answer_request", "propose_for_the_book")


@pytest.fixture
def manifest() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(manifest_path().read_text(encoding="utf-8"))
    return found


@pytest.fixture
def app(tmp_path: Path) -> AsyncApp:
    settings = read_settings(
        SLACK_BOT_TOKEN="xoxb-invented", SLACK_APP_TOKEN="xapp-invented", SLACK_SIGNING_SECRET="invented-secret"
    )
    desk = Desk(
        book=LiveBook(Index.of(load_book(starter_book()))),
        records=Records(f"sqlite+aiosqlite:///{tmp_path}/records.sqlite3"),
        client=web_client(settings),
        in_flight=InFlight(),
        user_id="U0BOT",
        team_id="T0",
    )
    return build_app(settings, desk)


async def listener_for(app: AsyncApp, body: dict[str, Any]) -> str:
    """The name of the function that takes this delivery."""
    request = AsyncBoltRequest(body=json.dumps(body), mode="socket_mode")
    for listener in app._async_listeners:
        if await listener.async_matches(req=request, resp=BoltResponse(status=200)):
            return str(listener.ack_function.__name__)
    raise AssertionError("Nobody takes it.")


def event(kind: str) -> dict[str, Any]:
    """A delivery of an event by its name in the manifest, such as "message.im"."""
    name, _, place = kind.partition(".")
    inner = {"type": name, "channel_type": place or "channel", "user": "U1", "channel": "D1", "ts": "1.1", "text": "x"}
    return {"type": "event_callback", "team_id": "T0", "event_id": "Ev1", "event": inner}


def press(action_id: str) -> dict[str, Any]:
    """A press of a button."""
    return {"type": "block_actions", "actions": [{"action_id": action_id, "block_id": "b"}]}


def shortcut(callback_id: str) -> dict[str, Any]:
    """A shortcut of a message's menu."""
    return {"type": "message_action", "callback_id": callback_id, "message": {"ts": "1.1"}}


def form(kind: str, callback_id: str) -> dict[str, Any]:
    """What becomes of a modal."""
    return {"type": kind, "view": {"type": "modal", "callback_id": callback_id}}


def command(name: str) -> dict[str, Any]:
    return {"command": name, "text": "38240", "user_id": "U1", "channel_id": "C1", "team_id": "T0"}


async def test_what_the_manifest_names_has_a_listener_and_the_other_way_round(
    app: AsyncApp, manifest: dict[str, Any]
) -> None:
    named = [event(kind) for kind in manifest["settings"]["event_subscriptions"]["bot_events"]]
    named += [command(entry["command"]) for entry in manifest["features"]["slash_commands"]]
    named += [shortcut(entry["callback_id"]) for entry in manifest["features"]["shortcuts"]]
    named += (
        [
            *(form(kind, "what_was_wrong") for kind in ("view_submission", "view_closed")),
            *map(press, PRESSED),
            *(form("view_submission", id) for id in SUBMITTED),
        ]
        if manifest["settings"]["interactivity"]["is_enabled"]
        else []
    )
    taken = {await listener_for(app, body) for body in named}
    registered = {str(listener.ack_function.__name__) for listener in app._async_listeners}
    assert taken == registered - CATCH_ALL
    assert taken == {
        *("app_mention", "direct_message", "slash_command", "choice", "follow_up", "show_all"),
        *("share", "feedback", "sent", "closed"),
        *("propose_message", "propose_answer", "proposal_sent"),
        "ask_an_expert",
        "expert_question",
        "expert_preview",
        "answer_request",
        "expert_answer",
        "resolve_request",
        *("ask_the_book", "home_example", "home_look_up", "home_opened"),
    }


@pytest.mark.parametrize(
    ("body", "listener"),
    [
        (command("/other"), "unknown_command"),
        (event("reaction_added"), "acknowledge"),
        (press("a"), "acknowledge"),
        (press("choose_section_"), "acknowledge"),
        (press("not_choose_section_1"), "acknowledge"),
        (press("home_example_"), "acknowledge"),
        ({"type": "shortcut", "callback_id": "a"}, "acknowledge"),
        (shortcut("a"), "acknowledge"),
        (form("view_submission", "a"), "acknowledge"),
        ({"type": "block_suggestion", "action_id": "a", "block_id": "b"}, "acknowledge"),
    ],
)
async def test_what_the_manifest_does_not_name_is_only_acknowledged(
    app: AsyncApp, body: dict[str, Any], listener: str
) -> None:
    assert await listener_for(app, body) == listener


def test_the_scopes_are_the_four_that_it_needs_and_one_that_may_be_refused(manifest: dict[str, Any]) -> None:
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == {
        "app_mentions:read",
        "chat:write",
        "commands",
        "im:history",
    }
    assert manifest["oauth_config"]["scopes"]["bot_optional"] == ["assistant:write"]


def test_the_texts_are_within_slacks_limits(manifest: dict[str, Any]) -> None:
    """docs.slack.dev/reference/app-manifest"""
    features = manifest["features"]
    assert [entry["name"] for entry in features["shortcuts"]] == [words.ASK_THE_BOOK, words.PROPOSAL_TITLE]
    for entry in features["shortcuts"]:
        assert entry["type"] == "message"
        assert len(entry["name"]) <= 24 and len(entry["description"]) <= 150
    assert len(features["agent_view"]["agent_description"]) <= 300
    assert set(features["agent_view"]) == {"agent_description", "suggested_prompts"}
    assert all(set(prompt) == {"title", "message"} for prompt in features["agent_view"]["suggested_prompts"])


def test_what_the_manifest_suggests_to_ask_is_answered_whatever_the_book(manifest: dict[str, Any]) -> None:
    index = Index.of(load_book(starter_book()))
    for prompt in manifest["features"]["agent_view"]["suggested_prompts"]:
        assert ask(prompt["message"], index)[0].outcome is Outcome.HELP


def test_the_home_tab_is_on(manifest: dict[str, Any]) -> None:
    assert manifest["features"]["app_home"]["home_tab_enabled"] is True
    assert "app_home_opened" in manifest["settings"]["event_subscriptions"]["bot_events"]


def test_it_never_reads_a_channel(manifest: dict[str, Any]) -> None:
    assert not {"message.channels", "message.groups", "message.mpim"} & set(
        manifest["settings"]["event_subscriptions"]["bot_events"]
    )


def test_presses_of_buttons_are_delivered(manifest: dict[str, Any]) -> None:
    assert manifest["settings"]["interactivity"] == {"is_enabled": True}
    assert manifest["settings"]["socket_mode_enabled"] is True


def test_shortcuts_are_of_messages_and_keep_slacks_limits(manifest: dict[str, Any]) -> None:
    for entry in manifest["features"]["shortcuts"]:
        assert entry["type"] == "message"
        assert len(entry["name"]) <= 24
        assert len(entry["description"]) <= 150


def test_direct_messages_are_on(manifest: dict[str, Any]) -> None:
    assert manifest["features"]["app_home"]["messages_tab_enabled"] is True
    assert manifest["features"]["app_home"]["messages_tab_read_only_enabled"] is False


def test_the_command_can_have_another_name(manifest: dict[str, Any]) -> None:
    renamed = manifest_with("/codes")
    assert [entry["command"] for entry in renamed["features"]["slash_commands"]] == ["/codes"]
    renamed["features"]["slash_commands"][0]["command"] = "/cpt"
    assert renamed == manifest
