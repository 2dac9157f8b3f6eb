"""What a failure of the database means: it is away, it refuses what was to be written, or it asks to try again."""

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError


class NewerDatabase(Exception):
    """The database was written by a newer version of the program, whose tables this one does not know."""

    def __init__(self, revision: str, known: str) -> None:
        super().__init__(f"revision {revision}; this version knows up to {known}")
        self.revision = revision
        self.known = known


FAILURES = (SQLAlchemyError, OSError, TimeoutError, NewerDatabase)
"""All that work on a database raises where the work itself has no fault."""


def is_refused(error: BaseException) -> bool:
    """Whether the database is well and what was written is at fault: too long, not encodable, there already."""
    return isinstance(error, DataError | IntegrityError) or _sqlstate(error)[:2] in {"22", "23"}


def is_conflict(error: BaseException) -> bool:
    """Whether two transactions stood in each other's way, and this one was rolled back to be tried again."""
    return _sqlstate(error)[:2] == "40"


def plain_reason(error: BaseException) -> str:
    """Why the database cannot be used, as a part of a sentence; no value and no secret is in it."""
    if isinstance(error, NewerDatabase):
        return f"it was written by a newer version of codebook ({error}); install that version"
    if isinstance(error, TimeoutError):
        return "it does not answer in time"
    state = _sqlstate(error)
    if state[:2] == "28":
        return "it refuses the user name or password"
    if state == "3D000":
        return "it has no database of this name"
    return f"{type(error).__name__}{f', SQLSTATE {state}' if state else ''}"


def _sqlstate(error: BaseException) -> str:
    """PostgreSQL's code of an error; "" for other databases and errors."""
    cause = error.orig if isinstance(error, DBAPIError) else None
    return str(getattr(cause, "sqlstate", None) or "")
