"""The command line: `shared-metrics`. Data on stdout, words on stderr, exit codes as in `errors`.

Modules of commands import only click and light modules at the top; what a command needs is
imported when it runs, so that help starts at once.
"""

from shared_metrics.cli.program import main

__all__ = ["main"]
