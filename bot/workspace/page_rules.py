"""The panel with which one sees what the app does when Slack is strict."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.workspace.workspace import Workspace


@dataclass(frozen=True)
class Rule:
    """A button: its name in the address, what it says, what it means, and what it does."""

    name: str
    label: str
    means: str
    run: Callable[[Workspace], Awaitable[None]]
    on: Callable[[Workspace], bool] | None = None
    """Whether it is on, where it is one that stays on."""


def last_event(workspace: Workspace) -> str | None:
    """The event_id of what a person did last; the app's own messages are passed over, since it ignores them anyway."""
    return next(
        (
            delivery.event_id
            for delivery in reversed(workspace.deliveries)
            if delivery.event_id and not delivery.envelope["event"].get("bot_id")
        ),
        None,
    )


async def _rate_limit(workspace: Workspace) -> None:
    workspace.faults.one_message_a_second = not workspace.faults.one_message_a_second


async def _free_plan(workspace: Workspace) -> None:
    workspace.faults.free_plan = not workspace.faults.free_plan


async def _refuse_blocks(workspace: Workspace) -> None:
    workspace.faults.refuse_blocks()


async def _fail(workspace: Workspace) -> None:
    workspace.faults.fail("*", status=503)


async def _lose(workspace: Workspace) -> None:
    workspace.faults.lose_deliveries()


async def _disconnect(workspace: Workspace) -> None:
    await workspace.disconnect("refresh_requested")


async def _redeliver(workspace: Workspace) -> None:
    if (event_id := last_event(workspace)) is not None:
        await workspace.redeliver(event_id)


RULES = (
    Rule(
        "rate-limit",
        "One message a second",
        "429 with Retry-After for more in one channel",
        _rate_limit,
        lambda workspace: workspace.faults.one_message_a_second,
    ),
    Rule(
        "free-plan",
        "Free plan",
        "no suggested prompts: feature_not_enabled",
        _free_plan,
        lambda workspace: workspace.faults.free_plan,
    ),
    Rule("refuse-blocks", "Refuse the next blocks", "invalid_blocks for the next message with blocks", _refuse_blocks),
    Rule("fail", "Fail the next call", "HTTP 503, as when Slack is down", _fail),
    Rule("lose", "Lose the next event", "only Slack's retry reaches the app", _lose),
    Rule("redeliver", "Redeliver the last question", "the same event_id again; no second answer may come", _redeliver),
    Rule("disconnect", "Disconnect the socket", "refresh_requested; the app must reconnect", _disconnect),
)


async def carry_out(workspace: Workspace, name: str) -> bool:
    """Does what the button says; False where there is none by this name."""
    rule = next((rule for rule in RULES if rule.name == name), None)
    if rule is None:
        return False
    await rule.run(workspace)
    return True
