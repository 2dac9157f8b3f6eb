"""The book while the bot runs: watched, loaded aside, checked, and swapped whole."""

from bot.live.live_book import LiveBook, Refused, open_live

__all__ = ["LiveBook", "Refused", "open_live"]
