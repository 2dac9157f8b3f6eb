"""Suggested prompts in the Messages tab: the book's own example questions.

They need a paid plan and the optional scope assistant:write; without either nobody is told, for the tab works as well
(docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts).
"""

import time
from collections.abc import Callable, Sequence

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import get_logger
from bot.slack import words
from bot.slack.blocks.limits import BUTTON_TEXT
from bot.slack.blocks.mrkdwn import plain_line
from bot.slack.client import failure_of

log = get_logger("bot.slack.prompts")

MOST = 4
PAUSE_SECONDS = 6 * 3600.0


class SuggestedPrompts:
    """Sets them, and leaves it for six hours after Slack refused them; `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._again_at = 0.0

    async def suggest(self, client: AsyncWebClient, channel: str, questions: Sequence[str]) -> None:
        """Suggests at most four questions in a direct message. Never raises; a refusal is one line of the log."""
        if not questions or self._clock() < self._again_at:
            return
        prompts = [{"title": plain_line(question, BUTTON_TEXT), "message": question} for question in questions[:MOST]]
        try:
            # Without thread_ts: with it, Slack takes an agent's call and does nothing.
            await client.assistant_threads_setSuggestedPrompts(
                channel_id=channel, title=words.TRY_A_QUESTION, prompts=prompts
            )
        except Exception as error:  # slack_sdk lets through whatever aiohttp and json raise
            log.info("prompts-not-suggested", error=failure_of(error).code)
            if isinstance(error, SlackApiError):
                self._again_at = self._clock() + PAUSE_SECONDS
