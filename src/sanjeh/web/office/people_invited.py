"""Many open invitations in one move: sent anew, or taken back, once it was seen which."""

from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.accounts import invitations
from sanjeh.apps.accounts.invitations import InvitationClosed, InvitationRow
from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.messages import inviting_actions as actions
from sanjeh.core.text.words import Wording
from sanjeh.core.workflow.moves import PeopleMove, Reading
from sanjeh.core.workflow.roles import ROLE_WORDS
from sanjeh.web.listing import asked_of
from sanjeh.web.office.access import OfficePage, RequestedMove, in_office
from sanjeh.web.office.bulk import ALL, CHOSEN, SCOPE, nothing_chosen
from sanjeh.web.office.people import Invitee, link_of, links_page
from sanjeh.web.office.people_list import invitation_listing
from sanjeh.web.templatetags.persian import language

SURE = "sure"
MOVES = {"again": PeopleMove.INVITE, "withdraw": PeopleMove.WITHDRAW_INVITATION}
TITLES = {"again": _("دوباره فرستادن دعوت‌ها"), "withdraw": _("پس گرفتن دعوت‌ها")}


@dataclass(frozen=True, slots=True)
class Line:
    """An invitation of the preview, with the names of its role and body."""

    row: InvitationRow
    role: Wording
    body: Wording | None


class PeopleInvited(OfficePage):
    """Shows which of the chosen invitations are meant, and makes the move once that is sure."""

    reads = Reading.PEOPLE

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove | None:
        del where
        move = MOVES.get(request.POST.get("do", ""))
        return RequestedMove(move) if move else None

    def post(self, request: HttpRequest) -> HttpResponse:
        asked = request.POST.get("do", "")
        if asked not in MOVES:
            raise Http404
        rows = chosen(request)
        if not rows:
            return nothing_chosen(request, "office:people")
        if SURE not in request.POST:
            return preview(request, asked, rows)
        try:
            return done(request, asked, rows)
        except InvitationClosed:  # somebody was faster than this very page
            messages.error(request, gettext("دعوتی از این میان دیگر باز نیست؛ چیزی عوض نشد."))
            return preview(request, asked, chosen(request))


def chosen(request: HttpRequest) -> tuple[InvitationRow, ...]:
    """Return the open invitations that were ticked, or all that the filter keeps."""
    staff = in_office(request).staff
    rows = invitations.waiting(staff.at, staff.authority)
    if request.POST.get(SCOPE) != ALL:
        ticked = set(request.POST.getlist(CHOSEN))
        return tuple(row for row in rows if str(row.number) in ticked)
    listing = invitation_listing(rows, catalogue.titles(), is_chosen_from=True)
    asked = replace(asked_of(QueryDict(request.POST.get("query", "")), listing), is_whole=True)
    return tuple(listing.find(asked)[0])


def preview(request: HttpRequest, asked: str, rows: tuple[InvitationRow, ...]) -> HttpResponse:
    titles = catalogue.titles()
    shown = {
        "do": asked,
        "title": gettext(TITLES[asked]),
        "lines": [Line(row, ROLE_WORDS[row.role], titles.get(row.body)) for row in rows],
        "query": request.POST.get("query", ""),
    }
    return render(request, "office/people_invited.html", shown)


def done(request: HttpRequest, asked: str, rows: tuple[InvitationRow, ...]) -> HttpResponse:
    staff, numbers = in_office(request).staff, [row.number for row in rows]
    if asked == "withdraw":
        actions.withdraw_together(numbers=numbers, by=staff.person, authority=staff.authority, now=staff.at)
        messages.success(request, gettext("انجام شد و در دفتر رویداد ثبت شد."))
        return redirect("office:people")
    made = actions.invite_again(
        numbers=numbers, language=language(), by=staff.person, authority=staff.authority, now=staff.at
    )
    return links_page(request, [Invitee(row.name, row.email, link_of(request, token)) for row, token in made])
