"""`sanjeh office create`: the link by which the first officer of an installation opens an account."""

import click
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from sanjeh.apps.accounts import invitation_actions as actions
from sanjeh.apps.accounts.invitation_actions import Invited
from sanjeh.apps.authorities import queries as authorities
from sanjeh.apps.conf import conf
from sanjeh.core.integrity.references import DEFAULT_AUTHORITY
from sanjeh.core.workflow.mandates import INVITATION_LASTS
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.roles import Role
from sanjeh.operate import installation, schema, served

THERE_IS_ONE = (
    "An officer is there already: whoever is to come next is invited from the page of people in the office."
)

USUAL = "http://127.0.0.1:8000"
NOT_KNOWN = (
    "Nobody serves these pages at this moment and SANJEH_SITE_URL is not set, so their address is not known: "
    f"{USUAL} is where `sanjeh serve` puts them unless told otherwise; put yours in its place if it differs."
)


@click.command()
@click.option("--name", required=True, help="The officer's name, as it is shown to others.")
@click.option("--email", required=True, help="The address that the link is handed over to.")
@click.option(
    "--url", help="Where people reach this installation; SANJEH_SITE_URL or where it is served, without it."
)
@click.option(
    "--authority",
    default=DEFAULT_AUTHORITY,
    help="The authority whose officer this is, where an installation serves several.",
)
def create(name: str, email: str, url: str | None, authority: str) -> None:
    """Print a link, good once, with which the first officer sets a password and a second factor."""
    if schema.waiting_migrations():  # before the first `sanjeh serve` there are no tables yet
        schema.bring_up_to_date()
    token = invited(name.strip(), refuse_no_address(email.strip()), refuse_unknown(authority))
    known = url or conf()["SITE_URL"] or served.origin_of(installation.data_folder())
    click.echo(f"{(known or USUAL).rstrip('/')}/office/invitation/{token}/")
    if not known:
        click.echo(NOT_KNOWN, err=True)
    click.echo(
        f"Good once and for {INVITATION_LASTS.days} days. Whoever has it becomes the officer.", err=True
    )


def refuse_no_address(email: str) -> str:
    try:
        validate_email(email)
    except ValidationError:
        message = f"{email!r} is no e-mail address: write one like head@authority.example"
        raise click.UsageError(message) from None
    return email


def refuse_unknown(authority: str) -> str:
    try:
        return authorities.card(authority).code
    except authorities.NoSuchAuthority:
        message = f"There is no authority {authority!r}: sanjeh office authority opens one."
        raise click.UsageError(message) from None


def invited(name: str, email: str, authority: str) -> str:
    if not name:
        raise click.UsageError("Write the officer's name: --name 'Mina Sample'")
    try:
        officer = Invited(name, Role.MANAGER, email=email, authority=authority)
        return actions.invite(invited=officer, by=None, now=timezone.now())
    except NotPermitted:
        raise click.ClickException(THERE_IS_ONE) from None
