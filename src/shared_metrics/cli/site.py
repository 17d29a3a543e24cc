"""`site`: the public pages as plain files, from frozen releases."""

from pathlib import Path

import click

from shared_metrics.cli import output
from shared_metrics.cli.call import Call, shared_options


@click.command()
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option(
    "--embed", "embeds", multiple=True, metavar="GOAL", help="A goal others may show; repeatable."
)
@click.option("--address", default="", metavar="URL", help="The site's full address, if known.")
@click.option(
    "--base-path",
    default="/",
    show_default=True,
    metavar="PATH",
    help="Where the site begins on its host.",
)
@shared_options
def site(call: Call, *, out: Path, embeds: tuple[str, ...], address: str, base_path: str) -> None:
    """Write the public site into the folder OUT, from published releases alone.

    Any web server can show it, and so can a browser without one. It is put there in one step; on
    any trouble an older site stays. Build it anew after each release. With --json: {"out",
    "newest", "releases", "pages", "files", "bytes", "seconds"}.
    """
    from shared_metrics.desk.questions import releases as questions
    from shared_metrics.site import build_site

    desk = call.open_desk()
    for goal in embeds:
        desk.definitions.goal(goal)
    editions = [questions.edition(desk, row.id) for row in questions.releases(desk)]
    made = build_site(editions, out, base_path=base_path, address=address, embeds=frozenset(embeds))
    if call.as_json:
        output.put_json(made.as_dict())
        return
    files = output.counted(made.files, "file")
    output.say(f"{made.out}: {output.counted(made.pages, 'page')}, {files}, up to {made.newest}.")
