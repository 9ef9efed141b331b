"""A second authority beside the first, its officer, and one of each matter at the first."""

from dataclasses import replace

from sanjeh.apps.accounts import invitation_actions, mandate_actions
from sanjeh.apps.accounts.invitation_actions import Invited
from sanjeh.apps.accounts.mandate_actions import Grant, Share
from sanjeh.apps.accounts.models import Invitation, Person
from sanjeh.apps.agreements import actions as agreements
from sanjeh.apps.authorities import actions
from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.catalogue.imports import actions as imports
from sanjeh.apps.catalogue.queries import standing
from sanjeh.apps.notices.actions import Announcement
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.roles import IN_A_BODY, Role
from tests import people
from tests.apps import trip
from tests.apps.agreements.test_own_agreement import DRAFT
from tests.apps.catalogue.files import services
from tests.apps.catalogue.imported import NEW

PROVINCE = "zanjan"


def province() -> None:
    actions.open_authority(code=PROVINCE, title=Words("استان", "Province"), by=None, now=people.SINCE)


def officer(name: str, *roles: Role) -> Person:
    """Return somebody who holds these roles at the province and nothing anywhere else."""
    made = people.registered(name)
    for role in roles:
        grant = Grant(made, role, "B1" if role in IN_A_BODY else "", until=people.UNTIL, authority=PROVINCE)
        mandate_actions.put(grant, None, people.SINCE)
    return made


def announcement(kind: Kind, version: str, authority: str = PROVINCE) -> Announcement:
    words = Words("اعلام", "Announcement")
    return Announcement(kind, version, words, words, trip.NOW, "A rehearsal", authority)


def national_matters() -> dict[str, int]:
    """Make one of each matter at the first authority; return the numbers of those that have one."""
    catalogue.load_catalogue(entries=trip.country(1), by=people.secretariat(), now=trip.NOW)
    trip.method_in_force()
    trip.draft()
    grant = Grant(people.registered("editor"), Role.DEPARTMENT_EDITOR, "B1", until=people.UNTIL)
    mandate = mandate_actions.give_mandate(grant=grant, by=people.manager(), now=trip.NOW)
    mandate_actions.delegate(number=mandate.pk, share=Share("IT"), by=people.manager(), now=trip.NOW)
    invitation_actions.invite(invited=Invited("X", Role.HANDLER), by=people.manager(), now=trip.NOW)
    by = people.secretariat()
    renamed = replace(standing().bodies["B1"], title_fa="نام دیگر")
    return {
        "mandate": mandate.pk,
        "delegation": mandate.delegations.get().pk,
        "invitation": Invitation.objects.get().pk,
        "file": imports.prepare_import(file_name="l.xlsx", content=services(NEW), by=by, now=trip.NOW),
        "edit": imports.prepare_edit(states=[renamed], by=by, now=trip.NOW),
        "agreement": agreements.load_agreement(draft=DRAFT, by=by, now=trip.NOW),
    }
