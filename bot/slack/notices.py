"""What experts are told at the top of the Home tab."""

import time

from bot.slack import words
from bot.slack.desk import Desk

FAULTS_TOLD = 3
"""The log has more."""


def notices_for(desk: Desk, person: str) -> tuple[str, ...]:
    """Each a short plain text; none for whoever is no expert."""
    refused = desk.book.refused
    if refused is None or not desk.is_expert(person):
        return ()
    moment = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(refused.at))
    return (words.book_refused(moment, refused.count, refused.faults[:FAULTS_TOLD]),)
