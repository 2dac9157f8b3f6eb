"""What the book lacks, grouped by code or modifier and topic: questions without an answer, and votes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.asking import Outcome
from bot.asking.subject import NO_SUBJECT, Subject
from bot.book import Book
from bot.records.gaps import Gap
from bot.records.votes import Vote, VoteKey


class Lack(StrEnum):
    """How the book fell short, in plain words."""

    NOT_IN_BOOK = "not in the book"
    NOTHING_ON_FILE = "nothing on file"
    NO_MATCH = "no match"
    NOT_HELPFUL = "voted not helpful"


KINDS: Mapping[str, Lack] = {
    Outcome.UNKNOWN_CODE: Lack.NOT_IN_BOOK,
    Outcome.UNAVAILABLE: Lack.NOTHING_ON_FILE,
    Outcome.UNKNOWN: Lack.NO_MATCH,
}


@dataclass(frozen=True)
class GapGroup:
    """Gaps and negative votes about the same."""

    about: Subject
    """Codes, modifiers, topics and what is missing; nothing where nothing was understood."""
    kinds: tuple[tuple[Lack, int], ...]
    """The most frequent first."""
    last_at: float
    """When it was asked or voted on last, in seconds since 1970."""
    gaps: tuple[int, ...] = ()
    """Ids of the gaps."""
    votes: tuple[VoteKey, ...] = ()
    reasons: tuple[tuple[str, int], ...] = ()
    """What voters found wrong, by names of a fixed list, the most frequent first."""
    comments: tuple[str, ...] = ()
    """What voters wrote, the latest first."""

    @property
    def count(self) -> int:
        """Questions and votes."""
        return len(self.gaps) + len(self.votes)


def group_gaps(gaps: Iterable[Gap], votes: Iterable[Vote], book: Book) -> list[GapGroup]:
    """The groups, the most frequent first, of equals the latest first; last the one of which nothing was understood.

    A gap whose missing codes are all in the book by now is left out, and so is small talk, which no book answers.
    """
    by_subject: dict[Subject, tuple[list[Gap], list[Vote]]] = {}
    for gap in gaps:
        if not _is_filled(gap.subject, book) and not _is_small_talk(gap, book):
            by_subject.setdefault(lacked(gap.subject, book), ([], []))[0].append(gap)
    for vote in votes:
        by_subject.setdefault(lacked(vote.subject, book), ([], []))[1].append(vote)
    groups = [_group(subject, *found) for subject, found in by_subject.items()]
    return sorted(groups, key=lambda group: (group.about == NO_SUBJECT, -group.count, -group.last_at))


def lacked(subject: Subject, book: Book | None = None) -> Subject:
    """What a gap is about: the codes that are missing, or else all codes and modifiers; and the topics. With a book,
    what it has by now is not missing."""
    missing = [name for name in subject.missing if book is None or not _is_known(name, book)]
    topics = _sorted(subject.topics)
    if missing:
        return Subject(topics=topics, missing=_sorted(missing))
    added = [name for name in subject.missing if name not in missing]
    codes = _sorted([*subject.codes, *(name for name in added if len(name) != 2)])
    return Subject(codes, _sorted([*subject.modifiers, *(name for name in added if len(name) == 2)]), topics)


def same_lack(one: Subject, other: Subject) -> bool:
    """Whether two subjects are about the same; of two where nothing was understood nobody knows."""
    about = lacked(one)
    return not about.is_empty and about == lacked(other)


def named(groups: Sequence[GapGroup], name: str) -> list[GapGroup]:
    """The groups by a name such as "38240", "38240/payment" or "/payment", in which topics are named by their ids;
    "none" names the one of which nothing was understood."""
    if name.strip().lower() == "none":
        return [group for group in groups if group.about.is_empty]
    code, _, topic = (part.strip() for part in name.partition("/"))
    code = code.upper()
    return [
        group
        for group in groups
        if (not code or code in (*group.about.codes, *group.about.modifiers, *group.about.missing))
        and (not topic or topic in group.about.topics)
    ]


def _group(subject: Subject, gaps: list[Gap], votes: list[Vote]) -> GapGroup:
    kinds = Counter(KINDS.get(gap.outcome, Lack.NO_MATCH) for gap in gaps)
    kinds[Lack.NOT_HELPFUL] += len(votes)
    latest = sorted(votes, key=lambda vote: -vote.changed_at)
    return GapGroup(
        about=subject,
        kinds=tuple((kind, count) for kind, count in kinds.most_common() if count),
        last_at=max([gap.noted_at for gap in gaps] + [vote.changed_at for vote in votes]),
        gaps=tuple(gap.id for gap in gaps),
        votes=tuple(vote.key for vote in votes),
        reasons=tuple(Counter(reason for vote in votes for reason in vote.reasons).most_common()),
        comments=tuple(vote.comment for vote in latest if vote.comment.strip()),
    )


def _is_filled(subject: Subject, book: Book) -> bool:
    return bool(subject.missing) and all(_is_known(name, book) for name in subject.missing)


def _is_known(name: str, book: Book) -> bool:
    return book.knows_code(name) or book.knows_modifier(name)


def _is_small_talk(gap: Gap, book: Book) -> bool:
    """Whether all of it is something of which the book says that it is no coding question."""
    subject, not_held = gap.subject, book.topics.not_held
    is_bare = not (subject.codes or subject.modifiers or subject.missing)
    said = [not_held[topic].outcome for topic in subject.topics if topic in not_held]
    return is_bare and bool(said) and len(said) == len(subject.topics) and set(said) == {Outcome.UNKNOWN}


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))
