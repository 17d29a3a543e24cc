"""What people take along: the released bytes, described, hashed, in one ZIP."""

import csv
import dataclasses
import hashlib
import io
import json
import re
import zipfile

import pytest

from edition_factories import changed, edition
from shared_metrics.disclosure.public_table import read_public_csv
from shared_metrics.errors import InstallationProblem
from shared_metrics.releases.packing import public_files
from shared_metrics.site.downloads import CHECKSUMS, DATAPACKAGE, downloads


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture(scope="module")
def made():
    return edition()


def test_a_table_is_the_file_that_was_released(made):
    """Byte for byte, so that its hash is the one in the manifest; and it can be read back."""
    files = downloads(made).files
    for entry in made.release.tables:
        content = files[f"tables/{entry.id}.csv"]
        assert sha256(content) == entry.sha256
        table = made.tables[entry.id]
        again = read_public_csv(content, table.metric, table.every, table.by)
        assert again.cells.equals(table.cells)


def test_a_hidden_value_is_empty_and_never_0(made):
    """The status says why; the number column holds nothing that could be added up."""
    seen = 0
    for path, content in downloads(made).files.items():
        if path.endswith(".csv"):
            for row in csv.DictReader(io.StringIO(content.decode())):
                if row["status"] != "published" or row["coded"]:
                    seen += 1
                    assert row["value"] == ""
    assert seen > 50


def test_a_table_that_is_not_the_released_one_goes_nowhere(made):
    """A figure changed after the release is found before anybody gets it."""
    entry = made.release.tables[0]
    tables = (dataclasses.replace(entry, sha256="0" * 64), *made.release.tables[1:])
    with pytest.raises(InstallationProblem, match="not the one that was released"):
        downloads(changed(made, tables=tables))


def test_the_zip_holds_the_same_files_and_is_the_same_every_time(made):
    """Whoever unpacks it has what the page offers one by one."""
    offered = downloads(made)
    with zipfile.ZipFile(io.BytesIO(offered.files[offered.bundle])) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
        assert {info.date_time for info in archive.infolist()} == {(2026, 4, 22, 0, 0, 0)}
    assert inside == {p: c for p, c in offered.files.items() if p != offered.bundle}
    assert downloads(edition()).files == offered.files


def test_checksums_are_in_the_form_that_sha256sum_reads(made):
    """A line for every other file, and they agree."""
    files = downloads(made).files
    lines = files[CHECKSUMS].decode().splitlines()
    told = dict(reversed(line.split("  ", 1)) for line in lines)
    described = {p: c for p, c in files.items() if p != CHECKSUMS and not p.endswith(".zip")}
    assert told == {path: sha256(content) for path, content in described.items()}


def test_the_data_package_describes_every_file_and_column(made):
    """Frictionless: path, size, hash and the columns in the order of the file."""
    files = downloads(made).files
    package = json.loads(files[DATAPACKAGE])
    assert re.fullmatch(r"[-a-z0-9._/]+", package["name"])
    assert [r["path"] for r in package["resources"]] == [p for p in files if p.endswith(".csv")]
    for resource in package["resources"]:
        content = files[resource["path"]]
        assert re.fullmatch(r"[-a-z0-9._/]+", resource["name"])
        assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{sha256(content)}")
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert names == content.decode().splitlines()[0].split(",")
        key = resource["schema"]["primaryKey"]
        rows = list(csv.DictReader(io.StringIO(content.decode())))
        assert len({tuple(row[name] for name in key) for row in rows}) == len(rows)


def test_the_readme_says_what_is_special(made):
    """Empty means hidden, shares are fractions, sample data is none of the world."""
    said = downloads(made).files["README.txt"].decode()
    for words in ("never 0", "0.694 is 69.4 %", "made up", made.manifest_sha256):
        assert words in said
    amended = changed(made, amends="R10", reason="A file was wrong.")
    assert "Replaces R10: A file was wrong." in downloads(amended).files["README.txt"].decode()


def test_the_site_holds_what_proves_a_release():
    """release.json, the tables and the manifest lie in it as they were frozen."""
    one = edition()
    files = downloads(one).files
    frozen = public_files(one.release, one.tables)
    assert {path: files[path] for path in frozen} == frozen
    assert "manifest.json" in frozen
