"""Measure speed: ours beside the same work done otherwise, in one run; prints a Markdown table.

`--write` also puts the table into docs/explanation/speed.md. Everything compared is run in turns,
so that a busy machine slows all of it alike; a figure is the fastest run, because whatever else the
machine does can only slow one down.
"""

import argparse
import datetime as dt
import io
import os
import platform
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from by_hand import check_visits, placement_rate
from made_files import contract, visits_csv
from made_rows import many_partners, observations, placements_of_25_months
from page_times import page_seconds

from shared_metrics.checks import Judgement, judge, warm
from shared_metrics.contracts import Contract
from shared_metrics.definitions import Definitions, load_definitions
from shared_metrics.metrics import Question, measure
from shared_metrics.reading import Caps, Upload, read

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "explanation" / "speed.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
TODAY = dt.date(2026, 7, 15)
UNCAPPED = Caps(max_bytes=None, max_rows=None)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `ratio` is to the first of its group."""

    work: str
    how: str
    seconds: float
    ratio: float


def same(ours: object, theirs: object) -> None:
    """A comparison of two ways that give different answers would mean nothing."""
    if ours != theirs:
        sys.exit("The ways compared do not give the same answer: nothing was measured.")


def in_turns(ways: Mapping[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """Seconds of each way's fastest run, one way after the other, the first round left out."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(runs + 1):
        for name, way in ways.items():
            begun = time.perf_counter()
            way()
            if turn:
                seconds[name].append(time.perf_counter() - begun)
    return {name: min(each) for name, each in seconds.items()}


def compare(work: str, ways: Mapping[str, Callable[[], object]], runs: int = 12) -> Iterator[Row]:
    """Rows of one group; ratios are to the first way."""
    fastest = in_turns(ways, runs)
    first = next(iter(fastest.values()))
    for name, seconds in fastest.items():
        yield Row(work, name, seconds, seconds / first)


def read_and_judge(content: bytes, what: Contract) -> Judgement:
    """What `check` does with one file, in process."""
    table = read(Upload("file.csv", content), what, caps=UNCAPPED)
    return judge(table, what, partner=None, today=TODAY)


def small_files(definitions: Definitions) -> Iterator[Row]:
    """1,000 rows, warm."""
    visits, placed = visits_csv(1000), placements_of_25_months()
    workforce = definitions.contract("workforce_placements")
    same(read_and_judge(visits, contract()).verdict, "pass")
    same(read_and_judge(placed, workforce).verdict, "pass")
    yield from compare(
        "read and judge 1,000 rows",
        {
            "`pl.read_csv` alone": lambda: pl.read_csv(io.BytesIO(visits)),
            "ours, 8 columns": lambda: read_and_judge(visits, contract()),
            "ours, `workforce_placements`": lambda: read_and_judge(placed, workforce),
        },
        runs=20,
    )


def large_files() -> Iterator[Row]:
    """100,000 rows with 1 % faulty ones; both must find the same faults."""
    content, what = visits_csv(100_000, faulty=0.01), contract()
    ours = Counter(
        f.cell for f in read_and_judge(content, what).findings if f.rule != "duplicate_rows"
    )
    theirs = Counter(cell for rule, _, cell, _ in check_visits(content) if rule != "duplicate_rows")
    same(ours.keys(), theirs.keys())
    yield from compare(
        f"read and judge 100,000 rows, {sum(ours.values()):,} faults",
        {
            "`pl.read_csv` alone": lambda: pl.read_csv(io.BytesIO(content), infer_schema=False),
            "hand-written Polars, same faults": lambda: check_visits(content),
            "ours, with messages": lambda: read_and_judge(content, what),
        },
        runs=8,
    )


def measuring(definitions: Definitions) -> Iterator[Row]:
    """A ratio over 1,000,000 observations; both must give the same sums."""
    metric = definitions.metric("placement_rate")
    what = definitions.contract(metric.contract)
    partners = many_partners(700)
    rows = observations(what, partners, months=36)
    question = Question(by=("period",))

    def ours() -> pl.DataFrame:
        import narwhals as nw

        return measure(nw.from_native(rows.lazy()), metric, what, question, partners)

    by_hand, measured = placement_rate(rows), ours()
    same(by_hand["numerator"].to_list(), [int(cell) for cell in measured["numerator"]])
    yield from compare(
        f"measure a rate on {rows.height:,} rows",
        {"hand-written Polars": lambda: placement_rate(rows), "ours": ours},
    )


def releasing() -> Iterator[Row]:
    """Protection and its gate for a large partnership (more: `benchmarks/disclosure.py`)."""
    from disclosure import speed

    for work, step, seconds in speed(200, 36):
        if step in {"protect", "verify"}:
            yield Row(f"{work}, outsiders, no history", step, seconds, 0)


def pages() -> Iterator[Row]:
    """Server time of every page on the sample data, warm."""
    for title, seconds in page_seconds(ROOT).items():
        yield Row("page on the sample data, warm", title, seconds, 0)


def starting() -> Iterator[Row]:
    """Whole commands, from start to end, each in a process of its own."""
    home = ROOT / "build" / "bench-home"
    whose = ["--contract", "workforce_placements", "--home", str(home)]
    commands = {
        "`--help`": ["--help"],
        "`measure placements --by period`, sample data": [
            *("measure", "placements", "--by", "period"),
            *("--home", str(home)),
        ],
        "`status` of every goal, sample data": ["status", "--home", str(home)],
        "`site` of every release, sample data": [
            *("site", str(ROOT / "build" / "bench-site"), "--home", str(home)),
        ],
        "`check` of a file of 1,000 rows": ["check", str(home / "placements.csv"), *whose],
    }
    (home / "placements.csv").write_bytes(placements_of_25_months())
    for name, words in commands.items():
        seconds = in_turns({name: lambda words=words: run_command(words)}, 3)[name]
        yield Row("a whole command", name, seconds, 0)


def run_command(words: list[str]) -> None:
    """Run the program on its own and expect it to go well."""
    command = [sys.executable, "-m", "shared_metrics.cli", *words]
    subprocess.run(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True
    )


def as_markdown(rows: list[Row]) -> str:
    """The table, with when and on what it was measured."""
    lines = ["| work | how | milliseconds | ratio |", "|---|---|---:|---:|"]
    for row in rows:
        ratio = f"{row.ratio:.1f}" if row.ratio else ""
        lines.append(f"| {row.work} | {row.how} | {row.seconds * 1000:,.0f} | {ratio} |")
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, Polars {pl.__version__}"
    return "\n".join([f"Measured on {dt.datetime.now(dt.UTC):%Y-%m-%d}: {machine}.", "", *lines])


def write(table: str) -> None:
    """Put the table between its marks in docs/explanation/speed.md."""
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", encoding="utf-8")


def main() -> None:
    """Run every group and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="also into docs/explanation/speed.md")
    parser.add_argument("--no-pages", action="store_true", help="leave out the pages")
    said = parser.parse_args()
    warm()
    definitions = load_definitions(ROOT / "data_contracts")
    rows = [*small_files(definitions), *large_files(), *measuring(definitions), *releasing()]
    table = as_markdown(rows if said.no_pages else [*rows, *pages(), *starting()])
    print(table)
    if said.write:
        write(table)


if __name__ == "__main__":
    sys.exit(main())
