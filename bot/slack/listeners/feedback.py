"""The feedback buttons below an answer, and the form that asks what was wrong."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.asking import identifiers_in
from bot.logs import get_logger
from bot.slack import words
from bot.slack.blocks import (
    COMMENT_ID,
    FEEDBACK_ACTION_ID,
    WRONG_CALLBACK_ID,
    VotedOn,
    entered,
    offered,
    read_voted_on,
)
from bot.slack.desk import Desk
from bot.slack.pressed import place_of, posted_of
from bot.slack.strangers import used_as_stranger
from bot.slack.voting import Voter, close, explain, vote

log = get_logger("bot.slack.listeners.feedback")


def register(app: AsyncApp, desk: Desk) -> None:
    """Takes votes, and what the form holds that a negative one opens."""

    @app.block_action(FEEDBACK_ACTION_ID)
    async def feedback(ack: AsyncAck, action: dict[str, Any], body: dict[str, Any], context: AsyncBoltContext) -> None:
        await ack()
        here = desk.here(context)
        place, posted = place_of(body), posted_of(body)
        answer = VotedOn(
            said=offered(action),
            channel=place.channel,
            thread_ts=place.thread_ts or "",
            ts=posted.ts,
            is_private=posted.private,
            response_url=posted.response_url or "",
        )
        voter = Voter(context.team_id or "", place.user, answer)
        await vote(here, voter, str(body.get("trigger_id")), is_stranger=used_as_stranger(body, here.ours))

    @app.view_submission(WRONG_CALLBACK_ID)
    async def sent(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any], context: AsyncBoltContext) -> None:
        form = entered(view)
        if kinds := identifiers_in(form.comment):
            await ack(response_action="errors", errors={COMMENT_ID: words.COMMENT_IDENTIFIES})
            log.info("identifiers-refused", surface="feedback", kinds=len(kinds))
            return
        await ack()
        await explain(desk.here(context), _voter(body, view, context), form)

    @app.view_closed(WRONG_CALLBACK_ID)
    async def closed(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any], context: AsyncBoltContext) -> None:
        await ack()
        await close(desk.here(context), _voter(body, view, context))


def _voter(body: dict[str, Any], view: dict[str, Any], context: AsyncBoltContext) -> Voter:
    person = str((body.get("user") or {}).get("id"))
    return Voter(context.team_id or "", person, read_voted_on(view.get("private_metadata")))
