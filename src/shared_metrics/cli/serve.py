"""`serve`: the pages of one's own partnership, on this machine."""

import click

from shared_metrics.cli import output
from shared_metrics.cli.call import Call, shared_options
from shared_metrics.cli.demo import ADDRESS, find_checkout, must_be_able_to_serve, serve_pages
from shared_metrics.errors import InstallationProblem


@click.command()
@click.option("--port", default=8501, show_default=True, help="Where the pages are served.")
@shared_options
def serve(call: Call, *, port: int) -> None:
    """Serve the pages of a home that is there, for whoever sits at this machine.

    To let others in, see the guide on deploying. Needs the checkout, because the pages are not
    part of the installed package.
    """
    from shared_metrics.desk.home import read_home

    checkout = find_checkout()
    must_be_able_to_serve(port)
    settings = call.settings()
    if read_home(settings.home) is None:
        raise InstallationProblem(
            "home_missing",
            f"There is no home in “{settings.home}”.",
            "Name it with --home, or make one with `shared-metrics init`.",
        )
    desk = call.open_desk()
    output.say(f"{desk.partnership.name}: http://{ADDRESS}:{port}  (Ctrl-C stops it)")
    serve_pages(desk, checkout, port)
