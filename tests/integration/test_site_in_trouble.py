"""Whatever happens while a site is built, the old one stays, and the next attempt is clean."""

import errno
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from edition_factories import changed, edition
from integration.test_disk_in_trouble import fill, mounted
from keeping_factories import everything_in
from shared_metrics.errors import CallersMistake, Conflict, InstallationProblem
from shared_metrics.site import build_site, swapping
from shared_metrics.site.swapping import MARK, replacing
from site_factories import drawings

pytestmark = pytest.mark.xdist_group("site")
ROOT = Path(__file__).parents[2]
POINTS = ("writing", "before the swap", "after the swap", "between two steps")
CHILD = """
import os, signal, sys
from pathlib import Path
from shared_metrics.site import swapping
out, point = Path(sys.argv[1]), sys.argv[2]

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

if point == "between two steps":
    swapping._exchange = lambda *_: False
    real = Path.rename
    def rename(self, target):
        if self.name == "site" and self != out:
            die()
        return real(self, target)
    Path.rename = rename
elif point == "before the swap":
    swapping._exchange = die
elif point == "after the swap":
    swapping.sync_folder = die
with swapping.replacing(out) as new:
    (new / "index.html").write_text("new")
    if point == "writing":
        die()
"""


def put(out: Path, text: str) -> None:
    with replacing(out) as new:
        (new / "pages").mkdir()
        (new / "pages" / "a.html").write_text(text)
        (new / "index.html").write_text(text)


def beside(out: Path) -> list[str]:
    """What else lies beside a site."""
    return [path.name for path in out.parent.iterdir() if path != out]


@pytest.mark.parametrize("point", POINTS)
def test_a_kill_leaves_one_whole_site_and_the_next_attempt_is_clean(tmp_path, point):
    """Killed while writing or at the swap: old or new, never half; leftovers are cleared away."""
    out = tmp_path / "site"
    put(out, "old")
    child = subprocess.run([sys.executable, "-c", CHILD, out, point], check=False, cwd=ROOT / "src")
    assert child.returncode == -signal.SIGKILL
    if point == "between two steps":
        assert not out.exists()  # only where the system cannot exchange two folders
    else:
        assert (out / "index.html").read_text() == ("new" if point == "after the swap" else "old")
        assert (out / "pages").exists() == (point != "after the swap")
    with pytest.raises(ZeroDivisionError), replacing(out):
        raise ZeroDivisionError
    assert (out / "index.html").read_text() == ("new" if point == "after the swap" else "old")
    put(out, "third")
    assert (out / "index.html").read_text() == "third"
    assert beside(out) == []


