"""Ask whether a known vulnerability stands against a pinned dependency (`pip-audit`, from OSV).

Fails on any, unless `accepted_advisories.toml` names it with a reason and a day until which it is
accepted. Without an answer from the advisory service it says so in one line and passes: checks
must work without a network.
"""
# ruff: noqa: INP001 - a script, run by name

import argparse
import datetime as dt
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
ACCEPTED = Path(__file__).with_name("accepted_advisories.toml")
SERVICE = "https://api.osv.dev/v1/query"
NO_ANSWER = re.compile(r"ConnectionError|Timeout|ServiceError|HTTPError|Could not connect|SSLError")


@dataclass(frozen=True, slots=True)
class Advisory:
    """One known vulnerability of one pinned dependency; `ids` are all the names it goes by."""

    package: str
    version: str
    ids: frozenset[str]
    mended_in: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What a person reads."""
        mended = f"; mended in {', '.join(self.mended_in)}" if self.mended_in else ""
        return f"{self.package} {self.version}: {' '.join(sorted(self.ids))}{mended}"


def parse_report(text: str) -> list[Advisory] | None:
    """The advisories in pip-audit's JSON; None when the service knew no dependency at all."""
    asked = json.loads(text)["dependencies"]
    if asked and all("skip_reason" in one for one in asked):
        return None
    return [
        Advisory(
            one["name"],
            one["version"],
            frozenset([found["id"], *found["aliases"]]),
            tuple(found["fix_versions"]),
        )
        for one in asked
        for found in one.get("vulns", ())
    ]


def parse_accepted(text: str) -> dict[str, dt.date]:
    """Advisory id -> the last day it is accepted. Raises ValueError for one without a reason."""
    accepted: dict[str, dt.date] = {}
    for one in tomllib.loads(text).get("accepted", []):
        if not str(one.get("reason", "")).strip() or not isinstance(one.get("until"), dt.date):
            raise ValueError(f"{one.get('id')}: write a reason, and `until` as a day.")
        accepted[one["id"]] = one["until"]
    return accepted


def standing(
    advisories: Iterable[Advisory], accepted: Mapping[str, dt.date], today: dt.date
) -> list[Advisory]:
    """Those that nobody has accepted, or whose acceptance has run out."""
    valid = {advisory for advisory, until in accepted.items() if until >= today}
    return [one for one in advisories if not one.ids & valid]


def ask(locks: Sequence[Path], service: str) -> list[Advisory] | None:
    """Run pip-audit; None when the service gives no answer. Raises RuntimeError otherwise."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--progress-spinner", "off"]
    command += [
        "--vulnerability-service",
        "osv",
        "--osv-url",
        service,
        "--timeout",
        "5",
        "--format",
        "json",
    ]
    for lock in locks:
        command += ["--requirement", str(lock)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if ran.stdout.strip():
        return parse_report(ran.stdout)
    if NO_ANSWER.search(ran.stderr):
        return None
    raise RuntimeError(ran.stderr.strip().rpartition("\n")[2])


def main() -> int:
    """1 when a vulnerability stands."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--service", default=SERVICE, help="the OSV query address")
    parser.add_argument("--accepted", type=Path, default=ACCEPTED)
    parser.add_argument("locks", nargs="*", type=Path, default=[ROOT / name for name in LOCKS])
    given = parser.parse_args()
    accepted = parse_accepted(given.accepted.read_text(encoding="utf-8"))
    advisories = ask(given.locks, given.service)
    if advisories is None:
        sys.stderr.write("Dependencies were not audited: the advisory service does not answer.\n")
        return 0
    left = standing(advisories, accepted, dt.datetime.now(dt.UTC).date())
    for one in left:
        sys.stderr.write(f"Known vulnerability: {one.sentence}\n")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
