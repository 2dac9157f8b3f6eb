"""What is remembered between questions: taken messages, threads, votes, gaps, requests and look-ups. Never the text of
a question."""

from bot.records.claims import MessageKey
from bot.records.expert_requests import ExpertRequest
from bot.records.gaps import Gap
from bot.records.records import Records
from bot.records.threads import ThreadKey
from bot.records.votes import Vote, VoteKey

__all__ = ["ExpertRequest", "Gap", "MessageKey", "Records", "ThreadKey", "Vote", "VoteKey"]
