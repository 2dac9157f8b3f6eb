"""Slash commands, from the composer to what the person sees."""

from dataclasses import dataclass
from typing import Any

from bot.workspace.content import ApiError
from bot.workspace.courier import Courier
from bot.workspace.messages import Message
from bot.workspace.people import Channel, Person
from bot.workspace.response_urls import ResponseUrls
from bot.workspace.room import Room


@dataclass(frozen=True)
class CommandResult:
    """How a command went.

    `error` is None, or "not_in_threads" and "unknown_command" (Slack refused it, the app saw nothing), or
    "operation_timeout" and "dispatch_failed" (the app did not acknowledge). `message` is what the acknowledgement
    showed, `notice` what Slack said to the person instead; both may be None.
    """

    acked: bool
    error: str | None = None
    ack_body: Any = None
    seconds: float | None = None
    response_url: str | None = None
    payload: dict[str, Any] | None = None
    message: Message | None = None
    notice: Message | None = None


async def run_command(
    room: Room,
    courier: Courier,
    response_urls: ResponseUrls,
    person: Person,
    channel: Channel,
    command: str,
    text: str,
    thread_ts: str | None,
) -> CommandResult:
    """Delivers a command and shows what comes back. It returns once the app acknowledged, or Slack gave up."""
    if thread_ts is not None:
        # bolt-python issue 873
        said = f"{command} is not supported in threads. Sorry!"
        return CommandResult(False, "not_in_threads", notice=room.notice(channel, person, said, thread_ts))
    if room.app.command(command) is None or person.is_stranger:
        # That a stranger has no commands of an app that only this workspace installed is not documented; it is the
        # stricter reading of docs.slack.dev/apis/slack-connect, and so for shortcuts.
        said = f"{command} is not a valid command. Start with a space to send it as a message."
        return CommandResult(False, "unknown_command", notice=room.notice(channel, person, said))
    payload = response_urls.for_command(person, channel, command, text)
    response_url = payload["response_url"]
    delivery = await courier.command(payload)
    seen: dict[str, Any] = {"seconds": delivery.seconds, "response_url": response_url, "payload": payload}
    if not delivery.acked or delivery.status not in (None, 200):
        timed_out = delivery.reason in ("timeout", "http_timeout")
        error = "operation_timeout" if timed_out else "dispatch_failed"
        notice = room.notice(channel, person, _why(command, error, delivery.reason))
        return CommandResult(False, error, delivery.body, notice=notice, **seen)
    try:
        message = response_urls.acknowledged(response_url, delivery.body)
    except ApiError as refusal:
        notice = room.notice(channel, person, f"{command} failed: the app's reply was refused ({refusal.error}).")
        return CommandResult(True, refusal.error, delivery.body, notice=notice, **seen)
    return CommandResult(True, None, delivery.body, message=message, **seen)


def _why(command: str, error: str, reason: str | None) -> str:
    if error == "operation_timeout":
        return f"{command} failed. The app did not answer in time (operation_timeout)."
    if reason == "not_connected":
        return f"{command} failed. The app is not connected (dispatch_failed)."
    return f"{command} failed. The app could not be reached, or refused the request (dispatch_failed)."
