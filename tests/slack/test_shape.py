"""What is taken for a delivery of Slack's, and what is not."""

from typing import Any

import pytest

from bot.slack.shape import is_id, is_ts, odd_field

PRESS = {"type": "block_actions", "actions": [{"action_id": "a"}], "user": {"id": "U1"}}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"type": "url_verification", "challenge": "c"},
        {"ssl_check": "1", "token": "t"},
        {"type": "something_new", "event": {"type": "something_else"}, "user": {"id": "U1", "new": [1]}},
        {"type": "event_callback", "event": {"type": "message", "channel": "C1", "thread_ts": "1.1", "user": None}},
        {"type": "event_callback", "event": {"type": "channel_created", "channel": {"id": "C1", "name": "n"}}},
        {"type": "event_callback", "event": {"type": "team_join", "user": {"id": "U1"}}, "authorizations": None},
        {"command": "/cpt", "text": "", "user_id": "U1", "channel_id": "D1", "team_id": "T1", "enterprise_id": ""},
        {**PRESS, "team": None, "enterprise": {"id": "E1", "name": "x"}, "is_enterprise_install": True},
        {**PRESS, "container": {"type": "view", "view_id": "V1"}, "view": {"type": "home", "state": {"values": {}}}},
        {**PRESS, "container": {"message_ts": "1700000000.000100", "channel_id": "G1"}, "message": None},
        {"type": "view_submission", "view": {"type": "modal", "callback_id": "c", "private_metadata": ""}, "user": {}},
        {"type": "view_closed", "view": {"type": "modal", "callback_id": "c"}, "is_cleared": True},
        {"type": "shortcut", "callback_id": "c", "trigger_id": "1.2.3", "team": {"id": "T1"}, "enterprise": None},
    ],
)
def test_what_slack_sends_is_taken(body: dict[str, Any]) -> None:
    understood = {"team_id": "T1", "client": object(), "thread_ts": None, "channel_id": "D1"}
    for address in ("https://hooks.slack.com/commands/T1/12/aBc_d-e", "http://127.0.0.1:4000/actions/x", "", None):
        assert odd_field(body, {**understood, "response_url": address}) is None


@pytest.mark.parametrize(
    ("body", "understood", "field"),
    [
        ({"event": None}, {}, "event"),
        ({"event": {}}, {}, "event.type"),
        ({"event": {"type": "message"}}, {}, "event"),
        ({"type": "event_callback"}, {}, "event"),
        ({"type": ["Zyxwina"]}, {}, "type"),
        ({"container": {"channel_id": "Zyxwina"}}, {}, "container.channel_id"),
        ({"message": {"thread_ts": "Zyxwina"}}, {}, "message.thread_ts"),
        ({"view": {"Zyxwina": 1}}, {}, "view.type"),
        ({**PRESS, "actions": [{}]}, {}, "actions"),
        ({**PRESS, "actions": {"Zyxwina": 1}}, {}, "actions"),
        ({}, {"team_id": "x" * 40}, "team_id"),
        ({}, {"channel_id": "C1\x00"}, "channel_id"),
        ({}, {"user_id": "\ud800"}, "user_id"),
        ({}, {"thread_ts": {"id": 1}}, "thread_ts"),
        ({}, {"response_url": "hooks.slack.com/commands/T1/1/x"}, "response_url"),
        ({}, {"response_url": "http://["}, "response_url"),
        ({}, {"response_url": "file:///etc/passwd"}, "response_url"),
        ({"type": "workflow_step_edit"}, {}, "workflow_step"),
    ],
)
def test_what_it_does_not_send_is_named_by_its_field(
    body: dict[str, Any], understood: dict[str, Any], field: str
) -> None:
    assert odd_field(body, understood) == field


@pytest.mark.parametrize("value", ["", "u1", "U1 ", "U1\n", "U" * 33, "\ud800", None, 1, ["U1"], {"id": "U1"}])
def test_what_is_no_id(value: object) -> None:
    assert not is_id(value)
    assert not is_ts(value)


def test_ids_and_ts() -> None:
    assert all(map(is_id, ("U0000000A1", "USLACKBOT", "D1", "W012ABC")))
    assert is_ts("1700000000.000100")
    assert not any(map(is_ts, ("1700000000", "1700000000.000100\n", "1e9.1", "١.١")))
