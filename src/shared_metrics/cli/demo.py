"""`demo`: the sample partnership, made once and served on this machine."""

import importlib
import importlib.util
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shared_metrics.cli import output
from shared_metrics.cli.call import Call, shared_options
from shared_metrics.errors import Conflict, InstallationProblem

if TYPE_CHECKING:
    from shared_metrics.desk import Desk

Progress = Callable[[int, int, str], None]
ADDRESS = "127.0.0.1"
BAR_WIDTH = 30


@click.command()
@click.option("--no-serve", is_flag=True, help="Make the sample partnership and stop.")
@click.option("--port", default=8501, show_default=True, help="Where the pages are served.")
@shared_options
def demo(call: Call, *, no_serve: bool, port: int) -> None:
    """Make the sample partnership in the home, then serve its pages on this machine.

    Everything and everybody in it is made up. A second run goes on with what is there. Needs the
    checkout, because the sample and the pages are not part of the installed package.
    """
    checkout = find_checkout()
    if not no_serve:
        must_be_able_to_serve(port)
    desk = _sample_desk(call, checkout)
    _seed(desk, checkout, _progress())
    if call.as_json:
        output.put_json(_told(desk, port))
    if no_serve:
        output.say(f"The sample partnership is in {desk.home.folder}.")
        return
    _introduce(desk, port)
    serve_pages(desk, checkout, port)


def find_checkout() -> Path:
    """The folder with `app.py`, `pages/` and `sample_data/`.

    Raises InstallationProblem when this is an installed package without its checkout.
    """
    for folder in (Path(__file__).resolve().parents[3], Path.cwd()):
        if (folder / "app.py").is_file() and (folder / "sample_data").is_dir():
            return folder
    raise InstallationProblem(
        "needs_checkout",
        "The demo needs the checkout: its sample data and its pages are not in the package.",
        "Run it in the checkout, or begin your own partnership with `shared-metrics init`.",
    )


def _sample_desk(call: Call, checkout: Path) -> "Desk":
    from shared_metrics.desk import open_desk
    from shared_metrics.desk.home import read_home
    from shared_metrics.settings import load_settings

    settings = load_settings(
        home=call.home, definitions=call.definitions or checkout / "data_contracts"
    )
    home = read_home(settings.home)
    if home is not None and not home.sample:
        raise Conflict(
            "not_the_sample",
            f"The home “{settings.home}” belongs to “{home.partnership}”, not to the sample.",
            "Name another folder with --home; sample data never mixes with your own.",
        )
    return open_desk(settings)


def _seed(desk: "Desk", checkout: Path, progress: Progress) -> None:
    sys.path.insert(0, str(checkout))
    importlib.import_module("sample_data.seeding").seed(desk, progress)


def _progress() -> Progress:
    """A bar on one line of a terminal; elsewhere a line whenever the words change."""
    last = [""]

    def on_terminal(done: int, steps: int, words: str) -> None:
        filled = BAR_WIDTH * done // max(steps, 1)
        bar = "#" * filled + "." * (BAR_WIDTH - filled)
        end = "\n" if done == steps else ""
        sys.stderr.write(f"\r\033[K[{bar}] {done:,} of {steps:,}  {words}{end}")
        sys.stderr.flush()

    def elsewhere(done: int, steps: int, words: str) -> None:
        if words != last[0]:
            output.say(f"{done:,} of {steps:,} steps: {words}")
        last[0] = words

    return on_terminal if sys.stderr.isatty() else elsewhere


def _told(desk: "Desk", port: int) -> dict[str, object]:
    people = [
        {"email": p.email, "name": p.name, "roles": sorted(p.roles), "partner": p.partner}
        for p in desk.everybody()
    ]
    return {"home": str(desk.home.folder), "address": f"http://{ADDRESS}:{port}", "people": people}


def _introduce(desk: "Desk", port: int) -> None:
    names = {partner.id: partner.name for partner in desk.partnership.partners}
    office = desk.partnership.backbone_name
    rows = [
        (person.name, names.get(person.partner or "", office), ", ".join(sorted(person.roles)))
        for person in desk.everybody()
    ]
    output.say(f"\n{desk.partnership.name}: sample data, everybody in it is made up.\n")
    output.say(output.aligned(("You can be", "of", "who is"), rows, frozenset()))
    output.say(f"\nOpen http://{ADDRESS}:{port}  (Ctrl-C stops it)\n")


def must_be_able_to_serve(port: int) -> None:
    """Raises InstallationProblem without Streamlit, or when the port is taken."""
    if importlib.util.find_spec("streamlit") is None:
        raise InstallationProblem(
            "needs_web",
            "The pages need Streamlit, which is not installed here.",
            "Install `shared-metrics[web]`, or use --no-serve.",
        )
    with socket.socket() as probe:
        if probe.connect_ex((ADDRESS, port)) == 0:
            raise InstallationProblem(
                "port_taken",
                f"Something already answers at http://{ADDRESS}:{port}; perhaps the demo itself.",
                "Open it, stop it, or choose another place with --port.",
            )


def serve_pages(desk: "Desk", checkout: Path, port: int) -> None:
    """Become the server: this process is replaced, so Ctrl-C and signals reach it directly."""
    os.environ["SHARED_METRICS_HOME"] = str(desk.home.folder.absolute())
    os.environ["SHARED_METRICS_DEFINITIONS"] = str(desk.definitions.folder.absolute())
    sys.stdout.flush()
    os.chdir(checkout)
    serve = ["-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    os.execv(sys.executable, [sys.executable, *serve, "--server.address", ADDRESS])  # noqa: S606 - no shell is wanted
