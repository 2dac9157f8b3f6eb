"""The tables of the records. The only text in them that a person wrote is the comment of a vote.

A change here needs a revision in `bot/records/migrations/versions`; a test compares the two.
"""

from sqlalchemy import BigInteger, Boolean, Column, DateTime, Float, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()

NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts up integers alone."""

claims = Table(
    "claims",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("ts", String(32), primary_key=True, comment="Slack's id of the message within its channel"),
    Column("state", String(16), nullable=False, comment="taken or answered"),
    Column("holder", String(64), nullable=False, comment="the process that took it"),
    Column("changed_at", Float, nullable=False),
    Column("thread", String(32), comment="of a question that is not answered yet; empty: none; NULL: no question"),
    Index("claims_changed_at", "changed_at"),
)

threads = Table(
    "threads",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("root", String(32), primary_key=True, comment="ts of the thread's first message; empty: the channel itself"),
    Column("context", Text, nullable=False, comment="codes, modifiers, topics and choices, as JSON"),
    Column("expires_at", BigInteger, nullable=False),
    Index("threads_expires_at", "expires_at"),
)

votes = Table(
    "votes",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("ts", String(32), primary_key=True, comment="of the answer that was voted on"),
    Column("person", String(32), primary_key=True, comment="who voted; one vote a person and answer"),
    Column("is_positive", Boolean, nullable=False),
    Column("subject", Text, nullable=False, comment="codes, modifiers, topics and places, as JSON"),
    Column("reasons", Text, nullable=False, comment="what was wrong, by names of a fixed list, as JSON"),
    Column("comment", Text, nullable=False, comment="what the voter wrote about the answer; often empty"),
    Column("changed_at", Float, nullable=False),
    Column("resolved_at", Float, nullable=True, comment="when an expert was done with it"),
    Index("votes_changed_at", "changed_at"),
)

gaps = Table(
    "gaps",
    metadata,
    Column("id", NUMBER, primary_key=True, autoincrement=True),
    Column("team", String(32), nullable=False),
    Column("outcome", String(16), nullable=False, comment="unknown, unknown-code or unavailable"),
    Column("subject", Text, nullable=False, comment="codes, modifiers, topics and places, as JSON"),
    Column("noted_at", Float, nullable=False),
    Column("resolved_at", Float, nullable=True, comment="when an expert was done with it"),
    Index("gaps_noted_at", "noted_at"),
    # No number is given twice, so that a button that was posted long ago means no other gap.
    sqlite_autoincrement=True,
)

expert_requests = Table(
    "expert_requests",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("team", String(32), nullable=False),
    Column("asker", String(32), nullable=False),
    Column("channel", String(32), nullable=False, comment="where it was asked"),
    Column("thread_ts", String(32), nullable=False, comment="of the thread where it was asked; often empty"),
    Column("subject", Text, nullable=False, comment="codes, modifiers, topics and places, as JSON"),
    Column("posted_channel", String(32), nullable=False, comment="the experts' channel"),
    Column("posted_ts", String(32), nullable=False, comment="of the message there; empty until it stands"),
    Column("state", String(16), nullable=False, comment="open or resolved"),
    Column("closed_by", String(32), nullable=False),
    Column("changed_at", Float, nullable=False),
    Index("expert_requests_changed_at", "changed_at"),
)

look_ups = Table(
    "look_ups",
    metadata,
    Column("id", NUMBER, primary_key=True, autoincrement=True),
    Column("team", String(32), nullable=False),
    Column("person", String(32), nullable=False),
    Column("subject", Text, nullable=False, comment="codes, modifiers, topics and places, as JSON"),
    Column("looked_up_at", Float, nullable=False),
    Index("look_ups_person", "team", "person", "looked_up_at"),
    Index("look_ups_at", "looked_up_at"),
)

SEALED = 1000
"""Characters of an encrypted token: Fernet makes about 340 of 180."""

# The next three are those of slack_sdk (oauth/installation_store/sqlalchemy, oauth/state_store/sqlalchemy).
installations = Table(
    "slack_installations",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("client_id", String(32), nullable=False),
    Column("app_id", String(32), nullable=False),
    Column("enterprise_id", String(32)),
    Column("enterprise_name", String(200)),
    Column("enterprise_url", String(200)),
    Column("team_id", String(32)),
    Column("team_name", String(200)),
    Column("bot_token", String(SEALED)),
    Column("bot_id", String(32)),
    Column("bot_user_id", String(32)),
    Column("bot_scopes", String(1000)),
    Column("bot_refresh_token", String(SEALED)),
    Column("bot_token_expires_at", DateTime),
    Column("user_id", String(32), nullable=False),
    Column("user_token", String(SEALED)),
    Column("user_scopes", String(1000)),
    Column("user_refresh_token", String(SEALED)),
    Column("user_token_expires_at", DateTime),
    Column("incoming_webhook_url", String(SEALED)),
    Column("incoming_webhook_channel", String(200)),
    Column("incoming_webhook_channel_id", String(200)),
    Column("incoming_webhook_configuration_url", String(200)),
    Column("is_enterprise_install", Boolean, nullable=False),
    Column("token_type", String(32)),
    Column("installed_at", DateTime, nullable=False),
    Index("slack_installations_idx", "client_id", "enterprise_id", "team_id", "user_id", "installed_at"),
)

bots = Table(
    "slack_bots",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("client_id", String(32), nullable=False),
    Column("app_id", String(32), nullable=False),
    Column("enterprise_id", String(32)),
    Column("enterprise_name", String(200)),
    Column("team_id", String(32)),
    Column("team_name", String(200)),
    Column("bot_token", String(SEALED)),
    Column("bot_id", String(32)),
    Column("bot_user_id", String(32)),
    Column("bot_scopes", String(1000)),
    Column("bot_refresh_token", String(SEALED)),
    Column("bot_token_expires_at", DateTime),
    Column("is_enterprise_install", Boolean, nullable=False),
    Column("installed_at", DateTime, nullable=False),
    Index("slack_bots_idx", "client_id", "enterprise_id", "team_id", "installed_at"),
)

oauth_states = Table(
    "slack_oauth_states",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("state", String(200), nullable=False),
    Column("expire_at", DateTime, nullable=False),
)
