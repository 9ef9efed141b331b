"""The journal for its auditor: every line, and the one file that proves them on any other machine."""

from io import BytesIO

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from sanjeh.apps.journal import queries
from sanjeh.apps.publication.proofs import proof_bundle
from sanjeh.core.integrity.references import DEFAULT_AUTHORITY
from sanjeh.core.workflow.moves import Reading
from sanjeh.ledger.bundle import write_bundle
from sanjeh.web.list_files import download
from sanjeh.web.listing import answer
from sanjeh.web.office.access import OfficePage, in_office
from sanjeh.web.office.journal_list import journal_listing


class Journal(OfficePage):
    """Who did what, when, about which matter; of a further authority, what names it."""

    reads = Reading.JOURNAL

    def get(self, request: HttpRequest) -> HttpResponse:
        whose = in_office(request).staff.authority
        shown = {"is_whole": whose == DEFAULT_AUTHORITY, "newest": queries.newest_checkpoint()}
        return answer(request, journal_listing(whose), "office/journal.html", shown)


class Proofs(OfficePage):
    """All that proves the installation, for whoever audits the whole of it."""

    reads = Reading.JOURNAL

    def get(self, request: HttpRequest) -> HttpResponse:
        if in_office(request).staff.authority != DEFAULT_AUTHORITY:
            refused = gettext("این بسته همه‌ی مرجع‌ها را دربردارد؛ بازرس مرجع نخست آن را دریافت می‌کند.")
            return HttpResponse(refused, status=403, content_type="text/plain; charset=utf-8")
        file = BytesIO()  # some 60 bytes a line when packed
        write_bundle(proof_bundle(), file)
        return download("sanjeh-proofs.zip", file.getvalue(), "application/zip")
