"""The open gaps in short, for the experts' Home tab."""

from collections import Counter
from collections.abc import Iterable

from bot.asking import subject_line
from bot.book import Book
from bot.records import Gap
from bot.slack.blocks.home import OpenGap


def gap_summary(gaps: Iterable[Gap], team: str, book: Book) -> tuple[OpenGap, ...]:
    """What this workspace's questions without an answer were about, the most frequent first."""
    counted = Counter(subject_line(gap.subject, book) for gap in gaps if gap.team == team)
    return tuple(OpenGap(line, times) for line, times in counted.most_common() if line)
