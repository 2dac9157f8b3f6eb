"""The state of a running bot, as Prometheus reads it: the book, the imported editions, the records, and Slack."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time

from prometheus_client.core import CounterMetricFamily as Counter
from prometheus_client.core import GaugeMetricFamily as Gauge
from prometheus_client.core import Metric
from prometheus_client.registry import Collector

from bot.book.reference import Edition
from bot.slack.desk import Desk
from bot.slack.socket import Sockets

EDITION = ("kind", "label", "effective")
"""What tells editions of imported files apart: the kind of file, what it is in words, its first day."""


class States(Collector):
    """Reads the state anew whenever it is asked; `sockets` is None over HTTP."""

    def __init__(self, desk: Desk, sockets: Sockets | None) -> None:
        self._desk = desk
        self._sockets = sockets

    def collect(self) -> Iterator[Metric]:
        """All families of metrics."""
        yield Gauge("codebook_in_flight", "Answers that are being given.", value=len(self._desk.in_flight))
        yield from self._book()
        reference = self._desk.index.book.reference
        yield from _editions(reference.editions if reference is not None else ())
        yield from self._records()
        if self._sockets is not None:
            open_now, wanted = self._sockets.connected, self._sockets.wanted
            yield Gauge("codebook_socket_connected", "Connections of Socket Mode that are open.", value=open_now)
            yield Gauge("codebook_socket_wanted", "Connections of Socket Mode that are to be open.", value=wanted)

    def _book(self) -> Iterator[Metric]:
        book = self._desk.book
        faults = book.refused.count if book.refused is not None else 0
        entries = len(book.index.book.entries)
        yield Gauge("codebook_book_entries", "Entries of the book that answers.", value=entries)
        yield Gauge("codebook_book_loaded_timestamp_seconds", "When that book was loaded.", value=book.loaded_at)
        yield Counter("codebook_book_loads", "Books loaded since the start.", value=book.loads)
        yield Counter("codebook_book_refusals", "Changes to the book that were refused.", value=book.refusals)
        yield Gauge("codebook_book_faults", "Faults of the last change, where it was refused; else 0.", value=faults)

    def _records(self) -> Iterator[Metric]:
        state = self._desk.records.state
        yield Gauge("codebook_records_up", "1 where the records can be reached.", value=int(state.is_up))
        yield Gauge("codebook_records_waiting", "Votes that wait for the records to return.", value=state.votes_waiting)
        yield Counter("codebook_records_dropped", "Votes that found no room to wait.", value=state.votes_dropped)


def _editions(editions: Sequence[Edition]) -> Iterator[Metric]:
    info = Gauge("codebook_edition_info", "An imported edition, by its first day.", labels=EDITION)
    since = Gauge("codebook_edition_effective_timestamp_seconds", "The first day of an edition.", labels=EDITION)
    aged = Gauge("codebook_edition_outdated", "1 where a newer edition than the newest is due.", labels=EDITION)
    for edition in editions:
        info.add_metric(_named(edition), 1)
        since.add_metric(_named(edition), datetime.combine(edition.effective, time(), UTC).timestamp())
    newest = {(edition.kind, edition.label): edition for edition in sorted(editions, key=lambda each: each.effective)}
    for edition in newest.values():
        due = edition.outdated_from
        aged.add_metric(_named(edition), int(due is not None and due <= date.today()))
    yield from (info, since, aged)


def _named(edition: Edition) -> tuple[str, str, str]:
    return edition.kind, edition.label, edition.effective.isoformat()
