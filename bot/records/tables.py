"""The tables of the records. Nothing in them is text that a person wrote."""

from sqlalchemy import BigInteger, Column, Float, Index, MetaData, String, Table, Text

metadata = MetaData()

claims = Table(
    "claims",
    metadata,
    Column("team", String(32), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("ts", String(32), primary_key=True, comment="Slack's id of the message within its channel"),
    Column("state", String(16), nullable=False, comment="taken or answered"),
    Column("holder", String(64), nullable=False, comment="the process that took it"),
    Column("changed_at", Float, nullable=False),
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
