"""A form with a proposal, as it was sent: a fragment for the book, or what stands under its fields."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from bot.asking import identifiers_in
from bot.book import Book
from bot.book.proposal import Fragment, Proposal
from bot.book.proposing import propose
from bot.slack import words
from bot.slack.blocks.form import entered
from bot.slack.blocks.proposal import errors_under, fits, read_proposal

FREE_FIELDS = ("text", "name", "title")
"""Where a patient could be named; all others hold codes, menus, a link and a day."""


def check_form(values: Mapping[str, Any], book: Book, folder: Path, on: date) -> Fragment | dict[str, str]:
    """The fragment, or an error by field. The folder is the book's; of all that is wrong, an identifier of a patient
    is told first."""
    named = {name: words.PROPOSAL_IDENTIFIERS for name in FREE_FIELDS if identifiers_in(entered(values, name))}
    made = _made(values, book, folder, on)
    if isinstance(made, Fragment):
        return named or made
    return {**made, **named}


def _made(values: Mapping[str, Any], book: Book, folder: Path, on: date) -> Fragment | dict[str, str]:
    proposal = read_proposal(values, on)
    if not isinstance(proposal, Proposal):
        return proposal
    made = propose(proposal, book, folder)
    if not isinstance(made, Fragment):
        return errors_under(made, proposal.topic)
    return made if fits(made) else {"text": words.PROPOSAL_LONG}
