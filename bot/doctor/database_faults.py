"""Why a database cannot be used, and what to do about it."""

import re

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

SECONDS = 3
"""How long the database is waited for."""
MENDS = (
    ("not a database", "The file is damaged or something else: move it away, and codebook run makes another."),
    ("malformed", "The file is damaged or something else: move it away, and codebook run makes another."),
    ("is locked", "Another program holds the file: stop it."),
    ("readonly", "Let this user write the file and its folder."),
    ("unable to open", "Let this user write the file and its folder."),
    ("full", "Make room on that disk."),
    ("permission denied for schema", "Let this user make tables: GRANT CREATE ON SCHEMA public TO its name."),
    ("permission denied", "Let this user read and write the tables, or give them to it: ALTER TABLE ... OWNER TO."),
)
"""What is said where a driver's message has these words."""


def reason_of(error: Exception, url: URL) -> str:
    """The first line of what the driver says; no driver is known to repeat the password, and it is taken out."""
    if isinstance(error, TimeoutError):
        return f"no answer within {SECONDS} s"
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    said = re.sub(r"^\[Errno -?\d+\] ", "", (str(cause).strip().splitlines() or [""])[0]).rstrip(".")
    # SQLAlchemy puts the driver's class before what it says.
    said = re.sub(r"^<class '[\w.]+'>: ", "", said)
    if url.password:
        said = said.replace(str(url.password), "***")
    return said or type(cause).__name__


def mend_of(error: Exception) -> str:
    """What to do about it."""
    said = str(error)
    for words, mend in MENDS:
        if words in said:
            return mend
    return "See that the database runs, and that CODEBOOK_DATABASE_URL names it with the right user and password."
