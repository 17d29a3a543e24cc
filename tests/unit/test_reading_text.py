"""Bytes to text, and what kind of file the bytes are."""

import pytest

from reading_factories import HEADER, ROW, assumed, csv_text, read_bytes, rules
from shared_metrics.reading.rules import Unreadable
from shared_metrics.reading.text import decode
from shared_metrics.reading.upload import Caps, Upload, check_size, kind_of, looks_like

TEXT = csv_text(HEADER, ("2026-03", "Café – Süd", "all", "42", "7"))


@pytest.mark.parametrize(
    ("encoding", "mark", "label"),
    [
        ("utf-8", b"", "UTF-8"),
        ("utf-8", b"\xef\xbb\xbf", "UTF-8"),
        ("utf-16-le", b"\xff\xfe", "UTF-16"),
        ("utf-16-be", b"\xfe\xff", "UTF-16"),
        ("utf-16-le", b"", "UTF-16"),
        ("utf-16-be", b"", "UTF-16"),
        ("utf-32-le", b"\xff\xfe\x00\x00", "UTF-32"),
        ("cp1252", b"", "Windows-1252"),
    ],
)
def test_each_encoding_gives_the_same_text(encoding: str, mark: bytes, label: str) -> None:
    """Every encoding Excel writes is read, with or without its mark, and named."""
    decoded = decode(mark + TEXT.encode(encoding))
    assert (decoded.text, decoded.encoding) == (TEXT, label)
    assert bool(decoded.assumptions) is (label != "UTF-8")


def test_windows_text_is_said_with_its_line() -> None:
    """A guess at the encoding names the first line where it matters."""
    table = read_bytes((csv_text(HEADER, ROW) + "2026-04,Peña,all,1,1\n").encode("cp1252"))
    assert "line 3" in assumed(table)["encoding"]
    assert table.cells["site"].to_list() == ["North", "Peña"]


@pytest.mark.parametrize("content", [TEXT.encode("utf-16")[:-1], b"\xef\xbb\xbf" + b"a,\xff\n"])
def test_a_mark_that_lies_is_refused(content: bytes) -> None:
    """Text that breaks the encoding its own mark declares is not guessed at."""
    assert rules(read_bytes(content)) == ["unreadable_letters"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_count_lines(line_end: str) -> None:
    """Old Mac, Windows and Unix line ends give the same rows on the same lines."""
    table = read_bytes(csv_text(HEADER, ROW, ROW, line_end=line_end).encode())
    assert table.cells["line"].to_list() == [2, 3]


def test_a_null_character_is_told_at_its_line() -> None:
    """A hidden null blocks, because the figure around it may be torn."""
    table = read_bytes(csv_text(HEADER, ROW, ("2026-03", "S", "all", "4\x002", "7")).encode())
    finding = next(f for f in table.findings if f.rule == "nul_character")
    assert (finding.line, finding.level) == (3, "fix")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"a,b\n", "csv"),
        (b"PK\x03\x04...", "xlsx"),
        (b"%PDF-1.7", None),
        (b"\x1f\x8b\x08", None),
        (b"\x28\xb5\x2f\xfd", None),
        (b"BZh91AY", None),
        (b"\xfd7zXZ\x00", None),
        (b"  <!DOCTYPE html><table>", None),
        (b"\xef\xbb\xbf<html>", None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", None),
    ],
)
def test_the_first_bytes_say_the_kind(content: bytes, kind: str | None) -> None:
    """A file is what its bytes are; what is no table is refused in plain words."""
    if kind:
        assert kind_of(content) == looks_like(content) == kind
    else:
        with pytest.raises(Unreadable) as refused:
            kind_of(content)
        assert refused.value.finding.fix


def test_programs_and_control_characters_are_not_text() -> None:
    """Binary bytes are not squeezed into letters."""
    assert rules(read_bytes(bytes(range(1, 32)) * 40)) == ["not_a_table"]
    assert rules(read_bytes(b"month,site\n" + bytes(5000))) == ["not_a_table"]
    assert rules(read_bytes(b"\xe9" + bytes(range(1, 9)) * 40)) == ["not_a_table"]


def test_the_cap_counts_bytes() -> None:
    """A file of exactly the cap is read; one byte more is not; no cap is no limit."""
    check_size(Upload("x", b"12345"), Caps(max_bytes=5))
    check_size(Upload("x", b"123456"), Caps(max_bytes=None))
    with pytest.raises(Unreadable, match="MB"):
        check_size(Upload("x", b"123456"), Caps(max_bytes=5))


def test_the_hash_is_of_the_bytes() -> None:
    """Two uploads with the same bytes have the same hash, whatever their names."""
    assert Upload("a", b"x").sha256 == Upload("b", b"x").sha256 != Upload("a", b"y").sha256
