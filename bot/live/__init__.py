"""The book while the bot runs: watched, loaded aside, checked, and swapped whole."""

from bot.live.live_book import LiveBook, Refused, open_live
from bot.live.memory import nothing_is_garbage

__all__ = ["LiveBook", "Refused", "nothing_is_garbage", "open_live"]
