"""The invented people and the conversations of the local workspace."""

from dataclasses import dataclass, replace

TEAM_ID = "T0WORKSPC1"
TEAM_NAME = "Local workspace"
TEAM_DOMAIN = "local-workspace"
PARTNER_TEAM_ID = "T0PARTNER2"
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
    team_id: str = TEAM_ID
    title: str = ""
    """What the person does, as in a profile."""

    @property
    def is_stranger(self) -> bool:
        """Whether the person belongs to another organisation and is here by Slack Connect."""
        return self.team_id == PARTNER_TEAM_ID


@dataclass(frozen=True)
class Channel:
    """A conversation: a channel (`kind` "channel") or a direct message with the bot (`kind` "im", then `user` is the
    id of the person). A private channel is one that an app which is no member of it cannot find; a shared one is
    also another organisation's (docs.slack.dev/apis/slack-connect)."""

    id: str
    name: str
    kind: str
    bot_is_member: bool
    user: str | None = None
    is_archived: bool = False
    is_private: bool = False
    is_shared: bool = False
    purpose: str = ""
    """What it is for, as its title says."""

    def open_to(self, person: Person) -> bool:
        """Whether the person is in it: everybody is in every channel, a stranger in the shared ones alone."""
        return self.user in (None, person.id) and (self.is_shared or not person.is_stranger)

    @property
    def type(self) -> str:
        """Its channel_type in an event."""
        return "group" if self.is_private else self.kind

    @property
    def payload_name(self) -> str:
        """Its name in what an interaction sends: that of a private channel or a direct message is kept back."""
        return "directmessage" if self.kind == "im" else "privategroup" if self.is_private else self.name


PEOPLE = (
    Person("U0000000A1", "ana", "Ana Example"),
    Person("U0000000B2", "ben", "Ben Sample", title="coding expert"),
    Person("U0000000C3", "cleo", "Cleo Placeholder"),
    Person("U0000000D4", "dora", "Dora Visitor", PARTNER_TEAM_ID),
)


def people_of(team_id: str) -> tuple[Person, ...]:
    """The same people, where those who belong here belong to another workspace."""
    return tuple(person if person.is_stranger else replace(person, team_id=team_id) for person in PEOPLE)


CHANNELS = (
    Channel("C0CODINGQ1", "coding-questions", "channel", bot_is_member=True),
    Channel("C0EXPERTS6", "coding-experts", "channel", True, purpose="Where experts take what the book lacks."),
    Channel("C0RANDOM02", "random", "channel", bot_is_member=False),
    Channel("C0ARCHIVE3", "old-questions", "channel", bot_is_member=True, is_archived=True),
    Channel("C0AUDITRS4", "auditors", "channel", bot_is_member=False, is_private=True),
    Channel("C0PARTNER5", "partner-questions", "channel", bot_is_member=True, is_shared=True),
    *(Channel("D" + person.id[1:], person.name, "im", True, person.id) for person in PEOPLE if not person.is_stranger),
)
