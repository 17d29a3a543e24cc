"""Kills the program at random moments and looks at what is left: `make faults`.

    python benchmarks/faults.py [--rounds 240] [--seed 1] [--json]

Exits with 1 when anything acknowledged was lost, counted twice, torn, or did not start again.
"""

import argparse
import json
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import asdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from killed_rounds import KINDS, Round, Rounds, planned  # noqa: E402 - found by the line above

WIDTH = 22
HEADINGS = ("rounds", "acknowledged", "cut short", "lost", "twice", "torn", "not started")


def main() -> int:
    said = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    said.add_argument("--rounds", type=int, default=240)
    said.add_argument("--seed", type=int, default=1)
    said.add_argument("--json", action="store_true", help="one line a round, as JSON")
    told = said.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="shared-metrics-faults-") as folder:
        rounds = Rounds(Path(folder), told.seed)
        done = []
        for kind in planned(told.rounds, told.seed):
            done.append(rounds.run(kind))
            put(done[-1], as_json=told.json)
    if not told.json:
        put_table(done, time.monotonic() - begun)
    return int(any(is_bad(one) for one in done))


def is_bad(one: Round) -> bool:
    verdict = one.verdict
    return bool(verdict.lost or verdict.twice or verdict.torn or one.unclean)


def put(one: Round, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(asdict(one)), flush=True)
        return
    for word in (*one.verdict.words, *([one.unclean] if one.unclean else [])):
        print(f"{one.kind}, killed {one.how}: {word}", flush=True)


def put_table(done: list[Round], seconds: float) -> None:
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * len(HEADINGS))
    for one in done:
        verdict = one.verdict
        faults = (verdict.lost, verdict.twice, verdict.torn, int(bool(one.unclean)))
        for kind in (one.kind, "all"):
            told = (1, one.acknowledged, int(one.under_way), *faults)
            counts[kind] = [a + b for a, b in zip(counts[kind], told, strict=True)]
    print(f"{'':<{WIDTH}}" + "".join(f"{heading:>14}" for heading in HEADINGS))
    for kind in (*KINDS, "all"):
        print(f"{kind:<{WIDTH}}" + "".join(f"{count:>14,}" for count in counts[kind]))
    chosen = sum(one.how.startswith(("before", "after")) for one in done)
    print(f"{chosen} at a chosen point, {len(done) - chosen} at a random moment; {seconds:.0f} s.")


if __name__ == "__main__":
    sys.exit(main())
