"""The documentation as tests see it: pages, links, and blocks of commands with what they print."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
_FENCED = re.compile(r"^```(?P<kind>[\w-]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!\!)\[[^\]]*\]\((?P<target>[^)\s]+)\)|!\[[^\]]*\]\((?P<image>[^)\s]+)\)")


@dataclass(frozen=True)
class Command:
    """One command of a `console` block, and the lines the page says it prints."""

    line: int
    words: str
    printed: tuple[str, ...]


def pages() -> list[Path]:
    """Every page of the documentation, the README included."""
    return [*sorted(DOCS.rglob("*.md")), *(p for p in [ROOT / "README.md"] if p.exists())]


def links(page: Path) -> list[str]:
    """Every link and image of a page, code left out."""
    text = _FENCED.sub("", page.read_text(encoding="utf-8"))
    text = re.sub(r"`[^`\n]*`", "", text)
    return [found["target"] or found["image"] for found in _LINK.finditer(text)]


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    text = _FENCED.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ +(.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def code_blocks(page: Path, kind: str) -> list[str]:
    """The contents of a page's code blocks of one kind, in order."""
    text = page.read_text(encoding="utf-8")
    return [block["body"] for block in _FENCED.finditer(text) if block["kind"] == kind]


def commands(page: Path) -> list[Command]:
    """The commands of a page's `console` blocks, in order."""
    text = page.read_text(encoding="utf-8")
    found: list[Command] = []
    for block in _FENCED.finditer(text):
        if block["kind"] == "console":
            first = text.count("\n", 0, block.start("body")) + 1
            found += _commands_in(block["body"].splitlines(), first)
    return found


def _commands_in(lines: list[str], first: int) -> list[Command]:
    found: list[tuple[int, list[str], list[str]]] = []
    for number, line in enumerate(lines, first):
        if line.startswith("$ "):
            found.append((number, [line[2:]], []))
        elif line.startswith("> "):
            found[-1][1].append(line[2:])
        else:
            found[-1][2].append(line)
    return [Command(number, "\n".join(words), tuple(out)) for number, words, out in found]


def matches(said: tuple[str, ...], printed: str) -> bool:
    """Whether a page says what was printed: `...` stands for anything, within or between lines."""
    pattern = "\n".join(said).strip("\n")
    pieces = [re.escape(piece) for piece in pattern.split("...")]
    return re.fullmatch(".*".join(pieces), printed.strip("\n"), re.DOTALL) is not None
