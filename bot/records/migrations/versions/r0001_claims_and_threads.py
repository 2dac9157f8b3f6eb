"""Taken messages and threads. They may be there: the first version made them without a revision."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "claims",
        sa.Column("team", sa.String(32), primary_key=True),
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column("ts", sa.String(32), primary_key=True, comment="Slack's id of the message within its channel"),
        sa.Column("state", sa.String(16), nullable=False, comment="taken or answered"),
        sa.Column("holder", sa.String(64), nullable=False, comment="the process that took it"),
        sa.Column("changed_at", sa.Float, nullable=False),
        if_not_exists=True,
    )
    op.create_index("claims_changed_at", "claims", ["changed_at"], if_not_exists=True)
    op.create_table(
        "threads",
        sa.Column("team", sa.String(32), primary_key=True),
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column(
            "root",
            sa.String(32),
            primary_key=True,
            comment="ts of the thread's first message; empty: the channel itself",
        ),
        sa.Column("context", sa.Text, nullable=False, comment="codes, modifiers, topics and choices, as JSON"),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        if_not_exists=True,
    )
    op.create_index("threads_expires_at", "threads", ["expires_at"], if_not_exists=True)
