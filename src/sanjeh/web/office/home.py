"""The first page of the office: what is due from the reader, what lies with others, and own messages."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sanjeh.apps.accounts import mandates
from sanjeh.apps.accounts.queries import bodies_of
from sanjeh.apps.agreements import queries as agreements
from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.courtesy import house_rules
from sanjeh.apps.courtesy import queries as courtesy
from sanjeh.apps.messages import queries as messages
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.first_steps import missing_steps
from sanjeh.core.workflow.mandates import SPEAKS_FOR_A_BODY
from sanjeh.core.workflow.moves import Reading, key_of
from sanjeh.core.workflow.people_permissions import ANSWERING
from sanjeh.core.workflow.roles import ROLE_WORDS
from sanjeh.web.office.access import OfficePage, Staff, in_office
from sanjeh.web.office.due import due_of
from sanjeh.web.office.invitation import JUST_CAME
from sanjeh.web.office.start import standing
from sanjeh.web.office.whose import choose

MOST = 50  # of each kind: who has more finds it in the lists, and the page stays quick


class Today(OfficePage):
    """Everybody's own: the moves that one's mandates allow now, then what lies with others."""

    reads = Reading.HOME

    def get(self, request: HttpRequest) -> HttpResponse:
        if request.session.pop(JUST_CAME, False) and lacks_of(request):
            return redirect("office:start")
        return home_page(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Work for another of the authorities that have given mandates."""
        choose(request, in_office(request).staff.held, request.POST.get("authority", ""))
        return redirect("office:home")


def lacks_of(request: HttpRequest) -> int:
    """Return how many things a round still needs, to whom the page of the first hour is open."""
    office = in_office(request)
    return len(missing_steps(standing(office.staff))) if key_of(Reading.START) in office.may else 0


def home_page(
    request: HttpRequest, typed: Mapping[str, str] = MappingProxyType({}), homeless: Sequence[str] = ()
) -> HttpResponse:
    """Answer with the page; `typed` stays in the form it was refused from, `homeless` has none any more."""
    office = in_office(request)
    rows = due_of(office.staff, office.may)
    held = mandates.mandates_of(office.staff.person, office.staff.at)
    shown = {
        "mine": (mine := [row for row in rows if row.mine])[:MOST],
        "more_mine": len(mine) - MOST,
        "others": (others := [row for row in rows if not row.mine])[:MOST],
        "more_others": len(others) - MOST,
        "unread": messages.unseen_count(office.staff.person),
        "mandates": [(ROLE_WORDS[row.role], row) for row in held],
        "lacks": lacks_of(request),
        "rules": () if courtesy.has_accepted(office.staff.person) else house_rules.RULES,
        **own_bodies(office.staff),
        "without": without_agreement(office.staff),
        "typed": typed,
        "homeless": homeless,
    }
    return render(request, "office/today.html", shown)


def own_bodies(staff: Staff) -> dict[str, object]:
    """Return what who speaks for a body looks after: its departments, and whether too few speak for it."""
    if not staff.roles & ANSWERING:
        return {}
    own = bodies_of(staff.person, ANSWERING, staff.at, staff.authority)
    titles = catalogue.titles()
    short = sorted(mandates.bodies_short_of_people(own, staff.at).items())
    return {
        "editors": mandates.department_editors(own, staff.at, staff.authority),
        "short": [(titles.get(code) or Words(code, code), count) for code, count in short],
    }


def without_agreement(staff: Staff) -> list[Words]:
    """Return the reader's own bodies that no agreement binds: none holds, or they have not accepted it."""
    own = bodies_of(staff.person, SPEAKS_FOR_A_BODY, staff.at, staff.authority)
    if not own:
        return []
    state = agreements.state(staff.at, staff.authority)
    bound = agreements.accepting(state.number, own) if state.in_force else frozenset()
    titles = catalogue.titles()
    return [titles.get(code) or Words(code, code) for code in sorted(own - bound)]
