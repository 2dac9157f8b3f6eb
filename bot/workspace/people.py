"""The invented people and the conversations of the local workspace."""

from dataclasses import dataclass

TEAM_ID = "T0WORKSPC1"
TEAM_NAME = "Local workspace"
TEAM_DOMAIN = "local-workspace"
BOT_USER_ID = "U0CODEBOOK"
BOT_ID = "B0CODEBOOK"
APP_ID = "A0CODEBOOK"
SLACKBOT_ID = "USLACKBOT"


@dataclass(frozen=True)
class Person:
    """Somebody who asks. `id` as Slack writes it, `name` in one word, `real_name` as it is shown."""

    id: str
    name: str
    real_name: str


@dataclass(frozen=True)
class Channel:
    """A conversation: a channel (`kind` "channel") or a direct message with the bot (`kind` "im", then `user` is the
    id of the person)."""

    id: str
    name: str
    kind: str
    bot_is_member: bool
    user: str | None = None


PEOPLE = (
    Person("U0000000A1", "ana", "Ana Example"),
    Person("U0000000B2", "ben", "Ben Sample"),
    Person("U0000000C3", "cleo", "Cleo Placeholder"),
)

CHANNELS = (
    Channel("C0CODINGQ1", "coding-questions", "channel", bot_is_member=True),
    Channel("C0RANDOM02", "random", "channel", bot_is_member=False),
    *(Channel("D" + person.id[1:], person.name, "im", True, person.id) for person in PEOPLE),
)
