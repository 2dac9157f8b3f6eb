"""Opens what a person gives: a file, a zip or a folder of files that CMS publishes."""

from pathlib import Path

from bot.cms.contents import contents_of
from bot.cms.faults import UnreadableFile
from bot.cms.published import PublishedFile, published
from bot.cms.recognition import READABLE, Table, recognise
from bot.cms.records import Kind

_GIVE = f"give one of: {READABLE}"


def open_publications(path: Path) -> list[PublishedFile]:
    """The files at a path, told by their content; their records are not yet read.

    A zip may hold other files too, which are left out. In a folder every file counts, but for hidden ones. Raises
    UnreadableFile for a file that is damaged or none that can be read.
    """
    if not path.is_dir():
        return _open(path)
    files = [file for file in sorted(path.iterdir()) if file.is_file() and not file.name.startswith(".")]
    if not files:
        raise UnreadableFile(str(path), 0, "is a folder without files", _GIVE)
    return [found for file in files for found in _open(file)]


def _open(path: Path) -> list[PublishedFile]:
    contents, is_zip = contents_of(path)
    if not is_zip:
        if contents[0].size == 0:
            raise contents[0].fault("is empty", "download it again")
        table = recognise(contents[0])
        if table is None:
            raise contents[0].fault("is no file that can be read", _GIVE)
        return [published(table)]
    tables = _without_twins([table for content in contents if (table := recognise(content))])
    if not tables:
        raise UnreadableFile(str(path), 0, "holds no file that can be read", _GIVE)
    return [published(table) for table in tables]


def _without_twins(tables: list[Table]) -> list[Table]:
    """CMS puts the same table into a zip as text, as sheet and as fixed-width text; the first of these is enough."""
    kept: dict[tuple[Kind, str], Table] = {}
    for table in sorted(tables, key=_preference):
        kept.setdefault((table.form.kind, table.content.path.rpartition(".")[0].lower()), table)
    return sorted(kept.values(), key=lambda table: table.content.name)


def _preference(table: Table) -> int:
    # Separated text gives every word as it is; a sheet loses zeros; fixed-width text has no title.
    if table.delimiter:
        return 0
    return 1 if table.header else 2
