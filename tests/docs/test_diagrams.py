"""The lives of releases and reviews are drawn in the docs as the one table of each says."""

import pytest

from docs.reading_docs import DOCS, code_blocks
from shared_metrics import reviews
from shared_metrics.releases import states


@pytest.mark.parametrize(
    ("page", "diagram"), [("releases.md", states.diagram()), ("reviews.md", reviews.diagram())]
)
def test_the_diagram_is_the_table(page: str, diagram: str) -> None:
    """Whoever changes a transition changes the drawing."""
    (drawn,) = code_blocks(DOCS / "explanation" / page, "mermaid")
    assert drawn.strip() == diagram
