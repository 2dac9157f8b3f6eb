"""How the records are doing, for health and metrics."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RecordsState:
    """Whether the database can be used, and what waits for it."""

    away_since: float | None
    """Seconds since 1970; None where the database is there, as far as it was last used, which is every 15 seconds."""
    reason: str
    """The type of the failure that it went away with; "" where it is there."""
    votes_waiting: int
    votes_dropped: int
    """Since the start: the oldest of more than may wait."""

    @property
    def is_up(self) -> bool:
        """Whether the database is there."""
        return self.away_since is None
