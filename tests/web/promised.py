"""A text that was loaded, and an agreement that a body has accepted: what some pages of the office show."""

from sanjeh.apps.accounts.models import Mandate
from sanjeh.apps.agreements.models import Acceptance, AgreementVersion
from sanjeh.apps.journal import actions as journal
from sanjeh.core.workflow.roles import Role
from tests import hands, people
from tests.apps import trip
from tests.apps.notices.test_provisions import load


def promised() -> None:
    """Load the form `sample@1`, and let the body of all tests have accepted the first agreement by hand."""
    load()
    by, first = people.holder(Role.REPRESENTATIVE), AgreementVersion.objects.get(number=1)
    mandate = Mandate.objects.get(person=by)
    with hands.thawed():
        Acceptance.objects.create(
            version=first,
            body=mandate.body,
            mandate=mandate,
            shown_sha256=first.sha256,
            second_factor_at=trip.NOW,
            at=trip.NOW,
        )
    about = (first.reference, f"body:{mandate.body}")
    journal.write(by=by, at=trip.NOW, what="agreement.accepted", about=about)
    journal.sign_checkpoint(now=trip.NOW)
