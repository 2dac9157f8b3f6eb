"""What the bot says in Slack of its own accord, beside the replies of the core: plain, short, and all in one place.

What a function is given is markup already, where it is shown as markup.
"""

from bot.slack.words.experts import *
from bot.slack.words.forms import *
from bot.slack.words.home import *
from bot.slack.words.installing import *
from bot.slack.words.proposals import *
from bot.slack.words.replies import *
from bot.slack.words.sharing import *
