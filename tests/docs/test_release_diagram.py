"""The life of a release is drawn in the docs as the one table says."""

from docs.reading_docs import DOCS, code_blocks
from shared_metrics.releases.states import diagram


def test_the_diagram_is_the_table() -> None:
    """Whoever changes a transition changes the drawing."""
    (drawn,) = code_blocks(DOCS / "explanation" / "releases.md", "mermaid")
    assert drawn.strip() == diagram()
