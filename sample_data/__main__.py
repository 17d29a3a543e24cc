"""`python -m sample_data truth` writes truth.json; `python -m sample_data files DIR` the files."""

import sys
from pathlib import Path

from sample_data.files import file_of
from sample_data.story import story
from sample_data.truth import TRUTH_FILE, truth_text

USAGE = "usage: python -m sample_data truth | files DIR"


def write_truth() -> None:
    """Writes truth.json beside this file."""
    TRUTH_FILE.write_text(truth_text(), encoding="utf-8")


def write_files(folder: Path) -> None:
    """Writes every file of the story, a folder for each partner and attempt."""
    for sending in story():
        if sending.rows is not None:
            name, content = file_of(sending)
            target = folder / sending.partner / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def main(words: list[str]) -> int:
    """Does what the words say; 2 when they say nothing we know."""
    if words == ["truth"]:
        write_truth()
        return 0
    if words[:1] == ["files"] and len(words) == 2:  # noqa: PLR2004 - the word and its folder
        write_files(Path(words[1]))
        return 0
    sys.stderr.write(USAGE + "\n")
    return 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
