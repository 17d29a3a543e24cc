"""Builds the public site of the home the environment names: a program of its own, run apart.

Drawing charts and report cards takes half a minute of computing and much memory; the pages that
people use at that moment are not to feel it.
"""

import json
import os
import sys

from shared_metrics import logs
from shared_metrics.desk import open_desk
from shared_metrics.errors import SharedMetricsError
from shared_metrics.settings import load_settings
from shared_metrics.web.built_site import build

KIND_TO_OTHERS = 10


def main() -> int:
    """Builds it; otherwise says on stdout in one line of JSON what stood in the way."""
    logs.set_up()
    os.nice(KIND_TO_OTHERS)
    try:
        desk = open_desk(load_settings())
        report = build(desk)
    except SharedMetricsError as error:
        sys.stdout.write(json.dumps(error.as_dict()))
        return error.exit_code
    logs.note("site_built", release=report.newest, pages=report.pages, seconds=report.seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