def test_a_build_that_is_killed_leaves_the_site_before(tmp_path):
    """At any moment of a real build the pages served are those of the site before."""
    out = tmp_path / "site"
    build_site([edition("R1", tables={})], out, cache=drawings())
    before = {p: (out / p).read_bytes() for p in everything_in(out) if (out / p).is_file()}
    script = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from pathlib import Path\n"
        "from edition_factories import editions\n"
        "from shared_metrics.site import build_site\n"
        "print('ready', flush=True)\n"
        f"build_site(editions(3), Path({str(out)!r}))\n"
    )
    for patience in (0.3, 1.5):
        child = subprocess.Popen(
            [sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=ROOT,
            env={**os.environ, "PYTHONPATH": "src"},
        )  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        time.sleep(patience)
        child.kill()
        child.communicate()
        now = {p: (out / p).read_bytes() for p in everything_in(out) if (out / p).is_file()}
        assert now == before
    build_site([edition("R2", tables={})], out, cache=drawings())
    assert json.loads((out / "releases.json").read_bytes())[0]["id"] == "R2"
    assert beside(out) == []


@pytest.mark.parametrize("left", [0, 65_536, 1_000_000])
def test_a_disk_that_is_full_is_told_and_the_old_site_stays(tmp_path, left):
    """Nothing half is left beside it; once there is room, it is built."""
    with mounted(tmp_path / "disk", "4m") as disk:
        out = disk / "site"
        put(out, "old")
        there = everything_in(disk)
        filler = fill(disk, left)
        with pytest.raises(InstallationProblem) as told:
            build_site([edition()], out, cache=drawings())
        assert told.value.code == "disk_full"
        filler.unlink()
        assert everything_in(disk) == there
        assert (out / "index.html").read_text() == "old"
        build_site([edition(tables={})], out, cache=drawings())
        assert (out / "releases.json").exists()


def test_a_folder_that_may_not_be_written_is_told(tmp_path):
    """A disk that may only be read: said plainly, and the old site stays."""
    with mounted(tmp_path / "disk", "4m") as disk:
        put(disk / "site", "old")
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        with pytest.raises(InstallationProblem, match="cannot be used"):
            put(disk / "site", "new")
        assert (disk / "site" / "index.html").read_text() == "old"


def test_only_a_site_of_ours_is_replaced(tmp_path):
    """A folder with anything else in it, an own file among the pages, a file: left alone."""
    out = tmp_path / "site"
    out.mkdir()
    (out / "thesis.odt").write_text("years of work")
    with pytest.raises(Conflict, match=r"thesis\.odt") as told:
        put(out, "new")
    assert told.value.code == "not_a_site"
    assert everything_in(tmp_path) == ["site", "site/thesis.odt"]
    (out / "thesis.odt").unlink()
    put(out, "new")
    (out / ".git").mkdir()
    (out / ".git" / "config").write_text("own")
    with pytest.raises(Conflict, match=r"\.git/config"):
        put(out, "newer")
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(Conflict):
        put(file, "new")


@pytest.mark.parametrize("mark", ["", "[]", "{}", '{"files": 3}', "\x00"])
def test_a_spoilt_mark_makes_a_folder_somebody_elses(tmp_path, mark):
    """What cannot be read does not give anything away to be removed."""
    out = tmp_path / "site"
    put(out, "old")
    (out / MARK).write_text(mark)
    with pytest.raises(Conflict):
        put(out, "new")
    assert (out / "index.html").read_text() == "old"


def test_a_file_that_came_while_building_stops_the_swap(tmp_path):
    """Whoever puts something there meanwhile does not lose it."""
    out = tmp_path / "site"
    put(out, "old")
    with pytest.raises(Conflict), replacing(out):
        (out / "note.txt").write_text("mine")
    assert (out / "note.txt").read_text() == "mine"
    assert beside(out) == []


def test_an_empty_folder_and_a_linked_one_take_a_site(tmp_path):
    """A link to a folder stays a link."""
    out = tmp_path / "site"
    out.mkdir()
    put(out, "first")
    link = tmp_path / "link"
    link.symlink_to(out)
    put(link, "second")
    assert link.is_symlink()
    assert (out / "index.html").read_text() == "second"


def test_where_a_disk_is_attached_no_site_appears(tmp_path):
    """It could not be swapped in one step; a folder inside it can."""
    with mounted(tmp_path / "disk", "4m") as disk:
        with pytest.raises(Conflict) as told:
            put(disk, "new")
        assert told.value.code == "site_is_a_disk"
        put(disk / "site", "new")


def test_without_an_exchange_two_steps_do_it(tmp_path, monkeypatch):
    """On other systems: aside, in, and back again if the second step fails."""
    monkeypatch.setattr(swapping, "_exchange", lambda *_: False)
    out = tmp_path / "site"
    for text in ("one", "two"):
        put(out, text)
        assert (out / "index.html").read_text() == text
        assert beside(out) == []
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self.name == "site" and self != out:
            raise OSError(errno.EIO, "no")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(InstallationProblem):
        put(out, "three")
    assert (out / "index.html").read_text() == "two"
    assert beside(out) == []


def test_two_builds_at_once_leave_one_whole_site(tmp_path):
    """Each works beside the other; the last one to finish is the one that stands."""
    out = tmp_path / "site"
    put(out, "old")
    together = threading.Barrier(2)
    problems: list[BaseException] = []

    def build(text: str) -> None:
        try:
            with replacing(out) as new:
                (new / "index.html").write_text(text)
                together.wait()
        except BaseException as error:  # noqa: BLE001 - told below
            problems.append(error)

    both = [threading.Thread(target=build, args=(text,)) for text in ("a", "b")]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert problems == []
    assert (out / "index.html").read_text() in {"a", "b"}
    assert everything_in(out) == ["index.html", MARK]
    assert beside(out) == []


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"base_path": "public"}, "base_path"),
        ({"base_path": "/a//b/"}, "base_path"),
        ({"base_path": '/"onload=/'}, "base_path"),
        ({"address": "figures.example.org"}, "address"),
        ({"address": "javascript://x/"}, "address"),
        ({"address": "https://x.example/?q=1"}, "address"),
        ({"embeds": frozenset({"no_such_goal"})}, "unknown_goal"),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_written(tmp_path, options, code):
    """A caller's mistake, in plain words; no folder appears."""
    with pytest.raises(CallersMistake) as told:
        build_site([edition(tables={})], tmp_path / "site", **options)
    assert told.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_without_a_release_there_is_no_site(tmp_path):
    """Nothing to show is said; an older site stays."""
    put(tmp_path / "site", "old")
    with pytest.raises(Conflict) as told:
        build_site([], tmp_path / "site")
    assert told.value.code == "no_release"
    assert (tmp_path / "site" / "index.html").read_text() == "old"


def test_a_release_that_was_changed_builds_nothing(tmp_path):
    """A table that is not the released one stops all of it."""
    made = edition()
    (tmp_path / "site").mkdir()
    spoilt = [*made.release.tables]
    spoilt[3] = type(spoilt[3])(*[getattr(spoilt[3], n) for n in spoilt[3].__slots__[:7]],
        "0" * 64, spoilt[3].by_titles, spoilt[3].by_names)  # fmt: skip
    with pytest.raises(InstallationProblem, match="not the one that was released"):
        build_site([changed(made, tables=tuple(spoilt))], tmp_path / "site", cache=drawings())
    assert everything_in(tmp_path) == ["site"]
