"""Questions for the experts: handed on by a button and two forms, answered and resolved in the experts' channel."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext

from bot.slack import experts
from bot.slack.blocks import EXPERT_ACTION_ID, offered
from bot.slack.blocks.expert_forms import ANSWER, FORM_ID, PREVIEW_ID, WORDS
from bot.slack.blocks.expert_question import Draft, read_answering, read_draft, read_question
from bot.slack.blocks.experts import ANSWER_ID, RESOLVE_ID
from bot.slack.blocks.form import entered
from bot.slack.blocks.mrkdwn import clean
from bot.slack.delivery import Place, Posted
from bot.slack.desk import Desk
from bot.slack.expert_answers import PressedByExpert, answer, begin_answer, fault_of, resolve
from bot.slack.experts import AskedForExpert, hand_on, preview
from bot.slack.strangers import used_as_stranger

Payload = dict[str, Any]


def register(app: AsyncApp, desk: Desk) -> None:
    """Takes the presses and forms of a question for the experts (docs.slack.dev/reference/interaction-payloads)."""

    @app.block_action(EXPERT_ACTION_ID)
    async def ask_an_expert(ack: AsyncAck, action: Payload, body: Payload, context: AsyncBoltContext) -> None:
        await ack()
        await experts.begin(desk.here(context), _asked(desk.here(context), action, body, context.team_id or ""))

    @app.view_submission(FORM_ID)
    async def expert_question(ack: AsyncAck, view: Payload, context: AsyncBoltContext) -> None:
        said = clean(entered(view["state"]["values"], WORDS))
        shown = preview(desk.here(context), Draft(read_draft(view.get("private_metadata")).question, said))
        if isinstance(shown, str):
            await ack(response_action="errors", errors={WORDS: shown})
        else:
            await ack(response_action="update", view=shown)

    @app.view_submission(PREVIEW_ID)
    async def expert_preview(ack: AsyncAck, view: Payload, context: AsyncBoltContext) -> None:
        await ack()
        await hand_on(desk.here(context), context.team_id or "", read_draft(view.get("private_metadata")))

    @app.block_action(ANSWER_ID)
    async def answer_request(ack: AsyncAck, action: Payload, body: Payload, context: AsyncBoltContext) -> None:
        await ack()
        await begin_answer(desk.here(context), _pressed(desk.here(context), action, body, context.team_id or ""))

    @app.view_submission(ANSWER_ID)
    async def expert_answer(ack: AsyncAck, view: Payload, body: Payload, context: AsyncBoltContext) -> None:
        text = clean(entered(view["state"]["values"], ANSWER))
        if (fault := fault_of(text)) is not None:
            await ack(response_action="errors", errors={ANSWER: fault})
            return
        await ack()
        answering = read_answering(view.get("private_metadata"))
        await answer(
            desk.here(context), context.team_id or "", str(view.get("id")), answering, text, str(body["user"]["id"])
        )

    @app.block_action(RESOLVE_ID)
    async def resolve_request(ack: AsyncAck, action: Payload, body: Payload, context: AsyncBoltContext) -> None:
        await ack()
        await resolve(desk.here(context), _pressed(desk.here(context), action, body, context.team_id or ""))


def _asked(here: Desk, action: Payload, body: Payload, team: str) -> AskedForExpert:
    said, container = offered(action), body.get("container") or {}
    return AskedForExpert(
        offered=said,
        team=team,
        place=_place(body, said.thread_ts),
        ts=str(container.get("message_ts")),
        trigger_id=str(body.get("trigger_id")),
        response_url=body.get("response_url"),
        is_stranger=used_as_stranger(body, here.ours),
    )


def _pressed(here: Desk, action: Payload, body: Payload, team: str) -> PressedByExpert:
    container = body.get("container") or {}
    return PressedByExpert(
        question=read_question(action.get("value")),
        team=team,
        place=_place(body),
        posted=Posted(str(container.get("message_ts")), private=False, response_url=body.get("response_url")),
        message=body.get("message") or {},
        trigger_id=str(body.get("trigger_id")),
        is_stranger=used_as_stranger(body, here.ours),
    )


def _place(body: Payload, thread_ts: str = "") -> Place:
    channel = str((body.get("container") or {}).get("channel_id"))
    # Slack sends no message along where one person alone sees it: then the button says in which thread it stands.
    thread = (body.get("message") or {}).get("thread_ts") or thread_ts or None
    return Place(channel, str((body.get("user") or {}).get("id")), thread_ts=thread)
