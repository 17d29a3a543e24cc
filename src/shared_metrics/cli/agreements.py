"""`agreements` and `withdraw-published`: what partners share, and taking it back."""

import click

from shared_metrics.cli import output
from shared_metrics.cli.call import Call, shared_options

_HEADER = ("agreement", "partner", "contracts", "audiences", "ends", "days left", "state")
_DAYS_LEFT = 5


@click.command()
@click.option("--partner", metavar="ID", help="Only of this partner.")
@shared_options
def agreements(call: Call, partner: str | None) -> None:
    """List data-sharing agreements with the days that are left, those that end first on top.

    On stderr it says which end within 60 days or have ended, and have not been renewed.
    """
    from shared_metrics.desk.questions import agreements as questions

    desk = call.open_desk()
    if partner is not None:
        desk.definitions.partner(partner)
    found = questions.agreements(desk, None, partner)
    if call.as_json:
        output.put_json([one.as_dict() for one in found])
        return
    rows = [
        (
            one.agreement.id,
            one.agreement.partner,
            ", ".join(shared.contract for shared in one.agreement.contracts),
            ", ".join(one.agreement.audiences),
            one.agreement.ends.isoformat(),
            f"{one.days_left:,}",
            one.state.label.lower(),
        )
        for one in found
    ]
    if rows:
        output.put(output.aligned(_HEADER, rows, frozenset({_DAYS_LEFT})))
    for one in found:
        if one.step is not None:
            output.say(one.sentence)
    output.say(f"{output.counted(len(found), 'agreement')}.")


@click.command(name="withdraw-published")
@click.option("--partner", required=True, metavar="ID", help="Whose figures they are.")
@click.option("--contract", required=True, metavar="ID", help="What they report.")
@click.option("--from", "first", required=True, metavar="P", help="The first period, included.")
@click.option("--to", "last", metavar="P", help="The last period, included. [default: the first]")
@click.option("--note", required=True, metavar="TEXT", help="What the public reads about it.")
@click.option("--as", "email", required=True, metavar="EMAIL", help="Who does it.")
@shared_options
def withdraw_published(
    call: Call, *, partner: str, contract: str, first: str, last: str | None, note: str, email: str
) -> None:
    """Show the public a partner's figures of some periods no longer, and say so to the public.

    Inside they count as before; the backbone and the partner see that they were withdrawn. It
    cannot be undone.
    """
    from shared_metrics.desk import acts

    desk = call.open_desk()
    made = acts.withdraw_published(
        desk,
        partner,
        contract,
        first,
        last,
        public_note=note,
        actor=desk.person(email),
        now=desk.now(),
    )
    if call.as_json:
        output.put_json(made.as_dict())
        return
    output.put(f"{made.id}: {made.contract} of {made.partner}, {made.span}: no longer public.")
