"""The wheel is library and command line: it must work without the checkout."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def unpacked_wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    source = folder / "source"  # its own copy: two builds of one folder disturb each other
    shutil.copytree(ROOT / "src", source / "src", ignore=shutil.ignore_patterns("*.egg-info"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    subprocess.run([*build, "-w", folder, source], check=True, capture_output=True)
    (wheel,) = folder.glob("shared_metrics-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run_from(wheel, *arguments, cwd):
    environment = {**os.environ, "PYTHONPATH": str(wheel), "SHARED_METRICS_HOME": str(cwd / "home")}
    start = "import sys; from shared_metrics.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", start, *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_wheel_is_what_runs(unpacked_wheel, tmp_path):
    """The test is about the wheel's own files, not the checkout's."""
    environment = {**os.environ, "PYTHONPATH": str(unpacked_wheel)}
    where = subprocess.run(
        [sys.executable, "-c", "import shared_metrics; print(shared_metrics.__file__)"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert Path(where).is_relative_to(unpacked_wheel)


def test_a_new_partnership_begins_from_the_wheel(unpacked_wheel, tmp_path):
    """`init` brings its own templates, and what it writes lints clean."""
    begun = run_from(unpacked_wheel, "init", "ours", cwd=tmp_path)
    assert begun.returncode == 0, begun.stderr
    linted = run_from(
        unpacked_wheel, "contracts", "lint", "ours/data_contracts", "--json", cwd=tmp_path
    )
    assert (linted.returncode, json.loads(linted.stdout)) == (0, []), linted.stderr


def test_demo_says_that_it_needs_the_checkout(unpacked_wheel, tmp_path):
    """The sample partnership is not in the wheel; the command says so instead of failing oddly."""
    outcome = run_from(unpacked_wheel, "demo", "--no-serve", cwd=tmp_path)
    assert outcome.returncode == 14
    assert "checkout" in outcome.stderr
