import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def real_data(request):
    """The folder of real files; only a page that reads them is skipped without it."""
    named = os.environ.get("SHARED_METRICS_REAL_DATA")
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    page = request.node.callspec.params.get("page") if hasattr(request.node, "callspec") else None
    if page is not None and "own-data" in page.name and not folder.is_dir():
        pytest.skip("the real files are not here; name their folder in SHARED_METRICS_REAL_DATA")
    return folder
