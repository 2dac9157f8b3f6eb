"""Votes, gaps, requests for experts and look-ups."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
SUBJECT = "codes, modifiers, topics and places, as JSON"


def upgrade() -> None:
    op.create_table(
        "votes",
        sa.Column("team", sa.String(32), primary_key=True),
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column("ts", sa.String(32), primary_key=True, comment="of the answer that was voted on"),
        sa.Column("person", sa.String(32), primary_key=True, comment="who voted; one vote a person and answer"),
        sa.Column("is_positive", sa.Boolean, nullable=False),
        sa.Column("subject", sa.Text, nullable=False, comment=SUBJECT),
        sa.Column("reasons", sa.Text, nullable=False, comment="what was wrong, by names of a fixed list, as JSON"),
        sa.Column("comment", sa.Text, nullable=False, comment="what the voter wrote about the answer; often empty"),
        sa.Column("changed_at", sa.Float, nullable=False),
        sa.Column("resolved_at", sa.Float, nullable=True, comment="when an expert was done with it"),
    )
    op.create_index("votes_changed_at", "votes", ["changed_at"])
    op.create_table(
        "gaps",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False, comment="unknown, unknown-code or unavailable"),
        sa.Column("subject", sa.Text, nullable=False, comment=SUBJECT),
        sa.Column("noted_at", sa.Float, nullable=False),
        sa.Column("resolved_at", sa.Float, nullable=True, comment="when an expert was done with it"),
        sqlite_autoincrement=True,
    )
    op.create_index("gaps_noted_at", "gaps", ["noted_at"])
    op.create_table(
        "expert_requests",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("asker", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(32), nullable=False, comment="where it was asked"),
        sa.Column("thread_ts", sa.String(32), nullable=False, comment="of the thread where it was asked; often empty"),
        sa.Column("subject", sa.Text, nullable=False, comment=SUBJECT),
        sa.Column("posted_channel", sa.String(32), nullable=False, comment="the experts' channel"),
        sa.Column("posted_ts", sa.String(32), nullable=False, comment="of the message there; empty until it stands"),
        sa.Column("state", sa.String(16), nullable=False, comment="open or resolved"),
        sa.Column("closed_by", sa.String(32), nullable=False),
        sa.Column("changed_at", sa.Float, nullable=False),
    )
    op.create_index("expert_requests_changed_at", "expert_requests", ["changed_at"])
    op.create_table(
        "look_ups",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("team", sa.String(32), nullable=False),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("subject", sa.Text, nullable=False, comment=SUBJECT),
        sa.Column("looked_up_at", sa.Float, nullable=False),
    )
    op.create_index("look_ups_person", "look_ups", ["team", "person", "looked_up_at"])
    op.create_index("look_ups_at", "look_ups", ["looked_up_at"])
