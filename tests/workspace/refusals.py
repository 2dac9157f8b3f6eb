"""What the Web API says when it refuses a call."""

from collections.abc import Awaitable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError


async def refusal(call: Awaitable[Any]) -> Any:
    """The response to a call, which must be refused."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response


async def code(call: Awaitable[Any]) -> str:
    """Slack's name of the error of a call, which must be refused."""
    return str((await refusal(call))["error"])
