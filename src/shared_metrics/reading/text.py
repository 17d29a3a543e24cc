"""Bytes -> text: byte order marks, UTF-16 by its zero bytes, strict UTF-8, then Windows text."""

import codecs
import re
from dataclasses import dataclass

from shared_metrics.findings import Assumption, Finding, Level
from shared_metrics.reading.rules import Unreadable

_HEAD_BYTES = 4_000
_CONTROLS_OF_A_PROGRAM = 20  # more control characters than this in the head: not a text
_NULS_AT_MOST = 1_000
_MARKS = (  # UTF-32 first: its little-endian mark begins like UTF-16's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LABELS = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
    "cp1252": "Windows-1252",
}
_NOTHING = re.compile(r"[\s,;|\x00\ufeff]*")
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class DecodedText:
    """The file's text; lines end with a line feed only, null characters are gone."""

    text: str
    encoding: str  # as people know it: "UTF-8", "Windows-1252"
    findings: tuple[Finding, ...] = ()
    assumptions: tuple[Assumption, ...] = ()


def _unreadable_letters(line: int | None) -> Unreadable:
    return Unreadable(
        "unreadable_letters",
        "The letters of the file could not be read"
        + ("." if line is None else f"; the first such letter is on line {line}."),
        "Save it as “CSV UTF-8” in Excel (File, Save As), or send the .xlsx file.",
        line,
    )


def _split_mark(content: bytes) -> tuple[str | None, bytes]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding, content[len(mark) :]
    return None, content


def _utf16_by_zeros(content: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of plain letters is zero."""
    head = content[:_HEAD_BYTES]
    half = max(len(head) // 2, 1)
    even, odd = head[0::2].count(0) / half, head[1::2].count(0) / half
    if odd > 0.4 and even < 0.1:  # noqa: PLR2004 - shares of the head, read as they stand
        return "utf-16-le"
    if even > 0.4 and odd < 0.1:  # noqa: PLR2004 - as above
        return "utf-16-be"
    return None


def _line_of_byte(content: bytes, position: int) -> int:
    before = content[:position].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1


def _decode_as_windows(content: bytes, first_bad: int) -> tuple[str, str]:
    if len(_CONTROL.findall(content[:_HEAD_BYTES].decode("latin-1"))) > _CONTROLS_OF_A_PROGRAM:
        raise _not_a_text()
    try:
        return content.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:
        raise _unreadable_letters(_line_of_byte(content, first_bad)) from None


def _decode_bytes(content: bytes) -> tuple[str, str, int | None]:
    """Text, encoding, and the line of the first letter that is not UTF-8."""
    marked, body = _split_mark(content)
    encoding = marked or _utf16_by_zeros(body) or "utf-8"
    try:
        return body.decode(encoding), encoding, None
    except UnicodeDecodeError as problem:
        if encoding != "utf-8" or marked:
            raise _unreadable_letters(None) from None
        line = _line_of_byte(body, problem.start)
        return (*_decode_as_windows(body, problem.start), line)


def _not_a_text() -> Unreadable:
    return Unreadable(
        "not_a_table",
        "This is not a text or Excel file.",
        "Export the table again as .xlsx or as CSV UTF-8.",
    )


def _nul_findings(text: str) -> tuple[Finding, ...]:
    if text.count("\x00") > _NULS_AT_MOST:
        raise _not_a_text()
    return tuple(
        Finding(
            "nul_character",
            Level.FIX,
            f"Line {number} holds a hidden null character, so its figures cannot be trusted.",
            line=number,
            fix="Type the line again, or export the table again.",
        )
        for number, line in enumerate(text.split("\n"), start=1)
        if "\x00" in line
    )


def _encoding_assumptions(encoding: str, first_line: int | None) -> tuple[Assumption, ...]:
    label = _LABELS[encoding]
    if first_line is not None:
        message = (
            f"The file is not UTF-8, so it was read as Windows text ({label}). Look at the "
            f"accents and dashes, first on line {first_line}."
        )
        return (Assumption("encoding", message),)
    if encoding == "utf-8":
        return ()
    return (Assumption("encoding", f"The file was read as {label} text."),)


def decode(content: bytes) -> DecodedText:
    """The text of a CSV file. Raises Unreadable when it is no text or has none."""
    text, encoding, first_line = _decode_bytes(content)
    text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    if _NOTHING.fullmatch(text):
        raise Unreadable("empty_file", "The file is empty.", "Send the file with its header row.")
    findings: tuple[Finding, ...] = ()
    if "\x00" in text:
        findings, text = _nul_findings(text), text.replace("\x00", "")
    if len(_CONTROL.findall(text[:_HEAD_BYTES])) > _CONTROLS_OF_A_PROGRAM:
        raise _not_a_text()
    return DecodedText(
        text, _LABELS[encoding], findings, _encoding_assumptions(encoding, first_line)
    )
