"""Run by Alembic: the revisions go over the connection that `upgrade` gives, within its transaction."""

from alembic import context

from bot.records.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
