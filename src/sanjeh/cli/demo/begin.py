"""`sanjeh demo begin`: the first thing done in an emptied folder, by a process new to it."""

import sys

import click
from django.utils import timezone

from sanjeh.apps.accounts import invitation_actions
from sanjeh.apps.accounts.invitation_actions import Invited
from sanjeh.apps.authorities import queries as authorities
from sanjeh.apps.journal import actions as journal
from sanjeh.core.workflow.emptying import EmptyingOrder, order_of
from sanjeh.core.workflow.roles import Role
from sanjeh.operate import schema


@click.command()
def begin() -> None:
    """Let the first officer in who was named when the demo was emptied; `sanjeh run` calls this."""
    order = order_of(sys.stdin.buffer.read())
    schema.bring_up_to_date()
    invite(order)


def invite(order: EmptyingOrder) -> None:
    """Invite by the secret that the office has shown, and write where this installation comes from."""
    now, reference = timezone.now(), authorities.current().reference
    journal.write(by=None, at=now, what="demo.emptied", about=reference, facts={"asked_by": order.asked_by})
    invited = Invited(order.name, Role.MANAGER, email=order.email)
    invitation_actions.invite(invited=invited, by=None, now=now, secret=order.secret)
