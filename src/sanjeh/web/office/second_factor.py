"""The second factor: who has shown one in this session, and where it is set up."""

from collections.abc import Iterable
from datetime import UTC, datetime

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.conf import settings
from django.forms import Form
from django.http import HttpRequest, HttpResponse

from sanjeh.core.workflow.mandates import NEEDS_SECOND_FACTOR
from sanjeh.core.workflow.roles import Role

SHOWN = "mfa"  # what the library notes in the session when a factor was shown


def is_demanded(roles: Iterable[Role]) -> bool:
    """Say whether any of these roles asks for a second factor."""
    return settings.SECOND_FACTOR_DEMANDED and not NEEDS_SECOND_FACTOR.isdisjoint(roles)


def is_lacking(request: HttpRequest, roles: Iterable[Role]) -> bool:
    """Say whether these roles ask for a second factor that this session has not shown."""
    if not is_demanded(roles):
        return False
    records = get_authentication_records(request, request.user)
    return all(record.get("method") != SHOWN for record in records)


def shown_at(request: HttpRequest) -> datetime | None:
    """Return when a second factor was last shown in this session, or None."""
    records = get_authentication_records(request, request.user)
    moments = [record["at"] for record in records if record.get("method") == SHOWN]
    return datetime.fromtimestamp(max(moments), UTC) if moments else None


class NotesTheFactor:
    """Whoever sets a factor up has shown it: this session goes on, and no other."""

    def form_valid(self, form: Form) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # of the library's view
        request: HttpRequest = self.request  # type: ignore[attr-defined]  # as above
        # Shown just now, so the recovery codes that follow are not asked for once more.
        record_authentication(request, request.user, SHOWN, reauthenticated=True)
        return answer


class SetUpCodes(NotesTheFactor, ActivateTOTPView):  # type: ignore[misc]  # the library has no types
    pass


class AddPasskey(NotesTheFactor, AddWebAuthnView):  # type: ignore[misc]  # as above
    pass
