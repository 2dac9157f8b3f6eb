"""Suggested prompts in the direct message with the app (docs.slack.dev/reference/methods/
assistant.threads.setSuggestedPrompts). They need a paid plan, and an agent in the manifest."""

import json
from typing import Any

from bot.workspace.content import ApiError
from bot.workspace.faults import FaultPlan
from bot.workspace.method import Arguments, Method, RoomMethods
from bot.workspace.prompts import Prompt, Prompts
from bot.workspace.room import Room
from bot.workspace.view_rules import refusal

MOST_PROMPTS = 4


class PromptMethods(RoomMethods):
    """assistant.threads.setSuggestedPrompts."""

    def __init__(self, room: Room, faults: FaultPlan) -> None:
        super().__init__(room)
        self.faults = faults

    @property
    def table(self) -> dict[str, Method]:
        """The methods by name."""
        return {"assistant.threads.setSuggestedPrompts": Method(self.set_prompts, "assistant:write")}

    def set_prompts(self, arguments: Arguments) -> dict[str, Any]:
        """With thread_ts, an agent's call is taken and has no effect, as the method's page says."""
        channel = self.channel(arguments, "channel_id")
        if self.faults.free_plan or not self.room.app.agent:
            # Slack does not document a code for either; other words than these may come.
            raise ApiError("feature_not_enabled")
        prompts = _read(arguments.get("prompts"))
        if channel.kind != "im":
            raise ApiError("channel_not_found")
        thread_ts = arguments.get("thread_ts")
        if thread_ts and self.room.app.agent == "agent_view":
            return {"ok": True}
        if thread_ts and self.room.conversations.parent(channel.id, str(thread_ts)) is None:
            raise ApiError("invalid_thread_ts")
        messages = self.room.conversations.list(channel.id)
        last = messages[-1].ts if messages else ""
        self.room.prompts[channel.id] = Prompts(prompts, str(arguments.get("title") or ""), last)
        self.room.changes.tell()
        return {"ok": True}


def _read(value: Any) -> tuple[Prompt, ...]:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            value = None
    if not isinstance(value, list) or not value:
        raise refusal("[ERROR] missing required field: prompts [json-pointer:/prompts]")
    if len(value) > MOST_PROMPTS:
        raise refusal(f"[ERROR] no more than {MOST_PROMPTS} items allowed [json-pointer:/prompts]")
    for number, prompt in enumerate(value):
        for name in ("title", "message"):
            if not isinstance(prompt, dict) or not isinstance(prompt.get(name), str) or not prompt[name].strip():
                raise refusal(f"[ERROR] missing required field: {name} [json-pointer:/prompts/{number}]")
    return tuple(Prompt(prompt["title"], prompt["message"]) for prompt in value)
