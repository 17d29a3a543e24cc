"""`init DIR`: a partnership of one's own, in a new folder."""

from pathlib import Path

import click

from shared_metrics.cli import output
from shared_metrics.cli.call import Call, shared_options


@click.command()
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", default="Our partnership", show_default=True, help="What it is called.")
@click.option("--place", default="Our region", show_default=True, help="Where it works.")
@click.option("--time-zone", default="UTC", show_default=True, help="Such as Europe/Berlin.")
@click.option(
    "--backbone", default="Coordinating office", show_default=True, help="Who coordinates."
)
@click.option("--person", default="You", show_default=True, help="Your name.")
@click.option("--email", default="you@example.org", show_default=True, help="How you sign in.")
@shared_options
def init(call: Call, directory: Path, **answers: str) -> None:
    """Make a new partnership in DIR: definitions to change, a home, a first file to try.

    DIR must not exist yet, or be empty. The definitions hold one contract, three metrics, one goal
    and two partners.
    """
    from shared_metrics.cli.new_partnership import make_partnership

    made = make_partnership(directory, answers, home=call.home)
    if call.as_json:
        output.put_json(made.as_dict())
        return
    output.say(f"Made {directory}: definitions in {made.definitions}, home in {made.home}.")
    output.say("Next:")
    for step in made.next_steps:
        output.put(step)
