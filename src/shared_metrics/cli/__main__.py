"""`python -m shared_metrics.cli` is `shared-metrics`."""

import sys

from shared_metrics.cli import main

sys.exit(main())
