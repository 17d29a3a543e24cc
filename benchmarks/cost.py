"""Measure what running a partnership costs: seconds, memory and disk; prints a Markdown table.

The way to the first upload is typed, each command a process of its own. The month runs in one
process, as the pages do. Beside the seconds on the clock stand those the processor worked, which a
busy machine hardly changes. Needs Chromium and a minute or three.
"""

import argparse
import contextlib
import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path += [str(ROOT / "tests"), str(ROOT)]
PARTNERS = 12
WHO = "you@example.org"
HEADER = "Month,Programme,People served,People finished,Average hours"
CLEAN = f"{HEADER}\n2026-03,Tutoring,40,9,6.5\n2026-03,Coaching,25,6,4.0\n"
FAULTY = f"{HEADER}\n2026-13,Tutoring,40,<5,6.5\n2026-03,Coching,25,6,\n"
LATER = f"{HEADER}\n2026-04,Tutoring,44,8,6.0\n2026-04,Coaching,21,7,4.5\n"
WORKFORCE = (
    "period,pathway,gender,age_group,enrolled,completed,follow_up_due,placed,average_hourly_wage\n"
    "2026-06,clean_energy,all,all,42,12,10,7,27.50\n"
)


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds on the clock, seconds the processor worked, and commands run."""

    clock: float
    processor: float
    commands: int

    def __add__(self, other: "Taken") -> "Taken":
        return Taken(
            self.clock + other.clock,
            self.processor + other.processor,
            self.commands + other.commands,
        )

    def __str__(self) -> str:
        return f"{self.clock:.1f} s ({self.processor:.1f} s) | {self.commands}"


Run = Callable[..., tuple[Taken, str]]


def typed(folder: Path, *words: str, expected: int = 0) -> tuple[Taken, str]:
    """Runs one command in a folder; what it took and printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    command = [sys.executable, "-m", "shared_metrics.cli", *words]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    clock = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if ran.returncode != expected:
        sys.exit(f"{' '.join(words)} ended with {ran.returncode}:\n{ran.stderr}{ran.stdout}")
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(clock, worked, 1), ran.stdout


def done(folder: Path, *words: str, expected: int = 0) -> tuple[Taken, str]:
    """Runs one command in this process; what it took and printed."""
    from shared_metrics.cli import main as command_line

    os.chdir(folder)
    begun, worked = time.perf_counter(), time.process_time()
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        code = command_line(list(words))
    taken = Taken(time.perf_counter() - begun, time.process_time() - worked, 1)
    if code != expected:
        sys.exit(f"{' '.join(words)} ended with {code}")
    return taken, printed.getvalue()


def number_in(printed: str) -> str:
    """The first submission number in what was printed."""
    return printed[printed.index("sub_") :][:20]


def send(run: Run, folder: Path, partner: str, file: str) -> tuple[Taken, str]:
    whose = ("--contract", "first", "--partner", partner, "--as", WHO, "--on-behalf")
    taken, printed = run(folder, "submit", file, *whose)
    return taken, number_in(printed)


def start(place: Path) -> tuple[Path, Taken]:
    """From an empty folder to the first accepted upload."""
    (place / "first.csv").write_text(CLEAN, encoding="utf-8")
    named = [word for n in range(1, PARTNERS + 1) for word in ("--partner", f"Partner {n}:public")]
    made, _ = typed(place, "init", "own", "--file", "first.csv", *named)
    own = place / "own"
    linted, _ = typed(own, "contracts", "lint")
    sent, number = send(typed, own, "partner_1", "first_file.csv")
    accepted, _ = typed(own, "accept", number, "--as", WHO, "--reason", "first try")
    measured, _ = typed(own, "measure", "people_served", "--by", "period")
    return own, made + linted + sent + accepted + measured


