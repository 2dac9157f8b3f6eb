"""What is counted, in the form that Prometheus reads. No label holds anything that a person wrote: outcomes, surfaces,
and codes of Slack's errors alone."""

from prometheus_client import CollectorRegistry, Counter, Histogram, PlatformCollector, ProcessCollector

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper bounds: an answer is composed in a millisecond, and delivered by Slack in tens to hundreds."""


class Metrics:
    """The counts of one bot. What is a state and not a count is read when it is asked for: see `bot.slack.states`."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        self._questions = Counter(
            "codebook_questions", "Questions that got an answer, by how it ended.", ("surface", "outcome"),
            registry=registry,
        )  # fmt: skip
        self._seconds = Histogram(
            "codebook_answer_seconds", "From reading a question to its delivered answer.", ("surface",),
            buckets=SECONDS, registry=registry,
        )  # fmt: skip
        self._deliveries = Counter(
            "codebook_deliveries", "Answers brought to Slack, by how that ended.", ("surface", "delivered"),
            registry=registry,
        )  # fmt: skip
        self._duplicates = Counter(
            "codebook_duplicates_dropped", "Deliveries of what was answered or is being answered.", ("surface",),
            registry=registry,
        )  # fmt: skip
        self._refused = Counter(
            "codebook_questions_refused", "Questions that the operator's rules leave unanswered.",
            ("surface", "reason"), registry=registry,
        )  # fmt: skip
        self._slack_errors = Counter(
            "codebook_slack_errors", "Calls to Slack that failed, each attempt by itself.", ("method", "code"),
            registry=registry,
        )  # fmt: skip
        self._socket_opened = Counter(
            "codebook_socket_opened", "Connections of Socket Mode that were opened.", registry=registry
        )
        self._socket_ended = Counter(
            "codebook_socket_ended", "Connections of Socket Mode that ended, by Slack's reason.", ("reason",),
            registry=registry,
        )  # fmt: skip

    def answered(self, surface: str, outcome: str, delivered: str, seconds: float) -> None:
        """A question was answered, or could not be."""
        self._questions.labels(surface, outcome).inc()
        self._deliveries.labels(surface, delivered).inc()
        self._seconds.labels(surface).observe(seconds)

    def duplicate_dropped(self, surface: str) -> None:
        """A delivery was of a question that is already taken."""
        self._duplicates.labels(surface).inc()

    def refused(self, surface: str, reason: str) -> None:
        """The guard left a question unanswered."""
        self._refused.labels(surface, reason).inc()

    def slack_failed(self, method: str, code: str) -> None:
        """An attempt to call Slack failed; `code` as `bot.slack.client.failure_of` gives it."""
        self._slack_errors.labels(method, code).inc()

    def socket_opened(self) -> None:
        """A connection of Socket Mode was opened."""
        self._socket_opened.inc()

    def socket_ended(self, reason: str) -> None:
        """A connection of Socket Mode ended, or Slack took leave of it."""
        self._socket_ended.labels(reason).inc()
