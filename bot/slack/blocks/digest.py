"""What the book lacks, as the experts read it once a week."""

from collections.abc import Sequence
from datetime import date

from bot.asking import subject_line
from bot.book import Book
from bot.records.gap_groups import GapGroup
from bot.slack import words
from bot.slack.blocks.experts import propose_button
from bot.slack.blocks.message import Message, compose, context, section
from bot.slack.blocks.mrkdwn import bold, line

SHOWN = 15
"""Groups that are shown."""
WITH_BUTTON = 3
"""Of them the first that are something for a book have a button."""
COMMENTS = 2
COMMENT = 150


def digest_message(groups: Sequence[GapGroup], book: Book) -> Message:
    """The groups, the most frequent first, as many as fit; there is at least one."""
    shown = min(SHOWN, len(groups))
    while True:
        message, closing = _message(groups, shown, book)
        # A message that is too long is cut at its end, where it says how many groups there are besides.
        if shown == 1 or (message.text.endswith(closing) and message.blocks[-1] == context(closing)):
            return message
        shown -= 1


def _message(groups: Sequence[GapGroup], count: int, book: Book) -> tuple[Message, str]:
    """The message with so many groups, and its last sentence."""
    title = words.gaps_title(sum(group.count for group in groups), len(groups))
    shown, left = groups[:count], len(groups) - count
    closing = f"{words.gaps_more(left)} {words.GAPS_ELSEWHERE}" if left > 0 else words.GAPS_ELSEWHERE
    proposed = [group for group in shown if _is_for_the_book(group, book)][:WITH_BUTTON]
    blocks = [section(bold(title))]
    for group in shown:
        block = section("\n".join([f"{words.gap_count(group.count)} *{_about(group, book)}*", *_lines(group)]))
        blocks.append(block | ({"accessory": propose_button(group.about)} if group in proposed else {}))
    blocks.append(context(closing))
    listed = [f"{words.gap_count(group.count)} {_about(group, book)}: {_kinds(group)}" for group in shown]
    return compose("\n".join([title, *listed, closing]), blocks), closing


def _is_for_the_book(group: GapGroup, book: Book) -> bool:
    """Whether it is something that a code book can hold."""
    return not group.about.is_empty and not set(group.about.topics) & set(book.topics.not_held)


def _about(group: GapGroup, book: Book) -> str:
    return line(subject_line(group.about, book), 200) or words.NOTHING_UNDERSTOOD


def _lines(group: GapGroup) -> list[str]:
    day = date.fromtimestamp(group.last_at).isoformat()
    comments = [f"“{line(comment, COMMENT)}”" for comment in list(dict.fromkeys(group.comments))[:COMMENTS]]
    return [f"{_kinds(group)} · {words.gap_last(day)}", *comments]


def _kinds(group: GapGroup) -> str:
    """Such as "not in the book 3, voted not helpful 1 (outdated)"."""
    kinds = ", ".join(kind if len(group.kinds) == 1 else f"{kind} {count}" for kind, count in group.kinds)
    reasons = ", ".join(line(reason.replace("-", " "), 40) for reason, _ in group.reasons[:5])
    return f"{kinds} ({reasons})" if reasons else kinds