def month(own: Path) -> dict[str, Taken]:
    """Twelve partners send one file each; then again with faults found and mended first."""
    (own / "clean.csv").write_text(LATER, encoding="utf-8")
    (own / "faulty.csv").write_text(FAULTY, encoding="utf-8")
    from shared_metrics import checks

    checks.warm()
    nothing = Taken(0, 0, 0)
    clean, faulty, numbers = nothing, nothing, []
    for n in range(1, PARTNERS + 1):
        partner = f"partner_{n}"
        whose = ("--contract", "first", "--partner", partner)
        checked, _ = done(own, "check", "clean.csv", *whose)
        sent, number = send(done, own, partner, "clean.csv")
        found, _ = done(own, "check", "faulty.csv", *whose, expected=1)
        clean, faulty = clean + checked + sent, faulty + found + checked + sent
        numbers.append(number)
    accepted, _ = done(own, "accept", *numbers, "--as", WHO, "--reason", "all looked at")
    listed, _ = done(own, "submissions")
    measured, _ = done(own, "measure", "people_served", "--by", "period,partner")
    stands, _ = done(own, "progress")
    return {
        f"{PARTNERS} partners check and send a clean file": clean,
        f"{PARTNERS} partners check, mend, check and send": faulty,
        "the backbone lists, accepts all, measures, looks at progress": listed
        + accepted
        + measured
        + stands,
    }


def kilobytes(folder: Path) -> int:
    """What the files in a folder take on disk."""
    return sum(path.stat().st_blocks for path in folder.rglob("*") if path.is_file()) // 2


def disk(home: Path) -> dict[str, str]:
    """The sample's home, and what a submission takes."""
    from shared_metrics.desk import open_desk
    from shared_metrics.settings import Settings

    desk = open_desk(Settings(home=home, definitions=ROOT / "data_contracts"))
    submissions = len(desk.ledger.submissions())
    desk.ledger.engine.dispose()
    whole, ledger = kilobytes(home), (home / "ledger.db").stat().st_blocks // 2
    return {
        "the sample's home": f"{whole / 1000:.1f} MB for {submissions} submissions",
        "of it, for each submission": f"{whole / submissions:.1f} kB "
        f"({ledger / submissions:.1f} in the ledger, the rest its files)",
    }


def resident(process: int) -> int:
    """Memory of a process and its children that is in use, in MB."""
    tree = [process, *_children(process)]
    return sum(_resident(one) for one in tree) // 1000


def _children(process: int) -> list[int]:
    path = Path(f"/proc/{process}/task/{process}/children")
    return [int(word) for word in path.read_text(encoding="ascii").split()]


def _resident(process: int) -> int:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))


def memory(home: Path) -> dict[str, str]:
    """The served app: at rest, after an upload, with four people at it."""
    from playwright.sync_api import sync_playwright

    from browsing import Visitor, launch
    from served_app import served

    with served(home) as address, sync_playwright() as playwright:
        server = _listening_on(int(address.rpartition(":")[2]))
        time.sleep(20)  # the checks are warmed after the start
        found = {"the server at rest, ready to check": resident(server)}
        browser = launch(playwright)
        partner = Visitor(browser, address).open("/send").press("Somebody else").be("Yuki Sato")
        partner.drop("june.csv", WORKFORCE).sees("Nothing to fix").settle()
        partner.press("Send").sees("Sent. The backbone looks at it next").settle()
        found["after one upload was checked and sent"] = resident(server)
        people = [Visitor(browser, address).open("/progress").be("Tomás Lindgren")]
        people += [Visitor(browser, address).open("/inbox").be("Tomás Lindgren")]
        people += [Visitor(browser, address).open("/shared_goals").settle()]
        found["with four people at it"] = resident(server)
        browser.close()
    return {name: f"{size} MB" for name, size in found.items()}


def _listening_on(port: int) -> int:
    """The process that was started with this port."""
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        words = place.read_bytes().split(b"\0")
        if str(port).encode() in words and b"streamlit" in words:
            return int(place.parent.name)
    sys.exit(f"No server on port {port}.")


def rows(sample: Path, parts: Sequence[str]) -> Iterator[str]:
    """The lines of the table."""
    with tempfile.TemporaryDirectory() as folder:
        if "start" in parts:
            own, started = start(Path(folder))
            yield f"| empty folder to first accepted upload | {started} |"
            yield from (f"| {name} | {taken} |" for name, taken in month(own).items())
            os.chdir(ROOT)
        for part, look in (("disk", disk), ("memory", memory)):
            if part in parts:
                yield from (f"| {name} | {size} | |" for name, size in look(sample).items())


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sample", type=Path, required=True, help="a seeded sample home")
    asked.add_argument("parts", nargs="*", default=["start", "disk", "memory"])
    said = asked.parse_args()
    os.environ["SHARED_METRICS_TODAY"] = "2026-07-15"
    print("| what | clock (processor) | commands |\n|---|---|---|")
    for line in rows(said.sample, said.parts):
        print(line, flush=True)
    print(f"\nLoad on {os.cpu_count()} cores at the end: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
