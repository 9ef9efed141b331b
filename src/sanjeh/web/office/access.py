"""Who may enter which page of the office, and send which of its forms: the table is asked here."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views import View

from sanjeh.apps.accounts import permissions
from sanjeh.apps.accounts.queries import roles_of, signed_in
from sanjeh.core.workflow.moves import Move, key_of
from sanjeh.core.workflow.permissions import NotPermitted, Why, open_to, permission
from sanjeh.core.workflow.roles import Role
from sanjeh.web.office.refusals import refused_page, signed_out_page
from sanjeh.web.office.second_factor import is_lacking

if TYPE_CHECKING:
    from sanjeh.apps.accounts.models import Person


@dataclass(frozen=True, slots=True)
class Staff:
    """Who works in the office at this moment."""

    person: "Person"
    at: datetime
    roles: frozenset[Role]

    def refusal(self, move: Move, about: str = "") -> NotPermitted | None:
        """Return why this person may not make the move, or None."""
        return permissions.refusal(by=self.person, move=move, about=about, now=self.at)


class OfficeRequest(HttpRequest):
    """A request from the office; `may` holds the keys of all that the reader's roles allow."""

    staff: Staff
    may: frozenset[str]


@dataclass(frozen=True, slots=True)
class RequestedMove:
    """The move that a form asks for, and the journal's reference to its matter."""

    move: Move
    about: str = ""


class OfficePage(View):
    """A page of the office: a stranger is asked to sign in, who may not see it or do it is refused.

    `reads` is the right to see the page; `asked` tells what its form does, None being no move at all.
    """

    reads: Move

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove | None:
        del request, where
        return None

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: str) -> HttpResponseBase:
        response = self.answered(request, *args, **kwargs)
        # Who sits down at the same machine afterwards finds nothing of it by the back button.
        add_never_cache_headers(response)
        return response

    def answered(self, request: HttpRequest, *args: object, **kwargs: str) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        enter(request, staff_at(signed_in(request.user), timezone.now()))
        roles = in_office(request).staff.roles
        if not roles:
            return signed_out_page(request)
        if is_lacking(request, roles):
            return redirect_to_login(request.get_full_path(), "mfa_index")
        try:
            self.permit(request, kwargs)
            return super().dispatch(request, *args, **kwargs)
        except NotPermitted as refused:
            return refused_page(request, refused)

    def permit(self, request: HttpRequest, where: dict[str, str]) -> None:
        """Raise NotPermitted unless this person may see the page, and do what the form asks for."""
        office = in_office(request)
        asked = self.requested_move(request, **where) if request.method == "POST" else None
        if asked is None and key_of(self.reads) not in office.may:
            raise NotPermitted(permission(self.reads), Why.ROLE)
        if asked and (refused := office.staff.refusal(asked.move, asked.about)):
            raise refused


def staff_at(person: "Person", now: datetime) -> Staff:
    return Staff(person, now, roles_of(person, now))


def enter(request: HttpRequest, staff: Staff) -> None:
    """Note on the request who is there, for the page and its menu."""
    office = in_office(request)
    office.staff = staff
    office.may = open_to(staff.roles)


def in_office(request: HttpRequest) -> OfficeRequest:
    return request  # type: ignore[return-value]  # every page of the office notes its reader first
