"""Labelled questions, and how many of them a book answers right."""

from bot.marking.judging import Mark, judge
from bot.marking.labelled import Gold, LabelFaults, Labelled, read_labelled
from bot.marking.marks import Marked, Tally, mark_questions, tally

__all__ = [
    "Gold",
    "LabelFaults",
    "Labelled",
    "Mark",
    "Marked",
    "Tally",
    "judge",
    "mark_questions",
    "read_labelled",
    "tally",
]
