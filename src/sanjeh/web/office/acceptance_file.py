"""What a body takes home of its acceptance: the paper with its code, and the proof of its line."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.accounts.queries import bodies_of
from sanjeh.apps.agreements import papers, queries
from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.journal import queries as journal
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.mandates import SPEAKS_FOR_A_BODY
from sanjeh.core.workflow.moves import Reading
from sanjeh.web.formatting import moment
from sanjeh.web.office.access import OfficePage, in_office
from sanjeh.web.public.agreement_papers import as_file, printed
from sanjeh.web.templatetags.persian import language, words

NOT_YET = _("گواه سطر این پذیرش پس از مهر امشب دفتر آماده است. فردا دوباره بخواهید.")


def accepted_or_404(request: HttpRequest, number: int, body: str) -> papers.AcceptedRow:
    """Return the acceptance by one of the reader's own bodies."""
    staff = in_office(request).staff
    own = bodies_of(staff.person, SPEAKS_FOR_A_BODY, staff.at, staff.authority)
    found = papers.acceptance(number, body) if body in own else None
    if found is None:
        raise Http404
    return found


class AcceptanceFile(OfficePage):
    """The accepted text as it is printed, with the body, the moment, and the code of the acceptance."""

    reads = Reading.OFFER

    def get(self, request: HttpRequest, number: int, body: str) -> HttpResponse:
        row = accepted_or_404(request, number, body)
        title = words(catalogue.titles().get(body) or Words(body, body))
        told = (
            (gettext("پذیرفته از سوی"), title),
            (gettext("زمان پذیرش"), moment(row.at, language())),
        )
        paper = printed(request, queries.version(number), row.code, ())
        return as_file(replace(paper, facts=(*paper.facts, *told)), number)


class AcceptanceProof(OfficePage):
    """The proof that the line of the acceptance stands in the journal, from the next day on."""

    reads = Reading.OFFER

    def get(self, request: HttpRequest, number: int, body: str) -> HttpResponse:
        row = accepted_or_404(request, number, body)
        lines = journal.lines_about(row.reference)
        mine = (
            one.number
            for one in lines
            if one.entry.what == "agreement.accepted" and Subject.BODY.named(body) in one.entry.about
        )
        try:
            content = journal.line_proof(next(mine)).text()
        except journal.NoSuchCheckpoint:
            messages.info(request, gettext(NOT_YET))
            return redirect("office:offer")
        name = f'attachment; filename="acceptance-{number}-proof.json"'
        return HttpResponse(content, content_type="application/json", headers={"Content-Disposition": name})
