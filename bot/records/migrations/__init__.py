"""The revisions of the tables, by Alembic. A change of `tables.py` needs a revision of its own in `versions`."""

REVISIONS = ("0001", "0002", "0003", "0004")
"""All revisions, oldest first: known without loading Alembic, which takes longer than the rest of the start."""
