"""Write the generated pages of `docs/reference`; `--check` only compares and changes nothing."""
# ruff: noqa: INP001 - a script, run by name

import argparse
import sys
from pathlib import Path

from reference_pages import PAGES

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"


def outdated(folder: Path = REFERENCE) -> list[Path]:
    """The generated pages that are not as they would be written now."""
    pages = {folder / name: text() for name, text in PAGES.items()}
    return [
        path
        for path, text in pages.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]


def write(folder: Path = REFERENCE) -> list[Path]:
    """Write every generated page; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in PAGES.items():
        (folder / name).write_text(text(), encoding="utf-8")
    return [folder / name for name in PAGES]


def main() -> int:
    """Write, or compare with `--check`: 1 when a page is out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if outdated")
    if not parser.parse_args().check:
        sys.stdout.write(f"{len(write())} pages written to docs/reference\n")
        return 0
    old = outdated()
    for path in old:
        sys.stderr.write(f"{path.relative_to(ROOT)} is out of date: run `make docs`.\n")
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main())
