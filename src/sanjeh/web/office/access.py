"""Who may enter which page of the office, and send which of its forms: the table is asked here."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views import View

from sanjeh.apps.accounts import permissions
from sanjeh.apps.accounts.queries import roles_by_authority, signed_in
from sanjeh.apps.authorities import queries as authorities
from sanjeh.apps.authorities.cards import AuthorityCard
from sanjeh.core.integrity.references import DEFAULT_AUTHORITY
from sanjeh.core.workflow.moves import Move, key_of
from sanjeh.core.workflow.permissions import NotPermitted, Why, open_to, permission
from sanjeh.core.workflow.roles import Role
from sanjeh.web.authority import in_its_days
from sanjeh.web.office.refusals import refused_page, signed_out_page
from sanjeh.web.office.second_factor import is_lacking
from sanjeh.web.office.whose import authority_of, chosen

if TYPE_CHECKING:
    from sanjeh.apps.accounts.models import Person


@dataclass(frozen=True, slots=True)
class Staff:
    """Who works in the office now, and for which of the authorities that gave a mandate.

    `held` are the roles at each of these authorities by its code, as they were when the page was asked for.
    """

    person: "Person"
    at: datetime
    authority: str
    held: Mapping[str, frozenset[Role]]

    @property
    def roles(self) -> frozenset[Role]:
        """Return what this person may act as for the authority that is worked for."""
        return self.held.get(self.authority, frozenset())

    def refusal(self, move: Move, about: str = "") -> NotPermitted | None:
        """Return why this person may not make the move, or None; what is new belongs to `authority`."""
        whose = authority_of(about) if about else self.authority
        return permissions.refusal_to(self.person, self.held, move=move, about=about, authority=whose)


class OfficeRequest(HttpRequest):
    """A request from the office; `may` holds the keys of all that the reader's roles allow.

    `works_for` are the authorities among which the reader may choose: none where there is one.
    """

    staff: Staff
    may: frozenset[str]
    works_for: tuple[AuthorityCard, ...]


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
        staff = staff_at(request, signed_in(request.user), timezone.now())
        enter(request, staff)
        with speaking_for(request, staff.authority):
            return self.let_in(request, *args, **kwargs)

    def let_in(self, request: HttpRequest, *args: object, **kwargs: str) -> HttpResponseBase:
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

    def http_method_not_allowed(self, request: HttpRequest, *args: object, **kwargs: str) -> HttpResponse:
        """Lead whoever asks for an address that only takes forms to the page above, as after a refusal."""
        above = page_above(request.path) if request.method in ("GET", "HEAD") else ""
        if not above:
            return super().http_method_not_allowed(request, *args, **kwargs)
        query = request.META.get("QUERY_STRING", "")
        return redirect(f"{above}?{query}" if query else above)

    def permit(self, request: HttpRequest, where: dict[str, str]) -> None:
        """Raise NotPermitted unless this person may see the page, and do what the form asks for."""
        office = in_office(request)
        asked = self.requested_move(request, **where) if request.method == "POST" else None
        if asked is None and key_of(self.reads) not in office.may:
            raise NotPermitted(permission(self.reads), Why.ROLE)
        if asked and (refused := office.staff.refusal(asked.move, asked.about)):
            raise refused


def page_above(path: str) -> str:
    """Return the nearest address above that shows a page, nothing where there is none."""
    parts = path.strip("/").split("/")
    for length in range(len(parts) - 1, 0, -1):
        address = f"/{'/'.join(parts[:length])}/"
        with suppress(Resolver404):
            if hasattr(getattr(resolve(address).func, "view_class", None), "get"):
                return address
    return ""


def staff_at(request: HttpRequest, person: "Person", now: datetime) -> Staff:
    held = roles_by_authority(person, now)
    return Staff(person, now, chosen(request, held), held)


@contextmanager
def speaking_for(request: HttpRequest, authority: str) -> Iterator[None]:
    """Let the page speak in the name and by the days of the authority that is worked for."""
    if authority == DEFAULT_AUTHORITY:  # of which every page speaks already
        yield
        return
    card = authorities.card(authority)
    request.authority = card  # type: ignore[attr-defined]
    with in_its_days(card):
        yield


def enter(request: HttpRequest, staff: Staff) -> None:
    """Note on the request who is there, for the page and its menu."""
    office = in_office(request)
    office.staff = staff
    office.may = open_to(staff.roles)
    several = len(staff.held) > 1
    office.works_for = tuple(authorities.card(code) for code in sorted(staff.held)) if several else ()


def in_office(request: HttpRequest) -> OfficeRequest:
    return request  # type: ignore[return-value]  # every page of the office notes its reader first
