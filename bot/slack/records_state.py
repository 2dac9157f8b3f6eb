"""Whether the records can be reached, and what waits for them."""

from dataclasses import dataclass

from bot.records import Records


@dataclass(frozen=True)
class RecordsState:
    """The records as an operator sees them."""

    up: bool
    waiting: int = 0
    """What waits in memory until they are back."""
    dropped: int = 0
    """What found no room there any more, since the start."""


def records_state(records: Records) -> RecordsState | None:
    """Their state; None where they do not tell it."""
    state = getattr(records, "state", None)
    if state is None:
        return None
    return RecordsState(state.is_up, state.votes_waiting, state.votes_dropped)
