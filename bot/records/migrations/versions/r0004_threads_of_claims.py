"""Where the answer to a question goes, so that its asker is told should the process that took it be killed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    told = "of a question that is not answered yet; empty: none; NULL: no question"
    op.add_column("claims", sa.Column("thread", sa.String(32), comment=told))
