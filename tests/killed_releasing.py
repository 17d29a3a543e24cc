"""`python killed_releasing.py HOME ACT CALL NTH before|after`: one act, killed on its way.

A process of its own; it says `done` only when the act was acknowledged.
"""

import sys
from pathlib import Path

from desk_factories import make_desk
from killed_children import Point
from releasing_factories import PUBLIC_PLAN, planned, prepare, publish

ACTS = {"prepare": prepare, "publish": publish}


def main(home: str, act: str, call: str, nth: str, when: str) -> None:
    """Does the act; dies at the nth call, just before it or just after."""
    desk = planned(make_desk(Path(home)), PUBLIC_PLAN)
    Point(call, int(nth), when == "after").arm()
    ACTS[act](desk)
    sys.stdout.write("done")


if __name__ == "__main__":
    main(*sys.argv[1:])
