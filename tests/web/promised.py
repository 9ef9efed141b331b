"""A text that was loaded, and an agreement that a body has accepted: what some pages of the office show."""

from sanjeh.apps.accounts.models import Mandate
from sanjeh.apps.agreements.models import Acceptance, AgreementVersion
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.questions import actions as questions
from sanjeh.apps.questions import faq_actions
from sanjeh.core.workflow.roles import Role
from tests import hands, people
from tests.apps import trip
from tests.apps.notices.test_provisions import load


def asked() -> None:
    """Ask question 1 for the body of all tests, and write answer 1 for everybody."""
    by = people.holder(Role.REPRESENTATIVE)
    questions.ask(asked=questions.Asked("ELSEWHERE", "کارمزد", ("کجا؟",)), by=by, now=trip.NOW)
    faq_actions.draft_faq(
        entry=faq_actions.FaqEntry("کجا؟", "در صفحه."), by=people.holder(Role.ASSESSOR), now=trip.NOW
    )


def promised() -> None:
    """Load the form `sample@1`, ask a question, and let the body of all tests have accepted the agreement."""
    load()
    asked()
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
