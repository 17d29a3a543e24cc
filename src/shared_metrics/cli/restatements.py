"""`restatements`: as shown then, as known now, and who changed what."""

import datetime as dt

import click

from shared_metrics.cli import output
from shared_metrics.cli.call import Call, shared_options
from shared_metrics.errors import CallersMistake

DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option("--since", type=DAY, metavar="DATE", help="As it was known at the end of this day.")
@click.option("--until", type=DAY, metavar="DATE", help="Up to the end of this day. [default: now]")
@click.option("--release", "release_id", metavar="R", help="Since the day of this release.")
@click.option("--metric", metavar="ID", help="Only this metric and its goals.")
@shared_options
def restatements(
    call: Call,
    *,
    since: dt.datetime | None,
    until: dt.datetime | None,
    release_id: str | None,
    metric: str | None,
) -> None:
    """Say which figures are known otherwise than on an earlier day, by whom and why.

    Names stand in it: it is for the backbone. With --release also what that release told the
    public. With --json: {"since", "until", "release", "metrics": [{"metric", "unit", "every",
    "goals", "figures": [{"period", "kind", "then", "now", "difference", "public", "effects":
    [{"submission", "numerator", "denominator", "value"}]}], "new"}], "submissions", "flipped"}.
    """
    from shared_metrics.cli.restatements_text import restatements_data, restatements_text
    from shared_metrics.desk import questions
    from shared_metrics.desk.questions.releases import edition

    if (since is None) is (release_id is None):
        raise CallersMistake(
            "which_day",
            "Two days are compared, and the earlier one is missing or named twice.",
            "Say either `--since 2026-05-01` or `--release R5`.",
        )
    desk = call.open_desk()
    shown = None if release_id is None else edition(desk, release_id)
    day = since.date() if since else shown.release.published_on if shown else desk.today()
    last = until.date() if until else None
    found = questions.restatements(desk, None, day, last, metric=metric)
    if call.as_json:
        output.put_json(restatements_data(desk, found, shown))
    else:
        output.put(restatements_text(desk, found, shown))
