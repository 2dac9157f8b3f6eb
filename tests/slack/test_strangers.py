from typing import Any

import pytest

from bot.slack.strangers import used_as_stranger, wrote_as_stranger

OURS = {"T1", "E1"}


@pytest.mark.parametrize(
    ("shared", "event", "is_stranger"),
    [
        (True, {"team": "T1"}, False),
        (True, {"team": "T1", "user_team": "T1", "source_team": "T2"}, False),
        (True, {"team": "T1", "user_team": "E1"}, False),
        (True, {"team": "T2"}, True),
        (True, {"team": "T1", "user_team": "T2"}, True),
        (True, {"team": "T1", "user_team": "E2"}, True),
        (True, {"source_team": "T2"}, True),
        (True, {}, True),
        (False, {"team": "T2", "user_team": "T2"}, False),
        (None, {"team": "T2"}, True),
        (None, {}, False),
    ],
)
def test_who_wrote(shared: bool | None, event: dict[str, Any], is_stranger: bool) -> None:
    body = {"event": event} if shared is None else {"event": event, "is_ext_shared_channel": shared, "team_id": "T2"}
    assert wrote_as_stranger(body, OURS) is is_stranger
    assert wrote_as_stranger(body, ()) is False


@pytest.mark.parametrize(
    ("body", "is_stranger"),
    [
        ({"team_id": "T1", "user_id": "U1"}, False),
        ({"team_id": "T2", "user_id": "U1"}, True),
        ({"team_id": "T2", "enterprise_id": "E1", "is_enterprise_install": "true"}, False),
        ({"team_id": "T2", "enterprise_id": "E2"}, True),
        ({"user_id": "U1"}, False),
        ({"user": {"id": "U1", "team_id": "T1"}, "team": {"id": "T1"}, "enterprise": None}, False),
        ({"user": {"id": "U1", "team_id": "T2"}, "team": {"id": "T1"}, "enterprise": None}, True),
        ({"user": {"id": "U1", "team_id": "T2"}, "team": {"id": "T2"}, "enterprise": {"id": "E1"}}, False),
    ],
)
def test_who_used_a_command_or_a_button(body: dict[str, Any], is_stranger: bool) -> None:
    assert used_as_stranger(body, OURS) is is_stranger
    assert used_as_stranger(body, ()) is False
