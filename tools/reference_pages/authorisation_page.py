"""Who may do what: the one table, where everything stands in it, and how much of it is tried."""

import importlib.util
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

from reference_pages.markdown import code, table
from reference_pages.markdown import page as whole_page
from shared_metrics.authorisation import (
    ACTS,
    COMMANDS,
    INVITED,
    KINDS,
    MACHINE,
    PAGES,
    QUESTIONS,
    ROUTES,
    RULES,
)

CASES = Path(__file__).resolve().parents[2] / "tests" / "authorisation_cases.py"
INTRODUCTION = """\
One table says who may do what to what. Every check of the pages and of the command line is
answered from it (`src/shared_metrics/authorisation.py`), and tests walk all of it. Roles add up:
somebody with two roles may what either may. Who has not signed in, was removed, or comes with an
expired or revoked link is “nobody”."""
WORDS = (
    (
        "own",
        "What belongs to the partner somebody is of; for the backbone's people, the backbone's.",
    ),
    ("sent", "What they sent themselves; for an upload link, what was sent through it."),
    ("all", "What belongs to any partner."),
    ("open", "Nothing of anybody's is in it."),
    ("-", "Not at all."),
)
ON_TOP = """\
Beside the table:

- Where `second_person: required` is set, nobody accepts what they sent themselves. Where it is
  `recorded`, they give a reason.
- A contract that the backbone loads, and a file of several partners, is sent by the backbone
  alone. For a partner, the backbone sends on its behalf and says so.
- Whoever gives or takes a role of the backbone needs `appoint` too, and the last admin cannot be
  removed.
- To whom may not see it, the id of a submission answers exactly as one that does not exist.
- Who somebody is, is asked of the ledger in every run of every page, and again inside the
  transaction of every act: removal holds in pages that are open.
- What a browser downloads comes from an address that holds a fingerprint of the content, for as
  long as the page is open; it cannot be worked out without the content."""
MACHINE_WORDS = """\
`machine`: a command without `--as` does nothing in anybody's name and reads nothing that its
caller could not read in the home's files. Who may run programs as the owner of the home may do
everything; keep that to the people who run the installation."""


def page() -> str:
    """The reference page of who may do what."""
    return whole_page(
        "Who may do what",
        INTRODUCTION,
        "## The table",
        table(("act", *KINDS, "in words"), map(_row, RULES)),
        table(("cell", "how far"), [(code(word), said) for word, said in WORDS]),
        ON_TOP,
        "## Pages",
        _places("page", PAGES),
        "## Commands",
        _places("command", COMMANDS),
        MACHINE_WORDS,
        "## Routes beside the pages",
        _places("route", ROUTES),
        "## Acts and questions of the desk",
        _places("function", ACTS | QUESTIONS),
        f"`{INVITED}`: whoever signs in with the verified address that was invited.",
        "## What the tests try",
        table(("what", "tried"), [(what, f"{n:,}") for what, n in _counts().items()]),
        "Let in although the table leaves them out: **0**. One of them would fail the tests, and "
        "so would a page, command, route, act or question that is missing above.",
    )


def _row(act: str) -> tuple[str, ...]:
    rule = RULES[act]
    cells = ("+".join(sorted(rule.reach[kind])) or "-" for kind in KINDS)
    return (code(act), *cells, rule.words)


def _places(what: str, places: Mapping[str, str]) -> str:
    needed = list(dict.fromkeys(places.values()))
    rows = [
        (code(act), ", ".join(code(name) for name, other in places.items() if other == act))
        for act in sorted(needed, key=lambda act: (act == MACHINE, needed.index(act)))
    ]
    return table(("needs", f"{what}s"), rows)


def _counts() -> Mapping[str, int]:
    """As the tests count what they walk."""
    spec = importlib.util.spec_from_file_location("authorisation_cases", CASES)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(CASES)
    cases = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = cases  # dataclasses look their module up
    spec.loader.exec_module(cases)
    return cast("Callable[[], Mapping[str, int]]", cases.counts)()
