"""Files named on the command line."""

from pathlib import Path
from typing import TYPE_CHECKING

from shared_metrics.errors import CallersMistake

if TYPE_CHECKING:
    from shared_metrics.reading import Upload


def read_upload(path: Path, max_bytes: int | None) -> "Upload":
    """The bytes of a file, at most one more than may be read, so that reading can say so.

    Raises CallersMistake when there is no such file.
    """
    from shared_metrics.reading import Upload

    must_be_a_file(path)
    with path.open("rb") as file:
        return Upload(path.name, file.read() if max_bytes is None else file.read(max_bytes + 1))


def must_be_a_file(path: Path) -> None:
    """Raise CallersMistake when there is no file at the path."""
    if path.is_dir():
        raise CallersMistake("not_a_file", f"“{path}” is a folder.", "Name the files in it.")
    if not path.exists():
        raise CallersMistake("no_such_file", f"There is no file “{path}”.", "Check its name.")
