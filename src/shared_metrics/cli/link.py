"""`link`: upload links for people without an account."""

import click

from shared_metrics.cli import output
from shared_metrics.cli.call import Call, shared_options
from shared_metrics.cli.people import BY

_HEADER = ("id", "partner", "label", "until", "state", "made by")


@click.group()
def link() -> None:
    """Look after upload links: a way to send files without an account."""


@link.command()
@click.argument("partner", metavar="PARTNER")
@click.option("--label", required=True, metavar="TEXT", help="Who it is for.")
@click.option("--days", default=30, show_default=True, help="How long it holds.")
@BY
@shared_options
def make(call: Call, partner: str, *, label: str, days: int, by: str) -> None:
    """Make an upload link for PARTNER and print it: it is told once and kept nowhere.

    Who has it may send the partner's files and see the receipts of what was sent through it.
    """
    from shared_metrics.desk import acts

    desk = call.open_desk()
    made = acts.make_upload_link(
        desk, partner, label=label, days=days, actor=desk.person(by), now=desk.now()
    )
    url = f"{desk.settings.site}/upload_link?link={made.token}"
    if call.as_json:
        output.put_json(made.link.as_dict() | {"url": url})
        return
    output.put(url)
    output.say(f"{made.link.id} holds until {made.link.expires:%Y-%m-%d}. It is not shown again.")


@link.command()
@click.argument("link_id", metavar="ID")
@BY
@shared_options
def revoke(call: Call, link_id: str, *, by: str) -> None:
    """End an upload link at once; what was sent through it stays."""
    from shared_metrics.desk import acts

    desk = call.open_desk()
    ended = acts.revoke_upload_link(desk, link_id, actor=desk.person(by), now=desk.now())
    if call.as_json:
        output.put_json(ended.as_dict())
    else:
        output.say(f"{ended.id} has ended.")


@link.command(name="list")
@shared_options
def list_(call: Call) -> None:
    """List upload links with their state: open, expired or revoked."""
    desk = call.open_desk()
    links, now = desk.ledger.register().links, desk.now()
    if call.as_json:
        output.put_json([one.as_dict() | {"state": one.standing(now)} for one in links])
        return
    rows = [
        (o.id, o.partner, o.label, f"{o.expires:%Y-%m-%d}", o.standing(now), o.made_by)
        for o in links
    ]
    if rows:
        output.put(output.aligned(_HEADER, rows, frozenset()))
    output.say(f"{output.counted(len(links), 'upload link')}.")
