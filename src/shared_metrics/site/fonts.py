"""The program's own font, also for what cannot read it as it is packed for browsers."""

import atexit
import shutil
import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

FONTS: Final = ("inter-latin-wght-normal", "inter-latin-ext-wght-normal")


def fonts_folder() -> Path:
    """Where the packed fonts lie: one copy, beside the app's entry script, which needs it there."""
    return Path(str(files("shared_metrics"))) / "web" / "static"


@cache
def unpacked_fonts() -> Path:
    """A folder with the fonts unpacked, for as long as this process lives."""
    from fontTools.ttLib import TTFont

    folder = Path(tempfile.mkdtemp(prefix="shared-metrics-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name in FONTS:
        font = TTFont(fonts_folder() / f"{name}.woff2", recalcTimestamp=False)
        font.flavor = None
        font.save(folder / f"{name}.ttf")
    return folder
