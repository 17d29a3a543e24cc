"""Files named on the command line."""

from pathlib import Path

from shared_metrics.errors import CallersMistake
from shared_metrics.reading import Upload

TIMES_THE_CAP = 10


def read_upload(path: Path, max_bytes: int) -> Upload:
    """The bytes of a file. One over the cap is read, so that its finding can say its size.

    Raises CallersMistake when there is no such file, or when it is so large that it is not even
    opened for that.
    """
    must_be_a_file(path)
    most = max_bytes * TIMES_THE_CAP
    with path.open("rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise CallersMistake(
            "far_too_large",
            f"“{path}” is more than {TIMES_THE_CAP} times as large as may be read.",
            "Split it into periods, or lift the cap with --max-mb where you check it.",
        )
    return Upload(path.name, content)


def must_be_a_file(path: Path) -> None:
    """Raise CallersMistake when there is no file at the path."""
    if path.is_dir():
        raise CallersMistake("not_a_file", f"“{path}” is a folder.", "Name the files in it.")
    if not path.exists():
        raise CallersMistake("no_such_file", f"There is no file “{path}”.", "Check its name.")
