"""HCPCS and ICD-10-CM titles found by their words, with SQLite's full-text index."""

import sqlite3
from collections.abc import Sequence

MOST_RANKED = 400
"""Titles among which the shortest are taken."""


def codes_titled(
    connection: sqlite3.Connection, words: Sequence[str], most: int, diagnoses: bool | None
) -> list[tuple[str, bool]]:
    """Codes whose title has all the words, and whether each is a diagnosis: the shortest codes first, for these say the
    most in general, then titles that begin with the first word, then the shortest.

    `diagnoses` asks for those alone (True), for HCPCS codes alone (False), or for either (None). No words find nothing.
    """
    query = " AND ".join(f'"{word}"' for word in words if word.isalnum())
    if not query:
        return []
    kind = "" if diagnoses is None else f"AND is_diagnosis = {int(diagnoses)}"
    found = connection.execute(
        f"SELECT code, is_diagnosis FROM (SELECT code, text, is_diagnosis FROM title WHERE title MATCH ? {kind} "
        f"LIMIT {MOST_RANKED}) ORDER BY length(code), "
        "text NOT LIKE ?, length(text), code LIMIT ?",
        (query, f"{words[0]}%", most),
    )
    return [(code, bool(is_diagnosis)) for code, is_diagnosis in found]
