"""The sample's definitions as somebody would write them who wants their words to be run."""

import re
from pathlib import Path

import yaml

from served_app import DEFINITIONS

EVIL = "evil.example"
HOSTILE = (
    f"<script>window.taken=1</script><img src=x onerror=window.taken=1> <b>h</b> "
    f"[a](https://{EVIL}/a) ![b](https://{EVIL}/b.png) <https://{EVIL}/c> https://{EVIL}/d "
    f"$x^2$ $$y$$ :material/home: :red[c] :smile: `d` **e** # f | g ~~i~~ \\"
)
# Keys whose value is words for people, in files of contracts, metrics and the agenda.
WORDS = frozenset(
    {
        "statement",
        "title",
        "businessName",
        "changed",
        "place",
        "purpose",
        "unit",
        "happened",
        "quality_note",
        "hopes_to_gain",
        "definition",
        "who",
        "expected",
        "agreed_by",
        "message",
        "public_note",
        "grain",
        "label",
        "limitations",
        "brings",
        "checked_by",
        "description",
        "owner",
        "usage",
        "authored_by",
        "contact",
        "learned",
        "where",
        "why_it_matters",
        "note",
        "name",
        "asks",
        "low",
        "high",
        "about",
        "header",
        "fixed",
    }
)
IDS = frozenset({"name"})  # in a contract a `name` is what a column is called in files


def hostile(value: object, *, contract: bool) -> object:
    """A tree of YAML whose words for people all end in hostile ones."""
    if isinstance(value, list):
        return [hostile(one, contract=contract) for one in value]
    if not isinstance(value, dict):
        return value
    told = {}
    for key, inner in value.items():
        is_words = key in WORDS and not (contract and key in IDS)
        if is_words and isinstance(inner, str):
            told[key] = f"{inner} {HOSTILE}"
        else:
            told[key] = hostile(inner, contract=contract)
    if contract and told.get("property") == "grain":
        told["value"] = f"{told['value']} {HOSTILE}"
    return told


def write_hostile_definitions(folder: Path) -> Path:
    """Every file of the sample's definitions, with hostile words."""
    for source in DEFINITIONS.rglob("*.yaml"):
        target = folder / source.relative_to(DEFINITIONS)
        target.parent.mkdir(parents=True, exist_ok=True)
        tree = yaml.safe_load(source.read_text())
        contract = source.name.endswith(".odcs.yaml")
        told = hostile(tree, contract=contract)
        if contract:
            told["name"] = f"{tree['name']} {HOSTILE}"
        target.write_text(yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=10_000))
    return folder


def as_read(text: str) -> str:
    """A page's text with blanks made one, and what keeps addresses from being links left out."""
    return re.sub(r"\s+", " ", text.replace("\u2060", ""))
