"""What is remembered between questions: taken messages, threads, votes, gaps, requests and look-ups. Never the text of
a question."""

from bot.records.claims import LeftBehind, MessageKey
from bot.records.expert_requests import ExpertRequest
from bot.records.gaps import Gap
from bot.records.records import Records
from bot.records.retention import Retention, retention_of
from bot.records.state import RecordsState
from bot.records.threads import ThreadKey
from bot.records.votes import Vote, VoteKey

__all__ = [
    "ExpertRequest",
    "Gap",
    "LeftBehind",
    "MessageKey",
    "Records",
    "RecordsState",
    "Retention",
    "ThreadKey",
    "Vote",
    "VoteKey",
    "retention_of",
]
