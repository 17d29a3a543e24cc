"""The home: the folder one installation keeps everything in, and what it remembers."""

import datetime as dt
import json
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from shared_metrics.errors import InstallationProblem
from shared_metrics.settings import DEFAULT_DEFINITIONS, Settings
from shared_metrics.vault.files import make_folder, plain_words, write_whole

LEDGER = "ledger.db"
VAULT = "vault"
RELEASES = "releases"
REMEMBERED = "settings.toml"


@dataclass(frozen=True)
class Home:
    """What `settings.toml` holds. `partnership`: whose home it is; `today`: a fixed day (demo)."""

    folder: Path
    definitions: Path
    partnership: str | None = None
    sample: bool = False
    today: dt.date | None = None


def open_home(settings: Settings) -> Home:
    """The home as it remembers itself, with what the settings say on top.

    A folder that does not exist yet is not made here: `remember` does, when all else is well.
    """
    remembered = read_home(settings.home)
    if remembered is None:
        return Home(settings.home, (settings.definitions or DEFAULT_DEFINITIONS).absolute())
    if settings.definitions is None:
        return remembered
    return replace(remembered, definitions=settings.definitions.absolute())


def read_home(folder: Path) -> Home | None:
    """What a home remembers, None when it is not one yet."""
    path = folder / REMEMBERED
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        return Home(
            folder,
            folder.absolute() / told["definitions"],
            told["partnership"],
            bool(told["sample"]),
            told.get("today"),
        )
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise _broken(path, error) from None
    except OSError as error:
        raise InstallationProblem(
            "home_unusable", f"“{path}” cannot be read: {error.strerror}.", _CHECK_RIGHTS
        ) from None


_CHECK_RIGHTS = "Check that the home folder is the right one and that this user may use it."


def _broken(path: Path, error: Exception) -> InstallationProblem:
    return InstallationProblem(
        "home_broken",
        f"“{path}” cannot be understood: {error}.",
        "Mend the file, or restore it from the newest backup.",
    )


def remember(home: Home) -> Home:
    """Writes what the home remembers, whole or not at all; makes the folder on first use.

    A definitions folder inside the home is kept relative to it, so the home can be moved.
    """
    with plain_words(home.folder):
        if not home.folder.exists():
            make_folder(home.folder.absolute())
            home.folder.chmod(0o700)  # it holds everybody's data
        write_whole(home.folder.absolute() / REMEMBERED, text_of(home).encode())
    return home


def text_of(home: Home) -> str:
    """`settings.toml` of a home."""
    lines = [
        "# What this home remembers. Written by Shared Metrics; may be edited by hand.",
        f"partnership = {json.dumps(home.partnership)}",
        f"definitions = {json.dumps(_portable(home), ensure_ascii=False)}",
        f"sample = {json.dumps(home.sample)}",
    ]
    if home.today is not None:
        lines.append(f"today = {home.today.isoformat()}")
    return "\n".join(lines) + "\n"


def _portable(home: Home) -> str:
    definitions, folder = home.definitions.absolute(), home.folder.absolute()
    if definitions.is_relative_to(folder):
        return definitions.relative_to(folder).as_posix()
    return definitions.as_posix()


def set_today(settings: Settings, today: dt.date | None) -> None:
    """Fixes the day a home lives in (the demo does), or frees it again."""
    home = read_home(settings.home)
    if home is None:
        raise InstallationProblem(
            "home_missing", f"There is no home in “{settings.home}” yet.", _CHECK_RIGHTS
        )
    remember(replace(home, today=today))
