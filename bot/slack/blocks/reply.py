"""A reply of the core, drawn as a Slack message."""

from bot.asking.reply import Outcome, Reply
from bot.slack import words
from bot.slack.blocks.answer import answer_part
from bot.slack.blocks.choices import choices_part, examples_part, next_part
from bot.slack.blocks.lack import message_part, missing_part
from bot.slack.blocks.message import Message, Part, context, divider, joined
from bot.slack.blocks.mrkdwn import line
from bot.slack.blocks.offers import NO_OFFERS, Offers, offers_part


def draw(
    reply: Reply, *, restate: bool = False, whole: bool = False, tabled: bool = True, offers: Offers = NO_OFFERS
) -> Message:
    """The message for a reply, within all of Slack's limits. `restate` adds the codes that were understood, for
    replies that stand alone (Slack does not show what was typed after a slash command). `whole` cuts no long text.
    Without `tabled` every table is told in words, for where Slack takes none."""
    quarter = reply.subject.quarter
    parts = _opening(reply, whole, tabled)
    if reply.choices:
        parts.append(choices_part(reply.choices, _offer(reply), quarter))
    if reply.examples:
        parts.append(examples_part(reply.examples))
    if reply.next or reply.others:
        parts.append(next_part(reply.next, reply.others, quarter))
    if restate and reply.restated:
        restated = words.you_asked(line(reply.restated, 500))
        parts.append(Part(restated, (context(restated),)))
    parts.append(offers_part(reply, offers))
    return joined(parts)


def _opening(reply: Reply, whole: bool, tabled: bool) -> list[Part]:
    # Slack took one table a message at first, and its docs name no other number.
    first = next((answer for answer in reply.answers if any(said.table for said in answer.statements)), None)
    quarter = reply.subject.quarter
    answers = [
        answer_part(answer, whole=whole, tabled=tabled and answer is first, quarter=quarter) for answer in reply.answers
    ]
    ruled = [part for answer in answers for part in (Part("", (divider(),)), answer)][1:]
    match reply.outcome:
        case Outcome.ANSWER if answers:
            # The verdict comes first; what else is to be said about the question comes after it.
            return ruled + ([message_part(reply)] if reply.message.strip() else [])
        case Outcome.UNKNOWN_CODE:
            return [missing_part(reply), *ruled]
        case Outcome.UNAVAILABLE if answers and not reply.message.strip():
            return ruled
        case Outcome.CHOOSE if reply.choices:
            return ruled
        case Outcome.ANSWER:
            return [missing_part(reply)] if reply.missing else [message_part(reply)]
        case _:
            return [message_part(reply), *ruled]


def _offer(reply: Reply) -> str:
    match reply.outcome:
        case Outcome.CHOOSE:
            return reply.message.strip() or words.WHICH
        case Outcome.UNKNOWN_CODE:
            # The message leads over to them by itself.
            return "" if reply.message.strip() else words.IN_THE_BOOK
        case _:
            return words.ALSO_ASK
