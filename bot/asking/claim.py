"""What a question says of the claim that it is about."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Claim:
    """The day for which tables are read, and where the service is paid. It is never kept: dates belong to patients."""

    on: date
    """The day of service; the day of asking where the question names none."""
    is_dated: bool = False
    """Whether the question names the day."""
    localities: tuple[str, ...] = ()
    """Keys of the payment localities that the question names."""

    @property
    def quarter(self) -> str:
        """The first day of the quarter of a day that the question names; "" where it names none."""
        first_month = (self.on.month - 1) // 3 * 3 + 1
        return self.on.replace(month=first_month, day=1).isoformat() if self.is_dated else ""
