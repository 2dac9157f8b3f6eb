"""What makes a whole file, or a row of it, unusable."""


class UnreadableFile(Exception):
    """A file that cannot be used at all: where, what, and how to mend it."""

    def __init__(self, path: str, line: int, what: str, mend: str) -> None:
        self.path = path
        """With !member for a file inside a zip."""
        self.line = line
        """Counted from 1; 0 where the fault is of the whole file."""
        self.what = what
        self.mend = mend
        place = f"{path}:{line}" if line else path
        super().__init__(f"{place}: {what}; {mend}")


class Unusable(Exception):
    """A row that cannot be used, with the reason."""
