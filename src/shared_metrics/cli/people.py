"""`people`: who may come in, and what they may do."""

from typing import TYPE_CHECKING

import click

from shared_metrics.cli import output
from shared_metrics.cli.call import Call, shared_options

if TYPE_CHECKING:
    from shared_metrics.accounts import Account

ROLES = ("member", "steward", "analyst", "chair", "admin")  # of `Role`, which brings in Polars
BY = click.option("--as", "by", required=True, metavar="EMAIL", help="Who does it.")
PLACE = click.option(
    "--partner", metavar="ID", help="Their partner. Left out: they work for the backbone."
)
_ROLES = click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice(ROLES),
    help="What they may do there. May be given several times.",
)
_HEADER = ("email", "name", "partner", "roles")


@click.group()
def people() -> None:
    """Look after people: invite them, say what they may do, remove them."""


@people.command(name="list")
@shared_options
def list_(call: Call) -> None:
    """List everybody with their places, then open invitations.

    With --json: {"people": [...], "invitations": [...]}, also who was removed.
    """
    desk = call.open_desk()
    register, now = desk.ledger.register(), desk.now()
    waiting = [one for one in register.invitations if one.standing(now) == "open"]
    if call.as_json:
        accounts = [account.as_dict() for account in register.accounts.values()]
        invited = [one.as_dict() for one in waiting]
        output.put_json({"people": accounts, "invitations": invited})
        return
    here = [account for account in register.accounts.values() if account.state == "active"]
    rows = [row for account in here for row in _rows(account, desk.partnership.backbone)]
    if rows:
        output.put(output.aligned(_HEADER, rows, frozenset()))
    for one in waiting:
        place = one.partner or desk.partnership.backbone
        output.say(f"Invited: {one.email} to {place} until {one.expires:%Y-%m-%d}.")
    output.say(f"{output.counted(len(here), 'person', 'people')}.")


def _rows(account: "Account", backbone: str) -> list[tuple[str, str, str, str]]:
    return [
        (account.email, account.name, m.partner or backbone, ", ".join(sorted(m.roles)))
        for m in account.memberships
    ]


@people.command()
@click.argument("email")
@_ROLES
@PLACE
@click.option("--name", default="", metavar="TEXT", help="What they are called.")
@click.option("--days", default=14, show_default=True, help="How long it holds.")
@BY
@shared_options
def invite(
    call: Call,
    email: str,
    *,
    roles: tuple[str, ...],
    partner: str | None,
    name: str,
    days: int,
    by: str,
) -> None:
    """Keep a place for whoever signs in as EMAIL. Prints an address to send them.

    It needs sign-in to be set up; the place is theirs once they have signed in.
    """
    from shared_metrics.agenda.model import Role
    from shared_metrics.desk import acts

    desk = call.open_desk()
    made = acts.invite(
        desk,
        email,
        roles=[Role(role) for role in roles],
        partner=partner,
        name=name,
        days=days,
        actor=desk.person(by),
        now=desk.now(),
    )
    url = f"{desk.settings.site}/?invitation={made.token}"
    if call.as_json:
        output.put_json(made.invitation.as_dict() | {"url": url})
        return
    output.put(url)
    until = f"{made.invitation.expires:%Y-%m-%d}"
    output.say(f"Send this to {made.invitation.email}. It holds until {until}.")


@people.command()
@click.argument("email")
@_ROLES
@PLACE
@BY
@shared_options
def roles(call: Call, email: str, *, roles: tuple[str, ...], partner: str | None, by: str) -> None:
    """Give EMAIL exactly these roles in one place; without any, that place ends."""
    from shared_metrics.agenda.model import Role
    from shared_metrics.desk import acts

    desk = call.open_desk()
    given = [Role(role) for role in roles]
    changed = acts.change_roles(
        desk, email, roles=given, partner=partner, actor=desk.person(by), now=desk.now()
    )
    if call.as_json:
        output.put_json(changed.as_dict())
        return
    for row in _rows(changed, desk.partnership.backbone):
        output.put("  ".join(row))
    if not changed.memberships:
        output.say(f"{changed.name} has no place any more.")


@people.command()
@click.argument("email")
@click.option("--reason", default="", metavar="TEXT", help="Kept in the audit trail.")
@BY
@shared_options
def remove(call: Call, email: str, *, reason: str, by: str) -> None:
    """Remove EMAIL, at once, also from pages that are open now; what they sent stays.

    Upload links they made end too. An invitation nobody has accepted yet is taken back.
    """
    from shared_metrics.desk import acts

    desk = call.open_desk()
    removed = acts.remove_person(desk, email, reason=reason, actor=desk.person(by), now=desk.now())
    if call.as_json:
        output.put_json(removed.as_dict() if removed else {"email": email, "state": "uninvited"})
    elif removed:
        output.say(f"{removed.name} was removed.")
    else:
        output.say(f"{email} is no longer invited.")
