"""What a person did that is to be answered, read from what Slack sent."""

from dataclasses import dataclass

from bot.records import MessageKey, ThreadKey
from bot.slack import words
from bot.slack.blocks import Chosen
from bot.slack.delivery import Place, Posted


@dataclass(frozen=True)
class Asked:
    """A message that is a question."""

    surface: str
    text: str
    key: MessageKey
    thread: ThreadKey
    place: Place
    is_stranger: bool = False


@dataclass(frozen=True)
class AskedPrivately:
    """A slash command, or a shortcut of a message: the reply is seen by its asker alone."""

    surface: str
    text: str
    team: str
    response_url: str | None
    place: Place
    """Its thread is that of the message whose shortcut was used, or the one that it would begin."""
    is_in_thread: bool = True
    """Its thread is there already; in one that is not nobody sees what is shown to them alone."""
    identifiers: str = words.IDENTIFIERS_COMMAND
    """What the asker is told where the text seems to identify a patient."""
    is_stranger: bool = False


@dataclass(frozen=True)
class Picked:
    """A choice of a reply of ours that was pressed."""

    chosen: Chosen
    key: MessageKey
    """The reply with the choices: of all presses in it, one is answered. Of a follow-up, the reply and the section."""
    thread: ThreadKey | None
    """None where the reply is seen by one person alone: it has no follow-ups."""
    place: Place
    posted: Posted
    is_next: bool = False
    """A follow-up: it leaves the reply as it is, and of all presses of the same section one is answered."""
    whole: bool = False
    """A long text is not cut."""
    is_stranger: bool = False
